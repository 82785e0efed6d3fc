import threading
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate

import pytest
from sqlalchemy import Engine

from bot.services.delivery import AccountStatus
from bot.services.floor import (
    HELD,
    NotTheOwner,
    SpokenMeanwhile,
    agent_says,
    hand_back,
    keep_reply,
    take_over,
)
from bot.services.ports import UnitsOfWork
from bot.services.records import (
    Conversation,
    Direction,
    JsonObject,
    Message,
    MessageStatus,
    NotFound,
    Owner,
)
from tests.bot.storage.conftest import NOON
from tests.bot.storage.racing import at_once

SECOND = timedelta(seconds=1)


def one_part(_talk: Conversation, reply: Message) -> Sequence[JsonObject]:
    return [{"text": reply.text}]


def hear(uow: UnitsOfWork, talk: Conversation, number: int = 1) -> Message:
    with uow() as work:
        received = work.messages.record_inbound(
            conversation=talk.id, channel_message_id=f"m{number}", text="在吗", at=NOON
        )
        work.commit()
    return received.message


def state_of(uow: UnitsOfWork, talk: Conversation) -> tuple[Conversation, list[str], int]:
    """Where a conversation stands, its audit, and how many parts wait."""
    with uow(reading=True) as work:
        return (
            work.conversations.get(talk.id),
            [f"{one.event} {one.actor}" for one in work.audit.entries()],
            work.outbox.states().get("waiting", 0),
        )


def test_an_agent_takes_over_speaks_and_gives_back(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    heard = hear(uow, conversation)
    taken = take_over(uow, conversation.id, "lin", NOON)
    assert (taken.owner, taken.lease_holder, taken.sequence) == (Owner.AGENT, "lin", 1)
    said = agent_says(uow, conversation.id, "lin", "您好，我是小林。", 1, NOON + SECOND, one_part)
    assert (said.sequence, said.turn, said.direction) == (2, 1, Direction.OUT)
    hand_back(uow, conversation.id, "lin", NOON + SECOND * 2)
    talk, audit, parts = state_of(uow, conversation)
    assert (talk.owner, talk.lease_holder) == (Owner.BOT, None)
    assert audit == ["conversation_taken lin", "agent_spoke lin", "conversation_given_back lin"]
    assert parts == 1
    with uow(reading=True) as work:
        assert work.messages.after(conversation.id, 0, limit=1)[0].payload == {"agent": "lin"}
        first = work.messages.after(conversation.id, 0, limit=9)[0]
    assert (first.id, first.status) == (heard.id, MessageStatus.FOR_AGENT)


def test_one_agent_at_a_time(uow: UnitsOfWork, conversation: Conversation) -> None:
    take_over(uow, conversation.id, "lin", NOON)
    take_over(uow, conversation.id, "lin", NOON + SECOND)
    with pytest.raises(NotTheOwner):
        take_over(uow, conversation.id, "wang", NOON + HELD)
    take_over(uow, conversation.id, "wang", NOON + HELD * 2)
    with pytest.raises(NotTheOwner):
        hand_back(uow, conversation.id, "lin", NOON)
    with pytest.raises(NotTheOwner):
        agent_says(uow, conversation.id, "lin", "在", 0, NOON, one_part)
    _talk, audit, parts = state_of(uow, conversation)
    assert audit == ["conversation_taken lin", "conversation_taken wang"]
    assert parts == 0


def test_speaking_keeps_the_conversation(uow: UnitsOfWork, conversation: Conversation) -> None:
    take_over(uow, conversation.id, "lin", NOON)
    agent_says(uow, conversation.id, "lin", "请稍等", 0, NOON + HELD, one_part)
    with pytest.raises(NotTheOwner):
        take_over(uow, conversation.id, "wang", NOON + HELD + SECOND)


def test_nobody_speaks_in_the_bot_s_conversation(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with pytest.raises(NotTheOwner):
        agent_says(uow, conversation.id, "lin", "您好", 0, NOON, one_part)
    with pytest.raises(NotTheOwner):
        hand_back(uow, conversation.id, "lin", NOON)
    with pytest.raises(NotFound):
        take_over(uow, "nowhere", "lin", NOON)


def test_what_the_agent_had_not_seen_is_shown_before_they_speak(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    take_over(uow, conversation.id, "lin", NOON)
    hear(uow, conversation)
    with pytest.raises(SpokenMeanwhile, match="at 1"):
        agent_says(uow, conversation.id, "lin", "您好", 0, NOON, one_part)
    talk, audit, parts = state_of(uow, conversation)
    assert (talk.sequence, audit, parts) == (1, ["conversation_taken lin"], 0)
    assert agent_says(uow, conversation.id, "lin", "您好", 1, NOON, one_part).sequence == 2


def test_words_whose_delivery_cannot_be_planned_were_not_said(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    def broken(_talk: Conversation, _reply: Message) -> Sequence[JsonObject]:
        raise ValueError("no plan")

    take_over(uow, conversation.id, "lin", NOON)
    with pytest.raises(ValueError, match="no plan"):
        agent_says(uow, conversation.id, "lin", "您好", 0, NOON, broken)
    talk, _audit, parts = state_of(uow, conversation)
    assert (talk.sequence, parts) == (0, 0)


def test_nothing_is_sent_to_who_blocked_us_or_where_pages_fetch_replies(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    take_over(uow, conversation.id, "lin", NOON)
    agent_says(uow, conversation.id, "lin", "您好", 0, NOON, lambda _talk, _reply: ())
    with uow() as work:
        work.customers.set_status(
            channel="console", channel_user_id="u1", status=AccountStatus.BLOCKED
        )
        work.commit()
    agent_says(uow, conversation.id, "lin", "在吗", 1, NOON, one_part)
    talk, _audit, parts = state_of(uow, conversation)
    assert (talk.sequence, parts) == (2, 0)


def bot_speaks(uow: UnitsOfWork, talk: Conversation) -> bool:
    """What a turn does when its answer is ready."""
    with uow() as work:
        if not work.conversations.holds(talk.id, "bot"):
            return False
        keep_reply(work, talk, turn=0, text="bot", payload={}, at=NOON, plan=one_part)
        work.commit()
    return True


def test_the_bot_and_an_agent_never_both_speak(engine: Engine, conversation: Conversation) -> None:
    rounds = 200
    start, end = threading.Barrier(2), threading.Barrier(2)

    def race(uow: UnitsOfWork, racer: int) -> list[int]:
        seen: list[int] = []
        for _ in range(rounds):
            if racer == 0:  # the round before is over: the bot is at it again
                with uow() as work:
                    work.conversations.hand_back(conversation.id, agent="lin")
                    assert work.conversations.claim(
                        conversation.id, holder="bot", until=NOON + HELD, now=NOON
                    )
                    work.commit()
            start.wait(20)
            if racer == 0:
                seen.append(bot_speaks(uow, conversation))
            else:
                # Where it stood at the take-over is where it stays, or the agent is refused.
                taken = take_over(uow, conversation.id, "lin", NOON)
                agent_says(uow, conversation.id, "lin", "agent", taken.sequence, NOON, one_part)
                seen.append(taken.sequence)
            end.wait(20)
        return seen

    bot, agent = at_once(engine, 2, race)
    assert len(bot) == len(agent) == rounds
    # Whatever the bot said in a round, it said before the take-over of that round.
    assert agent == [number + spoken for number, spoken in enumerate(accumulate(bot))]
