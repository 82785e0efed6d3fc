"""A part of a reply as plain JSON for the outbox, and back. Pure."""

from collections.abc import Mapping

from bot.channels.message import Button
from bot.channels.ports import Messenger, Part
from bot.gateway.answer import outbound_of
from bot.services.floor import Plan
from bot.services.records import Conversation, JsonObject, Message


def planned_by(messengers: Mapping[str, Messenger]) -> Plan:
    """What of a reply goes to the outbox: its parts, nothing where pages fetch it themselves."""

    def plan(talk: Conversation, reply: Message) -> list[JsonObject]:
        messenger = messengers.get(talk.channel)
        if messenger is None:
            return []
        return [body_of(part) for part in messenger.parts(outbound_of(reply, talk.language))]

    return plan


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
