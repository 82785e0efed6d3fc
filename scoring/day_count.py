"""How long a period is in years, as an exact fraction; it must not know money or rates."""

import calendar
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

MONTHS = 12
DAYS_OF_BANKERS_MONTH = 30


class DayCount(StrEnum):
    """Days in a month by days in a year.

    A month of 30 days makes every whole month equally long, whatever its dates; ``actual`` months
    count the days between the dates. An ``actual`` year has 365 days, 366 in a leap year.
    """

    THIRTY_360 = "30/360"
    THIRTY_364 = "30/364"
    THIRTY_365 = "30/365"
    THIRTY_ACTUAL = "30/actual"
    ACTUAL_360 = "actual/360"
    ACTUAL_364 = "actual/364"
    ACTUAL_365 = "actual/365"
    ACTUAL_ACTUAL = "actual/actual"

    @property
    def equal_months(self) -> bool:
        """Whether every month counts 30 days."""
        return self in _EQUAL_MONTHS

    @property
    def days_in_year(self) -> int | None:
        """Days of the year, None when they are the calendar's."""
        return _DAYS_IN_YEAR.get(self)


_EQUAL_MONTHS = frozenset(one for one in DayCount if one.startswith("30/"))
_DAYS_IN_YEAR = {one: int(one[-3:]) for one in DayCount if one[-3:].isdigit()}


def year_fraction(start: date, end: date, day_count: DayCount) -> Fraction:
    """Return the time from start to end in years, exactly.

    30-day months count by 30E/360 (ISDA 2006 section 4.16(g)), also over a year of 364, 365 or
    the calendar's days. actual/actual counts the days of each calendar year over that year's
    length (ISDA 2006 section 4.16(b)).
    """
    if day_count.equal_months:
        days = days_of_equal_months(start, end)
        return days_fraction(days, days_in_year_of(start, day_count))
    basis = day_count.days_in_year
    if basis is not None:
        return days_fraction((end - start).days, basis)
    return _actual_years(start, end)


@cache
def months_fraction(months: int, days_in_year: int) -> Fraction:
    """Return whole months of 30 days in years of so many days."""
    return Fraction(months * DAYS_OF_BANKERS_MONTH, days_in_year)


@cache
def days_fraction(days: int, days_in_year: int) -> Fraction:
    """Return days in years of so many days."""
    return Fraction(days, days_in_year)


def days_of_equal_months(start: date, end: date) -> int:
    """Count days with months of 30 (30E/360, ISDA 2006 section 4.16(g))."""
    days = min(end.day, DAYS_OF_BANKERS_MONTH) - min(start.day, DAYS_OF_BANKERS_MONTH)
    return (end.year - start.year) * 360 + (end.month - start.month) * DAYS_OF_BANKERS_MONTH + days


def days_in_year_of(start: date, day_count: DayCount) -> int:
    """Return the days of the year that a period starting on a day is counted in."""
    return day_count.days_in_year or _length(start.year)


def _actual_years(start: date, end: date) -> Fraction:
    if start.year == end.year:
        return Fraction((end - start).days, _length(start.year))
    first = Fraction((date(start.year + 1, 1, 1) - start).days, _length(start.year))
    last = Fraction((end - date(end.year, 1, 1)).days, _length(end.year))
    return first + (end.year - start.year - 1) + last


def _length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365
