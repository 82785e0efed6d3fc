"""The double and the real python-telegram-bot that talks to it."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.doubles.telegram_api import TelegramApi


@dataclass(frozen=True)
class Ptb:
    """The bot, and the loop its calls are made in."""

    bot: Bot
    runner: asyncio.Runner

    def run[T](self, call: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(call)


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi() as running:
        yield running


@pytest.fixture
def ptb(api: TelegramApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ptb]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # waits as timedelta, which will be the only way

    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"trust_env": False}, read_timeout=5)

    bot = Bot(api.token, base_url=api.base_url, request=request(), get_updates_request=request())
    with asyncio.Runner() as runner:
        runner.run(bot.initialize())
        yield Ptb(bot, runner)
        runner.run(bot.shutdown())
