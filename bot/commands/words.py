"""The words by which a line may name a method, a frequency, a rounding; it must not compute."""

import re
from collections.abc import Mapping
from enum import StrEnum

from scoring.day_count import DayCount
from scoring.due_dates import DAILY, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Frequency, Unit
from scoring.errors import InvalidInput
from scoring.money import Rounding
from scoring.products import Method

CREDIT_LINE = "credit_line"
# Besides the values of the enumerations themselves.
_METHODS: Mapping[str, str] = {
    "等额本息": Method.EQUAL_INSTALMENT,
    "equal_installment": Method.EQUAL_INSTALMENT,
    "annuity": Method.EQUAL_INSTALMENT,
    "等额本金": Method.EQUAL_PRINCIPAL,
    "先息后本": Method.INTEREST_ONLY,
    "一次性还本付息": Method.BULLET,
    "等本等息": Method.FLAT_INTEREST,
    "flat": Method.FLAT_INTEREST,
    "随借随还": CREDIT_LINE,
}
_FREQUENCIES: Mapping[str, Frequency] = {
    "daily": DAILY,
    "weekly": WEEKLY,
    "fortnight": Frequency(every=2, unit=Unit.WEEK),
    "fortnightly": Frequency(every=2, unit=Unit.WEEK),
    "biweekly": Frequency(every=2, unit=Unit.WEEK),
    "monthly": MONTHLY,
    "quarter": QUARTERLY,
    "quarterly": QUARTERLY,
    "half_year": Frequency(every=6, unit=Unit.MONTH),
    "year": YEARLY,
    "yearly": YEARLY,
    "annual": YEARLY,
}
_UNITS: Mapping[str, tuple[Unit, int]] = {
    "day": (Unit.DAY, 1),
    "week": (Unit.WEEK, 1),
    "month": (Unit.MONTH, 1),
    "quarter": (Unit.MONTH, 3),
    "year": (Unit.MONTH, 12),
}
_COUNTED = re.compile(r"(\d{1,4}) ?_?(day|week|month|quarter|year)s?")
_ROUNDINGS: Mapping[str, Rounding] = {
    "half_up": Rounding.HALF_UP,
    "half_even": Rounding.HALF_EVEN,
    "ceiling": Rounding.CEILING,
    "ceil": Rounding.CEILING,
    "up": Rounding.CEILING,
}


def method(word: str) -> str:
    """Return the value of the repayment method, or ``credit_line``.

    Raises:
        InvalidInput: no method has this name.
    """
    key = _key(word)
    found = _METHODS.get(key, key)
    if found == CREDIT_LINE:
        return found
    return _member("method", Method, found)


def frequency(word: str, every: int = 1) -> Frequency:
    """Return the frequency of a word like ``month``, ``2 weeks``, ``quarterly``.

    Raises:
        InvalidInput: the word is none.
    """
    key = _key(word).rstrip("s") if _key(word) not in _FREQUENCIES else _key(word)
    if key in _UNITS and key not in _FREQUENCIES:
        unit, times = _UNITS[key]
        return Frequency(every=every * times, unit=unit)
    if key in _FREQUENCIES:
        named = _FREQUENCIES[key]
        return Frequency(every=named.every * every, unit=named.unit)
    counted = _COUNTED.fullmatch(word.strip().lower())
    if counted is None:
        raise InvalidInput(
            "frequency", f"{word!r} is no frequency", "give day, week, month, quarter, 2 weeks ..."
        )
    unit, times = _UNITS[counted[2]]
    return Frequency(every=int(counted[1]) * times * every, unit=unit)


def day_count(word: str) -> DayCount:
    """Return the day count of a word like ``30/360`` or ``act/365``.

    Raises:
        InvalidInput: the word is none.
    """
    key = word.strip().lower().replace(" ", "")
    parts = ["actual" if part in ("act", "a") else part for part in key.split("/")]
    key = "/".join(
        part.removesuffix("f").removesuffix("l") if part[:1] == "3" else part for part in parts
    )
    key = key.replace("30e/", "30/")
    return DayCount(_member("day_count", DayCount, key))


def day_count_of(days_in_month: str, days_in_year: str) -> DayCount:
    """Return the day count of its two halves, like ``DAYS_30`` and ``DAYS_360``, or ``ACTUAL``."""
    month, year = (
        str(half).strip().lower().removeprefix("days_") for half in (days_in_month, days_in_year)
    )
    return day_count(f"{'30' if month == '30' else 'actual'}/{year}")


def rounding(word: str) -> Rounding:
    """Return the rounding of a word like ``half_even`` or ``ceil``.

    Raises:
        InvalidInput: the word is none.
    """
    key = _key(word)
    return _ROUNDINGS.get(key) or Rounding(_member("rounding", Rounding, key))


def _key(word: str) -> str:
    return word.strip().lower().replace("-", "_").replace(" ", "_")


def _member(field: str, kind: type[StrEnum], word: str) -> str:
    if word not in set(kind):
        raise InvalidInput(field, f"{word!r} is none", f"give one of {', '.join(kind)}")
    return word
