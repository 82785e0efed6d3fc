"""Read one number at a place in a normalised text: 三万五, 3.5万, 1w5, 八九千, 十几万, 12,000.

Knows Chinese and Arabic numerals and their mixtures; units, money and English words are the
business of others. ``cn2an`` was tried first: it reads plain numerals but refuses 八九千, 百万,
十来万 and 几千 and does not say where in a text a number is, so it would have saved nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"两": 2, "俩": 2, "仨": 3, "弍": 2}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_LETTERS = {"w": 10_000, "k": 1_000, "m": 1_000_000}
_PAIRS = {(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9), (3, 5)}

_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15}(?!\d))(?:\.\d{1,6}(?![\d.]))?")
_DIGIT_STRING = re.compile(r"[零〇一二三四五六七八九]{3,11}(?![十百千万亿])")
_DECIMAL = re.compile(
    r"([零一二三四五六七八九]"
    r"|[二三四五六七八九]?十[一二三四五六七八九]?)点([零一二三四五六七八九]{1,4})"
)
# A digit before one of these counts something of its own: 五万[三年], 2万[3期].
_ENDS_TAIL = frozenset("个年月天日号期次张周星礼岁成分点%笔家套台辆口人季亩折倍小半:位万亿wk")
# 多少, 余额, 来办 ...: the character only approximates when no such word begins there.
_MORE = re.compile(r"多(?![少久长大快])|余(?![额下款的])")
_ABOUT = re.compile(
    r"来(?=[万亿块元个岁天年期张]|左右|$|[,，。!?])|把(?=[万亿块元个岁天年张]|左右|$|[,，。!?])"
)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A piece of a number: its bounds, where it ends and what was open about it."""

    low: Decimal
    high: Decimal
    end: int
    scale: Decimal = Decimal(1)
    more: bool = False
    about: bool = False
    arabic: bool = False

    def times(self, factor: int, end: int) -> _Part:
        return replace(
            self, low=self.low * factor, high=self.high * factor, end=end, scale=Decimal(factor)
        )

    def plus(self, other: _Part) -> _Part:
        return replace(
            self,
            low=self.low + other.low,
            high=self.high + other.high,
            end=other.end,
            scale=max(self.scale, other.scale),
            more=self.more or other.more,
            about=self.about or other.about,
        )


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
            value=Decimal("".join(str(_DIGITS[c]) for c in string.group())),
        )
    part = _upper_bound_word(text, start) or _scaled(text, start, limit=10**13)
    return None if part is None else _number(part, start)


def _number(part: _Part, start: int) -> Number:
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


def _upper_bound_word(text: str, start: int) -> _Part | None:
    """上万, 过千, 上百万: at least that much."""
    if text[start : start + 1] not in {"上", "过", "破"}:
        return None
    match = re.compile(r"[十百千]?[万亿]|[百千]").match(text, start + 1)
    if match is None:
        return None
    value = Decimal(1)
    for unit in match.group():
        value *= _SMALL.get(unit) or _LARGE[unit]
    return _Part(low=value, high=value, end=match.end(), scale=value, more=True)


def _scaled(text: str, start: int, *, limit: int) -> _Part | None:
    """A number below ``limit``: a section, its large unit, and what follows below that unit."""
    section = _section(text, start)
    if section is None:
        return None
    section = _marked(text, section)
    unit, after = _large_unit(text, section)
    if unit == 0 or unit >= limit:
        return section if section.low < limit else None
    whole = section.times(unit, after)
    if text.startswith("亿", after) and unit == 10_000:
        whole, unit = whole.times(_LARGE["亿"], after + 1), 10**12
    if text.startswith("半", after) and not text.startswith(("半年", "半个", "半月"), after):
        half = Decimal(unit) / 2
        return replace(whole, low=whole.low + half, high=whole.high + half, end=after + 1)
    tail = None if section.low != section.high else _tail(text, whole.end, unit)
    return _marked(text, whole if tail is None else whole.plus(tail))


def _large_unit(text: str, section: _Part) -> tuple[int, int]:
    """The unit behind a section and where it ends; (0, 0) when there is none."""
    at = section.end
    if (
        section.arabic
        and text.startswith(" ", at)
        and text[at + 1 : at + 2] in {"万", "亿", "w", "k"}
    ):
        at += 1
    if text.startswith("个", at) and text[at + 1 : at + 2] in {"亿", "w"}:
        at += 1
    factor = 1
    if section.arabic and section.low < 100 and text[at : at + 1] in _SMALL:
        factor = _SMALL[text[at]]
        at += 1
    character = text[at : at + 1]
    if character in _LARGE:
        return factor * _LARGE[character], at + 1
    following = text[at + 1 : at + 2]
    part_of_word = following.isascii() and (following.isalpha() or following == "_")
    square_metres = character == "m" and following.isdigit()
    single = section.arabic or section.high < 10
    if single and character in _LETTERS and not part_of_word and not square_metres:
        return factor * _LETTERS[character], at + 1
    return (factor, at) if factor > 1 else (0, 0)


