"""The frames of the socket: read from a page that may send anything, written for ours; pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.message import Button
from bot.channels.ports import Entry
from bot.texts.catalogue import translator
from bot.texts.languages import LANGUAGES

LONGEST_FRAME = 16 * 1024
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HIGHEST = 2**53  # what a page can count to


class MalformedFrame(Exception):
    """A frame is not one that the page sends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hello:
    """The page is there and has everything up to `after`; `language` was chosen on it."""

    after: int
    language: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """The customer wrote something; `id` is the page's own."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """The customer pressed a button."""

    id: str
    token: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ping:
    """The page asks whether the line still stands."""


Frame = Hello | Say | Press | Ping


def parse(raw: str) -> Frame:
    """Return what a frame says.

    Raises:
        MalformedFrame: it is no JSON object, of no kind we know, or a value is out of place.
    """
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise MalformedFrame("no JSON") from error
    if not isinstance(data, dict):
        raise MalformedFrame("no object")
    match data.get("type"):
        case "hello":
            return Hello(after=_sequence(data.get("after")), language=_language(data))
        case "say":
            return Say(id=_id(data.get("id")), text=_text(data.get("text")))
        case "press":
            return Press(id=_id(data.get("id")), token=_id(data.get("token")))
        case "ping":
            return Ping()
    raise MalformedFrame("unknown type")


def entry(one: Entry, *, customer: str, language: str) -> dict[str, Any]:
    """Return an entry as the page reads it; payloads and the customer's id stay behind.

    Args:
        one: the entry.
        customer: whose page it is.
        language: of the page, for the names on a card.
    """
    said: dict[str, Any] = {
        "type": "entry",
        "sequence": one.sequence,
        "at": one.at.isoformat(),
    }
    if one.reply is None:
        own = (one.message_id or "").removeprefix(f"{customer}:")
        return said | {"side": "customer", "id": own, "text": one.text, "title": one.title}
    reply = one.reply
    products = _products(reply.card)
    return said | {
        "side": "assistant",
        "text": reply.text,
        "language": reply.language,
        "buttons": [_button(button, products) for button in reply.buttons],
        "card": _named(reply.card, translator(language)) if reply.card else None,
    }


def _button(button: Button, products: frozenset[str]) -> dict[str, str]:
    """A button, with the product of the card that it is about, so that it may stand there."""
    try:
        meant = json.loads(button.payload.partition("{")[1] + button.payload.partition("{")[2])
    except ValueError:
        meant = {}
    product = meant.get("product", "") if isinstance(meant, dict) else ""
    return {
        "title": button.title,
        "token": button.token,
        "product": product if product in products else "",
    }


def _products(card: Mapping[str, Any] | None) -> frozenset[str]:
    shown = card.get("products", ()) if card else ()
    return frozenset(str(one.get("product", "")) for one in shown)


def _named(value: Any, say: Any) -> Any:
    """A card whose payees and fees, Chinese texts of the catalogue, are in the page's language."""
    if isinstance(value, Mapping):
        named = {key: _named(one, say) for key, one in value.items()}
        for key in ("payee", "fee"):
            if named.get(key):
                named[key] = say(named[key])
        return named
    return [_named(one, say) for one in value] if isinstance(value, list | tuple) else value


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise MalformedFrame("no id")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedFrame("no text")
    try:
        value.encode()
    except UnicodeError as error:  # half of a pair of surrogates; no database takes it
        raise MalformedFrame("no text") from error
    return value.replace("\0", "")


def _sequence(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _HIGHEST:
        raise MalformedFrame("no sequence")
    return value


def _language(data: Mapping[str, Any]) -> str | None:
    language = data.get("language")
    if language is not None and language not in LANGUAGES:
        raise MalformedFrame("no language")
    return language if isinstance(language, str) else None
