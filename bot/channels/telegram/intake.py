"""What is done about an update, however it came; it must not know how that was."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import telegram
from telegram import Update

from bot.channels.ports import Door
from bot.channels.telegram.updates import GROUP, Blocked, Heard, Ignored, Outsider, Press, read
from bot.texts.languages import SOURCE
from bot.texts.replies.messengers import no_groups

log = logging.getLogger("shandai.telegram")

Count = Callable[[str], None]
# An update that cannot be dealt with is tried so often; then the ones behind it have their turn.
MOST_ATTEMPTS = 5
GIVEN_UP = "telegram_update_given_up"
# Courtesies that wait for Telegram; when it is slow they are the first to be left out.
_MOST_ASIDE = 200
_GROUPS_REMEMBERED = 1000


class Intake:
    """Hands updates to the door; the courtesies around them never hold one up.

    Args:
        door: stores messages.
        bot: answers presses and leaves groups.
        count: is told the name of every event that is worth a number.
    """

    def __init__(self, door: Door, bot: telegram.Bot, count: Count) -> None:
        self._door = door
        self._bot = bot
        self._count = count
        self._aside: set[asyncio.Task[None]] = set()
        self._refused: dict[int, None] = {}

    async def take(self, update: Update) -> None:
        """Act on one update; what a customer said is stored when this returns.

        Raises:
            UnreadableUpdate: it has not the shape of an update; nothing was done.
            StorageBusy: it was not stored; hand it in again.
            TooBusy: so it is.
        """
        match read(update, datetime.now(UTC)):
            case Heard(inbound=inbound, press=press):
                if press is not None:
                    self._beside(self._acknowledge(press))
                receipt = await self._door.receive(inbound)
                if press is not None and not receipt.duplicate:
                    self._beside(self._take_keyboard(press))
            case Blocked(channel_user_id=user):
                await self._door.blocked("telegram", user)
            case Outsider() as outsider:
                self._count(GROUP)
                self._beside(self._leave(outsider))
            case Ignored(why=why):
                self._count(why)

    async def close(self) -> None:
        """Give up the courtesies that are under way."""
        for task in self._aside:
            task.cancel()
        await asyncio.gather(*self._aside, return_exceptions=True)

    async def settle(self) -> None:
        """Wait for the courtesies that are under way."""
        while self._aside:
            await asyncio.gather(*self._aside)

    def _beside(self, courtesy: Coroutine[Any, Any, None]) -> None:
        if len(self._aside) >= _MOST_ASIDE:
            courtesy.close()
            return
        task = asyncio.create_task(_harmless(courtesy))
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def _acknowledge(self, press: Press) -> None:
        await self._bot.answer_callback_query(press.query)

    async def _take_keyboard(self, press: Press) -> None:
        if press.message is not None:
            await self._bot.edit_message_reply_markup(
                chat_id=press.chat, message_id=press.message, reply_markup=None
            )

    async def _leave(self, outsider: Outsider) -> None:
        if outsider.may_speak and outsider.chat not in self._refused:
            self._refused[outsider.chat] = None
            while len(self._refused) > _GROUPS_REMEMBERED:
                del self._refused[next(iter(self._refused))]
            # Whether or not it may speak there, it leaves.
            await _harmless(
                self._bot.send_message(outsider.chat, no_groups(outsider.language or SOURCE))
            )
        await self._bot.leave_chat(outsider.chat)


async def _harmless(courtesy: Coroutine[Any, Any, Any]) -> None:
    try:
        await courtesy
    except Exception as error:
        # Old presses, groups that are gone, a slow network: nobody misses anything.
        log.info("telegram_courtesy_failed why=%s", type(error).__name__)
