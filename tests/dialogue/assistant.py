"""The assistant as customers meet it: real Rasa, real actions, real database; no doubles."""

import asyncio
import contextlib
import dataclasses
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.channels.message import Inbound, Outbound
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import RasaClient
from bot.model import ensure_trained
from bot.services.ports import UnitsOfWork
from bot.settings import Settings, load
from bot.storage.migrate import upgrade
from bot.supervisor import running
from bot.wiring import build_unit_of_work

CHANNEL = "test"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assistant:
    """The running assistant and the one event loop that everything to it goes through."""

    settings: Settings
    gateway: Gateway
    unit_of_work: UnitsOfWork
    runner: asyncio.Runner

    def open(self, language: str | None = "zh_CN") -> "Talk":
        user = uuid.uuid4().hex
        first = self.runner.run(
            self.gateway.open(channel=CHANNEL, channel_user_id=user, language=language)
        )
        return Talk(assistant=self, user=user, first=first)


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """One customer's conversation."""

    assistant: Assistant
    user: str
    first: Outbound

    def inbound(self, text: str, message_id: str | None = None) -> Inbound:
        return Inbound(
            channel=CHANNEL,
            channel_user_id=self.user,
            message_id=message_id or uuid.uuid4().hex,
            text=text,
            received_at=datetime.now(UTC),
        )

    def say(self, text: str, message_id: str | None = None) -> Outbound | None:
        return self.assistant.runner.run(
            self.assistant.gateway.handle(self.first.conversation, self.inbound(text, message_id))
        )

    def resume(self) -> Outbound:
        return self.assistant.runner.run(self.assistant.gateway.resume(self.first.conversation))


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
    with running(settings) as services, asyncio.Runner() as runner:
        unit_of_work = build_unit_of_work(services.settings)
        client = RasaClient(services.rasa_url, services.rasa_token, timeout_seconds=20)
        yield Assistant(
            settings=services.settings,
            gateway=Gateway(
                unit_of_work=unit_of_work,
                bot=client,
                language=settings.language,
                service_phone=settings.service_phone,
                business_hours=str(settings.business_hours),
            ),
            unit_of_work=unit_of_work,
            runner=runner,
        )
        runner.run(client.close())
