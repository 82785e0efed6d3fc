"""The bot's connection to the Bot API; it must not know what is sent over it.

The telegram package logs updates, answers and addresses with the token in them; here it may not.
"""

import asyncio
import json
import logging
from typing import Any

import telegram
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.telegram.updates import WANTED

LONG_POLL_SECONDS = 25
_CONNECTIONS = 64
_ANSWER_SECONDS = 10.0


class QuietRequest(HTTPXRequest):
    """The package's own client, but an answer that is no JSON is not written into the log."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the object of an answer.

        Raises:
            TelegramError: it is none.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


class Api(telegram.Bot):
    """A bot that hands out updates as they came.

    The package's `get_updates` reads a batch at once, fails as a whole when one update is beyond
    it, and writes them all into the log.
    """

    async def raw_updates(self, offset: int | None, wait: int = LONG_POLL_SECONDS) -> Any:
        """Return the next updates, as JSON values of any shape; confirm those before `offset`.

        Args:
            offset: the first update wanted; None for the oldest that is not confirmed.
            wait: how many seconds Telegram may wait for one to come.

        Raises:
            TelegramError: there is no answer.
        """
        return await self._post(
            "getUpdates",
            {"offset": offset, "timeout": wait, "allowed_updates": list(WANTED)},
            read_timeout=wait + _ANSWER_SECONDS,
        )

    async def close_connections(self) -> None:
        """Close what was opened; `shutdown` does so only after a successful getMe."""
        await asyncio.gather(*(request.shutdown() for request in self._request))


def make_bot(
    token: str,
    api_url: str,
    *,
    request: BaseRequest | None = None,
    updates_request: BaseRequest | None = None,
) -> Api:
    """Return the bot of a token; nothing is sent yet.

    Args:
        token: from @BotFather; not empty.
        api_url: where the Bot API answers, without `/bot`.
        request: the client for everything but updates.
        updates_request: the client that waits for updates.
    """
    # At these levels nothing is left that quotes a message or the token.
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    base = api_url.rstrip("/")
    return Api(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request or _client(_CONNECTIONS),
        get_updates_request=updates_request or _client(2),
    )


def _client(connections: int) -> QuietRequest:
    # Together under half a minute: a sender that hears nothing for longer counts a call as lost.
    return QuietRequest(
        connection_pool_size=connections,
        pool_timeout=3.0,
        connect_timeout=5.0,
        write_timeout=5.0,
        media_write_timeout=10.0,
        read_timeout=_ANSWER_SECONDS,
    )
