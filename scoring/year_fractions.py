"""Years between dates by the European rule on the annual percentage rate; it knows no amounts.

Guidelines on Directive 2008/48/EC, SWD(2012) 128, annex 1, section 4.1.1, and since then
Directive 2014/17/EU, Annex I, part I (c): whole years, months or weeks are counted back from the
later date; the days left over are divided by the days, 365 or 366, of the year that ends with the
last of them. A year has 12 equal months or 52 weeks.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scoring.month_steps import days_of_months, months_back

_DAYS_OF_WEEK = 7


class Interval(StrEnum):
    """What is counted back before days are."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_A_YEAR = {Interval.WEEK: 52, Interval.MONTH: 12, Interval.YEAR: 1}


def years_since_first(dates: Sequence[date], interval: Interval | None = None) -> list[Decimal]:
    """Return the years from the first of the sorted dates to each.

    Args:
        dates: sorted; the first is the first drawdown.
        interval: what to count back; unless given, weeks when all dates lie whole weeks but not
            whole months apart, otherwise months.
    """
    start = dates[0]
    due_days = days_of_months(dates)
    if interval is None:
        uneven = any(
            months_back(start, day, due)[1] for day, due in zip(dates, due_days, strict=True)
        )
        weekly = not any((day - start).days % _DAYS_OF_WEEK for day in dates)
        interval = Interval.WEEK if weekly and uneven else Interval.MONTH
    return [_years(start, day, due, interval) for day, due in zip(dates, due_days, strict=True)]


def _years(start: date, end: date, day_of_month: int, interval: Interval) -> Decimal:
    if interval is Interval.WEEK:
        whole, left = divmod((end - start).days, _DAYS_OF_WEEK)
    else:
        step = 12 if interval is Interval.YEAR else 1
        whole, left = months_back(start, end, day_of_month, step=step)
    years = Decimal(whole) / _A_YEAR[interval]
    if not left:
        return years
    return years + Decimal(left) / _year_back(date.fromordinal(start.toordinal() + left))


def _year_back(day: date) -> int:
    """Return the days since the same day a year before, 29 February counting as the 28th."""
    before = date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return (day - before).days
