"""The wait for an action server that starts again, on Rasa's own Python."""

import json
import os
import subprocess

import pytest

from bot.model import RASA_ENVIRON, RASA_PYTHON
from bot.settings import ROOT

pytestmark = pytest.mark.dialogue

TRY = """
import asyncio, json
from aiohttp import ClientConnectorError, ServerDisconnectedError
from bot.dialogue import action_patience

action_patience.PATIENCE_SECONDS = 0.3
REFUSED = ClientConnectorError(None, OSError(111, "refused"))

def call(*failures):
    waiting, asked = list(failures), []

    async def request(self, **options):
        asked.append(options)
        options.pop("json")  # as Rasa takes its options apart
        if waiting:
            raise waiting.pop(0)
        return "answer"

    try:
        said = asyncio.run(action_patience.patient(request)(None, json={}))
    except Exception as error:
        said = type(error).__name__
    return said, len(asked)

print(json.dumps([call(REFUSED, REFUSED), call(*[REFUSED] * 99), call(ServerDisconnectedError())]))
"""


def test_a_refused_call_is_made_again_and_a_broken_one_is_not() -> None:
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
    back, away, broken = json.loads(done.stdout.splitlines()[-1])
    assert back == ["answer", 3]
    assert away[0] == "ClientConnectorError"
    assert away[1] > 1
    assert broken == ["ServerDisconnectedError", 1]
