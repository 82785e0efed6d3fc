"""Find shares of a whole: 三成, 30%, 百分之三十, 三分之一, 一半, half; values run from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.dialogue.components.entity import Candidate, plain_decimal
from bot.dialogue.components.numerals import Number

_PERCENT_AFTER = re.compile(
    r" ?(?:%|percent\b|per cent\b|pct\b|成(?!功|为|交|立|年|本|都|员|人|长|绩|熟|果|家|不变"
    r"|了(?!$|[,，。])|天)|个(?:百分)?点(?!的?时))",
    re.ASCII,
)
_FRACTION = re.compile(r"(?P<of>[百千万]|十|[二三四五六七八九])分之")
_SLASH_FRACTION = re.compile(r"(?<![\d/.])(?P<a>[1-9])/(?P<b>[2-9]|10)(?![\d/])")
_HALF = re.compile(
    r"(?<![一二两三四五六七八九十])一半(?!会|时)|对半|\bhalf(?: of)?\b(?! (?:an? |year|month|a$"
    r"|the (?:year|month)|hour|million|thousand))"
    r"|\b(?:a|one) (?P<part>third|quarter|fifth|tenth)(?: of)?\b",
    re.ASCII,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def find_shares(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that states a percentage or a fraction."""
    found = list(_portions(text))
    for number in numbers:
        if percent := _PERCENT_AFTER.match(text, number.end):
            divisor = 10 if percent.group().strip().startswith("成") else 100
            found.append(_percent(number.start, percent.end(), number.value / divisor))
        if fraction := _fraction_before(text, number.start):
            found.append(_percent(fraction[0], number.end, number.value / fraction[1]))
    return found


def _fraction_before(text: str, start: int) -> tuple[int, int] | None:
    match = _FRACTION.search(text[max(0, start - 3) : start])
    if match is None or max(0, start - 3) + match.end() != start:
        return None
    sizes = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
    size = sizes.get(match["of"]) or "零一二三四五六七八九".index(match["of"])
    return start - len(match.group()), size


def _portions(text: str) -> Iterator[Candidate]:
    for match in _HALF.finditer(text):
        part = match["part"]
        value = Decimal(1) / _PARTS[part] if part else Decimal("0.5")
        yield _percent(match.start(), match.end(), value)
    for match in _SLASH_FRACTION.finditer(text):
        if match["a"] < match["b"] or match["b"] == "10":
            yield _percent(match.start(), match.end(), Decimal(match["a"]) / Decimal(match["b"]))


def _percent(start: int, end: int, share: Decimal) -> Candidate:
    share = share.quantize(Decimal("0.000001"))
    text = plain_decimal(share)
    value = f"{share:.2f}" if share == share.quantize(Decimal("0.01")) else text
    return Candidate(entity="percent", value=value, start=start, end=end, priority=4)
