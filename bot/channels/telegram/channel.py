"""Telegram put together, for the process that connects channels with the door."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from bot.channels.ports import Door
from bot.channels.telegram import polling, webhook
from bot.channels.telegram.api import Api, make_bot
from bot.channels.telegram.menu import offer_menu
from bot.channels.telegram.messenger import TelegramMessenger
from bot.channels.telegram.pace import Backoff, pause

log = logging.getLogger("shandai.telegram")


def webhook_secret(configured: str, secret_key: str) -> str:
    """Return what Telegram's header must carry: the configured secret, or one derived.

    Args:
        configured: `SHANDAI_TELEGRAM_WEBHOOK_SECRET`; may be empty.
        secret_key: the application's own, from which it is derived.

    Raises:
        ValueError: both are empty.
    """
    if configured:
        return configured
    if not secret_key:
        raise ValueError("no secret to derive the webhook's from")
    return hmac.new(secret_key.encode(), b"telegram webhook", hashlib.sha256).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Telegram:
    """One bot as a channel.

    Attributes:
        bot: makes the calls.
        messenger: delivers replies.
        secret: of the webhook.
        count: is told the name of every event that is worth a number.
    """

    bot: Api
    messenger: TelegramMessenger
    secret: str
    count: Callable[[str], None]

    async def poll(self, door: Door, *, stop: asyncio.Event) -> None:
        """Fetch updates until `stop` is set."""
        await polling.poll(self.bot, door, stop=stop, count=self.count)

    def router(self, door: Door) -> APIRouter:
        """Return the route of the webhook."""
        return webhook.router(door, self.bot, self.secret, count=self.count)

    async def announce(self, public_url: str, *, stop: asyncio.Event) -> None:
        """Set the webhook and the menu; goes on trying until it worked or `stop` is set."""
        backoff = Backoff()
        while not stop.is_set():
            try:
                await webhook.announce(self.bot, public_url, self.secret)
            except Exception as error:
                seconds = backoff.next()
                kind = type(error).__name__
                log.warning("telegram_webhook_not_set why=%s seconds=%g", kind, seconds)
                await pause(stop, seconds)
            else:
                await offer_menu(self.bot)
                return

    async def close(self) -> None:
        """Close the connections."""
        await self.bot.close_connections()


def connect(
    *,
    token: str,
    api_url: str,
    configured_secret: str,
    secret_key: str,
    count: Callable[[str], None] = lambda _event: None,
) -> Telegram:
    """Return the channel of a bot; nothing is sent yet.

    Args:
        token: `SHANDAI_TELEGRAM_TOKEN`, not empty.
        api_url: `SHANDAI_TELEGRAM_API_URL`.
        configured_secret: `SHANDAI_TELEGRAM_WEBHOOK_SECRET`.
        secret_key: the application's own.
        count: is told the name of every event that is worth a number.
    """
    bot = make_bot(token, api_url)
    return Telegram(
        bot=bot,
        messenger=TelegramMessenger(bot),
        secret=webhook_secret(configured_secret, secret_key),
        count=count,
    )
