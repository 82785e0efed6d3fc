"""Read one number in English words at a place in a text: thirty-five thousand, half a million.

Knows words of number only. ``text2num`` was tried first: it turns "half a million" into "half a
1000000", leaves "a hundred grand" and "couple of thousand" alone and gives no offsets.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.dialogue.components.numerals import Number

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "grand": 1_000,
    "million": 1_000_000,
    "mil": 1_000_000,
    "billion": 1_000_000_000,
} | {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_VAGUE = {"couple": (2, 3), "few": (3, 5), "several": (3, 7)}
_WORD = re.compile(r"[a-z]+(?!['\w])")
_GAP = re.compile(r" ?- ?| ")
_SCALE_AFTER_DIGITS = re.compile(
    r" ?-?(hundred|thousand|grand|million|mil|billion|k|mn|bn)s?(?![\w'])"
)
_HALF = re.compile(r"(half|quarter) (?:of )?an? (hundred|thousand|grand|million|billion)(?![\w'])")
_AND_HALF = re.compile(r" and an? half(?: (hundred|thousand|grand|million|billion))?(?![\w'])")
_EXTRA = {"k": 1_000, "mn": 1_000_000, "bn": 1_000_000_000}


def read_english(text: str, start: int) -> Number | None:
    """The longest number in words that begins exactly at ``start``, or None."""
    if match := _HALF.match(text, start):
        part = Decimal("0.5") if match.group(1) == "half" else Decimal("0.25")
        scale = Decimal(_SCALES[match.group(2)])
        return Number(start=start, end=match.end(), value=part * scale, scale=scale, spaced=True)
    words = _words(text, start)
    if not words:
        return None
    return _vague(start, words) or _exact(text, start, words)


def with_scale_word(text: str, number: Number) -> Number:
    """A number in digits with the scale said in words behind it: 35 thousand, 1.5 million."""
    match = _SCALE_AFTER_DIGITS.match(text, number.end)
    if match is None or not number.plain or not number.arabic:
        return number
    scale = Decimal(_SCALES.get(match.group(1)) or _EXTRA[match.group(1)])
    return Number(
        start=number.start, end=match.end(), value=number.value * scale, scale=scale, arabic=True
    )


def _words(text: str, start: int) -> list[tuple[str, int]]:
    """The next few words and where each ends; no number has more than 24."""
    found: list[tuple[str, int]] = []
    at = start
    while len(found) < 24 and (word := _WORD.match(text, at)):
        found.append((word.group(), word.end()))
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        at = gap.end()
    return found


def _vague(start: int, words: list[tuple[str, int]]) -> Number | None:
    """A couple of thousand, a few hundred, several grand."""
    names = [word for word, _ in words]
    position = 1 if names[0] == "a" else 0
    if position >= len(names) or names[position] not in _VAGUE:
        return None
    low, high = _VAGUE[names[position]]
    position += 1
    if names[position : position + 1] == ["of"]:
        position += 1
    scale, end = 1, words[position - 1][1]
    while position < len(names) and names[position] in _SCALES:
        scale *= _SCALES[names[position]]
        end = words[position][1]
        position += 1
    if scale == 1 and "couple" not in names[:position]:
        return None
    return Number(
        start=start, end=end, value=Decimal(low * scale), low=Decimal(low * scale),
        high=Decimal(high * scale), approximate=True, scale=Decimal(scale), spaced=True,
    )  # fmt: skip


def _exact(text: str, start: int, words: list[tuple[str, int]]) -> Number | None:
    """A number said in full, with "and a half" of its last scale."""
    total, current = Decimal(0), Decimal(-1)  # -1: nothing said since the last scale
    end, scale = start, 1
    for index, (word, word_end) in enumerate(words):
        following = words[index + 1][0] if index + 1 < len(words) else ""
        if _connects(word, following, first=index == 0, begun=end > start):
            continue
        begun = end > start or index > 0
        absorbed = _absorb(word, total, current, begun=begun)
        if absorbed is None:
            break
        total, current = absorbed
        scale = max(scale, _SCALES.get(word, 1))
        end = word_end
    if end == start:
        return None
    value = total + max(current, Decimal(0))
    half = _AND_HALF.match(text, end)
    if half is not None and (half.group(1) or scale > 1):
        # "two and a half million" scales all of it; "a million and a half" halves its scale.
        base = _SCALES[half.group(1)] if half.group(1) else scale
        value = (value * base if half.group(1) else value) + Decimal(base) / 2
        end, scale = half.end(), max(scale, base)
    return Number(start=start, end=end, value=value, scale=Decimal(scale), spaced=True)


def _absorb(
    word: str, total: Decimal, current: Decimal, *, begun: bool
) -> tuple[Decimal, Decimal] | None:
    """The sum with one more word, or None when the word does not belong to the number."""
    if word in _UNITS or word in _TENS:
        value = _UNITS.get(word, _TENS.get(word, 0))
        if current >= 0 and not _fits(int(current), value):
            return None
        return total, max(current, Decimal(0)) + value
    if word not in _SCALES or not begun:
        return None
    if word == "hundred":
        return total, (current if current > 0 else Decimal(1)) * 100
    return total + (current if current >= 0 else Decimal(1)) * _SCALES[word], Decimal(-1)


def _connects(word: str, following: str, *, first: bool, begun: bool) -> bool:
    """Whether "a" or "and" stands inside a number: a hundred, one hundred and twenty."""
    if word == "a":
        return first and following in _SCALES
    return word == "and" and begun and (following in _UNITS or following in _TENS)


def _fits(current: int, value: int) -> bool:
    """Whether ``value`` may follow ``current``: twenty-five, hundred twenty, but not two three."""
    if current == 0:
        return False
    if value < 10:
        return current % 10 == 0 and (current % 100 >= 20 or current % 100 == 0)
    return current % 100 == 0
