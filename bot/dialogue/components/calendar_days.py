"""Arithmetic of the calendar that the readers of dates share; knows no language."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

END, MIDDLE, START = "end", "middle", "start"
Found = tuple[date, bool] | None
"""A day and whether it was only meant roughly; None when the words mean no day."""


def shift(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_of_month(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def coming(month: int, day: int, today: date) -> date:
    """The next such day of the year, today included."""
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def coming_day(day: int, today: date) -> date:
    """The next such day of a month, today included.

    Raises:
        ValueError: No month has such a day.
    """
    for months in range(3):
        first = shift(today.replace(day=1), months)
        if 1 <= day <= last_of_month(first).day and first.replace(day=day) >= today:
            return first.replace(day=day)
    raise ValueError(f"no month has a day {day}")


def part_of_month(day: date, part: str) -> date:
    """The start, the middle or the end of the month of ``day``."""
    if part == END:
        return last_of_month(day)
    return day.replace(day=15 if part == MIDDLE else 1)


def monday(day: date, *, weeks: int = 0) -> date:
    """The Monday of the week of ``day``, or of a later week."""
    return day - timedelta(days=day.weekday()) + timedelta(days=7 * weeks)
