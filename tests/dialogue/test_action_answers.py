"""The check of what actions answer, on Rasa's own Python: as strict as before, and quick."""

import json
import os
import subprocess

import pytest

from bot.model import RASA_ENVIRON, RASA_PYTHON
from bot.settings import ROOT

pytestmark = pytest.mark.dialogue

TRY = """
import json, sys, time
sys.modules["jax"] = None
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from bot.dialogue import action_answers

def refuses(answer):
    try:
        return not RemoteAction._validate_action_result(None, answer)
    except ValidationError:
        return True

action_answers.install()
good = {"events": [{"event": "slot", "name": "amount", "value": 1}], "responses": [{"text": "x"}]}
began = time.perf_counter()
taken = not any(refuses(good) for _ in range(100))
seconds = time.perf_counter() - began
refused = [refuses(bad) for bad in ({"events": [3]}, {"events": [{}]}, {"responses": "x"})]
print(json.dumps([taken, seconds, refused]))
"""


def test_answers_are_checked_as_strictly_and_in_no_time() -> None:
    if not RASA_PYTHON.exists():
        pytest.skip("the Rasa runtime is not installed; run `make setup`")
    done = subprocess.run(
        [RASA_PYTHON, "-W", "ignore", "-c", TRY],
        cwd=ROOT,
        env={**os.environ, **RASA_ENVIRON},
        capture_output=True,
        check=True,
        text=True,
    )
    taken, seconds, refused = json.loads(done.stdout.splitlines()[-1])
    assert taken
    assert refused == [True, True, True]
    assert seconds < 1.0  # stock: 2.6 s