def _tail(text: str, start: int, unit: int) -> _Part | None:
    """What follows a unit and belongs to it: 三万[五], 1w[5], 一万[零五百], 2万[3000]."""
    zero = text[start : start + 1] in {"零", "〇"}
    part = _scaled(text, start + zero, limit=unit)
    if part is None or text[part.end : part.end + 1] in {".", "点", "/"}:
        return None
    if part.scale > 1 or zero:
        proper = zero or part.low >= unit // 100 or part.low >= 1_000
        return part if proper else None
    if text[part.end : part.end + 1] in _ENDS_TAIL:
        return None
    if part.high < 10:
        return replace(part.times(unit // 10, part.end), scale=Decimal(unit))
    return part if part.arabic and part.low >= 100 else None


def _marked(text: str, part: _Part) -> _Part:
    """Take in a following 多, 余, 来 or 把."""
    if part.low < 10 and part.scale == 1 and not part.arabic:
        return part
    if match := _MORE.match(text, part.end):
        return replace(part, end=match.end(), more=True)
    if part.scale > 1 and (match := _ABOUT.match(text, part.end)):
        return replace(part, end=match.end(), about=True)
    return part


def _section(text: str, start: int) -> _Part | None:
    """A number below ten thousand in Chinese, or any run of digits."""
    if arabic := _ARABIC.match(text, start):
        value = Decimal(arabic.group().replace(",", ""))
        return _Part(low=value, high=value, end=arabic.end(), arabic=True)
    if point := _DECIMAL.match(text, start):
        whole = _section(text[: point.end(1)], start)
        digits = "".join(str(_DIGITS[c]) for c in point.group(2))
        value = (whole.low if whole else 0) + Decimal(f"0.{digits}")
        return _Part(low=value, high=value, end=point.end())
    if text.startswith("半", start) and re.compile(r"半个?[万亿]").match(text, start):
        return _Part(low=Decimal("0.5"), high=Decimal("0.5"), end=start + 1)
    return _chinese_section(text, start)


def _chinese_section(text: str, start: int) -> _Part | None:
    part: _Part | None = None
    below = 10_000
    at = start
    while True:
        zero = part is not None and text[at : at + 1] in {"零", "〇"}
        coefficient = _coefficient(text, at + zero, first=part is None)
        if coefficient is None:
            return part
        unit = _SMALL.get(text[coefficient.end : coefficient.end + 1])
        if unit is None:
            return _ones(text, part, coefficient, below, zero=zero)
        if unit >= below:
            return part
        piece = coefficient.times(unit, coefficient.end + 1)
        part = piece if part is None else part.plus(piece)
        if coefficient.low != coefficient.high:
            return replace(part, scale=Decimal(unit))
        part, below, at = replace(part, scale=Decimal(unit)), unit, piece.end


def _ones(text: str, part: _Part | None, digit: _Part, below: int, *, zero: bool) -> _Part | None:
    """The last digit of a section: proper (二十五), elided (一千五) or not part of it at all."""
    if part is None:
        return digit
    if below == 10 or zero:
        return part.plus(digit)
    if text[digit.end : digit.end + 1] in _ENDS_TAIL:
        return part
    return part.plus(digit.times(below // 10, digit.end))


def _coefficient(text: str, at: int, *, first: bool) -> _Part | None:
    """The digit before a unit: one, two neighbouring ones (八九), 几, or an understood one."""
    character, following = text[at : at + 1], text[at + 1 : at + 2]
    if character in _DIGITS:
        digit = _DIGITS[character]
        other = _DIGITS.get(following)
        more_digits = text[at + 2 : at + 3] in _DIGITS
        if other is not None and (digit, other) in _PAIRS and not more_digits:
            return _Part(low=Decimal(digit), high=Decimal(other), end=at + 2)
        return _Part(low=Decimal(digit), high=Decimal(digit), end=at + 1)
    if character in {"几", "数"} and (not first or following in set(_SMALL) | set(_LARGE)):
        if first and following in {"十", "拾"} and text[at + 2 : at + 3] not in _LARGE:
            return None
        # 十几 is eleven to nineteen, 几万 twenty to ninety thousand.
        return _Part(low=Decimal(1 if not first else 2), high=Decimal(9), end=at + 1)
    implied = first and (
        character in {"十", "拾"}
        or (character in _SMALL and following in {"万", "亿", "来", "把"})
        or (character == "万" and following == "把")
    )
    return _Part(low=Decimal(1), high=Decimal(1), end=at) if implied else None
