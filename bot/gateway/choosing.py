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
    said = _bare(text)
    return next((one.payload for one in shown if _bare(one.title) == said), None)


def _bare(text: str) -> str:
    return _EDGES.sub("", unicodedata.normalize("NFKC", text)).casefold()
