"""A part of a reply as plain JSON for the outbox, and back. Pure."""

from bot.channels.message import Button
from bot.channels.ports import Part
from bot.services.records import JsonObject


def body_of(part: Part) -> JsonObject:
    """The part as the outbox keeps it; a button's meaning stays with the reply."""
    return {
        "text": part.text,
        "buttons": [{"title": one.title, "token": one.token} for one in part.buttons],
        "picture": part.picture,
        "language": part.language,
    }


def part_of(body: JsonObject) -> Part:
    """The part that was kept."""
    return Part(
        text=body["text"],
        buttons=tuple(
            Button(title=one["title"], payload="", token=one["token"]) for one in body["buttons"]
        ),
        picture=body["picture"],
        language=body["language"],
    )
