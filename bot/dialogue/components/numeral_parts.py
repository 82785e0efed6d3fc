"""Build one numeral out of its pieces: sections, large units, tails, and what leaves it open.

Knows how Chinese and Arabic numerals are put together; what the number is for is said elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
DIGITS |= {"两": 2, "俩": 2, "仨": 3, "弍": 2}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_LETTERS = {"w": 10_000, "k": 1_000, "m": 1_000_000}
_PAIRS = {(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9), (3, 5)}

_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15}(?!\d))(?:\.\d{1,6}(?![\d.]))?")
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of a number: its bounds, where it ends and what was open about it.

    Attributes:
        low: The piece as stated, or its lower end.
        high: Its upper end; equal to ``low`` when nothing is open.
        end: Offset behind its last character.
        scale: The last unit said.
        more: 多 or 余 follows.
        about: 来 or 把 follows.
        arabic: Written in digits.
    """

    low: Decimal
    high: Decimal
    end: int
    scale: Decimal = Decimal(1)
    more: bool = False
    about: bool = False
    arabic: bool = False

    def times(self, factor: int, end: int) -> Part:
        """The piece with the unit ``factor`` behind it: 三 -> 三万."""
        return replace(
            self, low=self.low * factor, high=self.high * factor, end=end, scale=Decimal(factor)
        )

    def plus(self, other: Part) -> Part:
        """Both pieces together: 三万 and 五千."""
        return replace(
            self,
            low=self.low + other.low,
            high=self.high + other.high,
            end=other.end,
            scale=max(self.scale, other.scale),
            more=self.more or other.more,
            about=self.about or other.about,
        )


def bounded_below(text: str, start: int) -> Part | None:
    """上万, 过千, 上百万: at least that much."""
    if text[start : start + 1] not in {"上", "过", "破"}:
        return None
    match = re.compile(r"[十百千]?[万亿]|[百千]").match(text, start + 1)
    if match is None:
        return None
    value = Decimal(1)
    for unit in match.group():
        value *= _SMALL.get(unit) or _LARGE[unit]
    return Part(low=value, high=value, end=match.end(), scale=value, more=True)


def scaled(text: str, start: int, *, limit: int) -> Part | None:
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


def _large_unit(text: str, section: Part) -> tuple[int, int]:
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


def _tail(text: str, start: int, unit: int) -> Part | None:
    """What follows a unit and belongs to it: 三万[五], 1w[5], 一万[零五百], 2万[3000]."""
    zero = text[start : start + 1] in {"零", "〇"}
    part = scaled(text, start + zero, limit=unit)
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


def _marked(text: str, part: Part) -> Part:
    """Take in a following 多, 余, 来 or 把."""
    if part.low < 10 and part.scale == 1 and not part.arabic:
        return part
    if match := _MORE.match(text, part.end):
        return replace(part, end=match.end(), more=True)
    if part.scale > 1 and (match := _ABOUT.match(text, part.end)):
        return replace(part, end=match.end(), about=True)
    return part


def _section(text: str, start: int) -> Part | None:
    """A number below ten thousand in Chinese, or any run of digits."""
    if arabic := _ARABIC.match(text, start):
        value = Decimal(arabic.group().replace(",", ""))
        return Part(low=value, high=value, end=arabic.end(), arabic=True)
    if point := _DECIMAL.match(text, start):
        whole = _section(text[: point.end(1)], start)
        digits = "".join(str(DIGITS[c]) for c in point.group(2))
        value = (whole.low if whole else 0) + Decimal(f"0.{digits}")
        return Part(low=value, high=value, end=point.end())
    if text.startswith("半", start) and re.compile(r"半个?[万亿]").match(text, start):
        return Part(low=Decimal("0.5"), high=Decimal("0.5"), end=start + 1)
    return _chinese_section(text, start)


def _chinese_section(text: str, start: int) -> Part | None:
    part: Part | None = None
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


def _ones(text: str, part: Part | None, digit: Part, below: int, *, zero: bool) -> Part | None:
    """The last digit of a section: proper (二十五), elided (一千五) or not part of it at all."""
    if part is None:
        return digit
    if below == 10 or zero:
        return part.plus(digit)
    if text[digit.end : digit.end + 1] in _ENDS_TAIL:
        return part
    return part.plus(digit.times(below // 10, digit.end))


def _coefficient(text: str, at: int, *, first: bool) -> Part | None:
    """The digit before a unit: one, two neighbouring ones (八九), 几, or an understood one."""
    character, following = text[at : at + 1], text[at + 1 : at + 2]
    if character in DIGITS:
        digit = DIGITS[character]
        other = DIGITS.get(following)
        more_digits = text[at + 2 : at + 3] in DIGITS
        if other is not None and (digit, other) in _PAIRS and not more_digits:
            return Part(low=Decimal(digit), high=Decimal(other), end=at + 2)
        return Part(low=Decimal(digit), high=Decimal(digit), end=at + 1)
    if character in {"几", "数"} and (not first or following in set(_SMALL) | set(_LARGE)):
        if first and following in {"十", "拾"} and text[at + 2 : at + 3] not in _LARGE:
            return None
        # 十几 is eleven to nineteen, 几万 twenty to ninety thousand.
        return Part(low=Decimal(1 if not first else 2), high=Decimal(9), end=at + 1)
    implied = first and (
        character in {"十", "拾"}
        or (character in _SMALL and following in {"万", "亿", "来", "把"})
        or (character == "万" and following == "把")
    )
    return Part(low=Decimal(1), high=Decimal(1), end=at) if implied else None
