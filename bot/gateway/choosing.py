"""Which button a typed word or number means. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from bot.channels.message import Button

_NUMBER = re.compile(r"^\s*(?:选|選|第)?\s*\(?(\d{1,2})\)?\s*(?:项|項|个|個)?\s*[.。、)]?\s*$")
_EDGES = re.compile(r"^[\s\W]+|[\s\W]+$")


def chosen_payload(text: str, shown: Sequence[Button]) -> str | None:
    """The payload of the button that ``text`` names by its number or its exact title, or None."""
    if not shown:
        return None
    numbered = _NUMBER.match(unicodedata.normalize("NFKC", text))
    if numbered and 1 <= int(numbered[1]) <= len(shown):
        return shown[int(numbered[1]) - 1].payload
    placed = _place(text, shown)
    if placed is not None:
        return placed.payload
    said = _bare(text)
    return next((one.payload for one in shown if _bare(one.title) == said), None)


_PLACES = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_PLACED = re.compile(
    r"^\W*(?:选|選)?(?:第([一二三四五六七八])(?:个|個|项|項|种|種)|(?:the )?(first|second"
    r"|third|fourth)(?: one)?"
    r"|(最后一[个项种]|最後一[個項種]|(?:the )?last(?: one)?))\W*$",
    re.IGNORECASE,
)


def _place(text: str, shown: Sequence[Button]) -> Button | None:
    """The answer that is named by its place; elsewhere a place names a product of the list."""
    offers = [one for one in shown if one.payload.startswith("/inform")]
    found = _PLACED.match(text)
    if found is None or not offers:
        return None
    place = found[1] or (found[2] or "").lower()
    at = _PLACES.get(place, len(offers)) - 1
    return offers[at] if at < len(offers) else None


def _bare(text: str) -> str:
    return _EDGES.sub("", unicodedata.normalize("NFKC", text)).casefold()
