"""Read one number at a place in a normalised text: 三万五, 3.5万, 1w5, 八九千, 十几万, 12,000.

Knows Chinese and Arabic numerals and their mixtures; units, money and English words are the
business of others. ``cn2an`` was tried first: it reads plain numerals but refuses 八九千, 百万,
十来万 and 几千 and does not say where in a text a number is, so it would have saved nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.dialogue.components.numeral_parts import DIGITS, Part, bounded_below, scaled

_DIGIT_STRING = re.compile(r"[零〇一二三四五六七八九]{3,11}(?![十百千万亿])")
_FIXED = {
    "万儿八千": (8_000, 10_000),
    "万八千": (8_000, 10_000),
    "千儿八百": (800, 1_000),
    "千八百": (800, 1_000),
    "百八十万": (800_000, 1_000_000),
    "百八十": (80, 100),
    "三头五万": (30_000, 50_000),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number found in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        value: The number as stated; of a range the first one.
        low: Lower end when the wording gives one, else None.
        high: Upper end when the wording gives one, else None.
        approximate: The wording leaves the number open (几, 多, 来, a range).
        scale: The last unit said (10000 for 三万), 1 for a plain number.
        arabic: Written in digits.
        spaced: A word of English, where a unit follows after a space.
        joined: A range put together from two numbers.
    """

    start: int
    end: int
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    scale: Decimal = Decimal(1)
    arabic: bool = False
    spaced: bool = False
    joined: bool = False

    @property
    def plain(self) -> bool:
        """Said without any unit of scale: ``8000``, ``15``."""
        return self.scale == 1


def read_number(text: str, start: int) -> Number | None:
    """The longest number that begins exactly at ``start``, or None."""
    for words, (low, high) in _FIXED.items():
        if text.startswith(words, start):
            ends = Decimal(low), Decimal(high)
            return Number(
                start=start, end=start + len(words), value=ends[0], low=ends[0], high=ends[1],
                approximate=True, scale=Decimal(1_000),
            )  # fmt: skip
    if string := _DIGIT_STRING.match(text, start):
        return Number(
            start=start,
            end=string.end(),
            value=Decimal("".join(str(DIGITS[c]) for c in string.group())),
        )
    part = bounded_below(text, start) or scaled(text, start, limit=10**13)
    return None if part is None else _number(part, start)


def _number(part: Part, start: int) -> Number:
    ranged = part.low != part.high
    return Number(
        start=start,
        end=part.end,
        value=part.low,
        low=part.low if ranged or part.more else None,
        high=part.high if ranged else None,
        approximate=ranged or part.more or part.about,
        scale=part.scale,
        arabic=part.arabic,
    )
