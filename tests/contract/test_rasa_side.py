"""Rasa's side of the seam: its own validator takes what the action server answered."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.model import RASA_ENVIRON, RASA_PYTHON
from bot.settings import ROOT

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(
    not (ROOT / RASA_PYTHON).exists(),
    reason="the Rasa runtime is not installed; run `make setup`",
)


def recorded(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def test_rasa_takes_the_recorded_answer_and_refuses_a_broken_one() -> None:
    answer = recorded("action_answer.json")
    broken = answer | {"events": [{"event": "slot"}]}
    done = subprocess.run(
        [ROOT / RASA_PYTHON, HERE / "accept_answer.py"],
        input=json.dumps(
            {"schema": recorded("rasa_answer_schema.json"), "answers": [answer, broken]}
        ),
        env={**os.environ, **RASA_ENVIRON},
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == [["SlotSet"] * len(answer["events"]), "ValidationError"]
