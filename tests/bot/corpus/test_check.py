import pytest

from bot.corpus.check import Report, check
from bot.corpus.confusions import SURE
from tests.bot.corpus.made_up import BORROW, COMPLAIN, examples

MISLABELLED = "能借我八万装修"
SPLIT = ["查一下进度", "看看进度", "进度怎么样", "进度到哪了", "进度呢", "帮我看进度"]


@pytest.fixture(scope="module")
def report() -> Report:
    return check(
        examples(
            {
                "discover_need": BORROW,
                "complaint": [*COMPLAIN, MISLABELLED],
                "ask_application_status": SPLIT * 4,
                "ask_disbursement": [f"{text}啊" for text in SPLIT] * 4,
            }
        )
    )


def test_an_example_under_the_wrong_intent_is_doubted(report: Report) -> None:
    (doubt,) = [one for one in report.doubts if one.example.intent == "complaint"]
    assert doubt.example.text == MISLABELLED
    assert doubt.predicted == "discover_need"
    assert doubt.confidence >= SURE > doubt.given
    assert doubt.nearest.second.text in BORROW


def test_two_intents_of_the_same_sentences_are_confused(report: Report) -> None:
    confusion = report.confusions[0]
    assert {confusion.first, confusion.second} == {"ask_application_status", "ask_disbursement"}
    assert confusion.first_as_second >= confusion.second_as_first
    assert confusion.share > 0.2
    nearest = confusion.nearest[0]
    assert nearest.first.key.strip("啊") == nearest.second.key.strip("啊")


def test_examples_are_counted_by_intent_and_language(report: Report) -> None:
    assert report.counts["complaint", "zh"] == len(COMPLAIN) + 1
    assert 0.5 < report.accuracy < 1


def test_words_of_two_intents_contradict() -> None:
    sound = {"discover_need": BORROW, "complaint": COMPLAIN}
    assert not check(examples(sound)).contradicts_itself
    assert check(examples({**sound, "complaint": [*COMPLAIN, BORROW[0]]})).contradicts_itself
