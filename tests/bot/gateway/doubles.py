"""A bot that answers from a script, and a gateway over a database of its own."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.channels.message import Inbound
from bot.errors import RasaUnavailable
from bot.gateway.answering import Bot
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import Said
from bot.services.ports import UnitsOfWork
from bot.storage.engine import make_engine
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import units_of_work

PHONE = "400-111-2222"
HOURS = "09:00-21:00"


class ScriptedBot:
    """Records what it is told; answers with `said`, or with what `answering` returns."""

    def __init__(self, *said: Said) -> None:
        self.said = said or (Said(text="好的。"),)
        self.heard: list[tuple[str, str, Mapping[str, Any]]] = []
        self.silent = False
        self.answering: Callable[[str, str], Awaitable[tuple[Said, ...]]] | None = None

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        self.heard.append((sender, text, metadata))
        if self.silent:
            raise RasaUnavailable("silence")
        return await self.answering(sender, text) if self.answering else self.said

    @property
    def texts(self) -> list[str]:
        """What it was told, without the opening."""
        return [text for _sender, text, _metadata in self.heard if text != "/start"]


def database(folder: Path, *, busy_timeout_ms: int = 3000) -> Engine:
    """A migrated SQLite database in a folder."""
    engine = make_engine(f"sqlite:///{folder / 'shandai.db'}", busy_timeout_ms)
    upgrade(engine)
    return engine


def gateway_over(engine: Engine, bot: Bot) -> tuple[Gateway, UnitsOfWork]:
    """A gateway as the chat makes it, with a double for Rasa."""
    uow = units_of_work(engine)
    made = Gateway(
        unit_of_work=uow, bot=bot, language="zh_CN", service_phone=PHONE, business_hours=HOURS
    )
    return made, uow


def inbound(text: str, message_id: str = "m1", user: str = "u1") -> Inbound:
    return Inbound(
        channel="console",
        channel_user_id=user,
        message_id=message_id,
        text=text,
        received_at=datetime.now(UTC),
    )
