"""A few hundred random messages to the real assistant; `make fuzz` sends thousands."""

import pytest

from tests.dialogue.assistant import Assistant
from tests.dialogue.fuzz.talks import hold_many

pytestmark = pytest.mark.dialogue

MESSAGES = 400
SEED = 7


def test_every_message_is_answered_once_and_no_form_is_lost(assistant: Assistant) -> None:
    done = assistant.runner.run(hold_many(assistant, seed=SEED, messages=MESSAGES, at_once=8))
    failed = [str(held) for held in done if held.faults]
    assert not failed, f"{len(failed)} of {len(done)} conversations\n\n" + "\n\n".join(failed)
    assert sum(held.messages for held in done) >= MESSAGES
