import json
from pathlib import Path

import pytest

from bot.corpus.examples import read_examples
from bot.main import main
from bot.services.ports import UnitsOfWork
from bot.services.records import SampleState
from bot.services.review_samples import label_sample, samples


@pytest.fixture
def labelled(uow: UnitsOfWork) -> UnitsOfWork:
    for sample in samples(uow, SampleState.OPEN):
        label_sample(uow, sample.key, "ask_limit" if sample.count == 2 else "ask_rate")
    return uow


def states(uow: UnitsOfWork) -> list[str]:
    return sorted(one.state for one in samples(uow, *SampleState))


def test_labelled_messages_become_suggestions_once(
    labelled: UnitsOfWork, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_text() for path in data.iterdir()}
    assert main(["nlu", "export", "--data", str(data)]) == 0
    written = tmp_path / "var" / "nlu" / "suggestions.yml"
    assert capsys.readouterr().out.splitlines() == [
        f"3 examples of 2 intents written to {written}.",
        "1 hold a bracketed word: put made-up words in its place.",
    ]
    assert {(one.intent, one.text) for one in read_examples(written.parent)} == {
        ("ask_limit", "能给多少"),
        ("ask_rate", "what about this thingy"),
        ("ask_rate", "我叫[姓名],利钱咋算"),
    }
    assert states(labelled) == ["exported"] * 3
    assert {path: path.read_text() for path in data.iterdir()} == before
    assert main(["nlu", "export", "--data", str(data)]) == 0
    assert capsys.readouterr().out.startswith("Nothing to export")


def test_earlier_suggestions_are_never_overwritten(
    labelled: UnitsOfWork, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("earlier")
    assert main(["nlu", "export", "--data", str(data), "--to", str(path)]) == 1
    assert "Move it away, or name another file with --to." in capsys.readouterr().err
    assert path.read_text() == "earlier"
    assert states(labelled) == ["labelled"] * 3


def test_what_the_data_have_is_left_out_and_a_contradiction_is_named(
    labelled: UnitsOfWork, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "more.yml").write_text(
        "nlu:\n"
        "- intent: ask_limit\n  examples: |\n    - 能给多少?\n"
        "- intent: complaint\n  examples: |\n    - what about this thingy\n"
    )
    path = tmp_path / "new.yml"
    assert main(["nlu", "export", "--data", str(data), "--to", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": str(path),
        "exported": 1,
        "known_already": 1,
        "with_placeholders": 1,
        "contradicting": [
            {
                "text": "what about this thingy",
                "label": "ask_rate",
                "intent_in_data": "complaint",
                "place": "more.yml:7",
            }
        ],
    }
    assert states(labelled) == ["exported", "exported", "labelled"]


def test_a_file_that_cannot_be_written_is_named(
    labelled: UnitsOfWork, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "samples.db" / "new.yml"
    assert main(["nlu", "export", "--data", str(data), "--to", str(path)]) == 1
    assert str(path) in capsys.readouterr().err
    assert states(labelled) == ["labelled"] * 3
