"""The rates at which many loans pay for everything; it must not know ceilings or cents.

The equations are those of scoring/price_components.py, in floats. Where a float lies too close to
the edge at which a rate is rounded, the row is marked, for the exact computation to decide.
"""

import numpy as np
from numpy.typing import NDArray

from scoring.price_components import LoanShape
from scoring.products import Method

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Flags = NDArray[np.bool_]

_STEPS = 12
_CLOSE = 1e-15
# A full rate in millionths is right to far more than this part of a millionth.
_EDGE = 1e-5
_MILLION = 1e6
_MILLIONTHS_A_UNIT = 100


def full_rates(
    shape: LoanShape,
    *,
    yearly: Floats,
    per_loan: Floats,
    funding: float,
    survival: Floats,
    lgd: Floats,
) -> Floats:
    """Return the full rate of each loan of one shape, a fraction a year.

    Args:
        shape: how all of them are repaid.
        yearly: funding, operating, capital, margin and adjustment, a fraction of the balance.
        per_loan: cost of opening each loan, a share of the sum lent.
        funding: cost of money for the term; discounts.
        survival: share that passes one period without default, each loan.
        lgd: share of the exposure lost at default, each loan.
    """
    years = float(shape.years)
    lost = lgd * (1 - survival)
    a_year = yearly + lost / years

    def paying(rate: Floats) -> Floats:
        exposure, bearing = _expected_exposure(shape, rate, survival, funding)
        wanted = (a_year * exposure + per_loan) / bearing
        return np.where(wanted > 0, wanted / (1 - lost), wanted)

    before = np.zeros_like(survival)
    rate = paying(before)
    if shape.method is not Method.EQUAL_INSTALMENT:
        return rate
    gap_before = rate - before
    for _ in range(_STEPS):
        found = paying(rate)
        gap = found - rate
        slope = gap_before - gap
        moving = (np.abs(gap) > _CLOSE) & (slope != 0)
        if not moving.any():
            return found
        step = np.where(moving, gap * (rate - before) / np.where(moving, slope, 1.0), 0.0)
        before, gap_before, rate = rate, gap, rate + step
    return rate


def to_units(rates: Floats) -> tuple[Ints, Flags]:
    """Round rates to 0.000001 and then, half up, to units of 0.0001; mark where that is unsure."""
    millionths = rates * _MILLION
    low, high = (
        (np.floor(millionths + edge + 0.5).astype(np.int64) + _MILLIONTHS_A_UNIT // 2)
        // _MILLIONTHS_A_UNIT
        for edge in (-_EDGE, _EDGE)
    )
    return high, low != high


def _expected_exposure(
    shape: LoanShape, rate: Floats, survival: Floats, funding: float
) -> tuple[Floats, Floats]:
    """Return A and C of loans of 1 yuan."""
    years = float(shape.years)
    discount = 1 / (1 + funding * years)
    keep = survival * discount
    weight = np.full_like(survival, years * discount)
    growth = np.ones_like(survival)
    part = np.zeros_like(survival)
    if shape.method is Method.EQUAL_INSTALMENT:
        step = rate * years
        growth = 1 + step
        level = 1 - growth**-shape.periods
        part = np.where(level == 0, 1 / shape.periods, step / np.where(level == 0, 1.0, level))
    elif shape.method not in (Method.INTEREST_ONLY, Method.BULLET):
        part[:] = 1 / shape.periods
    exposure, bearing = np.zeros_like(survival), np.zeros_like(survival)
    balance = np.ones_like(survival)
    for _ in range(shape.periods):
        exposure += weight * balance
        bearing += weight
        balance = balance * growth - part
        weight = weight * keep
    return exposure, bearing if shape.method is Method.FLAT_INTEREST else exposure
