"""Find every number of a text, join ranges, and see how firmly each was said.

Knows numbers and the words around them that make them open (大概, 不到, up to); what they count is
decided by others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.dialogue.components.english_numerals import read_english, with_scale_word
from bot.dialogue.components.numerals import Number, read_number

_STARTS = re.compile(
    r"[0-9零〇一二三四五六七八九十百千万两俩仨几数半上过破壹贰叁肆伍陆柒捌玖拾佰仟]"
    r"|(?<![\w'])[a-z]"
)
_JOINED = re.compile(
    r" ?(?:到|至|-|~|或者|或) ?|(?:万|千|元|块钱|块)?(?:到|至|-|~)| (?:to|or|and|through) |、"
)
_BEFORE_LOOSE = re.compile(
    r"(?:大概|大约|约莫|约|差不多|估计|估摸|可能|也就|将近|接近|近|小|毛|快|平均"
    r"|about|around|roughly|approximately|approx\.?|nearly|almost|some|like|maybe|~)"
    r"(?:是|有|在|要|能|就|需要|得|也)? ?$"
)
_BEFORE_HIGH = re.compile(
    r"(?:最多|顶多|不超过|不要超过|别超过|不到|没到|撑死|不足|不满|少于|低于|至多"
    r"|up to|at most|no more than|not more than|less than|under|below|maximum|max|within)"
    r"(?:每个?月|一个月)?(?:是|有|借|贷|要|还|能|of)? ?$"
)
_BEFORE_UNDER = re.compile(r"(?:不到|不足|不满|没到|少于|低于|less than|under|below)(?:有|还)? ?$")
_BEFORE_LOW = re.compile(
    r"(?:至少|起码|保底|最少|最低|超过|高于|不低于|不少于|多于|大于"
    r"|at least|more than|over|above|no less than|minimum|min|upwards of)(?:是|有|要|还|能|of)? ?$"
)
_AFTER_LOOSE = re.compile(
    r"(?:元|块钱|块)?(?:左右|上下|来往|样子| or so|ish|,? give or take|的样子)"
)
_AFTER_HIGH = re.compile(r"(?:元|块钱|块)?(?:以内|以下|之内|内| or less| max| tops| at most)")
_AFTER_LOW = re.compile(
    r"(?:元|块钱|块)?(?:以上|出头|往上|开外|打底|起步|冒头| or more|\+| plus\b)"
)
_WINDOW = 16
MAX_NUMBERS = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Firmness:
    """How open a number is.

    Attributes:
        approximate: The words around it leave it open.
        bound: ``high`` or ``low`` when it is only that end; else empty.
        strict: It is an upper end that is not reached (不到一个月).
    """

    approximate: bool = False
    bound: str = ""
    strict: bool = False


def find_numbers(text: str) -> list[Number]:
    """Every number of a normalised text in order, ranges joined; none overlap."""
    found: list[Number] = []
    at = 0
    while len(found) < MAX_NUMBERS and (match := _STARTS.search(text, at)):
        number = _read(text, match.start())
        if number is None:
            at = match.start() + 1
            continue
        found.append(number)
        at = number.end
    return _join_ranges(text, found)


def firmness(text: str, start: int, end: int) -> Firmness:
    """What the words directly around the span say about how exact it is."""
    before = text[max(0, start - _WINDOW) : start]
    if _BEFORE_HIGH.search(before) or _AFTER_HIGH.match(text, end):
        strict = _BEFORE_UNDER.search(before) is not None
        return Firmness(approximate=True, bound="high", strict=strict)
    if _BEFORE_LOW.search(before) or _AFTER_LOW.match(text, end):
        return Firmness(approximate=True, bound="low")
    loose = _BEFORE_LOOSE.search(before) or _AFTER_LOOSE.match(text, end)
    return Firmness(approximate=loose is not None)


def opened(number: Number, how: Firmness) -> Number:
    """The number with what its surroundings say taken into account."""
    if not how.approximate:
        return number
    low, high = number.low, number.high
    if low is None and high is None:
        low = number.value if how.bound == "low" else None
        high = number.value if how.bound == "high" else None
    return replace(number, approximate=True, low=low, high=high)


def _read(text: str, start: int) -> Number | None:
    if text[start].isascii() and text[start].isalpha():
        return read_english(text, start)
    number = read_number(text, start)
    if number is None or number.end <= start:
        return None
    return with_scale_word(text, number)


def _join_ranges(text: str, numbers: list[Number]) -> list[Number]:
    joined: list[Number] = []
    for number in numbers:
        previous = joined[-1] if joined else None
        if previous is not None and not previous.joined:
            both = _range(text, previous, number)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(number)
    return joined


def _range(text: str, first: Number, second: Number) -> Number | None:
    """One range out of two neighbours, or None when they do not form one."""
    between = _JOINED.fullmatch(text, first.end, second.start)
    if between is None:
        return None
    word = between.group().strip()
    if word == "and" and not re.search(r"\bbetween (?:about |around )?$", text[: first.start]):
        return None
    if word == "、" and (first.end - first.start > 1 or second.plain):
        return None
    low = first.value
    scale = second.scale
    if first.scale < min(scale, Decimal(1_000)) and low * scale <= second.value:
        low *= scale  # 3到5万, 50 to 80 thousand: the first borrows the unit of the second
    elif first.plain != second.plain and not second.plain:
        return None
    if low >= (second.high or second.value):
        return None
    return Number(
        start=first.start,
        end=second.end,
        value=low,
        low=low,
        high=second.high or second.value,
        approximate=True,
        scale=max(first.scale, scale),
        arabic=first.arabic and second.arabic,
        spaced=second.spaced,
        joined=True,
    )
