import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.services.delivery import Delivery, DeliveryState
from bot.services.ports import UnitsOfWork
from bot.services.records import Duplicate, NotFound, StorageBusy
from bot.storage.tables import OutboxRow
from tests.bot.storage.conftest import NOON, open_conversation
from tests.bot.storage.racing import at_once

TAKEN = timedelta(seconds=40)
SECOND = timedelta(seconds=1)


def put(uow: UnitsOfWork, *texts: str, user: str = "u1", sequence: int = 1) -> str:
    """Put one reply of several parts in the outbox; return its conversation."""
    with uow() as work:
        customer = work.customers.ensure(
            channel="console", channel_user_id=user, language="zh_CN", at=NOON
        )
        talk = work.conversations.latest(customer=customer.id, channel="console")
        talk = talk or open_conversation(work, user)
        account = work.customers.account(customer=customer.id, channel="console")
        work.outbox.put(
            conversation=talk.id,
            account=account.id,
            channel="console",
            sequence=sequence,
            bodies=[{"text": text} for text in texts],
            at=NOON,
        )
        work.commit()
    return talk.id


def take(uow: UnitsOfWork, at: datetime = NOON, limit: int = 20) -> tuple[Delivery, ...]:
    with uow() as work:
        taken = work.outbox.take(channel="console", limit=limit, until=at + TAKEN, now=at)
        work.commit()
    return taken


def texts(taken: Sequence[Delivery]) -> list[str]:
    return [one.body["text"] for one in taken]


def settle(uow: UnitsOfWork, *taken: Delivery) -> None:
    with uow() as work:
        for one in taken:
            work.outbox.sent(one.id, f"r-{one.id}", NOON)
        work.commit()


def states(uow: UnitsOfWork) -> dict[str, int]:
    with uow(reading=True) as work:
        return dict(work.outbox.states())


def test_a_part_knows_where_it_goes_and_what_it_is(uow: UnitsOfWork) -> None:
    talk = put(uow, "您好")
    (one,) = take(uow)
    assert (one.conversation, one.channel_user_id, one.body) == (talk, "u1", {"text": "您好"})
    assert (one.sequence, one.part, one.attempts, one.resends) == (1, 0, 1, 0)


def test_parts_of_a_conversation_go_out_one_after_the_other(uow: UnitsOfWork) -> None:
    put(uow, "三", "四", sequence=2)
    put(uow, "一", "二", sequence=1)
    seen = []
    for _ in range(4):
        taken = take(uow)
        seen += texts(taken)
        assert take(uow) == ()  # the next one waits for this one
        settle(uow, *taken)
    assert seen == ["一", "二", "三", "四"]
    assert take(uow) == ()
    assert states(uow) == {}


def test_conversations_do_not_wait_for_each_other(uow: UnitsOfWork) -> None:
    for number in range(3):
        put(uow, f"a{number}", f"b{number}", user=f"u{number}")
    assert sorted(texts(take(uow))) == ["a0", "a1", "a2"]


def test_no_more_is_taken_than_asked_for(uow: UnitsOfWork) -> None:
    for number in range(3):
        put(uow, "x", user=f"u{number}")
    assert len(take(uow, limit=2)) == 2
    assert len(take(uow, limit=2)) == 1


def test_a_reply_is_put_once(uow: UnitsOfWork) -> None:
    put(uow, "一")
    with pytest.raises(Duplicate):
        put(uow, "一")


def test_what_a_unit_of_work_gave_up_was_never_there(uow: UnitsOfWork) -> None:
    put(uow, "一")
    with uow() as work:
        assert work.outbox.take(channel="console", limit=9, until=NOON + TAKEN, now=NOON)
    assert texts(take(uow)) == ["一"]


def test_a_reader_sees_whether_there_is_anything_to_take(uow: UnitsOfWork) -> None:
    put(uow, "一")
    with uow(reading=True) as work:
        assert work.outbox.has_due(channel="console", now=NOON)
        assert not work.outbox.has_due(channel="telegram", now=NOON)
        assert not work.outbox.has_due(channel="console", now=NOON - SECOND)
    settle(uow, *take(uow))
    with uow(reading=True) as work:
        assert not work.outbox.has_due(channel="console", now=NOON + TAKEN * 2)


def test_a_part_to_be_sent_later_holds_the_next_ones_back(uow: UnitsOfWork) -> None:
    put(uow, "一", "二")
    (one,) = take(uow)
    with uow() as work:
        work.outbox.later(one.id, NOON + SECOND)
        work.commit()
    assert take(uow) == ()
    (again,) = take(uow, NOON + SECOND)
    assert (again.id, again.attempts, again.resends) == (one.id, 2, 0)


