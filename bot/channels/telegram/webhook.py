"""Updates delivered by Telegram; it must not know what becomes of them.

Telegram delivers an update again until it hears a 200, so that one is said when the message is
stored and not before.
"""

import asyncio
import hmac
import json
import logging
from collections import OrderedDict
from collections.abc import Callable

import telegram
from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from bot.channels.ports import Door, TooBusy
from bot.channels.telegram.intake import GIVEN_UP, MOST_ATTEMPTS, Intake
from bot.channels.telegram.updates import WANTED, UnreadableUpdate, parse
from bot.services.records import StorageBusy

log = logging.getLogger("shandai.telegram")

PATH = "/telegram/webhook"
LARGEST_BODY = 256 * 1024
_AGAIN = {"Retry-After": "2"}
WRONG_SECRET, OVERSIZE, MALFORMED = (
    "telegram_wrong_secret",
    "telegram_oversize",
    "telegram_malformed",
)
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# A real update comes at once; who trickles a body holds a place of somebody's.
_BODY_SECONDS = 15.0
# A new kind of update may be beyond this version for good; Telegram would repeat it for hours.
_REFUSALS_REMEMBERED = 100


class _TooLarge(Exception):
    """The body is longer than any update."""


class _Refusals:
    """How often each of the latest updates that could not be dealt with was refused."""

    def __init__(self) -> None:
        self._times: OrderedDict[int, int] = OrderedDict()

    def enough(self, update: int | None) -> bool:
        """Note a refusal; tell whether there were enough of this update."""
        if update is None:
            return False
        times = self._times[update] = self._times.pop(update, 0) + 1
        while len(self._times) > _REFUSALS_REMEMBERED:
            self._times.popitem(last=False)
        return times > MOST_ATTEMPTS


def router(
    door: Door,
    bot: telegram.Bot,
    secret: str,
    *,
    count: Callable[[str], None] = lambda _event: None,
) -> APIRouter:
    """Return the route that Telegram posts to.

    It answers 200 when the update is dealt with, 401 to a wrong secret, 413 to a body over
    256 kB, 400 to what is no update, and 503 when the message could not be stored: Telegram then
    delivers it again. An update that Telegram goes on delivering although nobody can read it is
    taken in the end, so that it does not hold up the others. No answer says anything else.

    Args:
        door: stores messages.
        bot: answers presses and leaves groups.
        secret: what the header must carry.
        count: is told the name of every event that is worth a number.

    Raises:
        ValueError: the secret is empty; anybody could speak for any customer.
    """
    if not secret:
        raise ValueError("the webhook's secret is empty")
    intake = Intake(door, bot, count)
    refusals = _Refusals()
    wanted = secret.encode()
    routes = APIRouter()

    @routes.post(PATH, include_in_schema=False)
    async def receive(request: Request) -> Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), wanted):
            count(WRONG_SECRET)
            return Response(status_code=401)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await _body(request)
        except _TooLarge:
            count(OVERSIZE)
            return Response(status_code=413)
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=408)
        number: int | None = None
        try:
            update = _parsed(body)
            number = update.update_id
            await intake.take(update)
        except UnreadableUpdate as error:
            count(MALFORMED)
            log.warning("telegram_update_malformed why=%s", error)
            return Response(status_code=200 if refusals.enough(error.update) else 400)
        except (StorageBusy, TooBusy) as error:
            log.warning("telegram_update_waits why=%s", type(error).__name__)
            return Response(status_code=503, headers=_AGAIN)
        except Exception as error:
            # A fault of ours; its trace may quote the customer, and so may an answer 500.
            log.error("telegram_update_failed id=%s why=%s", number, type(error).__name__)  # noqa: TRY400 - as above
            if not refusals.enough(number):
                return Response(status_code=503, headers=_AGAIN)
            count(GIVEN_UP)
        return Response(status_code=200)

    return routes


async def announce(bot: telegram.Bot, public_url: str, secret: str) -> None:
    """Tell Telegram where to deliver updates.

    Args:
        bot: whose updates.
        public_url: where the gateway is reached from outside, without the path.
        secret: what Telegram is to put into the header.

    Raises:
        TelegramError: it was not told.
        ValueError: the secret is empty.
    """
    if not secret:
        raise ValueError("the webhook's secret is empty")
    await bot.set_webhook(
        f"{public_url.rstrip('/')}{PATH}", secret_token=secret, allowed_updates=WANTED
    )


def _parsed(body: bytes) -> telegram.Update:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableUpdate("no JSON") from None
    return parse(raw)


async def _body(request: Request) -> bytes:
    """Read a body that may be as long as it likes, but no further than is allowed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _TooLarge
    return bytes(body)
