import threading
from datetime import timedelta

import pytest

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound, Owner
from tests.bot.storage.conftest import NOON, open_conversation


def test_a_new_conversation_is_the_bots_and_empty(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow(reading=True) as work:
        kept = work.conversations.get(conversation.id)
    assert kept == conversation
    assert kept.owner is Owner.BOT
    assert (kept.sequence, kept.turn, kept.state) == (0, 0, {})
    assert (kept.lease_holder, kept.lease_until) == (None, None)


def test_the_latest_is_the_one_last_used(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        second = open_conversation(work)
        later = work.conversations.latest(customer=conversation.customer, channel="console")
        assert later
        assert later.id == second.id
        work.messages.record_inbound(
            conversation=conversation.id,
            channel_message_id="m1",
            text="还在吗",
            at=NOON + timedelta(minutes=1),
        )
        latest = work.conversations.latest(customer=conversation.customer, channel="console")
    assert latest
    assert latest.id == conversation.id
    assert latest.last_activity_at == NOON + timedelta(minutes=1)


def test_there_may_be_no_conversation_on_a_channel(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow(reading=True) as work:
        assert work.conversations.latest(customer=conversation.customer, channel="telegram") is None


def test_a_language_is_kept_for_the_customer_too(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        work.customers.get(conversation.customer)
        work.conversations.set_language(conversation.id, "en")
        assert work.customers.get(conversation.customer).language == "en"
        work.commit()
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id).language == "en"
        assert work.customers.get(conversation.customer).language == "en"


def test_state_is_merged_key_by_key(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        work.conversations.update_state(conversation.id, {"a": 1, "b": {"x": "1.10"}})
        assert work.conversations.update_state(conversation.id, {"a": None, "c": [2]}) == {
            "b": {"x": "1.10"},
            "c": [2],
        }
        work.commit()
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id).state == {"b": {"x": "1.10"}, "c": [2]}


def test_an_unknown_conversation_is_not_found(uow: UnitsOfWork) -> None:
    with uow() as work:
        with pytest.raises(NotFound, match="no conversation nowhere"):
            work.conversations.get("nowhere")
        with pytest.raises(NotFound):
            work.conversations.set_language("nowhere", "en")
        with pytest.raises(NotFound):
            work.conversations.update_state("nowhere", {})


def test_states_written_at_once_are_all_kept(uow: UnitsOfWork, conversation: Conversation) -> None:
    def write(number: int) -> None:
        with uow() as work:
            work.conversations.get(conversation.id)  # what was read before must not win
            work.conversations.update_state(conversation.id, {f"key{number}": number})
            work.commit()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with uow(reading=True) as work:
        state = work.conversations.get(conversation.id).state
    assert state == {f"key{number}": number for number in range(8)}