def test_a_part_nobody_settled_is_sent_once_more_and_then_given_up(uow: UnitsOfWork) -> None:
    put(uow, "一", "二")
    take(uow)
    assert take(uow, NOON + TAKEN - SECOND) == ()
    (again,) = take(uow, NOON + TAKEN)
    assert (again.body["text"], again.attempts, again.resends) == ("一", 2, 1)
    (following,) = take(uow, NOON + TAKEN * 2)
    assert following.body["text"] == "二"
    assert states(uow) == {DeliveryState.UNSURE: 1, DeliveryState.SENDING: 1}


def test_what_a_dead_sender_was_sending_can_be_recovered_at_once(uow: UnitsOfWork) -> None:
    put(uow, "一")
    put(uow, "甲", user="u2")
    one, settled = take(uow)
    settle(uow, settled)
    with uow() as work:
        assert work.outbox.recover(channel="telegram", now=NOON) == 0
        assert work.outbox.recover(channel="console", now=NOON) == 1
        work.commit()
    (again,) = take(uow)
    assert (again.id, again.resends) == (one.id, 1)


def test_without_a_receipt_it_is_sent_once_more_and_no_more(uow: UnitsOfWork) -> None:
    put(uow, "一")
    (one,) = take(uow)
    with uow() as work:
        assert work.outbox.no_receipt(one.id, NOON + SECOND) is DeliveryState.WAITING
        work.commit()
    (again,) = take(uow, NOON + SECOND)
    assert again.resends == 1
    with uow() as work:
        assert work.outbox.no_receipt(again.id, NOON + SECOND) is DeliveryState.UNSURE
        work.commit()
    assert take(uow, NOON + TAKEN * 9) == ()
    assert states(uow) == {DeliveryState.UNSURE: 1}


def test_a_refused_part_does_not_hold_up_the_next(uow: UnitsOfWork) -> None:
    put(uow, "一", "二")
    (one,) = take(uow)
    with uow() as work:
        work.outbox.refused(one.id)
        work.commit()
    assert texts(take(uow)) == ["二"]


def test_an_account_out_of_reach_has_all_its_parts_closed(uow: UnitsOfWork) -> None:
    put(uow, "一", "二")
    put(uow, "三", user="u2")
    taken = {one.channel_user_id: one for one in take(uow)}
    with uow() as work:
        assert work.outbox.unreachable(taken["u1"].account) == 2
        assert work.outbox.unreachable(taken["u1"].account) == 0
        work.commit()
    assert states(uow) == {DeliveryState.UNREACHABLE: 2, DeliveryState.SENDING: 1}


def test_what_was_closed_while_it_was_being_sent_stays_closed(uow: UnitsOfWork) -> None:
    put(uow, "一")
    (one,) = take(uow)
    with uow() as work:
        work.outbox.unreachable(one.account)
        work.outbox.later(one.id, NOON)
        assert work.outbox.no_receipt(one.id, NOON) is DeliveryState.UNREACHABLE
        work.commit()
    assert take(uow, NOON + TAKEN) == ()
    settle(uow, one)  # it had arrived all the same
    assert states(uow) == {}


def test_an_unknown_part_is_not_found(uow: UnitsOfWork) -> None:
    with uow() as work:
        with pytest.raises(NotFound, match="no delivery nothing"):
            work.outbox.sent("nothing", "r", NOON)
        with pytest.raises(NotFound):
            work.outbox.refused("nothing")
        with pytest.raises(NotFound):
            work.outbox.no_receipt("nothing", NOON)


def test_four_senders_take_no_part_twice_and_keep_the_order(
    engine: Engine, uow: UnitsOfWork
) -> None:
    talks, replies, parts = 6, 3, 2
    for number in range(talks):
        for sequence in range(1, replies + 1):
            put(uow, *"ab"[:parts], user=f"u{number}", sequence=sequence)
    total = talks * replies * parts

    def send(uow: UnitsOfWork, _number: int) -> list[tuple[float, Delivery]]:
        sent = []
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                taken = take(uow, limit=3)
            except StorageBusy:  # PostgreSQL ended one of two that waited for each other
                continue
            for one in taken:
                sent.append((time.monotonic(), one))
                settle(uow, one)
            if not taken and not states(uow):
                break
        return sent

    sent = sorted(
        (one for many in at_once(engine, 4, send) for one in many), key=lambda one: one[0]
    )
    assert len({one.id for _at, one in sent}) == len(sent) == total
    order = defaultdict(list)
    for _at, one in sent:
        order[one.conversation].append((one.sequence, one.part))
    assert all(seen == sorted(seen) for seen in order.values())
    with engine.connect() as connection:
        resent = select(func.count()).where(OutboxRow.resends > 0)
        assert connection.scalar(resent) == 0
