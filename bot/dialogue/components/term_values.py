"""Make the value of a term: whole months and days, its ends and its words; finds nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.dialogue.components.entity import Candidate
from bot.dialogue.components.mentions import firmness

MONTHS = {
    "year": Decimal(12),
    "month": Decimal(1),
    "instalment": Decimal(1),
    "quarter": Decimal(3),
    "week": Decimal(7) / 30,
    "day": Decimal(1) / 30,
}
_MOST_YEARS = 10
_MOST_MONTHS, _MOST_DAYS = 120_000, 3_600_000


def term(
    text: str,
    start: int,
    end: int,
    months: Decimal,
    *,
    unit: str,
    low: Decimal | None = None,
    high: Decimal | None = None,
    approximate: bool | None = None,
) -> Candidate:
    """The span ``[start, end)`` as a term of that many months.

    ``months``, ``low`` and ``high`` are rounded to whole months. ``days`` (a month is 30) is the
    longest the words allow, since it is asked for of the longest delay: 不到一个月 is 29,
    两三天 is 3.
    """
    how = firmness(text, start, end)
    longest = _whole((high or months) * 30, most=_MOST_DAYS)
    return Candidate(
        entity="term",
        value={
            "months": _whole(months),
            "days": longest - 1 if how.strict and longest > 1 else longest,
            "low": None if low is None else _whole(low),
            "high": None if high is None else _whole(high),
            "approximate": how.approximate if approximate is None else approximate,
            "unit": unit,
            "text": text[start:end],
        },
        start=start,
        end=end,
        priority=1,
    )


def field_of(candidate: Candidate, name: str) -> object:
    """One entry of a term's value."""
    return candidate.value[name] if isinstance(candidate.value, Mapping) else None


def days_of(candidate: Candidate) -> Decimal:
    """The days of a term."""
    return Decimal(str(field_of(candidate, "days")))


def in_unit_of(denied: Candidate, number: Candidate) -> Candidate | None:
    """The bare number that replaces a denied term (not 36 months, 24); None when unclear."""
    value, unit = Decimal(str(number.value)), str(field_of(denied, "unit"))
    said = str(field_of(denied, "text"))
    if "half" in said or "半" in said or "季" in said or value <= 0:
        return None
    if unit == "year" and value > _MOST_YEARS:
        unit = "month"  # 不是三年,是24: nobody borrows for 24 years
    text = str(number.value)
    made = term(text, 0, len(text), value * MONTHS[unit], unit=unit)
    return replace(made, start=number.start, end=number.end, role=denied.role)


def _whole(length: Decimal, *, most: int = _MOST_MONTHS) -> int:
    """Rounded, at least one for anything above none: three weeks are one month."""
    rounded = int(min(length, Decimal(most)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return max(rounded, 1) if length > 0 else 0
