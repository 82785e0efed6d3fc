"""Delivers what the outbox holds, in order within a conversation, at the platform's pace."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.channels.ports import (
    DeliveryError,
    Messenger,
    NoReceipt,
    NotNow,
    NotSent,
    Refused,
    Unreachable,
)
from bot.gateway.metrics import Metrics
from bot.gateway.parts import part_of
from bot.services.delivery import AccountStatus, Delivery
from bot.services.ports import UnitsOfWork
from bot.services.reachability import change_status
from bot.services.records import StorageError

log = logging.getLogger("shandai.gateway")

AT_ONCE = 20
LOOK_SECONDS = 0.5
# Longer than a call may take: a part that is not settled by then is sent once more.
TAKEN = timedelta(seconds=40)
RESEND_AFTER = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)


def pause_after(attempts: int) -> timedelta:
    """How long a platform that could not be reached is left alone: 2 s, 4 s, ... a minute."""
    return min(timedelta(seconds=2 ** min(attempts, 6)), LONGEST_PAUSE)


class Sender:
    """Sends one channel's parts; at most one such runs at a time for a bot."""

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        messenger: Messenger,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._uow = unit_of_work
        self._messenger = messenger
        self._metrics = metrics
        self._now = now
        self._woken = asyncio.Event()
        self._paused_until: datetime | None = None
        self._sending: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something to send."""
        self._woken.set()

    async def run(self) -> None:
        """Send until cancelled; what is under way then is finished first.

        Only the holder of the sender's lease runs this, so what is under way when it begins was
        left behind by one that is gone.
        """
        await self._written(self._recover)
        try:
            while True:
                self._woken.clear()
                await self._send_due()
                try:
                    await asyncio.wait_for(self._woken.wait(), LOOK_SECONDS)
                except TimeoutError:
                    continue
        finally:
            while self._sending:
                await asyncio.wait(self._sending)

    async def _send_due(self) -> None:
        pause = self._paused_until
        if pause is not None and pause > self._now():
            await asyncio.sleep((pause - self._now()).total_seconds())
        free = AT_ONCE - len(self._sending)
        if free <= 0:
            return
        # What is taken is sent: nothing is lost between the two when the sender is ended there.
        await asyncio.shield(self._started(self._take_up(free)))

    async def _take_up(self, limit: int) -> None:
        try:
            taken = await asyncio.to_thread(self._take, limit)
        except StorageError as error:
            log.warning("outbox_unread error=%s", type(error).__name__)
            return
        for delivery in taken:
            self._started(self._deliver(delivery))

    def _started(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
        return task

    async def _deliver(self, delivery: Delivery) -> None:
        channel = self._messenger.channel
        if delivery.resends:
            log.warning("resend delivery=%s conversation=%s", delivery.id, delivery.conversation)
            self._metrics.deliveries.labels(channel=channel, result="resend").inc()
        try:
            receipt = await self._messenger.send(delivery.channel_user_id, part_of(delivery.body))
        except DeliveryError as error:
            result = await self._written(partial(self._failed, delivery, error))
        except Exception as error:
            # A fault of ours must not stop the others, nor put a customer's words in a log.
            log.error(  # noqa: TRY400
                "send_failed delivery=%s error=%s", delivery.id, type(error).__name__
            )
            result = await self._written(partial(self._failed, delivery, NoReceipt()))
        else:
            result = await self._written(partial(self._sent, delivery, receipt))
        self._metrics.deliveries.labels(channel=channel, result=result).inc()
        self.wake()  # for the next part of the conversation

    async def _written[Result](self, write: Callable[[], Result]) -> Result:
        """Write down what became of a part, however long the database is busy."""
        while True:
            try:
                return await asyncio.to_thread(write)
            except StorageError as error:
                log.warning("unsettled error=%s", type(error).__name__)
                await asyncio.sleep(LOOK_SECONDS)

    def _recover(self) -> int:
        with self._uow() as work:
            broken = work.outbox.recover(channel=self._messenger.channel, now=self._now())
            work.commit()
        return broken

    def _take(self, limit: int) -> tuple[Delivery, ...]:
        now = self._now()
        with self._uow(reading=True) as work:
            if not work.outbox.has_due(channel=self._messenger.channel, now=now):
                return ()
        with self._uow() as work:
            taken = work.outbox.take(
                channel=self._messenger.channel, limit=limit, until=now + TAKEN, now=now
            )
            work.commit()
        return taken

    def _sent(self, delivery: Delivery, receipt: str) -> str:
        with self._uow() as work:
            work.outbox.sent(delivery.id, receipt, self._now())
            work.commit()
        return "sent"

    def _failed(self, delivery: Delivery, error: DeliveryError) -> str:
        now = self._now()
        with self._uow() as work:
            match error:
                case NotNow(seconds=seconds):
                    due = now + timedelta(seconds=seconds)
                    self._paused_until = max(self._paused_until or due, due)
                    work.outbox.later(delivery.id, due)
                    result = "not_now"
                case NotSent():
                    work.outbox.later(delivery.id, now + pause_after(delivery.attempts))
                    result = "not_sent"
                case Unreachable():
                    change_status(
                        work,
                        self._messenger.channel,
                        delivery.channel_user_id,
                        AccountStatus.BLOCKED,
                        now,
                    )
                    work.outbox.unreachable(delivery.account)
                    result = "unreachable"
                case Refused():
                    work.outbox.refused(delivery.id)
                    result = "refused"
                case NoReceipt() | _:
                    result = str(work.outbox.no_receipt(delivery.id, now + RESEND_AFTER))
            work.commit()
        log.info("delivery=%s result=%s why=%s", delivery.id, result, type(error).__name__)
        return result
