"""Amounts in yuan and cents and how they are rounded; it must not know what they are paid for."""

import decimal
from decimal import Decimal
from enum import StrEnum

from scoring.errors import InvalidInput

CENT = Decimal("0.01")
LARGEST_AMOUNT = Decimal("1000000000000")


class Rounding(StrEnum):
    """How a sum is brought to whole cents, or to whole units of another size."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    CEILING = "ceiling"


_MODES = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.CEILING: decimal.ROUND_CEILING,
}


def to_cents(amount: Decimal, rounding: Rounding) -> Decimal:
    """Round a sum in yuan to the cent."""
    return amount.quantize(CENT, rounding=_MODES[rounding])


def to_units(amount: Decimal, unit: Decimal, rounding: Rounding) -> Decimal:
    """Round a sum to whole units, like 1 or 10 yuan, and return it with two decimals."""
    units = (amount / unit).quantize(Decimal(1), rounding=_MODES[rounding])
    return (units * unit).quantize(CENT)


def checked_amount(field: str, amount: object, *, minimum: Decimal = CENT) -> Decimal:
    """Return the amount with two decimals when it is a usable sum in yuan.

    Raises:
        InvalidInput: not a Decimal, not finite, below the minimum, more than two decimals or
            absurdly large.
    """
    # A float has already lost cents by the time it comes here.
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise InvalidInput(field, "is not a number", "give yuan as a decimal, like 15000")
    if amount < minimum:
        raise InvalidInput(field, f"{amount} is below {minimum}", f"give {minimum} yuan or more")
    if amount > LARGEST_AMOUNT:
        raise InvalidInput(field, f"{amount} is too large", f"give at most {LARGEST_AMOUNT} yuan")
    if amount != amount.quantize(CENT, rounding=decimal.ROUND_HALF_UP):
        raise InvalidInput(field, f"{amount} has parts of a cent", "give at most two decimals")
    return amount.quantize(CENT)
