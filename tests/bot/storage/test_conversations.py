import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound, Owner, Stir
from tests.bot.storage.conftest import NOON, open_conversation
from tests.bot.storage.racing import at_once

LEASE = timedelta(seconds=8)


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


def claim(uow: UnitsOfWork, talk: Conversation, holder: str, at: datetime = NOON) -> bool:
    with uow() as work:
        claimed = work.conversations.claim(talk.id, holder=holder, until=at + LEASE, now=at)
        work.commit()
    return claimed


def hand_over(uow: UnitsOfWork, talk: Conversation, agent: str, at: datetime = NOON) -> bool:
    with uow() as work:
        handed = work.conversations.hand_over(talk.id, agent=agent, until=at + LEASE, now=at)
        work.commit()
    return handed


def holds(uow: UnitsOfWork, talk: Conversation, holder: str) -> bool:
    with uow() as work:
        return work.conversations.holds(talk.id, holder)


def test_one_at_a_time_may_answer(uow: UnitsOfWork, conversation: Conversation) -> None:
    assert claim(uow, conversation, "a")
    assert claim(uow, conversation, "a")
    assert not claim(uow, conversation, "b", NOON + LEASE)
    assert holds(uow, conversation, "a")
    assert not holds(uow, conversation, "b")
    after = NOON + LEASE + timedelta(microseconds=1)
    assert holds(uow, conversation, "a")  # it ran out and nobody took it
    assert claim(uow, conversation, "b", after)
    assert not holds(uow, conversation, "a")


def test_a_right_given_back_is_free_and_only_its_holder_gives_it_back(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    claim(uow, conversation, "a")
    with uow() as work:
        work.conversations.release(conversation.id, "b")
        assert not work.conversations.claim(conversation.id, holder="b", until=NOON, now=NOON)
        work.conversations.release(conversation.id, "a")
        assert not work.conversations.holds(conversation.id, "a")
        assert work.conversations.claim(conversation.id, holder="b", until=NOON, now=NOON)


def test_only_rights_that_are_held_and_named_are_prolonged(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        other, theirs = open_conversation(work, "u2"), open_conversation(work, "u3")
        work.commit()
    claim(uow, conversation, "a")
    claim(uow, other, "a")
    claim(uow, theirs, "b")
    with uow() as work:
        work.conversations.renew([conversation.id, theirs.id], holder="a", until=NOON + LEASE * 3)
        work.commit()
    late = NOON + LEASE * 2
    assert not claim(uow, conversation, "c", late)
    assert claim(uow, other, "c", late)
    assert claim(uow, theirs, "c", late)


def test_an_agent_takes_over_whatever_the_bot_is_doing(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    claim(uow, conversation, "a")
    assert hand_over(uow, conversation, "lin")
    assert not holds(uow, conversation, "a")
    assert not claim(uow, conversation, "a", NOON + LEASE * 9)  # the bot waits to be asked
    assert not hand_over(uow, conversation, "wang")
    assert hand_over(uow, conversation, "lin")
    assert hand_over(uow, conversation, "wang", NOON + LEASE * 2)
    with uow() as work:
        work.conversations.renew([conversation.id], holder="wang", until=NOON + LEASE * 9)
        work.conversations.release(conversation.id, "a")
        kept = work.conversations.get(conversation.id)
    assert (kept.owner, kept.lease_holder) == (Owner.AGENT, "wang")
    assert kept.lease_until == NOON + LEASE * 3  # only the bot's rights are prolonged so


def test_an_agent_gives_back_what_they_own(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        assert not work.conversations.hand_back(conversation.id, agent="lin")
    hand_over(uow, conversation, "lin")
    with uow() as work:
        assert not work.conversations.hand_back(conversation.id, agent="wang")
        assert work.conversations.hand_back(conversation.id, agent="lin")
        work.commit()
    assert claim(uow, conversation, "a")


def test_pages_learn_where_conversations_stand(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        other, third = open_conversation(work, "u2"), open_conversation(work, "u3")
        work.messages.record_outbound(conversation=other.id, turn=0, text="您好", at=NOON)
        work.commit()
    claim(uow, conversation, "a")
    hand_over(uow, third, "lin")
    shown = [conversation.id, other.id, third.id, "nowhere"]
    with uow(reading=True) as work:
        assert work.conversations.stirring(shown, NOON) == {
            conversation.id: Stir(sequence=0, answering=True),
            other.id: Stir(sequence=1, answering=False),
            third.id: Stir(sequence=0, answering=False),
        }
        late = work.conversations.stirring([conversation.id], NOON + LEASE)
        assert late == {conversation.id: Stir(sequence=0, answering=False)}


def test_of_many_that_claim_a_conversation_at_once_one_wins(
    engine: Engine, conversation: Conversation
) -> None:
    won = at_once(engine, 6, lambda uow, number: claim(uow, conversation, f"h{number}"))
    assert sum(won) == 1


def test_of_two_agents_that_take_over_at_once_one_wins(
    engine: Engine, conversation: Conversation
) -> None:
    won = at_once(engine, 4, lambda uow, number: hand_over(uow, conversation, f"agent{number}"))
    assert sum(won) == 1
