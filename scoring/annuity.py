"""Time value of money: the functions of spreadsheets, in Decimal; it must not know loans.

Signs are those of spreadsheets and of numpy-financial: what is received is +, what is paid is -,
and money at hand and money later balance:

    fv + pv (1 + r)^n + pmt (1 + r w) ((1 + r)^n - 1) / r = 0,   at r = 0:   fv + pv + pmt n = 0

r is the rate of one period as a fraction, n the number of periods, w = 1 when payments fall at
the beginning of a period and 0 at its end. Arguments are Decimals or whole numbers, floats are
refused. Results have 28 digits (rates that are searched for 18), computed with enough more that a
tiny rate or a long term costs none of them. Source of every equation: OpenFormula 1.2 (OASIS),
part 4, section 6.12.
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from scoring.errors import InvalidInput, NoSingleRate
from scoring.figures import figure
from scoring.growth import (
    MOST_PERIODS,
    WIDE,
    Number,
    When,
    annuity_factor,
    checked_periods,
    checked_rate,
    checked_when,
    checked_whole,
    growth,
    level_payment,
    log_growth,
    shown,
)
from scoring.present_value import PRECISE, PresentValue
from scoring.root import discount_factor, rate_of

_TENTH = Decimal("0.1")


def pmt(
    rate: Number, nper: Number, pv: Number, fv: Number = 0, when: When | int = When.END
) -> Decimal:
    """Return the level payment per period (PMT).

    pmt = -(fv + pv (1 + r)^n) r / ((1 + r w) ((1 + r)^n - 1)); at r = 0: -(fv + pv) / n.

    Args:
        rate: rate per period.
        nper: number of periods, not 0.
        pv: money at hand at the start.
        fv: money left at the end.
        when: when payments fall.

    Raises:
        InvalidInput: names the argument.
    """
    r, n = checked_rate(rate), checked_periods(nper)
    if n == 0:
        raise InvalidInput("nper", "is 0", "give at least one period")
    start, end, begin = figure("pv", pv), figure("fv", fv), checked_when(when)
    with localcontext(WIDE):
        return shown(level_payment(r, n, start, end, begin))


def pv(
    rate: Number, nper: Number, pmt: Number, fv: Number = 0, when: When | int = When.END
) -> Decimal:
    """Return the present value (PV).

    pv = -(fv + pmt (1 + r w) ((1 + r)^n - 1) / r) / (1 + r)^n; at r = 0: -(fv + pmt n).

    Raises:
        InvalidInput: names the argument.
    """
    r, n = checked_rate(rate), checked_periods(nper)
    payment, end, begin = figure("pmt", pmt), figure("fv", fv), checked_when(when)
    with localcontext(WIDE):
        paid = payment * (1 + r * begin) * annuity_factor(r, n)
        return shown(-(end + paid) / growth(r, n))


def fv(
    rate: Number, nper: Number, pmt: Number, pv: Number = 0, when: When | int = When.END
) -> Decimal:
    """Return the future value (FV).

    fv = -(pv (1 + r)^n + pmt (1 + r w) ((1 + r)^n - 1) / r); at r = 0: -(pv + pmt n).

    Raises:
        InvalidInput: names the argument.
    """
    r, n = checked_rate(rate), checked_periods(nper)
    payment, start, begin = figure("pmt", pmt), figure("pv", pv), checked_when(when)
    with localcontext(WIDE):
        paid = payment * (1 + r * begin) * annuity_factor(r, n)
        return shown(-(start * growth(r, n) + paid))


def nper(
    rate: Number, pmt: Number, pv: Number, fv: Number = 0, when: When | int = When.END
) -> Decimal:
    """Return the number of periods, not rounded (NPER).

    n = ln((z - fv) / (z + pv)) / ln(1 + r), z = pmt (1 + r w) / r; at r = 0: -(fv + pv) / pmt.

    Raises:
        InvalidInput: names the argument; ``pmt`` when the payment never gets there.
    """
    r = checked_rate(rate)
    payment, start, end = figure("pmt", pmt), figure("pv", pv), figure("fv", fv)
    begin = checked_when(when)
    with localcontext(WIDE):
        if r == 0:
            if payment == 0:
                raise _never()
            return shown(-(end + start) / payment)
        each = payment * (1 + r * begin) / r
        if each + start == 0 or (each - end) / (each + start) <= 0:
            raise _never()
        return shown(log_growth((each - end) / (each + start) - 1) / log_growth(r))


def rate(
    nper: int,
    pmt: Number,
    pv: Number,
    fv: Number = 0,
    when: When | int = When.END,
    guess: Number | None = _TENTH,
) -> Decimal:
    """Return the rate per period (RATE) that balances the equation above, proved to 10 decimals.

    Args:
        nper: number of periods, whole.
        pmt: payment per period.
        pv: money at hand at the start.
        fv: money left at the end.
        when: when payments fall.
        guess: of several rates the one nearest to this; None refuses several.

    Raises:
        InvalidInput: names the argument.
        NoSingleRate: no rate above -100 % balances it.
    """
    n = checked_whole("nper", nper, 1, MOST_PERIODS)
    payment, begin = figure("pmt", pmt), checked_when(when)
    flows = [(k, payment) for k in range(1 - begin, n + 1 - begin)]
    flows += [(0, figure("pv", pv)), (n, figure("fv", fv))]
    with localcontext(PRECISE):
        return rate_of(discount_factor(PresentValue.of(flows), guess=_guess(guess)))


def npv(rate: Number, amounts: Sequence[Number], *, first_at: int = 0) -> Decimal:
    """Return the sum of amount_k / (1 + r)^k.

    Args:
        rate: rate per period, above -100 %.
        amounts: one a period.
        first_at: time of the first amount: 0 as in numpy-financial, 1 as in a spreadsheet's NPV.

    Raises:
        InvalidInput: names the argument.
    """
    r = checked_rate(rate)
    with localcontext(WIDE):
        total = Decimal(0)
        for index in reversed(range(len(amounts))):
            total = total / (1 + r) + figure(f"amounts[{index}]", amounts[index])
        return shown(total / growth(r, Decimal(first_at)))


def irr(amounts: Sequence[Number], guess: Number | None = _TENTH) -> Decimal:
    """Return the rate per period that makes the sum of amount_k / (1 + r)^k zero (IRR).

    Of several rates it returns the one nearest to the guess, as spreadsheets mean to;
    ``scoring.apr.irr`` refuses several.

    Raises:
        InvalidInput: names the argument.
        NoSingleRate: no rate above -100 % does.
    """
    flows = [(k, figure(f"amounts[{k}]", amount)) for k, amount in enumerate(amounts)]
    with localcontext(PRECISE):
        return rate_of(discount_factor(PresentValue.of(flows), guess=_guess(guess)))


def mirr(amounts: Sequence[Number], finance_rate: Number, reinvest_rate: Number) -> Decimal:
    """Return the modified rate per period (MIRR).

    (FV of what is received at the reinvestment rate / -PV of what is paid at the finance
    rate)^(1 / (n - 1)) - 1, for n amounts one period apart.

    Raises:
        InvalidInput: names the argument.
        NoSingleRate: nothing is received or nothing is paid.
    """
    lent, spent = (
        checked_rate(reinvest_rate, "reinvest_rate"),
        checked_rate(finance_rate, "finance_rate"),
    )
    flows = [figure(f"amounts[{k}]", amount) for k, amount in enumerate(amounts)]
    last = len(flows) - 1
    if not (any(amount > 0 for amount in flows) and any(amount < 0 for amount in flows)):
        raise NoSingleRate("the flows never change sign")
    with localcontext(WIDE):
        received = sum(
            (a * growth(lent, Decimal(last - k)) for k, a in enumerate(flows) if a > 0), Decimal(0)
        )
        paid = sum(
            (a / growth(spent, Decimal(k)) for k, a in enumerate(flows) if a < 0), Decimal(0)
        )
        return shown((received / -paid) ** (1 / Decimal(last)) - 1)


def effective_rate(nominal: Number, periods_a_year: int) -> Decimal:
    """Return the effective annual rate, (1 + nominal / m)^m - 1 (EFFECT).

    Raises:
        InvalidInput: names the argument.
    """
    m = checked_whole("periods_a_year", periods_a_year, 1, MOST_PERIODS)
    with localcontext(WIDE):
        each = figure("nominal", nominal) / m
        checked_rate(each, "nominal")
        return shown(each * annuity_factor(each, Decimal(m)))


def nominal_rate(effective: Number, periods_a_year: int) -> Decimal:
    """Return the nominal annual rate, m ((1 + effective)^(1/m) - 1) (NOMINAL).

    Raises:
        InvalidInput: names the argument.
    """
    m = checked_whole("periods_a_year", periods_a_year, 1, MOST_PERIODS)
    r = checked_rate(effective, "effective")
    with localcontext(WIDE):
        return shown(r if m == 1 else m * (growth(r, 1 / Decimal(m)) - 1))


def _guess(guess: Number | None) -> Decimal | None:
    return None if guess is None else figure("guess", guess)


def _never() -> InvalidInput:
    return InvalidInput("pmt", "never brings pv to fv", "give a larger one of the other sign")
