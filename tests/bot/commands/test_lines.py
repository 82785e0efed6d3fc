import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.commands.lines import answer_lines, parse, to_json
from scoring.errors import InvalidInput, ScoringError
from tests.bot.commands.asking import ask_file


def doubled(asked: object) -> dict[str, object]:
    if not isinstance(asked, Decimal | int):
        raise InvalidInput("number", "is none", "give one")
    if asked < 0:
        raise ScoringError("below 0")
    return {"double": asked * 2}


def test_answers_come_in_order_and_bad_lines_keep_their_place() -> None:
    out = io.StringIO()
    bad = answer_lines(["1\n", "\n", '"x"\n', "1.10\n", "{\n", "-1\n"], out, doubled)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert bad == 3
    assert answers[0] == {"double": 2}
    assert answers[1] == {"error": {"field": "number", "problem": "is none", "remedy": "give one"}}
    assert answers[2] == {"double": "2.20"}
    assert answers[3]["error"]["field"] == "line"
    assert answers[4]["error"]["problem"] == "below 0"


def test_an_id_is_given_back() -> None:
    out = io.StringIO()
    answer_lines(['{"id": 7, "a": 1}', '{"id": "x"}'], out, lambda asked: {"had": asked})
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert first == {"id": 7, "had": {"a": 1}}
    assert second == {"id": "x", "had": {}}


def test_fractions_never_become_floats() -> None:
    assert parse('{"rate": 0.094822}') == {"rate": Decimal("0.094822")}


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "{", "", "[" * 100_000])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(text)
    assert caught.value.field == "line"


def test_decimals_are_plain_strings_and_days_iso() -> None:
    written = to_json({"a": Decimal("1E+3"), "b": Decimal("0.10"), "c": date(2026, 1, 31)})
    assert written == '{"a": "1000", "b": "0.10", "c": "2026-01-31"}'


def test_a_file_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = tmp_path / "loans.jsonl"
    lines.write_text('{"flows": [[0, -100], [1, 105]], "convention": "effective_365"}\n')
    status, written = ask_file(monkeypatch, "apr", lines)
    assert status == 0
    assert json.loads(written)["annual_rate"] == "0.0500000000"


def test_a_file_that_is_not_there_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, written = ask_file(monkeypatch, "apr", tmp_path / "none.jsonl")
    assert (status, written) == (1, "")
    assert capsys.readouterr().err.endswith("none.jsonl: No such file or directory\n")
