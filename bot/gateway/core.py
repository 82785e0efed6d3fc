"""The gateway put together over a database, a bot and messengers; knows no web server."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

from bot.channels.ports import Messenger
from bot.gateway.answering import Answerer, Bot
from bot.gateway.dispatch import Dispatcher
from bot.gateway.feed import PageFeed
from bot.gateway.holding import while_holding
from bot.gateway.metrics import Metrics
from bot.gateway.receiving import Receiver
from bot.gateway.sender import Sender
from bot.gateway.showing import Showing
from bot.gateway.turns import Turns
from bot.services.ports import UnitsOfWork

log = logging.getLogger("shandai.gateway")

CLOSE_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Core:
    """What the channels are connected with.

    Attributes:
        door: where they hand in messages.
        feed: what pages read.
        metrics: the figures.
    """

    door: Dispatcher
    feed: PageFeed
    metrics: Metrics
    holder: str
    _unit_of_work: UnitsOfWork
    _now: Callable[[], datetime]
    _senders: tuple[Sender, ...]
    _messengers: Mapping[str, Messenger]

    async def run_beside(self, stack: AsyncExitStack) -> None:
        """Start what runs beside the requests; leaving the stack ends it in order.

        Messages that are being answered are answered, parts that are being sent are sent.
        """
        tasks: list[asyncio.Task[None]] = []

        async def end() -> None:
            self.feed.close()
            await self.door.close(CLOSE_SECONDS)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        stack.push_async_callback(end)
        tasks.append(asyncio.create_task(self.door.sweep()))
        tasks.append(asyncio.create_task(self.feed.look()))
        for channel, sender in zip(self._messengers, self._senders, strict=True):
            # One process sends for a bot, so that its pace and its pauses are the bot's.
            tasks.append(
                asyncio.create_task(
                    while_holding(
                        f"send-{channel}",
                        sender.run,
                        unit_of_work=self._unit_of_work,
                        holder=self.holder,
                        now=self._now,
                    )
                )
            )


def build_core(
    *,
    unit_of_work: UnitsOfWork,
    bot: Bot,
    messengers: Mapping[str, Messenger],
    language: str,
    service_phone: str,
    business_hours: str,
    messages_per_minute: int,
    messages_per_second: int,
    now: Callable[[], datetime],
    metrics: Metrics | None = None,
) -> Core:
    """Put the gateway together; nothing runs yet.

    Args:
        unit_of_work: storage.
        bot: who answers.
        messengers: the channels that push replies to a platform, by name.
        language: in which a new conversation opens.
        service_phone: for apologies.
        business_hours: when people answer.
        messages_per_minute: how many messages of one customer are answered.
        messages_per_second: how many this process takes.
        now: the time, aware.
        metrics: the figures; new ones when None.
    """
    metrics = metrics or Metrics()
    holder = f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(6)}"
    senders = {
        name: Sender(unit_of_work=unit_of_work, messenger=one, metrics=metrics, now=now)
        for name, one in messengers.items()
    }
    receiver = Receiver(
        unit_of_work=unit_of_work,
        language=language,
        messages_per_minute=messages_per_minute,
        now=now,
    )
    turns = Turns(
        unit_of_work=unit_of_work,
        answerer=Answerer(
            unit_of_work=unit_of_work,
            bot=bot,
            service_phone=service_phone,
            business_hours=business_hours,
            now=now,
            count=metrics.count,
        ),
        holder=holder,
        now=now,
        messengers=messengers,
    )
    showing = Showing(unit_of_work=unit_of_work, messengers=messengers, senders=senders)
    door = Dispatcher(
        unit_of_work=unit_of_work,
        receiver=receiver,
        turns=turns,
        metrics=metrics,
        now=now,
        messages_per_second=messages_per_second,
        on_reply=showing.replied,
        on_busy=showing.set_busy,
    )
    feed = PageFeed(
        unit_of_work=unit_of_work, receiver=receiver, admit=door.admit, work=door.work, now=now
    )
    showing.feed = feed
    return Core(
        door=door,
        feed=feed,
        metrics=metrics,
        holder=holder,
        _unit_of_work=unit_of_work,
        _now=now,
        _senders=tuple(senders.values()),
        _messengers=messengers,
    )
