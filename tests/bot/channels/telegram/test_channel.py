import asyncio
import logging
import re

import httpx
import pytest
from telegram.error import InvalidToken, NetworkError

from bot.channels.telegram import channel
from bot.channels.telegram.api import make_bot
from bot.channels.telegram.channel import Telegram, connect, webhook_secret
from bot.channels.telegram.messenger import TelegramMessenger
from tests.bot.channels.telegram.doubles import TOKEN, Gate, Wire, bot_on, refusal

KEY = "k" * 32
REQUEST = httpx.Request("POST", "http://telegram.test")


def on(wire: Wire) -> Telegram:
    bot = bot_on(wire)
    return Telegram(
        bot=bot, messenger=TelegramMessenger(bot), secret="s", count=lambda _event: None
    )


def test_the_secret_is_the_configured_one_or_derived_and_steady() -> None:
    derived = webhook_secret("", KEY)

    assert webhook_secret("mine", KEY) == "mine"
    assert derived == webhook_secret("", KEY) != webhook_secret("", KEY + "x")
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,256}", derived)
    assert KEY not in derived


def test_without_anything_secret_there_is_no_webhook() -> None:
    with pytest.raises(ValueError, match="secret"):
        webhook_secret("", "")


def test_a_bot_speaks_to_the_server_of_the_settings() -> None:
    bot = make_bot(TOKEN, "http://127.0.0.1:8081/")

    assert bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert make_bot(TOKEN, "https://api.telegram.org").base_url.startswith(
        "https://api.telegram.org/bot"
    )


def test_a_bot_without_a_token_is_refused() -> None:
    with pytest.raises(InvalidToken):
        make_bot("", "https://api.telegram.org")


def test_no_logger_of_the_packages_shows_an_address_with_the_token() -> None:
    make_bot(TOKEN, "https://api.telegram.org")

    assert all(
        not logging.getLogger(name).isEnabledFor(logging.INFO)
        for name in ("telegram.Bot", "telegram.request.BaseRequest", "httpx", "httpcore.http11")
    )


def test_connect_sends_nothing_and_puts_the_parts_together() -> None:
    telegram = connect(
        token=TOKEN, api_url="http://127.0.0.1:9", configured_secret="", secret_key=KEY
    )

    assert telegram.messenger.channel == "telegram"
    assert telegram.secret == webhook_secret("", KEY)
    assert len(telegram.router(Gate()).routes) == 1


def test_announcing_goes_on_until_telegram_heard_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def noted(_stop: asyncio.Event, seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(channel, "pause", noted)
    wire = Wire()
    wire.then(
        "setWebhook", httpx.ConnectError("refused", request=REQUEST), refusal(500, "Internal")
    )
    asyncio.run(on(wire).announce("https://chat.example.com", stop=asyncio.Event()))

    assert pauses == [1, 2]
    assert len(wire.named("setWebhook")) == 3
    assert len(wire.named("setMyCommands")) == 3


def test_polling_ends_with_the_event_and_the_connections_with_close() -> None:
    async def run() -> int:
        wire, stop = Wire(), asyncio.Event()
        telegram = on(wire)
        stop.set()
        await telegram.poll(Gate(), stop=stop)
        await telegram.close()
        with pytest.raises(NetworkError, match="not initialized"):
            await telegram.bot.raw_updates(None)
        return len(wire.calls)

    assert asyncio.run(run()) == 0
