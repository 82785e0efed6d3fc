import dataclasses
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.channels.console import Console
from bot.chat import talk
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import Said
from bot.services.records import MessageStatus, NotFound
from bot.settings import Settings, load
from bot.storage.tables import MessageRow
from tests.bot.gateway.doubles import ScriptedBot, database, gateway_over


class Lines(io.StringIO):
    """Input that does something before a line is read: locks, frees."""

    def __init__(self, *steps: Any) -> None:
        super().__init__()
        self._steps = list(steps)

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]  # as io.StringIO
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, str):
                return f"{step}\n"
            step()
        return ""


@dataclasses.dataclass(kw_only=True, slots=True)
class Chat:
    """One terminal before a real gateway and a real database, with a scripted bot."""

    settings: Settings
    engine: Engine
    bot: ScriptedBot
    gateway: Gateway
    holder: sqlite3.Connection | None = None

    def lock(self) -> None:
        self.holder = sqlite3.connect(str(self.engine.url.database), isolation_level=None)
        self.holder.execute("BEGIN EXCLUSIVE")

    def free(self) -> None:
        if self.holder is not None:
            self.holder.close()
            self.holder = None

    def talk(self, *steps: Any, **options: Any) -> list[dict[str, Any]]:
        """Every reply to the lines, the opening first."""
        sink = io.StringIO()
        console = Console(source=Lines(*steps), sink=sink, as_json=True, user="u1")
        talk(console, self.gateway, self.settings, **options)
        return [json.loads(line) for line in sink.getvalue().splitlines()]

    def stored(self) -> list[tuple[str, str | None]]:
        query = select(MessageRow.text, MessageRow.status).where(MessageRow.direction == "in")
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(MessageRow.sequence))
            return [(row.text, row.status) for row in rows]

    def spooled(self) -> list[Path]:
        return list((self.settings.var / "spool").glob("*"))


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    engine = database(tmp_path, busy_timeout_ms=30)
    bot = ScriptedBot()

    async def echo(_sender: str, words: str) -> tuple[Said, ...]:
        return (Said(text=f"答 {words}"),)

    bot.answering = echo
    gateway, _ = gateway_over(engine, bot)
    settings = dataclasses.replace(load({}, root=tmp_path), var=tmp_path)
    made = Chat(settings=settings, engine=engine, bot=bot, gateway=gateway)
    yield made
    made.free()
    engine.dispose()


def texts(replies: list[dict[str, Any]]) -> list[str]:
    return [reply["text"] for reply in replies]


def test_every_line_gets_its_reply(chat: Chat) -> None:
    replies = chat.talk("想借钱", "两年")
    assert texts(replies) == ["答 /start", "答 想借钱", "答 两年"]
    assert [reply["turn"] for reply in replies] == [0, 1, 2]
    assert chat.spooled() == []


def test_a_locked_database_costs_one_apology_and_no_message(chat: Chat) -> None:
    replies = chat.talk("想借钱", chat.lock, "两年", chat.free, "上班族")
    opening, first, apology, kept, last = texts(replies)
    assert (opening, first, kept, last) == ("答 /start", "答 想借钱", "答 两年", "答 上班族")
    assert chat.settings.service_phone in apology
    assert "人工" in apology
    assert chat.stored() == [
        (words, MessageStatus.ANSWERED) for words in ("想借钱", "两年", "上班族")
    ]
    assert chat.spooled() == []


def test_all_that_was_said_during_the_lock_is_answered_in_order(chat: Chat) -> None:
    replies = chat.talk(chat.lock, "一", "二", "三", chat.free, "四")
    assert texts(replies)[4:] == ["答 一", "答 二", "答 三", "答 四"]
    assert [words for words, _ in chat.stored()] == ["一", "二", "三", "四"]


def test_what_was_kept_when_the_chat_ended_is_answered_after_it_is_resumed(chat: Chat) -> None:
    opening, *_ = chat.talk(chat.lock, "想借钱")
    assert len(chat.spooled()) == 1
    chat.free()
    replies = chat.talk("两年", resume=opening["conversation"])
    assert texts(replies) == ["答 /resume", "答 想借钱", "答 两年"]
    assert chat.spooled() == []


def test_a_lock_that_comes_back_while_the_kept_are_answered_loses_nothing(chat: Chat) -> None:
    async def lock_again(_sender: str, words: str) -> tuple[Said, ...]:
        if words == "一" and chat.holder is None and not locked:
            locked.append(words)
            chat.lock()
        return (Said(text=f"答 {words}"),)

    locked: list[str] = []
    chat.bot.answering = lock_again
    replies = chat.talk(chat.lock, "一", chat.free, "二", chat.free, "三")
    assert [one for one in texts(replies) if one.startswith("答")] == [
        "答 /start", "答 一", "答 二", "答 三",
    ]  # fmt: skip
    assert [words for words, _ in chat.stored()] == ["一", "二", "三"]
    assert {status for _, status in chat.stored()} == {MessageStatus.ANSWERED}


def test_the_apology_speaks_the_language_of_the_conversation(chat: Chat) -> None:
    replies = chat.talk("I want to borrow some money", chat.lock, "two years")
    assert "抱歉" not in replies[-1]["text"]


def test_the_apology_speaks_the_language_that_was_asked_for(chat: Chat) -> None:
    replies = chat.talk(chat.lock, "two years", language="en")
    assert "抱歉" not in replies[-1]["text"]


def test_a_conversation_goes_on_where_it_was(chat: Chat) -> None:
    opening, *_ = chat.talk("想借钱")
    again = chat.talk("两年", resume=opening["conversation"])
    assert texts(again) == ["答 /resume", "答 两年"]
    assert {one["conversation"] for one in again} == {opening["conversation"]}
    assert again[-1]["turn"] == 2


def test_an_unknown_conversation_is_named(chat: Chat) -> None:
    with pytest.raises(NotFound, match="nobody"):
        chat.talk("两年", resume="nobody")
