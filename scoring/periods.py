"""The periods of a loan with what bears interest in them; it must not know instalments.

These are tuples, not dataclasses: a plan makes a hundred of them, and a price makes many plans.
A period ends on a due date. It falls into segments where the balance or the rate changes inside it:
a later draw, a part repayment, another rate.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from scoring.day_count import (
    DayCount,
    days_fraction,
    days_in_year_of,
    months_fraction,
    year_fraction,
)
from scoring.due_dates import add_months, day_kept, in_month_of, regular_dates, whole_months
from scoring.errors import InvalidInput
from scoring.loan_events import (
    DueDayChange,
    Keep,
    LoanEvent,
    PartRepayment,
    RateChange,
    Settlement,
    TermChange,
    in_order,
)
from scoring.loan_terms import LoanTerms
from scoring.products import Method

ZERO = Decimal("0.00")


class Segment(NamedTuple):
    """Part of a period with one balance and one rate.

    Attributes:
        inflow: yuan lent (+) or repaid before time (-) on its first day.
        annual_rate: rate in force.
        years: its length.
    """

    inflow: Decimal
    annual_rate: Decimal
    years: Fraction


class Period(NamedTuple):
    """The time between two due dates.

    Attributes:
        start: due date before, or the disbursement.
        due: due date at its end.
        years: its length.
        segments: in order of time; their lengths sum to ``years``.
        changed: an event inside it asks for a new instalment.
        shortens: a part repayment inside it keeps the instalment and ends the loan sooner.
        settled: it ends with a settlement before its planned due date.
    """

    start: date
    due: date
    years: Fraction
    segments: tuple[Segment, ...]
    changed: bool = False
    shortens: bool = False
    settled: bool = False

    @property
    def annual_rate(self) -> Decimal:
        """The rate in force at its end."""
        return self.segments[-1].annual_rate


class _Due(NamedTuple):
    """A due date.

    Attributes:
        day: the day.
        regular: the period before it is one whole step of the frequency.
        planned: the due date that a settlement on ``day`` comes before.
    """

    day: date
    regular: bool
    planned: date | None = None


def periods_of(terms: LoanTerms, events: Sequence[LoanEvent] = ()) -> tuple[Period, ...]:
    """Return every period of a loan with the events that fall into it.

    Raises:
        InvalidInput: an event or a draw falls outside the loan, or cannot be made.
    """
    events = in_order(events)
    dues = _dues(terms)
    for event in events:
        dues = _moved(terms, dues, event)
    changes = [event for event in events if not isinstance(event, Settlement)]
    inside = [("draws", draw.day) for draw in terms.draws]
    for field, day in [*inside, *(("day", event.day) for event in changes)]:
        if not terms.disbursed <= day < dues[-1].day:
            raise InvalidInput(
                field, f"{day} is not inside the loan", f"give a day before {dues[-1].day}"
            )
    starts = [terms.disbursed, *(due.day for due in dues)]
    return tuple(_filled(terms, starts, dues, changes))


def _filled(
    terms: LoanTerms, starts: Sequence[date], dues: Sequence[_Due], events: Sequence[LoanEvent]
) -> Iterator[Period]:
    """Yield the periods with their segments, the rate running on from one to the next."""
    rate = terms.annual_rate
    for number, due in enumerate(dues):
        start = starts[number]
        free = number < terms.grace.interest_free
        years = _length(terms, start, due)
        settled = due.planned is not None and due.planned != due.day
        here = [event for event in events if start <= event.day < due.day]
        drawn = [draw for draw in terms.draws if start <= draw.day < due.day]
        if not here and not drawn:
            segment = Segment(inflow=ZERO, annual_rate=ZERO if free else rate, years=years)
            yield Period(
                start=start, due=due.day, years=years, segments=(segment,), settled=settled
            )
            continue
        splitting = [event for event in here if isinstance(event, PartRepayment | RateChange)]
        days = sorted({start, *(event.day for event in (*splitting, *drawn))})
        segments = []
        for day, end in zip(days, [*days[1:], due.day], strict=True):
            inflow = sum((draw.amount for draw in drawn if draw.day == day), ZERO)
            for event in here:
                if event.day == day and isinstance(event, PartRepayment):
                    inflow -= event.amount
                elif event.day == day and isinstance(event, RateChange):
                    rate = event.annual_rate
            # Parts of a period share its length by days, so that together they are the whole.
            share = Fraction((end - day).days, (due.day - start).days)
            part = (
                years * share
                if terms.day_count.equal_months
                else year_fraction(day, end, terms.day_count)
            )
            segments.append(Segment(inflow=inflow, annual_rate=ZERO if free else rate, years=part))
        keeping = [isinstance(one, PartRepayment) and one.keep is Keep.INSTALMENT for one in here]
        # What is drawn on the first day belongs to the loan from the start.
        later = any(draw.day > terms.disbursed for draw in drawn)
        changed = later or not all(keeping)
        if changed and any(keeping):
            raise InvalidInput(
                "keep", f"the instalment and another change meet before {due.day}", "keep the term"
            )
        yield Period(
            start=start,
            due=due.day,
            years=years,
            segments=tuple(segments),
            changed=changed,
            shortens=any(keeping),
            settled=settled,
        )


def _part(terms: LoanTerms, start: date, end: date, day_of_period: Fraction) -> Fraction:
    """Return the years of a part of a period.

    With months of 30 days the parts share the period's length by days, so that together they are
    the whole.
    """
    if terms.day_count.equal_months:
        return day_of_period * (end - start).days
    return year_fraction(start, end, terms.day_count)


def _length(terms: LoanTerms, start: date, due: _Due) -> Fraction:
    """Return a period's length in years by the terms' day count."""
    if due.planned is not None:
        whole = _length(terms, start, due._replace(day=due.planned, planned=None))
        return _part(terms, start, due.day, whole / (due.planned - start).days)
    count, frequency = terms.day_count, terms.frequency
    if not count.equal_months:
        return year_fraction(start, due.day, count)
    if terms.nominal_periods and terms.method is not Method.BULLET:
        return nominal_length(terms, start)
    if frequency.days is not None:
        return days_fraction((due.day - start).days, days_in_year_of(start, count))
    if due.regular:
        months = (due.day.year - start.year) * 12 + due.day.month - start.month
        return months_fraction(months, days_in_year_of(start, count))
    return dated_length(start, due.day, count)


def nominal_length(terms: LoanTerms, start: date) -> Fraction:
    """Return the length in years of one whole step of the frequency, starting on a day."""
    months, days = terms.frequency.months, terms.frequency.days
    if not terms.day_count.equal_months:
        return year_fraction(start, terms.frequency.after(start, 1), terms.day_count)
    if months is not None:
        return months_fraction(months, days_in_year_of(start, terms.day_count))
    return days_fraction(days or 0, days_in_year_of(start, terms.day_count))


def dated_length(start: date, end: date, count: DayCount) -> Fraction:
    """Return the years between two days of their own; whole months count as such."""
    months = whole_months(start, end) if count.equal_months else None
    if months is None:
        return year_fraction(start, end, count)
    return months_fraction(months, days_in_year_of(start, count))


def _dues(terms: LoanTerms) -> list[_Due]:
    if terms.due_dates:
        return list(_own_dues(terms))
    if terms.method is Method.BULLET:
        last = terms.first_due or terms.frequency.after(terms.disbursed, terms.periods)
        if last <= terms.disbursed:
            raise InvalidInput(
                "first_due", f"{last} is not after {terms.disbursed}", "give a later date"
            )
        return [_Due(day=last, regular=False)]
    days = regular_dates(
        terms.disbursed,
        terms.periods,
        terms.frequency,
        first_due=terms.first_due,
        due_months=terms.due_months,
    )
    return [_Due(day=day, regular=number > 0) for number, day in enumerate(days)]


def _own_dues(terms: LoanTerms) -> Iterator[_Due]:
    """Yield due dates that were given; those in step with the disbursement are regular.

    29 February to 31 March is a whole month of a loan of 31 January, though not by itself.
    """
    in_step = True
    for number, day in enumerate(terms.due_dates, 1):
        in_step = in_step and day == terms.frequency.after(terms.disbursed, number)
        yield _Due(day=day, regular=in_step)


def _moved(terms: LoanTerms, dues: list[_Due], event: LoanEvent) -> list[_Due]:
    """Return the due dates after an event."""
    passed = bisect_right(dues, event.day, key=lambda due: due.day)
    if isinstance(event, TermChange):
        left = dues[passed : passed + event.periods]
        kept = [*dues[:passed], *left]
        return [*kept, *_continued(terms, dues, event.periods - len(left))]
    if isinstance(event, Settlement):
        return [*dues[:passed], *_settled(terms, dues[:passed], dues[passed:], event.day)]
    if isinstance(event, DueDayChange):
        if terms.frequency.months is None:
            raise InvalidInput("due_day", "needs a loan paid by months", "change the frequency")
        before = dues[passed - 1].day if passed else terms.disbursed
        moved = list(_on_new_day(dues[passed:], max(before, event.day), event.due_day))
        if any(later.day <= earlier.day for earlier, later in pairwise(moved)):
            raise InvalidInput("due_day", "meets two due dates of a month", "keep the due dates")
        return [*dues[:passed], *moved]
    return dues


def _settled(
    terms: LoanTerms, paid: Sequence[_Due], left: Sequence[_Due], day: date
) -> Iterator[_Due]:
    """Yield the one due date that a settlement adds, none when it falls on the last one paid."""
    before = paid[-1].day if paid else terms.disbursed
    if not left or day <= terms.disbursed:
        raise InvalidInput("day", f"{day} is not inside the loan", "give a day while it runs")
    if day > before:
        yield left[0]._replace(day=day, planned=left[0].day)


def _continued(terms: LoanTerms, dues: Sequence[_Due], count: int) -> Iterator[_Due]:
    """Yield further due dates after the last one."""
    last, steps = dues[-1].day, 0
    kept = day_kept([terms.disbursed, *(due.day for due in dues)])
    while count > 0:
        steps += 1
        if terms.frequency.months is None:
            day = terms.frequency.after(last, steps)
        else:
            day = in_month_of(terms.frequency.after(last.replace(day=1), steps), kept)
        if not terms.due_months or day.month in terms.due_months:
            count -= 1
            yield _Due(day=day, regular=True)


def _on_new_day(dues: Sequence[_Due], after: date, due_day: int) -> Iterator[_Due]:
    """Yield due dates in the same months on another day, a month later where that has passed."""
    late = bool(dues) and in_month_of(dues[0].day, due_day) <= after
    for number, due in enumerate(dues):
        month = add_months(due.day.replace(day=1), 1) if late else due.day
        day = in_month_of(month, due_day)
        yield _Due(day=day, regular=number > 0 or (due.regular and day == due.day))
