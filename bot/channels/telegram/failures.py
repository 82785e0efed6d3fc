"""What a failed call of the Bot API means for the delivery; it must not know what was sent.

Read off python-telegram-bot 22.8, `telegram/request/_baserequest.py` and `_httpxrequest.py`: an
error of httpx is the cause of a NetworkError or TimedOut, and so is every status without a class
of its own, without a cause.
"""

import datetime as dt
import logging

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.ports import DeliveryError, NoReceipt, NotNow, NotSent, Refused, Unreachable

log = logging.getLogger("shandai.telegram")

# The connection did not come about; the request cannot have reached anyone.
_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")
_TOO_MANY = "too many requests"
# Without a number from Telegram.
_WAIT_SECONDS = 5.0


def delivery_error(error: Exception) -> DeliveryError:
    """Return what an error of a call that delivers a part says of the delivery.

    No text of Telegram's is in it: a description may quote what was sent.
    """
    kind = type(error).__name__
    match error:
        case RetryAfter():
            return NotNow(seconds_of(error))
        case Forbidden():
            return Unreachable(kind)
        case BadRequest():
            said = error.message.lower()
            return Unreachable(kind) if any(one in said for one in _GONE) else Refused(kind)
        case ChatMigrated():
            return Unreachable(kind)
        case InvalidToken():
            log.error("telegram_token_refused")
            return NotSent(kind)
        case TelegramError() if error.message.lower().startswith(_TOO_MANY):
            return NotNow(_WAIT_SECONDS)
        case TelegramError() if isinstance(error.__cause__, _BEFORE_SENDING):
            return NotSent(kind)
    return NoReceipt(kind)


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)
