"""How level payments split into interest and principal; it must not know loans or cents.

The principal of payment k at the end of period k is

    -(pv + fv) (1 + r)^(k - 1) / s,    s = ((1 + r)^n - 1) / r,    s = n at r = 0

and its interest is the level payment less that. At the beginning of periods the first payment is
due at once, so all of it is principal, and payment k + 1 has the principal above. Signs, units and
arguments are those of ``scoring/annuity.py`` (OpenFormula 1.2, part 4, section 6.12: IPMT, PPMT,
CUMIPMT, CUMPRINC). Written so, neither a long term nor a late period costs digits.
"""

from decimal import Decimal, localcontext

from scoring.errors import InvalidInput
from scoring.figures import figure
from scoring.growth import (
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
    shown,
)


def ipmt(
    rate: Number,
    period: int,
    nper: Number,
    pv: Number,
    fv: Number = 0,
    when: When | int = When.END,
) -> Decimal:
    """Return the interest in the payment of one period, from 1 (IPMT).

    Raises:
        InvalidInput: names the argument.
    """
    return _split(rate, nper, pv, fv, when, period, period)[0]


def ppmt(
    rate: Number,
    period: int,
    nper: Number,
    pv: Number,
    fv: Number = 0,
    when: When | int = When.END,
) -> Decimal:
    """Return the principal in the payment of one period, from 1 (PPMT).

    Raises:
        InvalidInput: names the argument.
    """
    return _split(rate, nper, pv, fv, when, period, period)[1]


def cumipmt(
    rate: Number, nper: Number, pv: Number, start: int, end: int, when: When | int = When.END
) -> Decimal:
    """Return the interest in the payments of the periods from ``start`` to ``end`` (CUMIPMT).

    Raises:
        InvalidInput: names the argument.
    """
    return _split(rate, nper, pv, 0, when, start, end)[0]


def cumprinc(
    rate: Number, nper: Number, pv: Number, start: int, end: int, when: When | int = When.END
) -> Decimal:
    """Return the principal in the payments of the periods from ``start`` to ``end`` (CUMPRINC).

    Raises:
        InvalidInput: names the argument.
    """
    return _split(rate, nper, pv, 0, when, start, end)[1]


def _split(
    rate: Number, nper: Number, pv: Number, fv: Number, when: When | int, start: int, end: int
) -> tuple[Decimal, Decimal]:
    """Return the interest and the principal of the payments from ``start`` to ``end``."""
    r, n, begin = checked_rate(rate), checked_periods(nper), checked_when(when)
    if n != int(n) or n < 1:
        raise InvalidInput(
            "nper", f"{n} is not usable", "give a whole number of periods, 1 or more"
        )
    first = checked_whole("period" if start is end else "start", start, 1, int(n))
    last = checked_whole("period" if start is end else "end", end, first, int(n))
    at_start, at_end = figure("pv", pv), figure("fv", fv)
    with localcontext(WIDE):
        level = level_payment(r, n, at_start, at_end, begin)
        principal = Decimal(0)
        if begin and first == 1:
            principal = level
        before = max(first - 1 - begin, 0)
        count = last - begin - before
        if count:
            run = growth(r, Decimal(before)) * annuity_factor(r, Decimal(count))
            principal -= (at_start + at_end) * run / annuity_factor(r, n)
        return shown(level * (last - first + 1) - principal), shown(principal)
