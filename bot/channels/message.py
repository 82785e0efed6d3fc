"""The values every channel parses into and renders from; knows no platform and no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.texts.languages import SOURCE


class Kind(StrEnum):
    """What a customer sent; anything but words and buttons is answered without being read."""

    TEXT = "text"
    BUTTON = "button"
    CONTACT = "contact"
    LOCATION = "location"
    PHOTO = "photo"
    VOICE = "voice"
    STICKER = "sticker"
    DOCUMENT = "document"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """One message of a customer, as a channel understood it.

    Attributes:
        channel: name of the channel, e.g. ``console``.
        channel_user_id: the sender as the channel names them; never leaves the gateway.
        message_id: unique in the channel; the same id twice is the same message.
        text: what was typed, as typed, a leading slash of a command included; the caption of a
            picture or file; the token of a button.
        received_at: aware time of receipt.
        kind: what was sent.
        language: of the customer's app, a hint for a conversation that begins.
    """

    channel: str
    channel_user_id: str
    message_id: str
    text: str
    received_at: datetime
    kind: Kind = Kind.TEXT
    language: str | None = None

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise ValueError("received_at: a time without a zone; pass an aware datetime")
        for name in ("channel", "channel_user_id", "message_id"):
            if not getattr(self, name):
                raise ValueError(f"{name}: empty; a message needs it to be told from others")


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A choice offered with a reply: what the customer sees and what choosing it means.

    Attributes:
        title: in the customer's language.
        payload: what Rasa is told; it never leaves the gateway.
        token: what a channel sends back for it, opaque and short; good while the reply is the
            newest one.
    """

    title: str
    payload: str
    token: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outbound:
    """One reply, ready to be rendered by a channel.

    Attributes:
        conversation: opaque id of the conversation.
        turn: number of the customer's message it answers; 0 is the opening.
        text: paragraphs separated by blank lines.
        buttons: choices, in the order shown.
        card: structured content (products, offer, cost sheet) as plain JSON values, amounts and
            rates as decimal strings; the text already says what matters of it.
        language: in which it was said.
    """

    conversation: str
    turn: int
    text: str
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = field(default=None)
    language: str = SOURCE
