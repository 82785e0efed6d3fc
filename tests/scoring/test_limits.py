import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.affordability import Affordability, assess
from scoring.decision_policy import ExposureStep
from scoring.errors import InvalidInput
from scoring.limits import exposure_limit, limit_for, months_of_income
from tests.scoring.applicants import decision_policy, employee

POLICY = decision_policy().limits


def test_exposure_is_months_of_free_income() -> None:
    # 15 months of 12,000 - 1,500 for a good risk, 11 for a usual one.
    none = Decimal(0)
    assert exposure_limit(employee(), Decimal("0.02"), POLICY, replaced=none) == 157000
    assert exposure_limit(employee(), Decimal("0.05"), POLICY, replaced=none) == 115000
    replaced = Decimal(1500)
    assert exposure_limit(employee(), Decimal("0.02"), POLICY, replaced=replaced) == 180000


def test_who_owes_more_than_they_earn_may_owe_nothing() -> None:
    indebted = employee(monthly_debt_payments=Decimal(13000))
    assert exposure_limit(indebted, Decimal("0.02"), POLICY, replaced=Decimal(0)) == 0


@given(st.decimals("0", "1", places=4), st.decimals("0", "1", places=4))
def test_a_worse_risk_never_owes_more(one: Decimal, other: Decimal) -> None:
    better, worse = sorted([one, other])
    assert months_of_income(better, POLICY) >= months_of_income(worse, POLICY)


@pytest.mark.parametrize(
    ("exposure", "maximum", "amount"),
    [(80000, 200000, 80000), (200000, 60000, 60000), (500000, 500000, 120000), (2000, 90000, 0)],
)
def test_the_least_of_capacity_exposure_and_maximum(
    exposure: int, maximum: int, amount: int
) -> None:
    affordability = decision_policy().affordability

    def assess_at(wanted: Decimal) -> Affordability:
        return assess(employee(), wanted * Decimal("0.0425"), affordability)

    found = limit_for(
        assess_at,
        exposure=Decimal(exposure),
        minimum=Decimal(3000),
        maximum=Decimal(maximum),
        policy=POLICY,
    )
    assert found.amount == amount


def test_a_policy_that_lends_more_to_worse_risks_is_refused() -> None:
    steps = (
        ExposureStep(pd_24_months=Decimal("0.1"), months_of_income=Decimal(3)),
        ExposureStep(pd_24_months=Decimal("0.2"), months_of_income=Decimal(4)),
    )
    with pytest.raises(InvalidInput, match="worse risk"):
        dataclasses.replace(POLICY, exposure=steps)
