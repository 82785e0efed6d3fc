"""A message as the app shows it."""

from dataclasses import dataclass

from tests.doubles.telegram_api.chats import Kept
from tests.doubles.telegram_api.values import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One message as the chat shows it.

    Attributes:
        text: of the message or under its picture.
        buttons: titles, in order.
        links: addresses behind buttons, by title.
        picture: content of a photo the bot sent.
        mine: the user wrote it.
    """

    id: int
    text: str
    buttons: tuple[str, ...]
    links: dict[str, str]
    picture: bytes | None
    mine: bool
    edited: bool


def seen(kept: Kept) -> Seen:
    """Show one message."""
    message = kept.message
    buttons = buttons_of(kept)
    return Seen(
        id=int(message["message_id"]),
        text=str(message.get("text", message.get("caption", ""))),
        buttons=tuple(button["text"] for button in buttons),
        links={button["text"]: button["url"] for button in buttons if "url" in button},
        picture=kept.picture,
        mine=not kept.by_bot,
        edited="edit_date" in message,
    )


def buttons_of(kept: Kept) -> list[Json]:
    rows = kept.message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
