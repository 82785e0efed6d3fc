"""The assistant as customers meet it: real Rasa, real actions, real database; no doubles."""

import asyncio
import contextlib
import dataclasses
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.message import Inbound, Outbound
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import RasaClient
from bot.model import ensure_trained
from bot.services.ports import UnitsOfWork
from bot.settings import Settings, load
from bot.storage.migrate import upgrade
from bot.supervisor import ANSWERING, running
from bot.wiring import build_unit_of_work

CHANNEL = "test"


@dataclass(kw_only=True, slots=True)
class Clock:
    """A customer's time: the real one, moved forward where they stay away."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, by: timedelta) -> None:
        self.ahead += by


@dataclass(frozen=True, kw_only=True, slots=True)
class Assistant:
    """The running assistant and the one event loop that everything to it goes through."""

    settings: Settings
    unit_of_work: UnitsOfWork
    bot: RasaClient
    runner: asyncio.Runner
    gateway: Gateway

    def gateway_at(self, clock: Clock) -> Gateway:
        """A door of its own for a customer who may stay away."""
        return make_gateway(self.settings, self.unit_of_work, self.bot, clock)

    def open(self, language: str | None = "zh_CN") -> "Talk":
        return self.runner.run(self.opened(language))

    async def opened(self, language: str | None) -> "Talk":
        clock, user = Clock(), uuid.uuid4().hex
        gateway = self.gateway_at(clock)
        first = await gateway.open(channel=CHANNEL, channel_user_id=user, language=language)
        return Talk(assistant=self, gateway=gateway, clock=clock, user=user, first=first)


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """One customer's conversation."""

    assistant: Assistant
    gateway: Gateway
    clock: Clock
    user: str
    first: Outbound

    def inbound(self, text: str, message_id: str | None = None) -> Inbound:
        return Inbound(
            channel=CHANNEL,
            channel_user_id=self.user,
            message_id=message_id or uuid.uuid4().hex,
            text=text,
            received_at=self.clock(),
        )

    def say(self, text: str, message_id: str | None = None) -> Outbound | None:
        return self.assistant.runner.run(self.send(text, message_id))

    async def send(self, text: str, message_id: str | None = None) -> Outbound | None:
        return await self.gateway.handle(self.first.conversation, self.inbound(text, message_id))

    async def come_back(self) -> Outbound:
        return await self.gateway.resume(self.first.conversation)


def make_gateway(
    settings: Settings, unit_of_work: UnitsOfWork, bot: RasaClient, clock: Clock
) -> Gateway:
    return Gateway(
        unit_of_work=unit_of_work,
        bot=bot,
        language=settings.language,
        service_phone=settings.service_phone,
        business_hours=str(settings.business_hours),
        now=clock,
    )


@contextlib.contextmanager
def started(var: Path) -> Iterator[Assistant]:
    """The assistant with its files under ``var``, from the first process to the last.

    Raises:
        ShandaiError: it could not be trained or started.
    """
    settings = dataclasses.replace(
        load({}, root=var), var=var, database_url=f"sqlite:///{var}/shandai.db"
    )
    ensure_trained(log=var / "train.log", echo=sys.stderr)
    upgrade(settings.database_url)
    with running(settings, names=ANSWERING) as services, asyncio.Runner() as runner:
        settings = services.settings
        unit_of_work = build_unit_of_work(settings)
        client = RasaClient(services.rasa_url, services.rasa_token, timeout_seconds=20)
        yield Assistant(
            settings=settings,
            unit_of_work=unit_of_work,
            bot=client,
            runner=runner,
            gateway=make_gateway(settings, unit_of_work, client, Clock()),
        )
        runner.run(client.close())
