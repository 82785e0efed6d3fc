"""Raw words before anyone reads them: cleaned, freed of identifiers. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_MESSAGE = 1000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f​‌‍‎‏‪-‮⁠-⁩]")
_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"[0-9A-Za-z㐀-鿿]")
# 18 digits with a date of birth and a check character, as on a resident identity card.
_ID_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_BANK_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Unreadable(StrEnum):
    """Why a message is answered without being understood."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadText:
    """A message's text, safe to store and to pass on; ``unreadable`` says why it is not."""

    text: str
    identifiers: frozenset[str] = frozenset()
    unreadable: Unreadable | None = None


def read(raw: str) -> ReadText:
    """Clean a message and take identifiers out of it.

    Control and invisible characters go, white space is folded; identity numbers, bank cards,
    phones and e-mail addresses become a bracketed word. A leading slash goes too: only a chosen
    button may speak to Rasa in payloads.
    """
    if len(raw) > LONGEST_MESSAGE * 20:
        return ReadText(text="", unreadable=Unreadable.TOO_LONG)
    cleaned = _SPACE.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", raw))).strip()
    if not cleaned:
        return ReadText(text="", unreadable=Unreadable.EMPTY)
    masked, found = _mask(cleaned)
    masked = masked.lstrip("/ ")
    if len(masked) > LONGEST_MESSAGE:
        return ReadText(
            text=masked[:LONGEST_MESSAGE], identifiers=found, unreadable=Unreadable.TOO_LONG
        )
    if not _WORDS.search(unicodedata.normalize("NFKC", masked)):
        return ReadText(text=masked, identifiers=found, unreadable=Unreadable.NO_WORDS)
    return ReadText(text=masked, identifiers=found)


def _mask(text: str) -> tuple[str, frozenset[str]]:
    found: set[str] = set()
    for kind, pattern, word in (
        ("id_number", _ID_NUMBER, "[证件号]"),
        ("bank_card", _BANK_CARD, "[卡号]"),
        ("phone", _PHONE, "[手机号]"),
        ("email", _EMAIL, "[邮箱]"),
    ):
        text, times = pattern.subn(word, text)
        if times:
            found.add(kind)
    return text, frozenset(found)
