import json
from pathlib import Path

import pytest
import yaml

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.nlu.generality import read_public_sets, training_file
from tests.benchmarks.nlu.runtime import Parsed


def test_both_published_formats_are_read(tmp_path: Path) -> None:
    (tmp_path / "Banking77").mkdir()
    for part in ("train", "test"):
        (tmp_path / "Banking77" / f"{part}.csv").write_text(
            f'text,category\n"lost it, {part}",card_lost\n', encoding="utf-8"
        )
    sentences = [
        {"text": "print", "intent": "Setup Printer", "training": True, "entities": []},
        {"text": "scan", "intent": "None", "training": False, "entities": []},
    ]
    (tmp_path / "AskUbuntuCorpus.json").write_text(
        json.dumps({"name": "x", "sentences": sentences}), encoding="utf-8"
    )

    ubuntu, banking = read_public_sets(tmp_path)

    assert (ubuntu.name, banking.name) == ("askubuntu", "banking77")
    assert (ubuntu.train, ubuntu.test) == ([("print", "Setup Printer")], [("scan", "None")])
    assert banking.train == [("lost it, train", "card_lost")]


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="no intent set"):
        read_public_sets(tmp_path)


@pytest.mark.parametrize("content", ["[]", '{"sentences": [{"text": "a"}]}', "{"])
def test_another_json_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "other.json").write_text(content, encoding="utf-8")

    with pytest.raises(BenchmarkError, match=r"other\.json"):
        read_public_sets(tmp_path)


def test_examples_become_training_data() -> None:
    written = yaml.safe_load(training_file([("a:\nb", "x"), ("c", "y"), ("d", "x")]))

    assert written["nlu"] == [
        {"intent": "x", "examples": "- a: b\n- d\n"},
        {"intent": "y", "examples": "- c\n"},
    ]


def test_rejection_is_set_aside() -> None:
    parsed = Parsed(
        intent="nlu_fallback",
        ranking=(("nlu_fallback", 0.7), ("x", 0.3)),
        seconds=0,
        processor_seconds=0,
    )

    assert parsed.likeliest({"x", "y"}) == ("x", 0.3)
