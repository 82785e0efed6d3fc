import pytest
from sqlalchemy.exc import InvalidRequestError

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound
from tests.bot.storage.conftest import NOON, open_conversation


def test_nothing_is_kept_without_commit(uow: UnitsOfWork) -> None:
    with uow() as work:
        lost = open_conversation(work)
    with uow(reading=True) as work, pytest.raises(NotFound):
        work.conversations.get(lost.id)


def test_nothing_is_kept_when_something_fails(uow: UnitsOfWork, conversation: Conversation) -> None:
    def fail() -> None:
        with uow() as work:
            work.conversations.update_state(conversation.id, {"step": 1})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id).state == {}


def test_what_was_committed_stays_when_something_fails_later(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    def fail() -> None:
        with uow() as work:
            work.conversations.update_state(conversation.id, {"step": 1})
            work.commit()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id).state == {"step": 1}


def test_a_unit_is_over_after_its_commit(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        work.commit()
        with pytest.raises(InvalidRequestError):
            work.conversations.get(conversation.id)


def test_a_duplicate_leaves_the_unit_usable(uow: UnitsOfWork, conversation: Conversation) -> None:
    def say() -> bool:
        return work.messages.record_inbound(
            conversation=conversation.id, channel_message_id="m1", text="好", at=NOON
        ).duplicate

    with uow() as work:
        work.conversations.update_state(conversation.id, {"step": 1})
        assert [say(), say()] == [False, True]
        work.conversations.update_state(conversation.id, {"next": 2})
        work.commit()
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id).state == {"step": 1, "next": 2}
        assert len(work.messages.unanswered()) == 1
