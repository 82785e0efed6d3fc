import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.nlu.review import Review
from bot.main import main
from bot.services.ports import UnitsOfWork
from bot.services.records import Sample, SampleState
from bot.services.review_samples import purge_samples, samples
from bot.settings import ROOT
from tests.bot.services.lent import TODAY

INTENTS = ["ask_limit", "ask_loan_products", "ask_rate", "complaint", "out_of_scope"]


def reviewed(uow: UnitsOfWork, *answers: str, found: tuple[Sample, ...] | None = None) -> list[str]:
    """Answer so until there are no more answers; return what was shown."""
    shown: list[str] = []
    waiting: Iterator[str] = iter(answers)

    def ask(_prompt: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    review = Review(uow, INTENTS, ask=ask, say=shown.append)
    review.go_through(samples(uow, SampleState.OPEN) if found is None else found)
    return shown


def labels(uow: UnitsOfWork) -> dict[str, str | None]:
    return {one.text: one.label for one in samples(uow, *SampleState)}


def test_the_most_frequent_is_shown_first_with_its_likeliest_meanings(uow: UnitsOfWork) -> None:
    shown = reviewed(uow, "q")
    assert shown == [
        "",
        f"1/3  seen 3 times, last on {TODAY}; repair_1 3; zh_CN",
        "  what about this thingy",
        "    1  0.31  ask_rate",
        "    2  0.22  ask_limit",
        "    3  0.10  complaint",
        "",
        "0 labelled, 0 discarded, 3 left.",
    ]


def test_what_customers_chose_is_shown_beside_and_below(uow: UnitsOfWork) -> None:
    shown = reviewed(uow, "s", "q")
    assert "    2  0.22  ask_limit  chosen by customers 2 times" in shown
    assert "    4  0.05  ask_help  chosen by customers once" in shown


def test_numbers_names_and_letters_decide(uow: UnitsOfWork) -> None:
    shown = reviewed(uow, "x", "2", "ask_lo")
    assert labels(uow) == {
        "": None,
        "能给多少": "ask_limit",
        "我叫[姓名],利钱咋算": "ask_loan_products",
    }
    assert shown[-2:] == [
        "2 labelled, 1 discarded, 0 left.",
        "`shandai nlu export` writes what is labelled as suggested examples.",
    ]


def test_what_is_not_understood_is_asked_again(uow: UnitsOfWork) -> None:
    shown = reviewed(uow, "ask_l", "nonsense", "?", "o")
    assert "  one of ask_limit, ask_loan_products?" in shown
    assert "  no such choice" in shown
    assert "  complaint          out_of_scope" in shown
    assert labels(uow)["what about this thingy"] == "out_of_scope"


def test_each_answer_is_kept_although_the_next_never_comes(uow: UnitsOfWork) -> None:
    reviewed(uow, "1")
    assert labels(uow)["what about this thingy"] == "ask_rate"
    assert len(samples(uow, SampleState.OPEN)) == 2


def test_one_that_expired_meanwhile_is_passed_over(uow: UnitsOfWork) -> None:
    found = samples(uow, SampleState.OPEN)
    purge_samples(uow, TODAY + timedelta(days=91), 90)
    shown = reviewed(uow, "1", "x", "s", found=found)
    assert shown.count("  it has expired meanwhile") == 2
    assert shown[-1] == "0 labelled, 0 discarded, 1 left."


def test_nothing_to_review_is_said(uow: UnitsOfWork) -> None:
    assert reviewed(uow, found=()) == ["Nothing to review."]


def test_a_list_for_a_pipe(uow: UnitsOfWork, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nlu", "review", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == (
        "2  能给多少  (ask_rate 0.31, ask_limit 0.22, complaint 0.10; "
        "chosen: ask_help 1, ask_limit 2)"
    )


def test_json_for_a_program(uow: UnitsOfWork, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nlu", "review", "--json"]) == 0
    first, *others = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert len(others) == 2
    assert (first["text"], first["count"]) == ("what about this thingy", 3)
    assert first["ranking"][0] == ["ask_rate", 0.31]


def test_without_a_terminal_the_way_out_is_named(
    uow: UnitsOfWork, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    assert main(["nlu", "review"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "--list or --json" in said.err


def test_in_a_terminal(uow: UnitsOfWork, data: Path) -> None:
    outside, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.main", "nlu", "review", "--data", str(data)],
        cwd=ROOT, stdin=inside, stdout=inside, stderr=inside,
    )  # fmt: skip
    os.close(inside)
    os.write(outside, b"2\ncompl\nx\n")
    said = b""
    while True:
        try:
            part = os.read(outside, 4096)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        said += part
    os.close(outside)
    assert process.wait(timeout=20) == 0
    assert "2 labelled, 1 discarded, 0 left." in said.decode()
    assert labels(uow) == {"what about this thingy": "ask_limit", "能给多少": "complaint", "": None}


def test_labels_can_be_looked_at_again(
    uow: UnitsOfWork, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed(uow, "2")
    assert main(["nlu", "review", "--labelled", "--list"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("; label: ask_limit)")
    shown = reviewed(uow, "1", found=samples(uow, SampleState.LABELLED))
    assert "    2  0.22  ask_limit  the label it has" in shown
    assert labels(uow)["what about this thingy"] == "ask_rate"
