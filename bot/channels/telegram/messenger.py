"""Replies as Telegram shows them, within its limits; it must not know who wrote them."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ChatAction

from bot.channels.message import Button, Outbound
from bot.channels.pictures import plan_picture
from bot.channels.ports import Part, Refused, Unreachable
from bot.channels.telegram.failures import delivery_error
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.splitting import LONGEST_CAPTION, shortened, split
from bot.channels.telegram.updates import CHANNEL
from bot.texts.replies import picture

log = logging.getLogger("shandai.telegram")

LONGEST_TITLE = 64
LONGEST_TOKEN = 64
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Draw = Callable[[Mapping[str, Any], str], bytes]


class TelegramMessenger:
    """Delivers replies to private chats; implements `bot.channels.ports.Messenger`.

    Args:
        bot: makes the calls.
        draw: makes a card a PNG; slow, called in a thread.
        pace: how fast messages go out.
    """

    def __init__(
        self, bot: telegram.Bot, *, draw: Draw = plan_picture, pace: Pace | None = None
    ) -> None:
        self._bot = bot
        self._draw = draw
        self._pace = pace or Pace()

    @property
    def channel(self) -> str:
        """Name of the channel."""
        return CHANNEL

    def parts(self, reply: Outbound) -> tuple[Part, ...]:
        """Split a reply: the plan as a picture where its words list the plan, then the words.

        Raises:
            ValueError: a button has no token, or one that Telegram would not carry.
        """
        for button in reply.buttons:
            if not 0 < len(button.token.encode()) <= LONGEST_TOKEN:
                raise ValueError(f"a button's token has {len(button.token.encode())} bytes")
        # Telegram trims a message and refuses an empty one.
        pieces = [piece for piece in split(reply.text) if piece.strip()]
        if not pieces and reply.buttons:
            pieces = ["…"]
        words = [
            Part(
                text=piece,
                buttons=reply.buttons if number == len(pieces) else (),
                language=reply.language,
            )
            for number, piece in enumerate(pieces, 1)
        ]
        card = reply.card
        if card is None or not picture.lists_plan(reply.text, card, reply.language):
            return tuple(words)
        caption = shortened(picture.caption(card, reply.language), LONGEST_CAPTION)
        return (Part(text=caption, picture=card, language=reply.language), *words)

    async def send(self, channel_user_id: str, part: Part) -> str:
        """Deliver one part and return Telegram's id of the message.

        Raises:
            DeliveryError: one of its kinds in `bot.channels.ports`.
        """
        try:
            chat = int(channel_user_id)
        except ValueError:
            raise Unreachable("not a chat's id") from None
        drawn = await self._drawn(part)
        await self._pace.turn(chat)
        try:
            message = await self._call(chat, part, drawn)
            return str(message.message_id)
        except Exception as error:
            # Beside the package's errors these are of an answer that it cannot read. Nothing is
            # chained: a log would show what Telegram said, and that may quote the customer.
            raise delivery_error(error) from None

    async def typing(self, channel_user_id: str) -> None:
        """Show that an answer is being made; failing is not an error."""
        try:
            await self._bot.send_chat_action(int(channel_user_id), ChatAction.TYPING)
        except Exception as error:
            log.debug("telegram_typing_failed why=%s", type(error).__name__)

    async def _call(self, chat: int, part: Part, drawn: bytes | None) -> telegram.Message:
        keyboard = _keyboard(part.buttons)
        if drawn is not None:
            return await self._bot.send_photo(
                chat, photo=drawn, caption=part.text, reply_markup=keyboard
            )
        return await self._bot.send_message(
            chat, text=part.text, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
        )

    async def _drawn(self, part: Part) -> bytes | None:
        if part.picture is None:
            return None
        try:
            return await asyncio.to_thread(self._draw, part.picture, part.language)
        except Exception as error:
            # The words that follow say all that the picture shows.
            log.error("telegram_picture_failed why=%s", type(error).__name__)  # noqa: TRY400 - a trace may quote the card
            raise Refused("the picture could not be drawn") from None


def _keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """One button a row: titles are sentences, and phones are narrow."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(shortened(one.title, LONGEST_TITLE), callback_data=one.token)]
            for one in buttons
        ]
    )
