import asyncio
import contextlib
from datetime import timedelta

import pytest

from bot.gateway.holding import while_holding
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import StorageBusy
from tests.bot.gateway.processes import Clock, eventually


class Work:
    """Says when it runs and when it was ended."""

    def __init__(self) -> None:
        self.begun, self.ended = 0, 0
        self.fails = False

    async def run(self) -> None:
        self.begun += 1
        if self.fails:
            raise ValueError("one of its own faults")
        try:
            await asyncio.Future()
        finally:
            self.ended += 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.holding.RENEW_SECONDS", 0.01)


def hold(uow: UnitsOfWork, work: Work, holder: str, clock: Clock) -> asyncio.Task[None]:
    return asyncio.create_task(
        while_holding("send", work.run, unit_of_work=uow, holder=holder, now=clock)
    )


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def test_one_of_two_works_and_the_other_takes_over_at_its_end(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def run() -> None:
        first, second = Work(), Work()
        one = hold(uow, first, "a", clock)
        await eventually(lambda: first.begun == 1)
        two = hold(uow, second, "b", clock)
        await asyncio.sleep(0.05)
        assert second.begun == 0
        await end(one)
        assert first.ended == 1
        await eventually(lambda: second.begun == 1)
        await end(two)
        assert (second.begun, second.ended) == (1, 1)

    asyncio.run(run())


def test_who_lost_the_right_stops(uow: UnitsOfWork, clock: Clock) -> None:
    async def run() -> None:
        work = Work()
        task = hold(uow, work, "a", clock)
        await eventually(lambda: work.begun == 1)
        with uow() as unit:  # it was stopped so long that its lease ran out
            late = clock() + timedelta(hours=1)
            assert unit.leases.acquire("send", holder="b", until=late, now=late)
            unit.commit()
        await eventually(lambda: work.ended == 1)
        await end(task)
        assert work.begun == 1

    asyncio.run(run())


def test_work_that_broke_is_begun_again(uow: UnitsOfWork, clock: Clock) -> None:
    async def run() -> None:
        work = Work()
        work.fails = True
        task = hold(uow, work, "a", clock)
        await eventually(lambda: work.begun == 2)
        work.fails = False
        await eventually(lambda: work.begun > 2)
        await end(task)
        assert work.ended == 1

    asyncio.run(run())


def test_work_stops_while_the_right_is_not_known(uow: UnitsOfWork, clock: Clock) -> None:
    busy = False

    def sometimes(*, reading: bool = False) -> UnitOfWork:
        if busy:
            raise StorageBusy("locked")
        return uow(reading=reading)

    async def run() -> None:
        nonlocal busy
        work = Work()
        task = hold(sometimes, work, "a", clock)
        await eventually(lambda: work.begun == 1)
        busy = True
        await eventually(lambda: work.ended == 1)
        busy = False
        await eventually(lambda: work.begun == 2)
        await end(task)
        assert work.ended == 2

    asyncio.run(run())
