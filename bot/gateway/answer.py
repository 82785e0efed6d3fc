"""The one reply to a message, made from what was said; knows no transport and no storage."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.message import Button, Outbound
from bot.gateway.rasa import Said
from bot.services.records import JsonObject, Message
from bot.texts.catalogue import translator
from bot.texts.replies.choices import Choice

TOKEN_BYTES = 9  # 72 random bits in 12 signs: Telegram carries 64 bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the customer gets; ``failed`` when it is the apology instead of an answer."""

    text: str
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None
    failed: bool = False

    def payload(self) -> JsonObject:
        """Buttons and card as they are stored with the text."""
        return {
            "buttons": [
                {"title": one.title, "payload": one.payload, "token": one.token}
                for one in self.buttons
            ],
            "card": self.card,
        }

    def tokened(self) -> "Answer":
        """The same with a new token for every button, so that only these can be pressed."""
        fresh = tuple(
            replace(one, token=secrets.token_urlsafe(TOKEN_BYTES)) for one in self.buttons
        )
        return replace(self, buttons=fresh)


def outbound_of(reply: Message, language: str) -> Outbound:
    """A stored reply as channels take it."""
    return Outbound(
        conversation=reply.conversation,
        turn=reply.turn,
        text=reply.text,
        buttons=buttons_shown(reply),
        card=reply.payload.get("card"),
        language=language,
    )


def merged(said: Sequence[Said], language: str) -> Answer:
    """One reply of all bubbles: each paragraph once, the last buttons, the last card.

    A question beside the answer that ends one form and leads to the next is answered by both.

    Static texts of the domain arrive in the source language and are translated here; what an
    action said is in the customer's language already and is not in the catalogue.
    """
    _ = translator(language)
    buttons = [bubble.buttons for bubble in said if bubble.buttons]
    cards = [bubble.card for bubble in said if bubble.card]
    return Answer(
        text=paragraphs(
            *(part for bubble in said if bubble.text for part in _(bubble.text).split("\n\n"))
        ),
        buttons=tuple(
            Button(title=_(title), payload=payload) for title, payload in (buttons or [()])[-1]
        ),
        card=cards[-1] if cards else None,
    )


def paragraphs(*parts: str) -> str:
    """Join what is not empty, each paragraph once."""
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def buttons_from(choices: Sequence[Choice]) -> tuple[Button, ...]:
    """Buttons of choices that the gateway itself offers."""
    return tuple(Button(title=choice.title, payload=choice.payload) for choice in choices)


def buttons_shown(reply: Message | None) -> tuple[Button, ...]:
    """The buttons under the last reply: those that a number or a title chooses."""
    stored = reply.payload.get("buttons", ()) if reply else ()
    return tuple(
        Button(title=one["title"], payload=one["payload"], token=one.get("token", ""))
        for one in stored
    )


def open_question(reply: Message | None) -> str:
    """The end of the last reply, said again after a message that could not be read."""
    return reply.text.rsplit("\n\n", 1)[-1] if reply else ""
