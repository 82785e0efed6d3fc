"""Gateways over one database, as several processes would run it, with a clock of their own."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.message import Inbound, Kind, Outbound
from bot.channels.ports import Messenger, Part
from bot.gateway.answering import Answerer, Bot
from bot.gateway.dispatch import Dispatcher
from bot.gateway.metrics import Metrics
from bot.gateway.receiving import Receiver
from bot.gateway.turns import Turns
from bot.services.ports import UnitsOfWork
from bot.services.records import Direction, Message
from tests.bot.gateway.doubles import HOURS, PHONE

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CHANNEL = "push"


class Clock:
    """A time that only passes when told to."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class ScriptedMessenger:
    """A platform that takes what it is given, or fails as its script says, call by call."""

    channel = CHANNEL

    def __init__(self, *script: Exception | None) -> None:
        self.script = list(script)
        self.sent: list[tuple[str, str]] = []
        self.calls: list[tuple[str, str]] = []
        self.typed: list[str] = []

    def parts(self, reply: Outbound) -> tuple[Part, ...]:
        *before, last = reply.text.split("\n\n")
        return (
            *(Part(text=text, language=reply.language) for text in before),
            Part(text=last, buttons=reply.buttons, language=reply.language),
        )

    async def send(self, channel_user_id: str, part: Part) -> str:
        self.calls.append((channel_user_id, part.text))
        error = self.script.pop(0) if self.script else None
        if error is not None:
            raise error
        self.sent.append((channel_user_id, part.text))
        return f"r{len(self.sent)}"

    async def typing(self, channel_user_id: str) -> None:
        self.typed.append(channel_user_id)


@dataclass(frozen=True, kw_only=True)
class Process:
    """What one process of the gateway has: its door and the parts behind it."""

    door: Dispatcher
    turns: Turns
    receiver: Receiver
    metrics: Metrics
    replied: list[str] = field(default_factory=list)

    async def settle(self) -> None:
        """Wait until everything taken up is answered."""
        while self.door._tasks:
            await next(iter(self.door._tasks.values()))


def process(
    uow: UnitsOfWork,
    bot: Bot,
    clock: Clock,
    *,
    holder: str = "a",
    messengers: Mapping[str, Messenger] | None = None,
    per_minute: int = 1000,
    per_second: int = 1000,
) -> Process:
    metrics = Metrics()
    receiver = Receiver(
        unit_of_work=uow, language="zh_CN", messages_per_minute=per_minute, now=clock
    )
    turns = Turns(
        unit_of_work=uow,
        answerer=Answerer(
            unit_of_work=uow,
            bot=bot,
            service_phone=PHONE,
            business_hours=HOURS,
            now=clock,
            count=metrics.count,
        ),
        holder=holder,
        now=clock,
        messengers=messengers or {},
    )
    replied: list[str] = []
    door = Dispatcher(
        unit_of_work=uow,
        receiver=receiver,
        turns=turns,
        metrics=metrics,
        now=clock,
        messages_per_second=per_second,
        on_reply=replied.append,
    )
    return Process(door=door, turns=turns, receiver=receiver, metrics=metrics, replied=replied)


def sent(
    text: str,
    number: int | str = 1,
    *,
    at: datetime = NOON,
    kind: Kind = Kind.TEXT,
    user: str = "u1",
    language: str | None = None,
) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        channel_user_id=user,
        message_id=f"{user}-{number}",
        text=text,
        received_at=at,
        kind=kind,
        language=language,
    )


def entries(uow: UnitsOfWork, conversation: str) -> tuple[Message, ...]:
    with uow(reading=True) as work:
        return work.messages.after(conversation, 0, limit=500)


def replies(uow: UnitsOfWork, conversation: str) -> list[str]:
    return [one.text for one in entries(uow, conversation) if one.direction is Direction.OUT]


def statuses(uow: UnitsOfWork, conversation: str) -> list[str]:
    return [str(one.status) for one in entries(uow, conversation) if one.direction is Direction.IN]


async def eventually(reached: Callable[[], bool]) -> None:
    """Wait until something is so in the database, which tells nobody."""
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def figure(metrics: Metrics, name: str, **labels: Any) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0.0
