"""The annual rate of flows by the convention of a country; it must not know products or schedules.

One function, :func:`annual_rate`, takes flows from either side of the purse with dates or with
times, and a convention.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from enum import StrEnum

from scoring.apr import DAYS, MONTHS, dated_cost, to_step, xirr
from scoring.errors import InvalidInput
from scoring.figures import figure
from scoring.present_value import PRECISE, PresentValue
from scoring.reg_z import actuarial_rate, dated_actuarial_rate
from scoring.root import discount_factor
from scoring.unit_periods import UnitPeriod
from scoring.year_fractions import Interval, years_since_first

LONGEST_TIME = 100_000
_ONE = Decimal(1)

type When = date | Decimal | int
type Flow = tuple[When, Decimal]


class AprConvention(StrEnum):
    """How flows become one annual rate. Names used elsewhere are understood too."""

    NOMINAL = "nominal"
    """Rate of the payment period x periods a year; China: monthly IRR x 12."""
    EFFECTIVE = "effective"
    """(1 + rate of the payment period) ^ periods a year - 1."""
    EFFECTIVE_365 = "effective_365"
    """Compounded by days / 365: XIRR, the usual reading of the EU's and the UK's APR."""
    EFFECTIVE_CALENDAR = "effective_calendar"
    """Compounded by whole months or weeks and days back (Directive 2014/17/EU, Annex I)."""
    US_ACTUARIAL = "us_actuarial"
    """Unit-period rate x unit periods a year (12 CFR 1026, Appendix J)."""

    @classmethod
    def _missing_(cls, value: object) -> "AprConvention | None":
        return _ALSO_CALLED.get(value.lower()) if isinstance(value, str) else None


_ALSO_CALLED = {
    **{convention.value: convention for convention in AprConvention},
    **dict.fromkeys(
        ("cn", "china", "irr", "nominal_irr", "nominal_monthly_irr_x12"), AprConvention.NOMINAL
    ),
    **dict.fromkeys(("effective_irr", "effective_periods"), AprConvention.EFFECTIVE),
    **dict.fromkeys(
        ("xirr", "eu", "uk", "effective_annual", "effective_annual_days_365"),
        AprConvention.EFFECTIVE_365,
    ),
    **{"eu_calendar": AprConvention.EFFECTIVE_CALENDAR},
    **dict.fromkeys(
        ("us", "us_reg_z", "reg_z", "us_reg_z_actuarial", "actuarial"), AprConvention.US_ACTUARIAL
    ),
}


def annual_rate(
    flows: Sequence[Flow],
    convention: AprConvention | str,
    *,
    periods_a_year: Decimal | int | None = None,
    unit_period: UnitPeriod | str | None = None,
    first_payment: tuple[int, Decimal] | None = None,
    interval: Interval | str | None = None,
    guess: Decimal | None = None,
) -> Decimal:
    """Return the annual rate of flows as a fraction, to ten decimals.

    All times are dates, or all are numbers. A number counts payment periods for NOMINAL and
    EFFECTIVE, years for EFFECTIVE_365 and EFFECTIVE_CALENDAR, unit periods for US_ACTUARIAL;
    parts of one are allowed. Signs may be the customer's or the lender's.

    Args:
        flows: (date or number, amount), in any order.
        convention: how the flows become one rate, or a name of it.
        periods_a_year: payment periods or unit periods in a year when times are numbers: 12 for
            NOMINAL and EFFECTIVE unless given; for US_ACTUARIAL this or ``unit_period``.
        unit_period: US_ACTUARIAL only; found from the dates unless given, like ``m:1``, ``w:2``.
        first_payment: US_ACTUARIAL only; whole unit periods and the fraction of one to the first
            payment, when they shall not be counted from its date.
        interval: EFFECTIVE_CALENDAR only; ``month``, ``week`` or ``year`` to count back, found
            from the dates unless given.
        guess: effective annual rate near the wanted one, when there are several.

    Raises:
        InvalidInput: names the flow or the option that cannot be used.
        NoSingleRate: no rate, or several, make the present value zero.
    """
    kind = _known(convention)
    checked = _checked(flows)
    for name, given, meant in (
        ("unit_period", unit_period, AprConvention.US_ACTUARIAL),
        ("first_payment", first_payment, AprConvention.US_ACTUARIAL),
        ("interval", interval, AprConvention.EFFECTIVE_CALENDAR),
    ):
        if given is not None and kind is not meant:
            raise InvalidInput(name, f"means nothing for {kind.value}", "leave it out")
    options = _Options(
        kind=kind,
        periods_a_year=periods_a_year,
        unit=UnitPeriod.parse(unit_period) if isinstance(unit_period, str) else unit_period,
        first_payment=first_payment,
        interval=None if interval is None else _interval(interval),
        guess=None if guess is None else figure("guess", guess),
    )
    with localcontext(PRECISE):
        dated = [(time, amount) for time, amount in checked if isinstance(time, date)]
        if dated:
            return to_step(_by_date(dated, options))
        timed = [(Decimal(t), amount) for t, amount in checked if not isinstance(t, date)]
        return to_step(_by_number(timed, options))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Options:
    """What :func:`annual_rate` was asked for."""

    kind: AprConvention
    periods_a_year: Decimal | int | None
    unit: UnitPeriod | None
    first_payment: tuple[int, Decimal] | None
    interval: Interval | None
    guess: Decimal | None


def _by_date(flows: Sequence[tuple[date, Decimal]], options: _Options) -> Decimal:
    """Return the rate of dated flows."""
    guess = options.guess
    if options.periods_a_year is not None:
        raise InvalidInput("periods_a_year", "follows from the dates", "leave it out")
    match options.kind:
        case AprConvention.US_ACTUARIAL:
            return dated_actuarial_rate(
                flows, unit=options.unit, first_payment=options.first_payment, guess=guess
            )
        case AprConvention.EFFECTIVE_365:
            return xirr(flows, guess=guess)
        case AprConvention.EFFECTIVE_CALENDAR:
            years = years_since_first([day for day, _ in flows], options.interval)
            value = PresentValue.of(zip(years, (amount for _, amount in flows), strict=True))
            return 1 / discount_factor(value, guess=guess) - 1
        case AprConvention.NOMINAL:
            return dated_cost(flows, guess=guess).nominal
        case AprConvention.EFFECTIVE:
            return dated_cost(flows, guess=guess).effective


def _by_number(flows: Sequence[tuple[Decimal, Decimal]], options: _Options) -> Decimal:
    """Return the rate of flows whose times are numbers."""
    kind, guess = options.kind, options.guess
    if kind is AprConvention.US_ACTUARIAL:
        if (options.unit is None) == (options.periods_a_year is None):
            raise InvalidInput(
                "periods_a_year", "or unit_period is needed, and not both", "give one of them"
            )
        a_year = options.unit.a_year if options.unit else _count(options.periods_a_year, _ONE)
        return actuarial_rate(flows, a_year, first_payment=options.first_payment, guess=guess)
    if kind in (AprConvention.NOMINAL, AprConvention.EFFECTIVE):
        a_year = _count(options.periods_a_year, Decimal(MONTHS))
    elif options.periods_a_year is None:
        a_year = _ONE
    else:
        raise InvalidInput("periods_a_year", "times are in years", "leave it out")
    factor = discount_factor(PresentValue.of(flows), units_a_year=a_year, guess=guess)
    if kind is AprConvention.NOMINAL:
        return (1 / factor - 1) * a_year
    return factor**-a_year - 1


def _known(convention: AprConvention | str) -> AprConvention:
    try:
        return AprConvention(convention)
    except ValueError:
        raise InvalidInput(
            "convention", f"{convention!r} is not known", f"give one of {', '.join(AprConvention)}"
        ) from None


def _interval(interval: Interval | str) -> Interval:
    try:
        return Interval(interval)
    except ValueError:
        raise InvalidInput(
            "interval", f"{interval!r} is not known", f"give one of {', '.join(Interval)}"
        ) from None


def _checked(flows: Sequence[Flow]) -> list[Flow]:
    """Return the flows by time when every time and amount can be used."""
    if len(flows) < 2:
        raise InvalidInput("flows", f"{len(flows)} cannot have a rate", "give two or more")
    dated = _is_date(flows[0][0])
    checked: list[Flow] = []
    for index, (time, amount) in enumerate(flows):
        if _is_date(time) != dated:
            raise InvalidInput(
                f"flows[{index}].time", "dates and numbers are mixed", "give one kind of time"
            )
        if not dated and not _is_time(time):
            raise InvalidInput(
                f"flows[{index}].time",
                f"{time!r} is not a time",
                f"give a date or a number from 0 to {LONGEST_TIME}",
            )
        checked.append((time, figure(f"flows[{index}].amount", amount)))
    if not any(amount for _, amount in checked):
        raise InvalidInput("flows", "every amount is 0", "give what is paid and received")
    if len({time for time, _ in flows}) == 1:
        raise InvalidInput("flows", "all fall on one time", "give two times or more")
    return sorted(checked, key=lambda flow: flow[0])


def _is_date(time: When) -> bool:
    return isinstance(time, date) and not isinstance(time, datetime)


def _is_time(time: When) -> bool:
    if isinstance(time, bool) or not isinstance(time, int | Decimal):
        return False
    return Decimal(time).is_finite() and 0 <= time <= LONGEST_TIME


def _count(periods_a_year: Decimal | int | None, otherwise: Decimal) -> Decimal:
    """Return the periods in a year when they can be used."""
    if periods_a_year is None:
        return otherwise
    count = figure("periods_a_year", periods_a_year)
    if not 0 < count <= DAYS:
        raise InvalidInput(
            "periods_a_year", f"{count} is outside 0 to {DAYS}", "give how many make a year"
        )
    return count
