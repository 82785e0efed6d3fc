"""Bring a text to one way of writing for matching, and lead offsets back to the original.

Knows nothing of quantities: full and half width, traditional and simplified, capitals, repeated
punctuation, invisible characters and a few common typing errors are all it evens out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.dialogue.components.traditional import TO_SIMPLIFIED

MAX_CHARACTERS = 2_000
"""Only this much of a text is looked at: nobody states a quantity after two pages."""

# Typing errors seen often; both sides have the same length, so offsets hold.
_TYPOS = {
    "代款": "贷款",
    "带款": "贷款",
    "微粒货": "微粒贷",
    "微利贷": "微粒贷",
    "借贝": "借呗",
    "帐号": "账号",
    "帐单": "账单",
    "到帐": "到账",
    "愈期": "逾期",
    "预期还款": "逾期还款",
    "月新": "月薪",
    "分其": "分期",
    "分企": "分期",
    "代宽": "贷款",
    "贷宽": "贷款",
    "还宽": "还款",
    "环款": "还款",
    "利西": "利息",
    "利吸": "利息",
    "利习": "利息",
    "利夕": "利息",
    "正信": "征信",
    "征心": "征信",
    "额渡": "额度",
    "倒账": "到账",
    "越期": "逾期",
    "俞期": "逾期",
    "体前": "提前",
    "装休": "装修",
    "童意": "同意",
    "部急": "不急",
    "么有": "没有",
    "木有": "没有",
    "俩年": "两年",
    "俩万": "两万",
}
_TYPO = re.compile("|".join(map(re.escape, _TYPOS)))

_PUNCTUATION = {"～": "~", "〜": "~", "—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-"}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_FRACTION_SLASH = "\u2044"


@dataclass(frozen=True, kw_only=True, slots=True)
class Normalised:
    """A text ready for matching.

    Attributes:
        text: The normalised characters.
        original: The text as it came.
        origin: For each normalised character the offset it came from, and one more for the end.
    """

    text: str
    original: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of the normalised span ``[start, end)``; never empty or reversed."""
        if start >= end:
            return self.origin[start], self.origin[start]
        first = self.origin[start]
        return first, max(self.origin[end - 1] + 1, first + 1)


def normalise(text: str, *, limit: int = MAX_CHARACTERS) -> Normalised:
    """Normalise at most ``limit`` characters of ``text``; never raises."""
    characters: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text[:limit]):
        for piece in _pieces(character):
            if characters and piece == characters[-1] and piece in " 。!?,;~、-":
                continue  # "。。。" and "   " mean what one of them means
            characters.append(piece)
            origin.append(offset)
    origin.append(min(len(text), limit))
    joined = _TYPO.sub(lambda match: _TYPOS[match.group()], "".join(characters))
    return Normalised(text=joined, original=text, origin=tuple(origin))


def matching_form(term: str) -> str:
    """A dictionary term as it would look inside a normalised text."""
    return normalise(term).text.strip()


def _pieces(character: str) -> str:
    """What one character becomes: usually one, sometimes several, sometimes none."""
    if character in _CIRCLED:
        return character
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""  # zero-width characters and variation selectors are not seen by the writer
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return "\n" if character in "\n\r\u2028\u2029" else " "
    if character == "½":
        return "半"
    pieces = unicodedata.normalize("NFKC", character)
    if _FRACTION_SLASH in pieces:
        return character  # ¼万 taken apart would read as 4万
    return "".join(
        TO_SIMPLIFIED.get(piece, piece.lower() if piece.isascii() else piece) for piece in pieces
    )
