"""Many at once: every message is answered once, in its turn, with its own customer's figures."""

import asyncio
import uuid

import pytest
from sqlalchemy import select

from bot.channels.message import Outbound
from bot.services.records import MessageStatus
from bot.storage.engine import make_engine
from bot.storage.tables import MessageRow
from tests.dialogue.assistant import CHANNEL, Assistant, Clock, Talk
from tests.dialogue.checks import check_reply

pytestmark = pytest.mark.dialogue

CUSTOMERS = 20


def kept(assistant: Assistant, conversation: str) -> list[tuple[str, int, str | None]]:
    """What the database holds of a conversation: direction, turn, status, in order."""
    engine = make_engine(assistant.settings.database_url)
    query = (
        select(MessageRow)
        .where(MessageRow.conversation == conversation)
        .order_by(MessageRow.sequence)
    )
    with engine.connect() as connection:
        rows = [(row.direction, row.turn, row.status) for row in connection.execute(query)]
    engine.dispose()
    return rows


def at_once(talk: Talk, *messages: tuple[str, str]) -> list[Outbound | None]:
    """Hand in several messages of one customer in the same moment."""

    async def together() -> list[Outbound | None]:
        return await asyncio.gather(*(talk.send(text, message_id) for text, message_id in messages))

    return talk.assistant.runner.run(together())


def test_two_messages_at_once_are_answered_once_each_and_in_order(assistant: Assistant) -> None:
    talk = assistant.open()
    first, second = at_once(talk, ("想借5万装修", uuid.uuid4().hex), ("两年", uuid.uuid4().hex))
    for reply in (first, second):
        check_reply(reply)
    assert first is not None
    assert second is not None
    assert (first.turn, second.turn) == (1, 2)
    assert "5 万元" in first.text
    assert "24 个月" in second.text
    answered = MessageStatus.ANSWERED
    rows = kept(assistant, talk.first.conversation)
    assert [row for row in rows if row[0] == "in"] == [("in", 1, answered), ("in", 2, answered)]
    assert [row for row in rows if row[0] == "out"] == [
        ("out", 0, None), ("out", 1, None), ("out", 2, None),
    ]  # fmt: skip


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_delivery_at_once_is_answered_once(assistant: Assistant, times: int) -> None:
    talk = assistant.open()
    message = ("想借5万装修", uuid.uuid4().hex)
    replies = at_once(talk, *[message] * times)
    answered = [reply for reply in replies if reply is not None]
    assert len(answered) == 1
    assert "5 万元" in answered[0].text
    assert [row[:2] for row in kept(assistant, talk.first.conversation)] == [
        ("out", 0), ("in", 1), ("out", 1),
    ]  # fmt: skip


def test_the_same_delivery_later_is_not_answered_again(assistant: Assistant) -> None:
    talk = assistant.open()
    first = talk.say("想借5万装修", "delivered-" + talk.user)
    assert first is not None
    assert talk.say("两年") is not None
    assert talk.say("想借5万装修", "delivered-" + talk.user) is None
    after = talk.say("上班族")
    assert after is not None
    assert after.turn == 3


def test_twenty_customers_at_once_get_their_own_answers(assistant: Assistant) -> None:
    async def customer(number: int) -> tuple[int, list[Outbound | None]]:
        user = uuid.uuid4().hex
        opened = await assistant.gateway.open(
            channel=CHANNEL, channel_user_id=user, language="zh_CN"
        )
        talk = Talk(
            assistant=assistant, gateway=assistant.gateway, clock=Clock(), user=user, first=opened
        )
        replies = [await talk.send(text) for text in (f"想借{number}万装修", "两年", "上班族")]
        return number, [opened, *replies]

    async def together() -> list[tuple[int, list[Outbound | None]]]:
        return await asyncio.gather(*(customer(number) for number in range(1, CUSTOMERS + 1)))

    talks = assistant.runner.run(together())
    assert len(talks) == CUSTOMERS
    for number, replies in talks:
        for reply in replies:
            check_reply(reply)
        turns = [reply.turn for reply in replies if reply]
        assert turns == [0, 1, 2, 3]
        told = replies[1]
        assert told is not None
        assert f"借 {number} 万元" in told.text
    assert len({reply.conversation for _, replies in talks for reply in replies if reply}) == (
        CUSTOMERS
    )
