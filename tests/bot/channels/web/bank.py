"""A door and a feed in memory, strict where the real ones are: the page's other side in tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI

from bot.channels.message import Button, Inbound, Kind, Outbound
from bot.channels.ports import Entry, Receipt
from bot.channels.web.pages import router
from bot.texts.languages import SOURCE

SECRET = "a secret of the tests"
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GREETING = "您好，我是善贷的自动助手。\n\n今天想聊点什么？"

Answer = Callable[[Inbound], Iterable[Outbound]]


def said(text: str, *titles: str, card: dict[str, Any] | None = None, **more: Any) -> Outbound:
    """A reply whose buttons have their titles for tokens, told by a number."""
    buttons = tuple(
        Button(title=title, payload=f"/choose_{at}", token=f"t{abs(hash((text, title))):x}")
        for at, title in enumerate(titles)
    )
    values: dict[str, Any] = {"conversation": "", "turn": 0, "buttons": buttons, "card": card}
    return Outbound(text=text, **values | more)


def echo(inbound: Inbound) -> Iterable[Outbound]:
    yield said(f"听到：{inbound.text}")


@dataclass
class Talk:
    entries: list[Entry] = field(default_factory=list)
    receipts: dict[str, int] = field(default_factory=dict)
    watchers: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[bool | None]]] = field(
        default_factory=list
    )


class Bank:
    """Stores and answers at once; the tests may refuse, hold back and end the changes."""

    def __init__(self, answer: Answer = echo, *, now: Callable[[], datetime] = lambda: NOW) -> None:
        self.answer = answer
        self.now = now
        self.talks: dict[str, Talk] = {}
        self.received: list[Inbound] = []
        self.started: list[tuple[str, str, str | None]] = []
        self.spoken: dict[str, str] = {}
        self.counted: list[str] = []
        self.refusals: list[Exception] = []
        self.start_refusals: list[Exception] = []
        self.greeting = said(GREETING, "想借钱", "问问利率")

    async def receive(self, inbound: Inbound) -> Receipt:
        if self.refusals:
            raise self.refusals.pop(0)
        self.received.append(inbound)
        talk = self.talk(inbound.channel_user_id)
        known = talk.receipts.get(inbound.message_id)
        if known is not None:
            return Receipt(conversation="c", sequence=known, duplicate=True)
        title = self.title(talk, inbound.text) if inbound.kind is Kind.BUTTON else ""
        sequence = self.put(
            inbound.channel_user_id,
            message_id=inbound.message_id,
            text="" if inbound.kind is Kind.BUTTON else inbound.text,
            title=title,
        )
        talk.receipts[inbound.message_id] = sequence
        for reply in self.answer(inbound):
            self.put(inbound.channel_user_id, reply=reply)
        return Receipt(conversation="c", sequence=sequence, duplicate=False)

    async def blocked(self, channel: str, channel_user_id: str) -> None:
        raise AssertionError("nobody can block a web page")

    async def start(
        self, channel: str, channel_user_id: str, language: str | None, *, hint: str | None = None
    ) -> str:
        if self.start_refusals:
            raise self.start_refusals.pop(0)
        self.started.append((channel, channel_user_id, language))
        self.spoken[channel_user_id] = language or self.spoken.get(channel_user_id, hint or SOURCE)
        if not self.talk(channel_user_id).entries:
            self.put(channel_user_id, reply=self.greeting)
        return f"of {channel_user_id}"

    async def since(self, conversation: str, sequence: int) -> Sequence[Entry]:
        entries = self.talk(conversation.removeprefix("of ")).entries
        return [one for one in entries if one.sequence > sequence][-500:]

    async def changes(self, conversation: str) -> AsyncIterator[bool]:
        queue: asyncio.Queue[bool | None] = asyncio.Queue()
        watcher = (asyncio.get_running_loop(), queue)
        watchers = self.talk(conversation.removeprefix("of ")).watchers
        watchers.append(watcher)
        try:
            while (on := await queue.get()) is not None:
                yield on
        finally:
            watchers.remove(watcher)

    # What tests do.

    def talk(self, user: str) -> Talk:
        return self.talks.setdefault(user, Talk())

    def title(self, talk: Talk, token: str) -> str:
        buttons = [
            button for one in talk.entries if one.reply is not None for button in one.reply.buttons
        ]
        return next((one.title for one in buttons if one.token == token), "")

    def put(self, user: str, *, at: datetime | None = None, **entry: Any) -> int:
        """Store an entry and tell every open page; from any thread."""
        talk = self.talk(user)
        if "reply" in entry and user in self.spoken:
            entry["reply"] = replace(entry["reply"], language=self.spoken[user])
        sequence = talk.entries[-1].sequence + 2 if talk.entries else 1
        talk.entries.append(Entry(sequence=sequence, at=at or self.now(), **entry))
        self.tell(user, on=False)
        return sequence

    def tell(self, user: str, *, on: bool | None) -> None:
        for loop, queue in list(self.talk(user).watchers):
            loop.call_soon_threadsafe(queue.put_nowait, on)

    @property
    def user(self) -> str:
        """The one customer there is."""
        (only,) = self.talks
        return only


def application(bank: Bank, **settings: Any) -> FastAPI:
    """The web chat alone, as the gateway serves it."""
    app = FastAPI()
    defaults: dict[str, Any] = {
        "secret_key": SECRET,
        "public_url": "",
        "embed_origins": (),
        "lender": "善贷",
        "phone": "400-000-0000",
    }
    app.include_router(
        router(door=bank, feed=bank, count=bank.counted.append, now=bank.now, **defaults | settings)
    )
    return app
