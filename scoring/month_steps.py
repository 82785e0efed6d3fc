"""Months counted back from a date, as the rules on annual rates count them; it knows no amounts."""

import calendar
from collections.abc import Sequence
from datetime import date

_MONTHS = 12


def days_of_month(dates: Sequence[date]) -> int | None:
    """Return the day of the month that all dates are due on, short months cutting it off.

    28 February, 31 March and 30 April are all the 31st. None when they share no day.
    """
    day = max((one.day for one in dates), default=0)
    return day if all(one.day == min(day, _length(one.year, one.month)) for one in dates) else None


def days_of_months(dates: Sequence[date]) -> list[int]:
    """Return for each date the day it is due on: the one of the series, or its own."""
    whole = days_of_month(dates)
    if whole is not None:
        return [whole] * len(dates)
    days = [one.day for one in dates]
    for first in (0, 1):  # twice a month: the 15th and the last day
        day = days_of_month(dates[first::2])
        if day is not None:
            days[first::2] = [day] * len(days[first::2])
    return days


def months_back(start: date, end: date, day_of_month: int, *, step: int = 1) -> tuple[int, int]:
    """Count full months from ``end`` back towards ``start``, and the days left over.

    Args:
        start: the earlier date.
        end: the later date.
        day_of_month: the day every month ends on, cut off in short months.
        step: months counted at a time, 12 for years.

    Returns:
        The steps that fit, and the days from ``start`` to where the first of them begins.
    """
    steps = ((end.year - start.year) * _MONTHS + end.month - start.month) // step
    begins = _before(end, steps * step, day_of_month)
    if begins < start:
        steps -= 1
        begins = _before(end, steps * step, day_of_month)
    return steps, (begins - start).days


def _before(end: date, months: int, day_of_month: int) -> date:
    if months == 0:
        return end
    year, month = divmod(end.year * _MONTHS + end.month - 1 - months, _MONTHS)
    return date(year, month + 1, min(day_of_month, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
