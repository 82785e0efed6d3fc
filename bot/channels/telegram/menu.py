"""The menu of commands that Telegram shows beside the text field."""

import logging

import telegram
from telegram import BotCommandScopeAllPrivateChats

from bot.texts.languages import ENGLISH, SOURCE
from bot.texts.replies.messengers import menu

log = logging.getLogger("shandai.telegram")

# Telegram tells languages by two letters and so cannot tell two scripts of Chinese apart.
_LANGUAGES = (("", SOURCE), ("zh", SOURCE), ("en", ENGLISH))


async def offer_menu(bot: telegram.Bot) -> None:
    """Set the menu in every language; without it the bot works as well."""
    for code, language in _LANGUAGES:
        try:
            await bot.set_my_commands(
                menu(language), scope=BotCommandScopeAllPrivateChats(), language_code=code or None
            )
        except Exception as error:
            log.warning("telegram_menu_failed why=%s", type(error).__name__)
            return
