import json
from pathlib import Path

import pytest

from bot.main import main
from tests.bot.corpus.made_up import BORROW, COMPLAIN, write

SOUND = {"discover_need": BORROW, "complaint": COMPLAIN}


def test_sound_examples_are_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "nlu", SOUND)
    assert main(["nlu", "check", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("80 examples of 2 intents (80 zh, 0 en).")
    assert "The same words more than once: 0, across intents: 0" in said


def test_a_contradiction_is_status_1_and_shown_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "nlu", {**SOUND, "complaint": [*COMPLAIN, BORROW[0], COMPLAIN[0]]})
    assert main(["nlu", "check", "--data", str(folder), "--max", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    title = lines.index("The same words more than once: 2, across intents: 1")
    assert lines[title + 1].startswith("  ACROSS INTENTS made_up.yml:6 discover_need: ")
    assert lines[title + 2] == "  ... and 1 more; --max 2 shows all"


def test_json_holds_the_first_of_every_kind_and_how_many_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "nlu", {**SOUND, "complaint": [*COMPLAIN, BORROW[0]]})
    assert main(["nlu", "check", "--data", str(folder), "--json", "--max", "2"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["examples"] == 81
    assert said["by_intent"] == {"discover_need": {"zh": 40}, "complaint": {"zh": 41}}
    assert said["across_intents"]["duplicates"] == 1
    assert {one["intent"] for one in said["duplicates"][0]["examples"]} == set(SOUND)
    assert {one["kind"] for one in said["gaps"]} <= {"few", "same_length", "same_opening"} | {
        one["kind"] for one in said["gaps"] if one["kind"].startswith("no_")
    }
    assert all(len(said[name]) <= 2 for name in said["found"])


@pytest.mark.parametrize("content", [{}, {"greet": ["你好"]}])
def test_examples_that_cannot_be_checked_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: dict[str, list[str]]
) -> None:
    folder = write(tmp_path / "nlu", content) if content else tmp_path / "nowhere"
    assert main(["nlu", "check", "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert str(folder) in said.err
    assert said.err.count("\n") == 1
