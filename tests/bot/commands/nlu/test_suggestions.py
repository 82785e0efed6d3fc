from datetime import date
from pathlib import Path

from bot.commands.nlu.suggestions import as_yaml, sort_out
from bot.corpus.examples import read_examples
from bot.services.records import Sample, SampleState
from tests.bot.corpus.made_up import examples

DAY = date(2026, 11, 24)


def sample(text: str, label: str, count: int = 1) -> Sample:
    return Sample(
        key=text, text=text, language="zh_CN", ranking=(), happened={}, chosen={}, count=count,
        model="", state=SampleState.LABELLED, label=label, first_seen=DAY, last_seen=DAY,
    )  # fmt: skip


def test_suggestions_are_read_as_training_data(tmp_path: Path) -> None:
    found = [
        sample("能给多少", "ask_limit", 2),
        sample("[姓名](老板)说能贷", "complaint"),
        sample("- 减号开头: 可以吗 #1", "ask_limit"),
        sample("how much then", "ask_limit"),
    ]
    text = as_yaml(found)
    (tmp_path / "suggestions.yml").write_text(text, encoding="utf-8")
    assert [(one.intent, one.language, one.text) for one in read_examples(tmp_path)] == [
        ("ask_limit", "en", "how much then"),
        ("ask_limit", "zh", "能给多少"),
        ("ask_limit", "zh", "- 减号开头: 可以吗 #1"),
        ("complaint", "zh", "[姓名] (老板)说能贷"),
    ]
    assert "  # zh: 2, seen: 3\n  - intent: ask_limit\n" in text


def test_what_is_known_is_not_suggested_and_a_contradiction_is_told() -> None:
    known = examples({"ask_limit": ["能给多少?", "额度"], "complaint": ["太差"]})
    found = sort_out(
        [sample("能給多少", "ask_limit"), sample("太差!", "deny"), sample("新的", "deny")], known
    )
    assert [one.text for one in found.new] == ["新的"]
    assert [one.text for one in found.known] == ["能給多少"]
    ((contradicting, example),) = found.contradicting
    assert (contradicting.text, example.text) == ("太差!", "太差")
