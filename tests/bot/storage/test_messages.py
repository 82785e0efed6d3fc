import subprocess
import sys
import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, Direction, Message, MessageStatus, NotFound, Received
from bot.storage.tables import MessageRow
from tests.bot.storage.conftest import NOON, open_conversation

LEASE = timedelta(seconds=8)


def say(work: UnitOfWork, conversation: Conversation, number: int = 1) -> Received:
    return work.messages.record_inbound(
        conversation=conversation.id, channel_message_id=f"m{number}", text="你好", at=NOON
    )


def answer(work: UnitOfWork, conversation: Conversation, turn: int, text: str = "您好") -> Message:
    return work.messages.record_outbound(
        conversation=conversation.id,
        turn=turn,
        text=text,
        at=NOON,
        payload={"buttons": [{"title": "好", "payload": "/affirm"}]},
    )


def test_messages_are_numbered_in_and_out(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        opening = answer(work, conversation, 0)
        first = say(work, conversation, 1)
        reply = answer(work, conversation, first.message.turn)
        second = say(work, conversation, 2)
        work.commit()
    assert [m.sequence for m in (opening, first.message, reply, second.message)] == [1, 2, 3, 4]
    assert [m.turn for m in (opening, first.message, reply, second.message)] == [0, 1, 1, 2]
    assert first.message.status is MessageStatus.RECEIVED
    assert (reply.status, reply.direction) == (None, Direction.OUT)
    with uow(reading=True) as work:
        kept = work.conversations.get(conversation.id)
    assert (kept.sequence, kept.turn) == (4, 2)


def test_a_second_delivery_changes_nothing(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        first = say(work, conversation)
        work.commit()
    with uow() as work:
        again = say(work, conversation)
        assert say(work, conversation, 2).message.turn == 2
        work.commit()
    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.message == first.message


def test_a_delivery_known_from_another_conversation_is_a_duplicate(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        say(work, conversation)
        again = say(work, open_conversation(work))
    assert again.duplicate
    assert again.message.conversation == conversation.id


def test_replies_of_a_turn_and_the_last_of_all(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        assert work.messages.last_outbound(conversation.id) is None
        answer(work, conversation, 1, "一")
        answer(work, conversation, 1, "二")
        say(work, conversation, 2)
        replies = work.messages.replies(conversation.id, 1)
        last = work.messages.last_outbound(conversation.id)
        assert work.messages.replies(conversation.id, 2) == ()
    assert [reply.text for reply in replies] == ["一", "二"]
    assert last == replies[1]
    assert last.payload == {"buttons": [{"payload": "/affirm", "title": "好"}]}


def test_unanswered_messages_are_found_until_marked(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        other = open_conversation(work, "u2")
        answer(work, conversation, 0)
        messages = [say(work, conversation, number).message for number in (1, 2, 3)]
        elsewhere = work.messages.record_inbound(
            conversation=other.id,
            channel_message_id="m9",
            text="hi",
            at=NOON - timedelta(hours=1),
        )
        assert work.messages.unanswered(conversation.id) == tuple(messages)
        assert work.messages.unanswered() == (elsewhere.message, *messages)
        work.messages.mark_answered(messages[0].id)
        work.messages.mark_failed(messages[2].id)
        work.commit()
    with uow(reading=True) as work:
        assert work.messages.unanswered(conversation.id) == (messages[1],)


def test_only_inbound_messages_are_marked(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        reply = answer(work, conversation, 0)
        with pytest.raises(NotFound):
            work.messages.mark_answered(reply.id)
        with pytest.raises(NotFound):
            work.messages.mark_failed("nothing")


def test_a_message_needs_its_conversation(uow: UnitsOfWork) -> None:
    with uow() as work:
        with pytest.raises(NotFound):
            work.messages.record_inbound(
                conversation="nowhere", channel_message_id="m1", text="", at=NOON
            )
        with pytest.raises(NotFound):
            work.messages.record_outbound(conversation="nowhere", turn=0, text="", at=NOON)


def test_one_delivery_recorded_by_many_at_once_is_one_row(
    engine: Engine, uow: UnitsOfWork, conversation: Conversation
) -> None:
    results: list[Received] = []
    together = threading.Barrier(8)

    def deliver() -> None:
        together.wait(10)
        with uow() as work:
            results.append(say(work, conversation))
            work.commit()

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.duplicate for result in results) == [False] + [True] * 7
    assert len({result.message.id for result in results}) == 1
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(MessageRow)) == 1
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id).turn == 1


WRITER = """
import sys
from datetime import UTC, datetime
from bot.storage.engine import make_engine
from bot.storage.unit_of_work import units_of_work

url, conversation, name, times = sys.argv[1:]
uow = units_of_work(make_engine(url))
for number in range(int(times)):
    with uow() as work:
        received = work.messages.record_inbound(
            conversation=conversation,
            channel_message_id=f"{name}-{number}",
            text="hello",
            at=datetime.now(UTC),
        )
        work.audit.append(
            event="message_received",
            actor="customer",
            subjects={"message": received.message.id},
            at=datetime.now(UTC),
        )
        work.commit()
"""


def test_two_processes_write_one_conversation(
    engine: Engine, uow: UnitsOfWork, conversation: Conversation
) -> None:
    address = engine.url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, address, conversation.id, name, "40"])
        for name in ("one", "two")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with uow(reading=True) as work:
        messages = work.messages.unanswered(conversation.id)
        assert work.conversations.get(conversation.id).sequence == 80
        assert work.audit.verify() == ()
        assert len(list(work.audit.entries())) == 80
    assert sorted(message.sequence for message in messages) == list(range(1, 81))
    assert {message.turn for message in messages} == set(range(1, 81))


def waiting(uow: UnitsOfWork, at: datetime = NOON, limit: int = 9) -> tuple[str, ...]:
    with uow(reading=True) as work:
        return work.messages.waiting(limit=limit, now=at)


def test_attempts_are_counted_at_the_oldest_message_that_waits(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        assert work.messages.begin_answer(conversation.id) is None
        first, second = say(work, conversation, 1).message, say(work, conversation, 2).message
        begun = [work.messages.begin_answer(conversation.id) for _ in range(2)]
        work.messages.mark_answered(first.id)
        begun.append(work.messages.begin_answer(conversation.id))
        work.messages.mark_failed(second.id)
        assert work.messages.begin_answer(conversation.id) is None
    assert [(one.id, one.attempts) for one in begun if one] == [
        (first.id, 1), (first.id, 2), (second.id, 1),
    ]  # fmt: skip


def test_what_is_left_behind_is_found_when_its_lease_is_over(uow: UnitsOfWork) -> None:
    with uow() as work:
        talks = [open_conversation(work, f"u{number}") for number in range(4)]
        for number, talk in enumerate(reversed(talks)):
            work.messages.record_inbound(
                conversation=talk.id,
                channel_message_id=f"m{number}",
                text="你好",
                at=NOON + timedelta(seconds=number),
            )
        free, claimed, owned, answered = talks
        work.conversations.claim(claimed.id, holder="a", until=NOON + LEASE, now=NOON)
        work.conversations.hand_over(owned.id, agent="lin", until=NOON, now=NOON)
        begun = work.messages.begin_answer(answered.id)
        assert begun
        work.messages.mark_answered(begun.id)
        work.commit()
    assert waiting(uow) == (free.id,)
    after = NOON + LEASE + timedelta(seconds=1)
    assert waiting(uow, after) == (claimed.id, free.id)  # oldest first
    assert waiting(uow, after, limit=1) == (claimed.id,)


def test_what_was_said_after_a_place_is_read_in_order(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        for number in range(1, 6):
            say(work, conversation, number)
        work.commit()
    with uow(reading=True) as work:
        assert [one.sequence for one in work.messages.after(conversation.id, 2, limit=9)] == [
            3, 4, 5,
        ]  # fmt: skip
        newest = work.messages.after(conversation.id, 0, limit=2)
        assert [one.sequence for one in newest] == [4, 5]
        assert work.messages.after(conversation.id, 5, limit=9) == ()


def test_what_the_customer_sent_is_counted_from_a_moment_on(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        for number in range(3):
            work.messages.record_inbound(
                conversation=conversation.id,
                channel_message_id=f"m{number}",
                text="你好",
                at=NOON + timedelta(seconds=number),
            )
        answer(work, conversation, 1)
        assert work.messages.count_since(conversation.id, NOON) == 3
        assert work.messages.count_since(conversation.id, NOON + timedelta(seconds=1)) == 2
        assert work.messages.count_since(conversation.id, NOON + timedelta(seconds=3)) == 0


def test_what_waits_is_left_to_the_agent(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        other = open_conversation(work, "u2")
        done = say(work, conversation, 1).message
        work.messages.mark_answered(done.id)
        say(work, conversation, 2)
        kept = say(work, other, 3).message
        work.messages.leave_to_agent(conversation.id)
        work.commit()
    with uow(reading=True) as work:
        found = work.messages.after(conversation.id, 0, limit=9)
        assert [one.status for one in found] == [MessageStatus.ANSWERED, MessageStatus.FOR_AGENT]
        assert [one.id for one in work.messages.unanswered()] == [kept.id]


def test_only_what_a_customer_sent_is_marked(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        reply = answer(work, conversation, 0)
        with pytest.raises(NotFound):
            work.messages.mark(reply.id, MessageStatus.LIMITED)
