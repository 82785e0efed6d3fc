"""The annual costs of many plans; it must not know how the plans came about.

The rate i of a period solves received = sum of payment_k / (1 + i)^k, by Newton's method in
floats. Figures are in units of 1E-10, the last decimal of scoring/apr.py; rows whose float lies on
the edge between two are marked.
"""

from dataclasses import dataclass

import numpy as np

from scoring.batch.full_rates import Flags, Floats, Ints
from scoring.batch.plans import MONTHS, Plans
from scoring.dated_rules import CostFigure
from scoring.price_components import LoanShape

STEPS_A_WHOLE = 10_000_000_000
_STEPS = 60
_CLOSE = 1e-10
# A float rate is right to about 1E-14, a ten-thousandth of the last decimal.
_EDGE = 2e-3


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnualCosts:
    """Annualised total costs in units of 1E-10.

    Attributes:
        nominal: rate of the period x periods a year.
        effective: (1 + rate of the period) ^ periods a year - 1.
        unsure: whether a figure could be one unit more or less.
    """

    nominal: Ints
    effective: Ints
    unsure: Flags

    def figure(self, figure: CostFigure) -> Ints:
        """Return the figure that a ceiling is applied to."""
        return self.nominal if figure is CostFigure.NOMINAL else self.effective


def annual_costs(shape: LoanShape, plans: Plans) -> AnnualCosts:
    """Return the annual cost of each plan; a plan with nothing received is unsure."""
    usable = plans.received > 0
    received: Floats = np.where(usable, plans.received, 1).astype(np.float64)
    payments: Floats = plans.payments.astype(np.float64)
    unsure = ~usable
    if shape.periods == 1:
        # A single payment: the period is the whole term, a year at most.
        unit = min(shape.months, MONTHS)
        rate = np.expm1(np.log(payments[0] / received) * unit / shape.months)
        if unit == shape.months:
            rate = (payments[0] - received) / received
    else:
        unit = shape.months
        rate, missed = _period_rates(received, payments)
        unsure |= missed
    a_year = MONTHS / unit
    nominal, effective = rate * a_year, np.expm1(a_year * np.log1p(rate))
    rounded = [np.floor(value * STEPS_A_WHOLE + 0.5) for value in (nominal, effective)]
    # Large rates have fewer decimals that a float can tell.
    unsure |= ~(effective <= 1.0)
    for value, whole in zip((nominal, effective), rounded, strict=True):
        unsure |= np.abs(np.abs(value * STEPS_A_WHOLE - whole) - 0.5) < _EDGE
    nominal_units, effective_units = (
        np.where(unsure, 0.0, whole).astype(np.int64) for whole in rounded
    )
    return AnnualCosts(nominal=nominal_units, effective=effective_units, unsure=unsure)


def _period_rates(received: Floats, payments: Floats) -> tuple[Floats, Flags]:
    """Return the rate per period, and where it was not found.

    The present value falls and is convex in the rate, so that Newton's steps land below the root
    and then rise to it. No rate is negative: at least what was received is paid.
    """
    rate: Floats = np.maximum((payments.sum(axis=0) / received - 1) / len(payments), 0.0)
    step = np.ones_like(rate)
    for _ in range(_STEPS):
        factor = 1 / (1 + rate)
        # Horner: the sum of payment_k v^k, and of k payment_k v^k.
        value, slope = np.zeros_like(rate), np.zeros_like(rate)
        for payment in payments[::-1]:
            value = (value + payment) * factor
            slope = slope * factor + value
        step = (value - received) / (slope * factor)
        rate = np.maximum(rate + step, 0.0)
        # The error left is about the square of the step.
        if np.abs(step).max(initial=0.0) < _CLOSE:
            break
    return rate, np.abs(step) >= _CLOSE
