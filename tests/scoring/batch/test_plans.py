from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.apr import annual_cost
from scoring.batch.annual_costs import annual_costs
from scoring.batch.full_rates import full_rates, to_units
from scoring.batch.plans import plans
from scoring.price_components import Costs, RiskOfLoss, components, default_intensity, loan_shape
from scoring.products import Fee, Method
from scoring.schedule import Schedule, build_schedule
from tests.scoring.loans import fees


def exact(cents: int, units: int, months: int, method: Method, charged: list[Fee]) -> Schedule:
    return build_schedule(
        principal=Decimal(cents) / 100,
        annual_rate=Decimal(units).scaleb(-4),
        months=months,
        method=method,
        disbursed=date(2026, 1, 31),
        fees=charged,
    )


@given(
    cents=st.integers(1, 10**8),
    units=st.integers(0, 4000),
    months=st.integers(1, 40),
    method=st.sampled_from(Method),
    charged=st.lists(fees(), max_size=2),
)
def test_plans_are_those_of_single_loans(
    cents: int, units: int, months: int, method: Method, charged: list[Fee]
) -> None:
    shape = loan_shape(method, months)
    principal, rates = np.array([cents, cents]), np.array([units, units])
    laid = plans(shape, principal, rates, [fee for fee in charged if not fee.financed])
    schedule = exact(cents, units, months, method, [fee for fee in charged if not fee.financed])
    assert laid.received[0] == int((schedule.principal - schedule.upfront_fees) * 100)
    if laid.unsure[0]:
        return
    assert [int(payment) for payment in laid.payments[:, 1]] == [
        int(row.payment * 100) for row in schedule.instalments
    ]
    costs = annual_costs(shape, laid)
    if laid.received[0] <= 0:
        assert costs.unsure.all()
    elif not costs.unsure[0]:
        one = annual_cost(schedule)
        assert Decimal(int(costs.nominal[0])).scaleb(-10) == one.nominal
        assert Decimal(int(costs.effective[0])).scaleb(-10) == one.effective


def test_a_tie_of_half_a_cent_goes_up() -> None:
    # 100.00 at 0.06 % a year is exactly half a cent a month.
    shape = loan_shape(Method.INTEREST_ONLY, 2)
    laid = plans(shape, np.array([10_000]), np.array([6]), [])
    assert laid.payments[0, 0] == 1


@given(
    method=st.sampled_from(Method),
    months=st.integers(1, 60),
    pd=st.decimals("0", "0.999", places=4),
    lgd=st.decimals("0", "1", places=2),
    per_loan=st.decimals("0", "1", places=4),
)
def test_full_rates_are_those_of_single_loans(
    method: Method, months: int, pd: Decimal, lgd: Decimal, per_loan: Decimal
) -> None:
    shape = loan_shape(method, months)
    costs = Costs(
        funding=Decimal("0.02"),
        operating=Decimal("0.009"),
        per_loan=per_loan,
        capital=Decimal("0.0078"),
        margin=Decimal("0.012"),
        adjustment=Decimal(0),
    )
    risk = RiskOfLoss(intensity=default_intensity(pd, 24), lgd=lgd)
    wanted = components(shape, costs, risk).full_rate
    found = full_rates(
        shape,
        yearly=np.array([0.0488]),
        per_loan=np.array([float(per_loan)]),
        funding=0.02,
        survival=np.array([float(risk.survival(shape.years))]),
        lgd=np.array([float(lgd)]),
    )
    assert abs(float(wanted) - found[0]) <= 0.51e-6 * max(1.0, float(wanted))


def test_a_rate_on_the_edge_is_marked() -> None:
    # 0.0718495 is rounded to 0.071850 or 0.071849, so to 0.0719 or 0.0718.
    units, unsure = to_units(np.array([0.07184949, 0.0718495, 0.07184951, 0.0723]))
    assert list(unsure) == [False, True, False, False]
    assert [int(unit) for unit in units[~unsure]] == [718, 719, 723]
