"""What an update of Telegram means; it must not know what is done about it. Pure.

Only private chats are conversations. The telegram package checks no types, so that every value
that is used is checked here: a webhook is open to whoever knows its secret.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.message import Inbound, Kind
from bot.errors import ShandaiError, UnsupportedLanguage
from bot.texts.languages import parse_language

CHANNEL = "telegram"
# What is asked of Telegram; anything else is never sent.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")

EDITED, GROUP, SERVICE, OTHER = (
    "telegram_edited",
    "telegram_group",
    "telegram_service",
    "telegram_other_update",
)

_COMMAND = re.compile(r"^/(\w+)(?:@\w+)?(.*)$", re.DOTALL)
_LONGEST_TOKEN = 64
_LARGEST_ID = 2**63
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("contact", Kind.CONTACT),
    ("location", Kind.LOCATION),
    ("venue", Kind.LOCATION),
    ("photo", Kind.PHOTO),
    ("voice", Kind.VOICE),
    ("audio", Kind.VOICE),
    ("video_note", Kind.VOICE),
    ("sticker", Kind.STICKER),
    ("animation", Kind.OTHER),  # before the document, which it has too
    ("document", Kind.DOCUMENT),
)
# Told by Telegram itself about the chat; nobody said anything.
_NOTICES = (
    "boost_added",
    "chat_background_set",
    "chat_shared",
    "connected_website",
    "delete_chat_photo",
    "group_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "new_chat_photo",
    "new_chat_title",
    "pinned_message",
    "proximity_alert_triggered",
    "users_shared",
    "video_chat_ended",
    "video_chat_scheduled",
    "video_chat_started",
    "write_access_allowed",
)


class UnreadableUpdate(ShandaiError):
    """It has not the shape of an update; its words are in no message of this error.

    Attributes:
        update: its number, None when it has none.
    """

    def __init__(self, why: str, update: int | None = None) -> None:
        """Keep which update it is."""
        super().__init__(why)
        self.update = update


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A button that was pressed: what Telegram waits for, and where the button is."""

    query: str
    chat: int
    message: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A customer sent something."""

    inbound: Inbound
    press: Press | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocked:
    """A customer blocked the bot."""

    channel_user_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outsider:
    """A group or channel has the bot in it, where nothing private may be talked about.

    Attributes:
        chat: its id.
        may_speak: whether members would read an explanation; in a channel only posts are.
        language: of the member, None when no catalogue covers it.
    """

    chat: int
    may_speak: bool
    language: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignored:
    """Nothing follows from it; `why` is the name under which it is counted."""

    why: str


Meaning = Heard | Blocked | Outsider | Ignored


def parse(raw: object) -> Update:
    """Return an update as the telegram package reads it.

    Raises:
        UnreadableUpdate: it cannot be read.
    """
    if not isinstance(raw, Mapping):
        raise UnreadableUpdate("not an object")
    number = _number(raw.get("update_id"), "update_id")
    try:
        return Update.de_json(dict(raw), None)
    except Exception as error:
        # Its message may quote the update; the kind is enough.
        raise UnreadableUpdate(type(error).__name__, number) from None


def read(update: Update, at: datetime) -> Meaning:
    """Return what an update means.

    Args:
        update: of any kind.
        at: aware time of receipt.

    Raises:
        UnreadableUpdate: a value that is needed is missing or has the wrong type.
    """
    try:
        return _meaning(update, at)
    except UnreadableUpdate as error:
        raise UnreadableUpdate(str(error), update.update_id) from None
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableUpdate(type(error).__name__, update.update_id) from None


def _meaning(update: Update, at: datetime) -> Meaning:
    if update.callback_query is not None:
        return _pressed(update.callback_query, at)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.edited_message is not None:
        return Ignored(why=EDITED)
    if update.message is not None:
        return _said(update.message, at)
    return Ignored(why=OTHER)


def _said(message: Message, at: datetime) -> Meaning:
    chat = _number(message.chat.id, "chat.id")
    if message.chat.type != ChatType.PRIVATE:
        return _outside(chat, message.chat.type, message.from_user)
    if any(getattr(message, name) for name in _NOTICES):
        return Ignored(why=SERVICE)
    kind, text = _content(message)
    return Heard(
        inbound=Inbound(
            channel=CHANNEL,
            channel_user_id=str(chat),
            message_id=f"{chat}:{_number(message.message_id, 'message_id')}",
            text=text,
            received_at=at,
            kind=kind,
            language=_language(message.from_user),
        )
    )


def _content(message: Message) -> tuple[Kind, str]:
    """The kind of a message and its words; never a contact's number, never coordinates."""
    if message.text is not None:
        return Kind.TEXT, _without_address(_words(message.text))
    caption = _words(message.caption) if message.caption is not None else ""
    for name, kind in _KINDS:
        if getattr(message, name):
            return kind, caption
    return Kind.OTHER, caption


def _pressed(query: CallbackQuery, at: datetime) -> Meaning:
    if query.message is None or query.data is None:
        return Ignored(why=OTHER)  # of an inline message or a game; the bot has neither
    chat = _number(query.message.chat.id, "chat.id")
    if query.message.chat.type != ChatType.PRIVATE:
        return _outside(chat, query.message.chat.type, query.from_user)
    token = _words(query.data)
    if not 0 < len(token.encode()) <= _LONGEST_TOKEN:
        raise UnreadableUpdate("callback_query.data")
    return Heard(
        inbound=Inbound(
            channel=CHANNEL,
            channel_user_id=str(chat),
            # A button pressed twice is one choice.
            message_id=f"button:{token}",
            text=token,
            received_at=at,
            kind=Kind.BUTTON,
            language=_language(query.from_user),
        ),
        press=Press(
            query=_words(query.id),
            chat=chat,
            message=_number(query.message.message_id, "message_id") or None,
        ),
    )


def _membership(change: ChatMemberUpdated) -> Meaning:
    chat = _number(change.chat.id, "chat.id")
    status = change.new_chat_member.status
    gone = status in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
    if change.chat.type == ChatType.PRIVATE:
        if status == ChatMemberStatus.BANNED:
            return Blocked(channel_user_id=str(chat))
        return Ignored(why=SERVICE)
    if gone:
        return Ignored(why=GROUP)
    return _outside(chat, change.chat.type, change.from_user)


def _outside(chat: int, kind: object, user: object) -> Outsider:
    return Outsider(chat=chat, may_speak=kind != ChatType.CHANNEL, language=_language(user))


def _without_address(text: str) -> str:
    """Take "@bot" off a command, and off /start what a link put behind it."""
    match = _COMMAND.match(text)
    if match is None:
        return text
    name, rest = match.groups()
    return f"/{name}" if name.lower() == "start" else f"/{name}{rest}"


def _language(user: Any) -> str | None:
    tag = getattr(user, "language_code", None)
    if not isinstance(tag, str):
        return None
    try:
        return parse_language(tag)
    except UnsupportedLanguage:
        return None


def _number(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= _LARGEST_ID:
        raise UnreadableUpdate(name)
    return value


def _words(value: object) -> str:
    """A text that can be stored: half a surrogate pair and the zero byte cannot."""
    if not isinstance(value, str):
        raise UnreadableUpdate("text")
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")
