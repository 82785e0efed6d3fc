"""The annual cost of a cash flow by its internal rate of return; it must not know products.

Signs are the customer's purse: received +, paid -. Sums over powers of one discount factor v per
unit of time are solved exactly enough (34 digits) for every figure shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from scoring.errors import NoSingleRate
from scoring.schedule import MONTHS, Schedule, whole_months

DAYS = 365
RATE_STEP = Decimal("1E-10")
_ONE = Decimal(1)
_PRECISION = 34
_CLOSE = Decimal("1E-24")
_MOST_STEPS = 300
# Annual growth factors between which several sign changes are searched for a single root.
_SEARCHED = [Decimal(10) ** (Decimal(k) / 20) for k in range(-60, 81)]

type Terms = list[tuple[int, Decimal]]


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


def annual_cost(schedule: Schedule) -> AnnualCost:
    """Return the annualised total cost of a schedule, as fractions to ten decimals.

    Monthly due dates: 0 = received - sum of payment_k / (1 + i)^k, nominal 12 i (PBoC
    Announcement 2021 No. 3, compound method; actuarial method of US Regulation Z, Appendix J).
    A single payment: the unit period is the whole term, a year at most (Appendix J (b)(4)), so a
    half-year bullet at 9.6 % without fees costs 9.6 %, not 12 x its smaller monthly root.
    Irregular due dates: days / 365 (XIRR), and 12 x the equivalent monthly rate.

    Raises:
        NoSingleRate: nothing is left after fees, or the payments have no single rate.
    """
    flows = schedule.flows()
    months = [whole_months(schedule.disbursed, row.due) for row in schedule.instalments]
    regular = [month for month in months if month is not None]
    if len(regular) < len(months):
        if len(flows) == 2:
            days = (flows[1][0] - flows[0][0]).days
            unit = min(days, DAYS)
            return _annualised(flows, [0, days], unit, Decimal(DAYS) / unit)
        effective = xirr(flows)
        monthly = (1 + effective) ** (_ONE / MONTHS) - 1
        return AnnualCost(
            nominal=(MONTHS * monthly).quantize(RATE_STEP), effective=effective.quantize(RATE_STEP)
        )
    unit = min(regular[0], MONTHS) if len(regular) == 1 else 1
    return _annualised(flows, [0, *regular], unit, Decimal(MONTHS) / unit)


def irr(amounts: Sequence[Decimal]) -> Decimal:
    """Return the rate per period of flows that are one period apart, the first at time 0.

    Raises:
        NoSingleRate: no rate, or several, make the present value zero.
    """
    return 1 / _discount_factor(list(enumerate(amounts)), 1) - 1


def xirr(flows: Iterable[tuple[date, Decimal]]) -> Decimal:
    """Return the effective annual rate of dated flows, counting days / 365.

    Raises:
        NoSingleRate: no rate, or several, make the present value zero.
    """
    dated = sorted(flows, key=lambda flow: flow[0])
    if not dated:
        raise NoSingleRate("there are no flows")
    start = dated[0][0]
    terms = [((day - start).days, amount) for day, amount in dated]
    with localcontext(prec=_PRECISION):
        return 1 / _discount_factor(terms, DAYS) ** DAYS - 1


def _annualised(
    flows: Sequence[tuple[date, Decimal]],
    times: Sequence[int],
    unit: int,
    units_a_year: Decimal,
) -> AnnualCost:
    """Annualise by unit periods, each ``unit`` steps of the given times long."""
    terms = [(time, amount) for time, (_, amount) in zip(times, flows, strict=True)]
    with localcontext(prec=_PRECISION):
        growth = 1 / _discount_factor(terms, int(units_a_year * unit)) ** unit
        return AnnualCost(
            nominal=((growth - 1) * units_a_year).quantize(RATE_STEP),
            effective=(growth**units_a_year - 1).quantize(RATE_STEP),
        )


def _discount_factor(flows: Terms, times_a_year: int) -> Decimal:
    """Return the single positive v with sum of amount x v^time = 0."""
    with localcontext(prec=_PRECISION):
        terms = _merged(flows)
        changes = sum((before > 0) != (after > 0) for (_, before), (_, after) in pairwise(terms))
        if changes == 0:
            raise NoSingleRate("the flows never change sign")
        low, high = _bracket(terms) if changes == 1 else _only_bracket(terms, times_a_year)
        return _root(terms, low, high)


def _merged(flows: Terms) -> Terms:
    """Add up what falls on one time and drop zeros, in order of time from 0."""
    sums: dict[int, Decimal] = {}
    for time, amount in flows:
        sums[time] = sums.get(time, Decimal(0)) + amount
    terms = [(time, sums[time]) for time in sorted(sums) if sums[time]]
    # A common factor v^first changes no root.
    return [(time - terms[0][0], amount) for time, amount in terms]


def _bracket(terms: Terms) -> tuple[Decimal, Decimal]:
    """Widen around v = 1; one sign change has exactly one positive root (Descartes)."""
    low = high = _ONE
    step = Decimal(2)
    first_positive = terms[0][1] > 0
    while (_value(terms, low)[0] > 0) != first_positive:
        low /= step
        step *= step
    step = Decimal("1.0001")
    while (_value(terms, high)[0] > 0) == first_positive:
        high *= step
        step *= step
    return low, high


def _only_bracket(terms: Terms, times_a_year: int) -> tuple[Decimal, Decimal]:
    """Search yearly growth factors from 0.001 to 10,000 for the one place where v crosses zero."""
    points = sorted(factor ** (-_ONE / times_a_year) for factor in _SEARCHED)
    signs = [_value(terms, point)[0] > 0 for point in points]
    crossings = [k for k in range(1, len(points)) if signs[k] != signs[k - 1]]
    if len(crossings) != 1:
        raise NoSingleRate(f"{len(crossings)} rates make the present value zero")
    return points[crossings[0] - 1], points[crossings[0]]


def _root(terms: Terms, low: Decimal, high: Decimal) -> Decimal:
    """Newton's method kept inside the bracket by bisection."""
    low_positive = _value(terms, low)[0] > 0
    factor = (low + high) / 2
    for _ in range(_MOST_STEPS):
        value, slope = _value(terms, factor)
        if value == 0:
            return factor
        if (value > 0) == low_positive:
            low = factor
        else:
            high = factor
        guess = factor - value / slope if slope else low
        if not low < guess < high:
            guess = (low + high) / 2
        if abs(guess - factor) < _CLOSE * factor:
            return guess
        factor = guess
    return factor


def _value(terms: Terms, factor: Decimal) -> tuple[Decimal, Decimal]:
    """Return the polynomial and its slope at v, by Horner's rule over the gaps."""
    value = slope = Decimal(0)
    later = terms[-1][0]
    for time, amount in reversed(terms):
        gap = later - time
        if gap == 1:
            slope = slope * factor + value
            value = value * factor
        elif gap:
            power = factor ** (gap - 1)
            slope = slope * power * factor + gap * power * value
            value = value * power * factor
        value += amount
        later = time
    return value, slope
