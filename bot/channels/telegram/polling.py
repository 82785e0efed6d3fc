"""Updates fetched from Telegram: for a gateway without a public address.

An update is confirmed by asking for the next one, and that is done when its message is stored:
what is lost in a crash is delivered again, and the door knows it again.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.ports import Door, TooBusy
from bot.channels.telegram.api import LONG_POLL_SECONDS, Api
from bot.channels.telegram.failures import seconds_of
from bot.channels.telegram.intake import GIVEN_UP, MOST_ATTEMPTS, Intake
from bot.channels.telegram.menu import offer_menu
from bot.channels.telegram.pace import Backoff, pause
from bot.channels.telegram.updates import UnreadableUpdate, parse
from bot.services.records import StorageBusy

log = logging.getLogger("shandai.telegram")

UNREADABLE = "telegram_unreadable_update"


async def poll(
    bot: Api,
    door: Door,
    *,
    stop: asyncio.Event,
    count: Callable[[str], None] = lambda _event: None,
    wait: int = LONG_POLL_SECONDS,
    first_pause: float = 1.0,
) -> None:
    """Hand every update to the door, in order, until `stop` is set.

    No failure of Telegram, of the network or of the door's storage ends it.

    Args:
        bot: asks for the updates.
        door: stores messages.
        stop: ends the polling; an update that is being stored is finished first.
        count: is told the name of every event that is worth a number.
        wait: how many seconds Telegram may keep a request open.
        first_pause: seconds after a first failure; they double up to 30.
    """
    intake = Intake(door, bot, count)
    offset: int | None = None
    ready = False
    backoff = Backoff(first=first_pause)
    try:
        while not stop.is_set():
            try:
                if not ready:
                    # A webhook would take the updates away; none that wait are dropped.
                    await bot.delete_webhook()
                    await offer_menu(bot)
                    ready = True
                batch = await _or_stop(bot.raw_updates(offset, wait), stop)
            except Exception as error:
                await pause(stop, _wait_after(error, backoff))
                continue
            updates = batch if isinstance(batch, list) else [batch]
            for raw in updates:
                if not await _handed_in(raw, intake, stop, count, first_pause):
                    return  # stopped before it was stored: it comes again
            numbers = [number for number in map(_id_of, updates) if number is not None]
            if numbers:
                # Not the highest ever seen: after a quiet week Telegram begins at a random number.
                offset = max(numbers) + 1
            if len(numbers) == len(updates):
                backoff.reset()
            else:
                await pause(stop, backoff.next())  # these are no updates and come again
            if not updates and wait == 0:
                await pause(stop, first_pause)
    finally:
        await intake.close()


async def _handed_in(
    raw: object,
    intake: Intake,
    stop: asyncio.Event,
    count: Callable[[str], None],
    first_pause: float,
) -> bool:
    """Hand in one update until it is stored or hopeless; False when stopped before that."""
    backoff = Backoff(first=first_pause)
    attempts = 0
    while not stop.is_set():
        try:
            await intake.take(parse(raw))
        except (StorageBusy, TooBusy) as error:
            log.warning("telegram_update_waits why=%s", type(error).__name__)
            await pause(stop, backoff.next())
        except UnreadableUpdate as error:
            # It would be delivered for ever, and everything after it would wait.
            count(UNREADABLE)
            log.warning("telegram_update_unreadable id=%s why=%s", _id_of(raw), error)
            return True
        except Exception as error:
            # A fault of ours that waiting may not mend: one message must not silence all others.
            kind, attempts = type(error).__name__, attempts + 1
            log.error("telegram_update_failed id=%s why=%s", _id_of(raw), kind)  # noqa: TRY400 - a trace may quote it
            if attempts >= MOST_ATTEMPTS:
                count(GIVEN_UP)
                return True
            await pause(stop, backoff.next())
        else:
            return True
    return False


def _wait_after(error: Exception, backoff: Backoff) -> float:
    seconds = backoff.next()
    if isinstance(error, RetryAfter):
        seconds = max(seconds, seconds_of(error))
    level = logging.WARNING
    if isinstance(error, InvalidToken | Conflict) or not isinstance(error, TelegramError):
        level = logging.ERROR  # nobody but the operator can help
    log.log(level, "telegram_polling_waits why=%s seconds=%g", type(error).__name__, seconds)
    return seconds


async def _or_stop(request: Any, stop: asyncio.Event) -> Any:
    """Return what a request brings, or nothing as soon as `stop` is set."""
    asking = asyncio.ensure_future(request)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await asking if asking.done() else []
    finally:
        for task in (asking, stopping):
            task.cancel()
        await asyncio.gather(asking, stopping, return_exceptions=True)


def _id_of(raw: object) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None
