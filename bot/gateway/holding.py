"""Does something in one process at a time, whichever of several holds the lease for it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.services.ports import UnitsOfWork
from bot.services.records import StorageError

log = logging.getLogger("shandai.gateway")

HELD = timedelta(seconds=6)
RENEW_SECONDS = 2.0


async def while_holding(
    name: str,
    work: Callable[[], Awaitable[None]],
    *,
    unit_of_work: UnitsOfWork,
    holder: str,
    now: Callable[[], datetime],
) -> None:
    """Run `work` whenever this process holds the lease `name`; runs until cancelled.

    The work is cancelled when the lease is lost, and begun again when it ends by an error.
    """
    task: asyncio.Task[None] | None = None
    try:
        while True:
            held = await asyncio.to_thread(_acquire, unit_of_work, name, holder, now)
            if task is not None and task.done():
                error = None if task.cancelled() else task.exception()
                log.error("lease_work_ended name=%s error=%s", name, type(error).__name__)
                task = None
            if held and task is None:
                log.info("lease_held name=%s", name)
                task = asyncio.ensure_future(work())
            elif not held and task is not None:
                log.warning("lease_lost name=%s", name)
                await _end(task)
                task = None
            await asyncio.sleep(RENEW_SECONDS)
    finally:
        if task is not None:
            await _end(task)
        await asyncio.to_thread(_release, unit_of_work, name, holder)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _acquire(
    unit_of_work: UnitsOfWork, name: str, holder: str, now: Callable[[], datetime]
) -> bool:
    at = now()
    try:
        with unit_of_work() as work:
            held = work.leases.acquire(name, holder=holder, until=at + HELD, now=at)
            work.commit()
    except StorageError as error:
        log.warning("lease_unknown name=%s error=%s", name, type(error).__name__)
        return False  # the lease may run out: another may begin
    return held


def _release(unit_of_work: UnitsOfWork, name: str, holder: str) -> None:
    with contextlib.suppress(StorageError), unit_of_work() as work:
        work.leases.release(name, holder=holder)
        work.commit()
