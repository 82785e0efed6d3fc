import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, Direction, Message, MessageStatus, NotFound, Received
from bot.storage.tables import MessageRow
from tests.bot.storage.conftest import NOON, open_conversation


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
