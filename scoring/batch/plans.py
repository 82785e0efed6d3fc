"""Repayment plans of many loans in whole cents; it must not know prices or annual costs.

Interest and fees are computed in integers, so that a tie rounds as it does for one loan; the
equal instalment is a float next to an integer, marked where it lies on the edge between two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from scoring.batch.full_rates import Flags, Floats, Ints
from scoring.money import CENT
from scoring.price_components import LoanShape
from scoring.products import Fee, FeeManner, Method

# Rates are multiples of 0.0001.
UNITS_A_WHOLE = 10_000
MONTHS = 12
_EDGE = 1e-11


@dataclass(frozen=True, kw_only=True, slots=True)
class Plans:
    """Loans of one shape: a row for each instalment, a column for each loan; cents.

    Attributes:
        received: what reaches the customer.
        payments: what is paid on each due date.
        unsure: whether the level instalment could be a cent more or less.
    """

    received: Ints
    payments: Ints
    unsure: Flags


def plans(shape: LoanShape, principal: Ints, units: Ints, fees: Sequence[Fee]) -> Plans:
    """Return the plans of loans with the same fees, each at its own rate.

    Args:
        shape: how all of them are repaid.
        principal: cents lent.
        units: contract rates in units of 0.0001.
        fees: charges besides interest; none is financed.
    """
    level, unsure = _level(shape, principal, units)
    once = _charged(fees, FeeManner.AT_DISBURSEMENT, principal)
    each = _charged(fees, FeeManner.PER_INSTALMENT, principal)
    at_end = _charged(fees, FeeManner.AT_MATURITY, principal)
    on_balance = any(fee.manner is FeeManner.ON_BALANCE for fee in fees)
    payments = np.empty((shape.periods, len(principal)), dtype=np.int64)
    divisor = UNITS_A_WHOLE * MONTHS
    balance = principal
    for k in range(shape.periods):
        base = principal if shape.method is Method.FLAT_INTEREST else balance
        interest = _half_up(base * units * shape.months, divisor)
        if k == shape.periods - 1:
            part = balance
        else:
            part = level - interest if shape.method is Method.EQUAL_INSTALMENT else level
            part = np.minimum(np.maximum(part, 0), balance)
        payments[k] = part + interest + each
        if on_balance:
            payments[k] += _charged(fees, FeeManner.ON_BALANCE, balance)
        balance = balance - part
    payments[-1] += at_end
    return Plans(received=principal - once, payments=payments, unsure=unsure)


def _level(shape: LoanShape, principal: Ints, units: Ints) -> tuple[Ints, Flags]:
    """Return the level instalment or the level part of the principal."""
    sure = np.zeros(len(principal), dtype=np.bool_)
    if shape.method in (Method.INTEREST_ONLY, Method.BULLET):
        return np.zeros_like(principal), sure
    part = _half_up(principal, shape.periods)
    if shape.method is not Method.EQUAL_INSTALMENT:
        return part, sure
    step: Floats = units.astype(np.float64) * (shape.months / (UNITS_A_WHOLE * MONTHS))
    rated = units > 0
    # 1 - (1 + i)^-n without losing the digits of a small i.
    level = -np.expm1(-shape.periods * np.log1p(step))
    payment: Floats = principal * step / np.where(rated, level, 1.0)
    edge = payment * _EDGE + 1e-7
    low, high = np.floor(payment + 0.5 - edge), np.floor(payment + 0.5 + edge)
    return np.where(rated, high.astype(np.int64), part), rated & (low != high)


def _charged(fees: Sequence[Fee], manner: FeeManner, base: Ints) -> Ints:
    """Return the cents of all fees of one manner."""
    total = np.zeros_like(base)
    for fee in fees:
        if fee.manner is not manner:
            continue
        if fee.amount is not None:
            total = total + int(fee.amount / CENT)
        else:
            numerator, denominator = (fee.rate or Decimal(0)).as_integer_ratio()
            total = total + _half_up(base * numerator, denominator)
    return total


def _half_up(numerator: Ints, denominator: int) -> Ints:
    """Divide and round halves up; nothing is negative."""
    return (2 * numerator + denominator) // (2 * denominator)
