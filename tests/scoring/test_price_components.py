from decimal import Decimal
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import InvalidInput
from scoring.price_components import (
    Costs,
    RiskOfLoss,
    components,
    default_intensity,
    expected_exposure,
    loan_shape,
)
from scoring.products import Method

COSTS = Costs(
    funding=Decimal("0.02"),
    operating=Decimal("0.009"),
    per_loan=Decimal("0.003"),
    capital=Decimal("0.0078"),
    margin=Decimal("0.012"),
    adjustment=Decimal(0),
)


def test_intensity() -> None:
    # exp(-h x 2) = 1 - 0.19 = 0.81, so exp(-h) = 0.9.
    intensity = default_intensity(Decimal("0.19"), 24)
    assert abs((-intensity).exp() - Decimal("0.9")) < Decimal("1E-20")
    assert default_intensity(Decimal(0), 24) == 0


def test_exposure_worked_by_hand() -> None:
    # Two months, equal principal, 0.9 pass a month, money at 12 %: v = 1 / 1.01.
    # (1 v + 0.9 v^2 / 2) / 12 = (0.990099 + 0.441133) / 12 = 0.1192694
    shape = loan_shape(Method.EQUAL_PRINCIPAL, 2)
    exposure, bearing = expected_exposure(shape, Decimal("0.1"), Decimal("0.9"), Decimal("0.12"))
    assert exposure.quantize(Decimal("1E-7")) == Decimal("0.1192694")
    assert bearing == exposure
    # Flat interest is due on the whole sum: (0.990099 + 0.9 x 0.980296) / 12 = 0.1560305
    flat = loan_shape(Method.FLAT_INTEREST, 2)
    exposure, bearing = expected_exposure(flat, Decimal("0.1"), Decimal("0.9"), Decimal("0.12"))
    assert exposure.quantize(Decimal("1E-7")) == Decimal("0.1192694")
    assert bearing.quantize(Decimal("1E-7")) == Decimal("0.1560305")


def test_a_bullet_is_one_long_period() -> None:
    shape = loan_shape(Method.BULLET, 9)
    assert (shape.periods, shape.years) == (1, Decimal("0.75"))
    exposure, _ = expected_exposure(shape, Decimal("0.1"), Decimal("0.5"), Decimal(0))
    assert exposure == Decimal("0.75")
    with pytest.raises(InvalidInput):
        loan_shape(Method.BULLET, 0)


def test_without_risk_and_cost_per_loan_nothing_depends_on_the_plan() -> None:
    costs = Costs(
        funding=Decimal("0.02"),
        operating=Decimal("0.009"),
        per_loan=Decimal(0),
        capital=Decimal("0.0078"),
        margin=Decimal("0.012"),
        adjustment=Decimal("-0.001"),
    )
    safe = RiskOfLoss(intensity=Decimal(0), lgd=Decimal("0.6"))
    for method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.BULLET):
        found = components(loan_shape(method, 12), costs, safe)
        assert found.full_rate == Decimal("0.0478")
        assert found.expected_loss == 0
        assert found.operating == Decimal("0.009")


def test_flat_interest_needs_a_lower_rate_for_the_same_cost() -> None:
    risk = RiskOfLoss(intensity=Decimal("0.03"), lgd=Decimal("0.6"))
    flat = components(loan_shape(Method.FLAT_INTEREST, 24), COSTS, risk)
    level = components(loan_shape(Method.EQUAL_PRINCIPAL, 24), COSTS, risk)
    # (24 + 1) / 2 of 24 months are outstanding on average, discounted a little more.
    assert Decimal("0.50") < flat.full_rate / level.full_rate < Decimal("0.54")


def test_a_discount_can_take_everything() -> None:
    costs = Costs(
        funding=Decimal("0.02"),
        operating=Decimal(0),
        per_loan=Decimal("0.001"),
        capital=Decimal(0),
        margin=Decimal(0),
        adjustment=Decimal("-0.9"),
    )
    risk = RiskOfLoss(intensity=Decimal("0.03"), lgd=Decimal("0.6"))
    found = components(loan_shape(Method.EQUAL_INSTALMENT, 12), costs, risk)
    assert found.full_rate < Decimal("-0.8")


rates = st.decimals("0", "0.1", places=4)


@given(
    method=st.sampled_from(Method),
    months=st.integers(1, 60),
    lgd=st.decimals("0", "1", places=2),
    # 30 yuan of 500 is 0.06; up to fifteen times as much.
    per_loan=st.decimals("0", "1", places=3),
    funding=rates,
    margin=rates,
    pds=st.lists(st.decimals("0", "0.999", places=5), min_size=8, max_size=8),
)
def test_the_rate_rises_with_pd_and_pays_for_everything(
    method: Method,
    months: int,
    lgd: Decimal,
    per_loan: Decimal,
    funding: Decimal,
    margin: Decimal,
    pds: list[Decimal],
) -> None:
    shape = loan_shape(method, months)
    costs = Costs(
        funding=funding,
        operating=Decimal("0.009"),
        per_loan=per_loan,
        capital=Decimal("0.0078"),
        margin=margin,
        adjustment=Decimal(0),
    )
    full_rates = []
    for pd in sorted(pds):
        intensity = default_intensity(pd, 24)
        found = components(shape, costs, RiskOfLoss(intensity=intensity, lgd=lgd))
        full_rates.append(found.full_rate)
        assert min(found.expected_loss, found.operating, found.funding) >= 0
        _check_balance(shape.periods, float(shape.years), method, found.full_rate, costs, pd, lgd)
    assert full_rates == sorted(full_rates)


def _check_balance(
    periods: int,
    years: float,
    method: Method,
    full_rate: Decimal,
    costs: Costs,
    pd: Decimal,
    lgd: Decimal,
) -> None:
    """The rate brings in what the loan costs, period by period and in plain floats."""
    rate, hazard = float(full_rate), float(default_intensity(pd, 24))
    step = rate * years
    income = outgo = 0.0
    balance = 1.0
    for k in range(1, periods + 1):
        passed, passing = exp(-hazard * years * (k - 1)), exp(-hazard * years * k)
        value = (1 + float(costs.funding) * years) ** -k
        bearing = 1.0 if method is Method.FLAT_INTEREST else balance
        yearly = costs.funding + costs.operating + costs.capital + costs.margin
        income += passed * step * bearing * value
        outgo += passed * float(yearly) * years * balance * value
        outgo += (passed - passing) * float(lgd) * (balance + step * bearing) * value
        left = periods - k
        if method is Method.EQUAL_INSTALMENT and step > 0:
            balance = (1 - (1 + step) ** -left) / (1 - (1 + step) ** -periods)
        elif method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.FLAT_INTEREST):
            balance = left / periods
    # full_rate is rounded to 0.000001.
    assert abs(income - outgo - float(costs.per_loan)) < 1e-6 * periods * years + 1e-9
