from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.services.ports import UnitsOfWork
from tests.bot.storage.conftest import NOON
from tests.bot.storage.racing import at_once

HELD = timedelta(seconds=6)


def acquire(uow: UnitsOfWork, holder: str, at: datetime = NOON, name: str = "send") -> bool:
    with uow() as work:
        held = work.leases.acquire(name, holder=holder, until=at + HELD, now=at)
        work.commit()
    return held


def test_a_right_is_held_by_one_until_its_time_is_over(uow: UnitsOfWork) -> None:
    assert acquire(uow, "a")
    assert not acquire(uow, "b")
    assert not acquire(uow, "b", NOON + HELD)
    assert acquire(uow, "b", NOON + HELD + timedelta(microseconds=1))
    assert not acquire(uow, "a", NOON + HELD + timedelta(seconds=1))


def test_its_holder_keeps_it_by_asking_again(uow: UnitsOfWork) -> None:
    assert acquire(uow, "a")
    assert acquire(uow, "a", NOON + timedelta(seconds=5))
    assert not acquire(uow, "b", NOON + timedelta(seconds=10))


def test_rights_of_different_names_have_nothing_to_do_with_each_other(uow: UnitsOfWork) -> None:
    assert acquire(uow, "a", name="send-telegram")
    assert acquire(uow, "b", name="send-wecom")


def test_only_its_holder_gives_it_back(uow: UnitsOfWork) -> None:
    assert acquire(uow, "a")
    with uow() as work:
        work.leases.release("send", holder="b")
        work.leases.release("never", holder="a")
        work.commit()
    assert not acquire(uow, "b")
    with uow() as work:
        work.leases.release("send", holder="a")
        work.commit()
    assert acquire(uow, "b")


def test_a_refusal_leaves_the_unit_of_work_usable(uow: UnitsOfWork) -> None:
    assert acquire(uow, "a")
    with uow() as work:
        assert not work.leases.acquire("send", holder="b", until=NOON + HELD, now=NOON)
        assert work.leases.acquire("other", holder="b", until=NOON + HELD, now=NOON)
        work.commit()
    assert not acquire(uow, "a", name="other")


def test_of_many_that_ask_at_once_one_gets_it(engine: Engine) -> None:
    assert sum(at_once(engine, 6, lambda uow, number: acquire(uow, f"h{number}"))) == 1


def test_of_many_that_find_it_run_out_one_gets_it(engine: Engine, uow: UnitsOfWork) -> None:
    assert acquire(uow, "gone")
    later = NOON + timedelta(minutes=1)
    assert sum(at_once(engine, 6, lambda uow, number: acquire(uow, f"h{number}", later))) == 1
