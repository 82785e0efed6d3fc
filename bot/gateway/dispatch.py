"""The gateway's heart: takes messages in, has them answered, and finds what was left behind."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime

from bot.channels.message import Inbound
from bot.channels.ports import Receipt, TooBusy
from bot.gateway.metrics import Metrics
from bot.gateway.receiving import Receiver
from bot.gateway.turns import Turns
from bot.services.ports import UnitsOfWork
from bot.services.reachability import note_blocked
from bot.services.records import MessageStatus, Owner, StorageError
from bot.texts.replies import channel as words

log = logging.getLogger("shandai.gateway")

SWEEP_SECONDS = 1.0
MOST_SWEPT = 200


class Dispatcher:
    """Stores each message, then has its conversation worked on; implements `ports.Door`.

    Conversations are worked on side by side, at most `most_at_once`; a conversation by one task.
    What a process left behind when it ended is found by the others, or by itself later, once the
    lease on the conversation has run out.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        receiver: Receiver,
        turns: Turns,
        metrics: Metrics,
        now: Callable[[], datetime],
        messages_per_second: int,
        most_at_once: int = 64,
        on_reply: Callable[[str], None] = lambda _conversation: None,
        on_busy: Callable[[str, bool], None] = lambda _conversation, _busy: None,
    ) -> None:
        self._uow = unit_of_work
        self._receiver = receiver
        self._turns = turns
        self._metrics = metrics
        self._now = now
        self._per_second = messages_per_second
        self._second = 0
        self._taken = 0
        self._places = asyncio.Semaphore(most_at_once)
        self._on_reply = on_reply
        self._on_busy = on_busy
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._closing = False

    async def receive(self, inbound: Inbound) -> Receipt:
        """Store a message; returns when it is committed. The answer follows by itself.

        Raises:
            StorageBusy: it could not be stored; hand it in again.
            TooBusy: the gateway takes no more messages this second.
        """
        self.admit()
        stored = await asyncio.to_thread(self._receiver.receive, inbound)
        talk, message = stored.talk, stored.message
        if stored.duplicate:
            self._metrics.duplicates.labels(channel=inbound.channel).inc()
        else:
            self._metrics.received.labels(channel=inbound.channel).inc()
        self._on_reply(talk.id)  # a page shows the customer's own message as well
        if stored.limited:
            self._metrics.count("customer_limited")
            await self._turns.tell(talk.id, message.turn, words.too_many)
            self._on_reply(talk.id)
        elif message.status is MessageStatus.RECEIVED and talk.owner is Owner.BOT:
            self.work(talk.id)
        return Receipt(conversation=talk.id, sequence=message.sequence, duplicate=stored.duplicate)

    async def blocked(self, channel: str, channel_user_id: str) -> None:
        """Note that the customer blocked the sender on the platform: an opt-out of everything."""
        changed = await asyncio.to_thread(
            note_blocked, self._uow, channel, channel_user_id, self._now()
        )
        if changed:
            self._metrics.count("customer_blocked")

    def admit(self) -> None:
        """Count one thing that a customer asks for.

        Raises:
            TooBusy: as many as are taken in a second were asked for in this one.
        """
        second = int(self._now().timestamp())
        if second != self._second:
            self._second, self._taken = second, 0
        self._taken += 1
        if self._taken > self._per_second:
            self._metrics.count("too_busy")
            raise TooBusy("more messages this second than are taken")

    def work(self, conversation: str) -> None:
        """See to it that a conversation is worked on soon."""
        if self._closing:
            return
        if conversation in self._tasks:
            self._again.add(conversation)
            return
        task = asyncio.create_task(self._work(conversation))
        self._tasks[conversation] = task

    async def sweep(self) -> None:
        """Find what was left behind and keep this process's leases; runs until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self._turns.renew)
                left = await asyncio.to_thread(self._waiting)
            except StorageError as error:
                log.warning("sweep_failed error=%s", type(error).__name__)
            else:
                for conversation in left:
                    if conversation not in self._tasks:  # it is not left behind, it waits its turn
                        self.work(conversation)
            await asyncio.sleep(SWEEP_SECONDS)

    async def close(self, within_seconds: float) -> None:
        """Take up nothing more and let what is being answered come to its end."""
        self._closing = True
        running = list(self._tasks.values())
        if running:
            await asyncio.wait(running, timeout=within_seconds)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _work(self, conversation: str) -> None:
        self._on_busy(conversation, True)
        self._metrics.busy.inc()
        try:
            async with self._places:
                with self._metrics.turn_seconds.time(), contextlib.suppress(StorageError):
                    said = await self._turns.work(conversation)
                    self._metrics.replies.inc(len(said))
        except Exception as error:
            # The message keeps its place; the next sweep takes it up again.
            log.error(  # noqa: TRY400 (a trace could hold a customer's words)
                "turn_failed conversation=%s error=%s", conversation, type(error).__name__
            )
            self._metrics.count("turn_failed")
        finally:
            self._metrics.busy.dec()
            del self._tasks[conversation]
            self._on_busy(conversation, False)
            self._on_reply(conversation)
            if conversation in self._again:
                self._again.discard(conversation)
                self.work(conversation)

    def _waiting(self) -> tuple[str, ...]:
        with self._uow(reading=True) as work:
            return work.messages.waiting(limit=MOST_SWEPT, now=self._now())
