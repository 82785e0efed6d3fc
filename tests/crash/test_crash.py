"""The proof in a small form; `make crash` runs the whole of it."""

import sys
from pathlib import Path

import pytest

from bot.errors import ShandaiError
from bot.model import RASA_PYTHON
from tests.crash.run import Plan, crash

pytestmark = pytest.mark.dialogue

PLAN = Plan(messages=60, conversations=10, kills=5, seed=3)


def _tell(what: str) -> None:
    sys.stderr.write(f"{what}\n")


def test_nothing_is_lost_or_doubled_when_processes_are_killed(tmp_path: Path) -> None:
    if not RASA_PYTHON.exists():
        pytest.skip("the Rasa runtime is not installed; run `make setup`")
    try:
        report = crash(PLAN, tmp_path, _tell)
    except ShandaiError as error:
        pytest.fail(str(error))
    assert not report.breaches, str(report)
    assert report.answers == PLAN.messages
    assert sum(report.killed.values()) == PLAN.kills
