"""On which days a loan is paid; it must not know amounts, rates or how interest is counted."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from scoring.errors import InvalidInput

MONTHS = 12
DAYS_OF_WEEK = 7
LAST_YEAR = 2200
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Unit(StrEnum):
    """What a frequency counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_STEPS_A_YEAR = {Unit.DAY: 365, Unit.WEEK: 52, Unit.MONTH: MONTHS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Frequency:
    """One payment every so many days, weeks or months.

    Attributes:
        every: how many units lie between two due dates.
        unit: the unit.
    """

    every: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a frequency that never comes round."""
        if not 1 <= self.every <= 600:
            raise InvalidInput("frequency", f"{self.every} is outside 1 to 600", "give 1 or more")

    def __str__(self) -> str:
        """Write it as it is read: ``month``, ``2 weeks``."""
        return self.unit.value if self.every == 1 else f"{self.every} {self.unit}s"

    @property
    def months(self) -> int | None:
        """Months between due dates, None when it counts days or weeks."""
        return self.every if self.unit is Unit.MONTH else None

    @property
    def days(self) -> int | None:
        """Days between due dates, None when it counts months."""
        if self.unit is Unit.MONTH:
            return None
        return self.every * (DAYS_OF_WEEK if self.unit is Unit.WEEK else 1)

    @property
    def share_of_year(self) -> Fraction:
        """One step as a share of a year of 12 equal months, 52 weeks or 365 days."""
        return Fraction(self.every, _STEPS_A_YEAR[self.unit])

    def after(self, start: date, steps: int) -> date:
        """Return the day so many steps later; months keep the day of the month they came from.

        Raises:
            InvalidInput: the day lies beyond the year 2200.
        """
        months = self.months
        try:
            if months is not None:
                day = add_months(start, months * steps)
            else:
                day = start + timedelta(days=(self.days or 0) * steps)
        except (OverflowError, ValueError) as error:
            raise _too_late() from error
        if day.year > LAST_YEAR:
            raise _too_late()
        return day


DAILY = Frequency(every=1, unit=Unit.DAY)
WEEKLY = Frequency(every=1, unit=Unit.WEEK)
TWO_WEEKLY = Frequency(every=2, unit=Unit.WEEK)
MONTHLY = Frequency(every=1, unit=Unit.MONTH)
QUARTERLY = Frequency(every=3, unit=Unit.MONTH)
YEARLY = Frequency(every=12, unit=Unit.MONTH)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, _days_in_month(year, month + 1)))


def whole_months(start: date, end: date) -> int | None:
    """Return n when ``add_months(start, n) == end`` for an n of 1 or more, otherwise None."""
    months = (end.year - start.year) * MONTHS + end.month - start.month
    return months if months >= 1 and add_months(start, months) == end else None


def regular_dates(
    disbursed: date,
    count: int,
    frequency: Frequency,
    *,
    first_due: date | None = None,
    due_months: Sequence[int] = (),
) -> tuple[date, ...]:
    """Return the due dates of a loan.

    Months keep the day they started from: 31 January, 28 February, 31 March. A first due date
    that lies whole steps after the disbursement keeps the disbursement's day; any other one sets
    the day itself and leaves an odd first period.

    Args:
        disbursed: day the money is paid out.
        count: number of due dates.
        frequency: how far they lie apart.
        first_due: the first one, one step after the disbursement unless given.
        due_months: only due dates in these months of the year (1 to 12) are kept; all when empty.

    Raises:
        InvalidInput: the first due date does not lie after the disbursement, or no due date ever
            falls into the months.
    """
    start, shift = _origin(disbursed, frequency, first_due)
    if not due_months:
        return tuple(frequency.after(start, shift + number) for number in range(count))
    found: list[date] = []
    # Within a year of steps every month that is ever met has come round.
    for number in range(count * 366):
        day = frequency.after(start, shift + number)
        if day.month in due_months:
            found.append(day)
        if len(found) == count:
            return tuple(found)
        if not found and number > 366:
            break
    raise InvalidInput("due_months", "never come round", "give months that the frequency meets")


def in_month_of(day: date, number: int) -> date:
    """Return the day with this number in the month of ``day``, its last day when it is shorter."""
    return day.replace(day=min(number, _days_in_month(day.year, day.month)))


def day_kept(days: Sequence[date]) -> int:
    """Return the day of the month that the last of some due dates keep, though months clip it.

    After 31 January and 28 February it is the 31st.
    """
    low, high = 1, 31
    for day in reversed(days):
        top = 31 if day == in_month_of(day, 31) else day.day
        if day.day > high or top < low:
            break
        low, high = max(low, day.day), min(high, top)
    return low


def _days_in_month(year: int, month: int) -> int:
    # calendar.monthrange also finds the weekday, which takes longer than the whole instalment.
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month - 1]


def _origin(disbursed: date, frequency: Frequency, first_due: date | None) -> tuple[date, int]:
    """Return the day and the number of steps from which the due dates are counted."""
    if first_due is None:
        return disbursed, 1
    if first_due <= disbursed:
        raise InvalidInput(
            "first_due", f"{first_due} is not after {disbursed}", "give a later date"
        )
    months = frequency.months
    if months is not None:
        # 28 February after a loan of 31 January is that loan's month end, not a wish for the 28th.
        offset = whole_months(disbursed, first_due)
        if offset and offset % months == 0:
            return disbursed, offset // months
    return first_due, 0


def _too_late() -> InvalidInput:
    return InvalidInput("due_dates", f"lie beyond the year {LAST_YEAR}", "give fewer periods")
