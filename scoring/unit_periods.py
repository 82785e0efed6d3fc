"""Unit periods of US Regulation Z (12 CFR 1026, Appendix J (b)(3)-(5)); it must not know amounts.

A unit period is the period that occurs most often between advances or between payments. Time is
counted in whole unit periods and a fraction of one, months back from the later date.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from scoring.errors import InvalidInput
from scoring.month_steps import days_of_month, days_of_months, months_back

_YEAR_OF_DAYS = 365
_YEAR_OF_WEEKS = 52
_YEAR_OF_MONTHS = 12
_SEMIMONTHS = 24
_MONTH_OF_DAYS = 30
_SHORTEST_HALF, _LONGEST_HALF = 13, 18


class UnitKind(StrEnum):
    """What a unit period is a multiple of."""

    DAY = "d"
    WEEK = "w"
    SEMIMONTH = "semi"
    MONTH = "m"
    YEAR = "y"


_MOST = {
    UnitKind.DAY: _YEAR_OF_DAYS,
    UnitKind.WEEK: _YEAR_OF_WEEKS,
    UnitKind.SEMIMONTH: 1,
    UnitKind.MONTH: _YEAR_OF_MONTHS,
    UnitKind.YEAR: 1,
}
# Which name a period gets when all its occurrences fit several: 28 February days are a month.
_NAMED_FIRST = (UnitKind.YEAR, UnitKind.MONTH, UnitKind.WEEK, UnitKind.SEMIMONTH, UnitKind.DAY)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitPeriod:
    """A unit period.

    Attributes:
        kind: day, week, semimonth, month or year.
        every: how many of them; a semimonth and a year only once.
    """

    kind: UnitKind
    every: int = 1

    def __post_init__(self) -> None:
        """Refuse a unit longer than a year."""
        if not 1 <= self.every <= _MOST[self.kind]:
            raise InvalidInput(
                "unit_period",
                f"{self.every} is outside 1 to {_MOST[self.kind]}",
                "give a unit of at most a year, like m:1, w:2, semi, d or y",
            )

    def __str__(self) -> str:
        """Write it as :meth:`parse` reads it."""
        return self.kind.value if self.every == 1 else f"{self.kind.value}:{self.every}"

    @classmethod
    def parse(cls, text: str) -> "UnitPeriod":
        """Read ``m:3``, ``w:2``, ``semi``, ``d`` or ``y``.

        Raises:
            InvalidInput: it is none of these.
        """
        name, _, every = text.partition(":")
        if (
            name not in set(UnitKind)
            or not (every or "1").isascii()
            or not (every or "1").isdigit()
        ):
            raise InvalidInput(
                "unit_period", f"{text!r} is not known", "give m:1, m:3, w:1, w:4, semi, d or y"
            )
        return cls(kind=UnitKind(name), every=int(every or "1"))

    @property
    def a_year(self) -> Decimal:
        """Unit periods in a year: 12, 24, 52 or 365 over the multiple, or 1."""
        match self.kind:
            case UnitKind.DAY:
                return Decimal(_YEAR_OF_DAYS) / self.every
            case UnitKind.WEEK:
                return Decimal(_YEAR_OF_WEEKS) / self.every
            case UnitKind.SEMIMONTH:
                return Decimal(_SEMIMONTHS)
            case UnitKind.MONTH:
                return Decimal(_YEAR_OF_MONTHS) / self.every
            case UnitKind.YEAR:
                return Decimal(1)

    @property
    def _days(self) -> int:
        """Length in days, months of 30."""
        match self.kind:
            case UnitKind.DAY:
                return self.every
            case UnitKind.WEEK:
                return 7 * self.every
            case UnitKind.SEMIMONTH:
                return _MONTH_OF_DAYS // 2
            case UnitKind.MONTH:
                return _MONTH_OF_DAYS * self.every
            case UnitKind.YEAR:
                return _YEAR_OF_DAYS

    def between(self, start: date, end: date, day_of_month: int | None = None) -> Decimal:
        """Return the unit periods from ``start`` to ``end``, the part after the point a fraction.

        Days and weeks: days / days of the unit. Semimonths and months: (30 x full months back
        from the later date + days left over) / days of the unit. Years: full years back, and what
        is left in months / 12 when it is whole months, otherwise in days / 365.

        Args:
            start: the earlier date.
            end: the later date.
            day_of_month: the day its series of dates is due on, when a short month cuts it off.
        """
        if self.kind in (UnitKind.DAY, UnitKind.WEEK):
            return Decimal((end - start).days) / self._days
        months, left = months_back(start, end, day_of_month or end.day)
        if self.kind is not UnitKind.YEAR:
            return Decimal(_MONTH_OF_DAYS * months + left) / self._days
        years, months = divmod(months, _YEAR_OF_MONTHS)
        if left == 0:
            return years + Decimal(months) / _YEAR_OF_MONTHS
        _, left = months_back(start, end, day_of_month or end.day, step=_YEAR_OF_MONTHS)
        return years + Decimal(left) / _YEAR_OF_DAYS


def single_payment_unit(advance: date, payment: date) -> UnitPeriod:
    """Return the unit of one advance and one payment: the term, a year at most ((b)(4)(ii))."""
    months, left = months_back(advance, payment, days_of_months([advance, payment])[1])
    if months >= _YEAR_OF_MONTHS:
        return UnitPeriod(kind=UnitKind.YEAR)
    if left == 0:
        return UnitPeriod(kind=UnitKind.MONTH, every=months)
    return UnitPeriod(kind=UnitKind.DAY, every=min((payment - advance).days, _YEAR_OF_DAYS))


def most_common_unit(advances: Sequence[date], payments: Sequence[date]) -> UnitPeriod:
    """Return the unit period of a transaction ((b)(4)(i)).

    The most common period, the smaller one of two equally common ones, a year at most. Without
    any common period the average one, rounded to the nearest standard interval, the lower one of
    two equally near.

    Args:
        advances: dates of the advances, in order; the term begins with the first.
        payments: dates of the payments, in order.
    """
    found: dict[UnitPeriod, set[tuple[date, date]]] = {}
    payment_days = days_of_months(payments)
    periods = [(advances[0], payments[0], payment_days[0])] if payments[0] > advances[0] else []
    for dates in (advances, payments):
        days = days_of_months(dates)
        periods += [(a, b, day) for (a, b), day in zip(pairwise(dates), days[1:], strict=True)]
    for start, end, day in periods:
        for unit in _names(start, end, day):
            found.setdefault(unit, set()).add((start, end))
    halves = _semimonths(payments)
    if halves:
        found[UnitPeriod(kind=UnitKind.SEMIMONTH)] = halves
    most = max(map(len, found.values()), default=0)
    if most < 2:
        return _standard(sum((end - start).days for start, end, _ in periods), len(periods))
    common = [unit for unit in found if len(found[unit]) == most]
    common.sort(key=lambda unit: _NAMED_FIRST.index(unit.kind))
    named = [
        unit
        for index, unit in enumerate(common)
        if not any(found[unit] == found[before] for before in common[:index])
    ]
    return min(named, key=lambda unit: unit._days)


def _names(start: date, end: date, day: int) -> Iterator[UnitPeriod]:
    """Yield every unit that the period is one of; a longer one counts as a year."""
    months, left = months_back(start, end, day)
    days = (end - start).days
    if months >= _YEAR_OF_MONTHS:
        yield UnitPeriod(kind=UnitKind.YEAR)
    elif left == 0:
        yield UnitPeriod(kind=UnitKind.MONTH, every=months)
    if days % 7 == 0 and days // 7 <= _YEAR_OF_WEEKS:
        yield UnitPeriod(kind=UnitKind.WEEK, every=days // 7)
    if days < _YEAR_OF_DAYS:
        yield UnitPeriod(kind=UnitKind.DAY, every=days)


def _semimonths(dates: Sequence[date]) -> set[tuple[date, date]]:
    """Return the periods of payments that fall on the same two days of every month."""
    halves = set(pairwise(dates))
    if len(dates) < 3 or not all(
        _SHORTEST_HALF <= (end - start).days <= _LONGEST_HALF for start, end in halves
    ):
        return set()
    for first in (0, 1):
        every_other = dates[first::2]
        days = days_of_month(every_other)
        for start, end in pairwise(every_other):
            if days is None or months_back(start, end, days) != (1, 0):
                return set()
    return halves


def _standard(days: int, periods: int) -> UnitPeriod:
    """Return the standard interval nearest to the average of the periods, the lower if two are."""
    average = Decimal(days) / periods
    standard = [UnitPeriod(kind=UnitKind.DAY), UnitPeriod(kind=UnitKind.SEMIMONTH)]
    standard += [UnitPeriod(kind=UnitKind.WEEK, every=n) for n in range(1, _YEAR_OF_WEEKS + 1)]
    standard += [UnitPeriod(kind=UnitKind.MONTH, every=n) for n in range(1, _YEAR_OF_MONTHS)]
    standard.append(UnitPeriod(kind=UnitKind.YEAR))
    return min(standard, key=lambda unit: (abs(unit._days - average), unit._days))
