from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.components.intent_model import IntentModel, learn

EXAMPLES = [
    (text, intent)
    for intent, texts in {
        "ask_rate": (
            "利息多少",
            "年利率几个点",
            "利率高吗",
            "what is the interest",
            "interest rate",
        ),
        "ask_disbursement": (
            "多久到账",
            "钱什么时候到",
            "到账要几天",
            "when does the money arrive",
        ),
        "close_account": ("注销账户", "怎么销户", "帮我关掉额度", "close my account"),
    }.items()
    for text in texts
] * 2  # every feature twice: none is too rare


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return learn(EXAMPLES)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("请问利西多少啊", "ask_rate"),
        ("請問利息多少", "ask_rate"),
        ("借呗的钱多久到帐", "ask_disbursement"),
        ("我想銷戶", "close_account"),
        ("please close my account", "close_account"),
    ],
)
def test_words_never_seen_are_understood_by_what_they_share(
    model: IntentModel, said: str, meant: str
) -> None:
    assert model.ranking(said)[0][0] == meant


def test_what_is_loaded_ranks_as_what_was_saved(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    for text, _intent in EXAMPLES:
        for (name, share), (other, again) in zip(
            model.ranking(text), loaded.ranking(text), strict=True
        ):
            assert name == other
            assert share == pytest.approx(again, abs=0.01)  # weights are kept in half precision


def test_the_same_examples_give_the_same_model(model: IntentModel) -> None:
    assert learn(EXAMPLES).ranking("利息怎么算") == model.ranking("利息怎么算")


@given(st.text(max_size=200))
def test_any_text_gets_a_whole_ranking(model: IntentModel, text: str) -> None:
    ranking = model.ranking(text)
    assert sum(share for _intent, share in ranking) == pytest.approx(1)
    assert [share for _, share in ranking] == sorted((s for _, s in ranking), reverse=True)


def test_a_text_without_a_known_word_is_not_sure(model: IntentModel) -> None:
    assert model.ranking("!!!")[0][1] < 0.7


@pytest.mark.parametrize("text", ["wibble wobble", "zxcv qwer tyui"])
def test_words_of_no_example_give_no_confidence(model: IntentModel, text: str) -> None:
    assert model.ranking(text)[0][1] < 0.4


def test_a_slip_of_a_finger_is_no_unknown_word(model: IntentModel) -> None:
    assert model.ranking("intrest raet")[0][0] == "ask_rate"
    assert model.ranking("intrest raet")[0][1] > 0.5


def test_two_intents_are_told_apart() -> None:
    two = learn([one for one in EXAMPLES if one[1] != "ask_disbursement"])

    assert two.ranking("请问利息多少")[0][0] == "ask_rate"
    assert two.ranking("我想注销账户")[0][0] == "close_account"
