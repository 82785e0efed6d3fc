"""A message handed in again is not a new turn: what was said to it is said again."""

import asyncio
import json
import uuid
from typing import Any

import pytest
from sqlalchemy import text

from bot.gateway.rasa import Said
from bot.storage.engine import make_engine
from tests.dialogue.assistant import Assistant

pytestmark = pytest.mark.dialogue


def metadata(message: str, *, again: bool, turn: int = 1) -> dict[str, Any]:
    return {
        "language": "zh_CN",
        "turn": turn,
        "typed": "",
        "since_last_seconds": 0,
        "message": message,
        "again": again,
    }


def heard(assistant: Assistant, conversation: str) -> list[str]:
    """Which messages Rasa's tracker holds."""
    engine = make_engine(f"sqlite:///{assistant.settings.var / 'tracker.db'}")
    query = text("SELECT data FROM events WHERE sender_id = :sender AND type_name = 'user'")
    with engine.connect() as connection:
        rows = [json.loads(row.data) for row in connection.execute(query, {"sender": conversation})]
    engine.dispose()
    return [row["metadata"]["message"] for row in rows if row["metadata"].get("message")]


def send(assistant: Assistant, conversation: str, *calls: tuple[str, dict[str, Any]]) -> Any:
    """Hand messages in at once; return what was said to each."""

    async def together() -> list[tuple[Said, ...]]:
        return await asyncio.gather(
            *(assistant.bot.send(conversation, words, given) for words, given in calls)
        )

    return assistant.runner.run(together())


def test_sent_again_it_is_answered_alike_and_heard_once(assistant: Assistant) -> None:
    talk, message = assistant.open().first.conversation, uuid.uuid4().hex
    (first,) = send(assistant, talk, ("想借5万装修", metadata(message, again=False)))
    (again,) = send(assistant, talk, ("想借5万装修", metadata(message, again=True)))
    assert first
    assert again == first
    assert heard(assistant, talk) == [message]


def test_sent_again_while_it_is_being_answered_it_waits_and_is_answered_alike(
    assistant: Assistant,
) -> None:
    talk, message = assistant.open().first.conversation, uuid.uuid4().hex

    async def lose_the_first() -> tuple[tuple[Said, ...], tuple[Said, ...]]:
        first = asyncio.create_task(
            assistant.bot.send(talk, "想借5万装修", metadata(message, again=False))
        )
        await asyncio.sleep(0.02)  # it is with Rasa by now
        again = await assistant.bot.send(talk, "想借5万装修", metadata(message, again=True))
        return await first, again

    first, again = assistant.runner.run(lose_the_first())
    assert again == first
    assert heard(assistant, talk) == [message]


def test_what_was_never_heard_is_answered_although_it_says_it_is_sent_again(
    assistant: Assistant,
) -> None:
    talk, message = assistant.open().first.conversation, uuid.uuid4().hex
    (said,) = send(assistant, talk, ("想借5万装修", metadata(message, again=True)))
    assert any("5 万元" in bubble.text for bubble in said)
    assert heard(assistant, talk) == [message]


def test_an_earlier_message_is_answered_as_it_was_then(assistant: Assistant) -> None:
    talk = assistant.open().first.conversation
    first, second = uuid.uuid4().hex, uuid.uuid4().hex
    (said,) = send(assistant, talk, ("想借5万装修", metadata(first, again=False)))
    send(assistant, talk, ("两年", metadata(second, again=False, turn=2)))
    (again,) = send(assistant, talk, ("想借5万装修", metadata(first, again=True)))
    assert again == said
    assert heard(assistant, talk) == [first, second]
