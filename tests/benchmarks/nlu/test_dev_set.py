import json
from pathlib import Path

import pytest

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.nlu.dev_set import parse_message, read_dev_sets

ROW = {
    "text": "an invented question",
    "intent": "ask_rate",
    "also_acceptable": ["ask_limit"],
    "lang": "en",
    "source": "invented [near_oos]",
}


def test_a_line_becomes_a_message_with_its_tag() -> None:
    message = parse_message(json.dumps(ROW))

    assert (message.intent, message.language, message.tag) == ("ask_rate", "en", "near_oos")
    assert message.also_acceptable == {"ask_limit"}
    assert parse_message(json.dumps({**ROW, "source": "invented"})).tag == "plain"


def test_a_message_does_not_show_its_text() -> None:
    assert "invented" not in repr(parse_message(json.dumps(ROW)))


def test_missing_messages_are_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "nlu_dev_zh.jsonl").write_text(json.dumps(ROW), encoding="utf-8")

    with pytest.raises(BenchmarkError, match=r"nlu_dev_en\.jsonl: not in .*--data"):
        read_dev_sets(tmp_path)


def test_both_languages_are_read(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        line = json.dumps({**ROW, "lang": language})
        (tmp_path / f"nlu_dev_{language}.jsonl").write_text(f"{line}\n\n", encoding="utf-8")

    assert [message.language for message in read_dev_sets(tmp_path)] == ["zh", "en"]
