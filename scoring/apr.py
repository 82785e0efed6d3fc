"""The annual cost of a cash flow by its internal rate of return; it must not know products.

Signs are the customer's purse: received +, paid -. The lender's view gives the same rate. Every
figure is proved in ``scoring/root.py`` and right to ten decimals. The conventions of other
countries are in ``scoring/annual_rate.py``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from itertools import pairwise

from scoring.errors import NoSingleRate
from scoring.figures import figure
from scoring.present_value import PRECISE, PresentValue
from scoring.root import discount_factor, rate_of
from scoring.schedule import Schedule, whole_months

DAYS = 365
WEEKS = 52
MONTHS = 12
RATE_STEP = Decimal("1E-10")
_DAYS_OF_WEEK = 7
_ONE = Decimal(1)
# Beyond this a rate has 18 digits, the ones that are proved, instead of ten decimals.
_HUGE = Decimal("1E8")
_PROVED = Context(prec=18, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnualCost:
    """What a loan costs a year, interest and every fee included.

    Attributes:
        nominal: rate of the payment period x periods a year; 12 x the monthly IRR for monthly
            instalments. The figure shown first.
        effective: (1 + rate of the period) ^ periods a year - 1.
    """

    nominal: Decimal
    effective: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentPeriod:
    """The regular rhythm of dated flows.

    Attributes:
        times: of each flow since the first, in steps of a month, a week or a day.
        steps_a_year: 12, 52 or 365.
        steps: steps in one payment period.
    """

    times: tuple[int, ...]
    steps_a_year: int
    steps: int

    @property
    def a_year(self) -> Decimal:
        """Payment periods in a year."""
        return Decimal(self.steps_a_year) / self.steps


def annual_cost(schedule: Schedule) -> AnnualCost:
    """Return the annualised total cost of a schedule, as fractions to ten decimals.

    Raises:
        NoSingleRate: nothing is left after fees, or the payments have no single rate.
    """
    return dated_cost(schedule.flows())


def dated_cost(
    flows: Iterable[tuple[date, Decimal]], *, guess: Decimal | None = None
) -> AnnualCost:
    """Return the annualised cost of dated flows, as fractions to ten decimals.

    0 = sum of amount_k / (1 + i)^k over payment periods k. Nominal: i x periods a year; 12 i for
    monthly instalments (PBoC Announcement 2021 No. 3, compound method; actuarial method of US
    Regulation Z, Appendix J), 52 i for weekly ones, 4 i for quarterly ones. A single payment: the
    period is the whole term, a year at most (Appendix J (b)(4)), so a half-year bullet at 9.6 %
    without fees costs 9.6 %, not 12 x its smaller monthly root. Irregular dates: days / 365
    (XIRR), and 12 x the equivalent monthly rate.

    Args:
        flows: (date, amount).
        guess: effective rate near the wanted one, when there are several.

    Raises:
        NoSingleRate: the flows have no single rate.
    """
    dated = sorted(flows, key=lambda flow: flow[0])
    period = payment_period([day for day, _ in dated])
    with localcontext(PRECISE):
        if period is None:
            effective = xirr(dated, guess=guess)
            monthly = (1 + effective) ** (_ONE / MONTHS) - 1
            return AnnualCost(nominal=to_step(MONTHS * monthly), effective=to_step(effective))
        value = PresentValue.of(
            (time, amount) for time, (_, amount) in zip(period.times, dated, strict=True)
        )
        factor = discount_factor(value, units_a_year=Decimal(period.steps_a_year), guess=guess)
        growth = factor**-period.steps
        return AnnualCost(
            nominal=to_step((growth - 1) * period.a_year),
            effective=to_step(growth**period.a_year - 1),
        )


def payment_period(dates: Sequence[date]) -> PaymentPeriod | None:
    """Return the payment period of sorted dates, None when they keep no rhythm.

    Whole months between all dates: the most common distance, the smaller of two equally common
    ones, one month when none occurs twice, a year at most. Whole weeks: likewise. Equally many
    days: those days. Two dates: what lies between them, a year at most.
    """
    if not dates or dates[-1] == dates[0]:
        return None
    start = dates[0]
    months = [_months_since(start, day) for day in dates]
    times = tuple(month for month in months if month is not None)
    if len(times) == len(dates):
        return _rhythm(times, MONTHS)
    days = tuple((day - start).days for day in dates)
    gaps = {after - before for before, after in pairwise(days) if after > before}
    if len(gaps) > 1 or max(gaps) < days[-1]:
        if not any(day % _DAYS_OF_WEEK for day in days):
            return _rhythm(tuple(day // _DAYS_OF_WEEK for day in days), WEEKS)
        if len(gaps) > 1:
            return None
    return PaymentPeriod(times=days, steps_a_year=DAYS, steps=min(max(gaps), DAYS))


def irr(amounts: Sequence[Decimal], *, guess: Decimal | None = None) -> Decimal:
    """Return the rate per period of flows that are one period apart, the first at time 0.

    Args:
        amounts: one a period; 0 where nothing flows.
        guess: rate near the wanted one, when there are several.

    Raises:
        InvalidInput: an amount is not a finite number, or a float.
        NoSingleRate: no rate, or several, make the present value zero.
    """
    with localcontext(PRECISE):
        value = PresentValue.of(
            (index, figure(f"amounts[{index}]", amount)) for index, amount in enumerate(amounts)
        )
        return rate_of(discount_factor(value, guess=guess))


def xirr(flows: Iterable[tuple[date, Decimal]], *, guess: Decimal | None = None) -> Decimal:
    """Return the effective annual rate of dated flows, counting days / 365.

    0 = sum of amount_k / (1 + rate)^(days since the first flow / 365), as spreadsheets do.

    Args:
        flows: (date, amount), in any order.
        guess: rate near the wanted one, when there are several.

    Raises:
        InvalidInput: an amount is not a finite number, or a float.
        NoSingleRate: no rate, or several, make the present value zero.
    """
    dated = list(flows)
    if not dated:
        raise NoSingleRate("there are no flows")
    start = min(day for day, _ in dated)
    with localcontext(PRECISE):
        value = PresentValue.of(
            ((day - start).days, figure(f"flows[{index}].amount", amount))
            for index, (day, amount) in enumerate(dated)
        )
        return rate_of(discount_factor(value, units_a_year=Decimal(DAYS), guess=guess), DAYS)


def to_step(rate: Decimal) -> Decimal:
    """Round a rate to ten decimals, a huge one to 18 digits."""
    return rate.quantize(RATE_STEP) if abs(rate) < _HUGE else _PROVED.plus(rate)


def _months_since(start: date, day: date) -> int | None:
    if day.day == start.day:
        return (day.year - start.year) * MONTHS + day.month - start.month
    return whole_months(start, day)


def _rhythm(times: tuple[int, ...], steps_a_year: int) -> PaymentPeriod:
    """Take the most common distance between times as the payment period."""
    gaps = Counter(after - before for before, after in pairwise(times) if after > before)
    steps, often = min(gaps.items(), key=lambda item: (-item[1], item[0]))
    if often == 1 and len(gaps) > 1:
        steps = 1
    return PaymentPeriod(times=times, steps_a_year=steps_a_year, steps=min(steps, steps_a_year))
