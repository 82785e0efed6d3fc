"""The actuarial rate of US Regulation Z (12 CFR 1026, Appendix J); it must not know products.

Sum of advances = sum of payments, each divided by (1 + f i)(1 + i)^t, where t is the whole unit
periods and f the fraction of one since the term began, and i the unit-period rate. The annual rate
is i x unit periods a year ((b)(1), (b)(8)).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext

from scoring.errors import InvalidInput, NoSingleRate
from scoring.figures import figure
from scoring.month_steps import days_of_months
from scoring.present_value import PRECISE, PresentValue
from scoring.root import discount_factor
from scoring.unit_periods import UnitPeriod, most_common_unit, single_payment_unit


def actuarial_rate(
    flows: Sequence[tuple[Decimal, Decimal]],
    a_year: Decimal,
    *,
    first_payment: tuple[int, Decimal] | None = None,
    guess: Decimal | None = None,
) -> Decimal:
    """Return the annual rate of flows timed in unit periods; the term begins with the first.

    Args:
        flows: (unit periods, amount) in order of time; the sign of the first is an advance's.
        a_year: unit periods in a year.
        first_payment: whole unit periods and the fraction of one to the first payment; the
            payments after it keep their distance to it.
        guess: effective annual rate near the wanted one, when there are several.

    Raises:
        InvalidInput: ``first_payment`` is not a whole number and a fraction below 1.
        NoSingleRate: no rate above -100 %, or several, solve the equation.
    """
    with localcontext(PRECISE):
        flows = _net(flows)
        flows = [(time - flows[0][0], amount) for time, amount in flows]
        if first_payment is not None:
            whole, fraction = (figure("first_payment", part) for part in first_payment)
            flows = _moved(flows, whole, fraction)
        value = PresentValue.of(flows, simple=True)
        return (1 / discount_factor(value, units_a_year=a_year, guess=guess) - 1) * a_year


def dated_actuarial_rate(
    flows: Sequence[tuple[date, Decimal]],
    *,
    unit: UnitPeriod | None = None,
    first_payment: tuple[int, Decimal] | None = None,
    guess: Decimal | None = None,
) -> Decimal:
    """Return the annual rate of dated flows, the unit period found from the dates unless given.

    What falls on one day is added up: a fee kept back leaves the amount financed. The term begins
    with the first advance.

    Args:
        flows: (date, amount) in order of date; the sign of the first is an advance's.
        unit: the unit period.
        first_payment: as in :func:`actuarial_rate`.
        guess: as in :func:`actuarial_rate`.

    Raises:
        InvalidInput: ``first_payment`` is not a whole number and a fraction below 1.
        NoSingleRate: the flows have one sign, or no single rate.
    """
    flows = _net(flows)
    positive = bool(flows) and flows[0][1] > 0
    advances = [day for day, amount in flows if (amount > 0) == positive]
    payments = [day for day, amount in flows if (amount > 0) != positive]
    if not payments:
        raise NoSingleRate("the flows never change sign, so no rate makes their present value 0")
    single = len(advances) == len(payments) == 1
    if unit is None and single:
        unit = single_payment_unit(advances[0], payments[0])
    elif unit is None:
        unit = most_common_unit(advances, payments)
    day_of = dict(zip(advances, days_of_months(advances), strict=True))
    series = days_of_months([*advances, *payments] if single else payments)
    day_of |= dict(zip(payments, series[-len(payments) :], strict=True))
    start = flows[0][0]
    with localcontext(PRECISE):
        timed = [(unit.between(start, day, day_of[day]), amount) for day, amount in flows]
        return actuarial_rate(timed, unit.a_year, first_payment=first_payment, guess=guess)


def _moved(
    flows: Sequence[tuple[Decimal, Decimal]], whole: Decimal, fraction: Decimal
) -> list[tuple[Decimal, Decimal]]:
    """Put the first payment at the given time and move the later ones with it."""
    if whole < 0 or whole != int(whole):
        raise InvalidInput(
            "first_payment", f"{whole!r} is not a number of unit periods", "give 0 or more"
        )
    if not 0 <= fraction < 1:
        raise InvalidInput("first_payment", f"{fraction!r} is no fraction", "give 0 to below 1")
    positive = bool(flows) and flows[0][1] > 0
    payments = [time for time, amount in flows if (amount > 0) != positive]
    shift = whole + fraction - payments[0] if payments else Decimal(0)
    return [(time + shift if (amount > 0) != positive else time, amount) for time, amount in flows]


def _net[Time: (date, Decimal)](
    flows: Sequence[tuple[Time, Decimal]],
) -> list[tuple[Time, Decimal]]:
    """Add up what falls on one time and drop what comes to nothing."""
    sums: dict[Time, Decimal] = {}
    for time, amount in flows:
        sums[time] = sums.get(time, Decimal(0)) + amount
    return [(time, amount) for time, amount in sums.items() if amount]
