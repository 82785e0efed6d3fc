"""Compound growth in enough digits that differences of it keep theirs; it must not know loans."""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import IntEnum

from scoring.errors import InvalidInput
from scoring.figures import figure

# (1 + r)^n - 1 loses as many digits as r has noughts; 110 digits leave 30 down to r = 1E-80.
WIDE = Context(
    prec=110, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation, DivisionByZero, Overflow]
)
# Below this a rate is 0: over 100,000 periods it moves no result in its 28th digit.
_NO_RATE = Decimal("1E-60")
_HIGHEST = Decimal(10) ** 12
_SHOWN = Context(prec=28)
MOST_PERIODS = 100_000

type Number = Decimal | int


class When(IntEnum):
    """When payments fall in their period."""

    END = 0
    BEGIN = 1


def checked_rate(rate: object, field: str = "rate") -> Decimal:
    """Return a rate per period above -100 %; one too small to matter is 0.

    Raises:
        InvalidInput: names the field.
    """
    value = figure(field, rate)
    if not -1 < value <= _HIGHEST:
        raise InvalidInput(field, f"{value} is outside -1 to {_HIGHEST}", "give 1 % as 0.01")
    return value if abs(value) >= _NO_RATE else Decimal(0)


def growth(rate: Decimal, periods: Decimal) -> Decimal:
    """Return (1 + r)^n; parts of a period grow by compound interest."""
    if periods == int(periods):
        return (1 + rate) ** int(periods)
    return (1 + rate) ** periods


def annuity_factor(rate: Decimal, periods: Decimal) -> Decimal:
    """Return what 1 a period has grown to at the end, ((1 + r)^n - 1) / r; at r = 0: n."""
    return (growth(rate, periods) - 1) / rate if rate else periods


def log_growth(rate: Decimal) -> Decimal:
    """Return ln(1 + r)."""
    return (1 + rate).ln()


def level_payment(
    rate: Decimal, periods: Decimal, start: Decimal, end: Decimal, begin: int
) -> Decimal:
    """Return -(end + start (1 + r)^n) / ((1 + r begin) s), s the annuity factor."""
    grown = end + start * growth(rate, periods)
    return -grown / ((1 + rate * begin) * annuity_factor(rate, periods))


def checked_periods(nper: object) -> Decimal:
    """Return a number of periods of at most 100,000.

    Raises:
        InvalidInput: names ``nper``.
    """
    periods = figure("nper", nper)
    if abs(periods) > MOST_PERIODS:
        raise InvalidInput("nper", f"{periods} is too many", f"give at most {MOST_PERIODS}")
    return periods


def checked_whole(field: str, value: object, least: int, most: int) -> int:
    """Return a whole number inside its bounds.

    Raises:
        InvalidInput: names the field.
    """
    number = figure(field, value)
    if number != int(number) or not least <= number <= most:
        raise InvalidInput(
            field, f"{number} is not usable", f"give a whole number from {least} to {most}"
        )
    return int(number)


def checked_when(when: object) -> int:
    """Return 1 when payments fall at the beginning of periods, 0 at the end.

    Raises:
        InvalidInput: names ``when``.
    """
    if when not in (0, 1):
        raise InvalidInput("when", f"{when!r} is not known", "give 0 for the end, 1 for the begin")
    return int(when == 1)


def shown(value: Decimal) -> Decimal:
    """Round to the 28 digits of a result."""
    return _SHOWN.plus(value)
