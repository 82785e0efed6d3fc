from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.price_components import RiskOfLoss, loan_shape
from scoring.products import Fee, FeeManner, Method
from scoring.profitability import LenderCosts, OwnFees, Profit, profit_of
from scoring.schedule import Schedule, build_schedule

COSTS = LenderCosts(
    funding_rate=Decimal("0.12"),
    operating_per_loan=Decimal(30),
    operating_rate=Decimal("0.012"),
    capital_ratio=Decimal("0.10"),
)


def plan(method: Method, months: int, rate: str, *fees: Fee, amount: str = "12000") -> Schedule:
    return build_schedule(
        principal=Decimal(amount),
        annual_rate=Decimal(rate),
        months=months,
        method=method,
        disbursed=date(2026, 11, 24),
        fees=fees,
    )


def test_two_months_worked_by_hand() -> None:
    # 6,000 principal a month; interest 240.00 and 120.00 at 24 %. In a month 0.9 pass without
    # default; v = 1 / 1.01 = 0.9900990, v^2 = 0.9802960.
    schedule = plan(Method.EQUAL_PRINCIPAL, 2, "0.24")
    risk = RiskOfLoss(intensity=-Decimal("0.9").ln() * 12, lgd=Decimal("0.5"))
    found = profit_of(
        schedule,
        years=Decimal(1) / 12,
        risk=risk,
        costs=COSTS,
        fees=OwnFees(at_once=Decimal(50), later=(Decimal(10), Decimal(10))),
    )
    assert found == Profit(
        # 240 v + 0.9 x 120 v^2 = 237.6238 + 105.8720 = 343.4957; fees 50 + 9 v + 8.1 v^2 =
        # 66.8513
        income=Decimal("410.35"),
        # exposure (12,000 v + 0.9 x 6,000 v^2) / 12 = 1,431.2322; x 0.12 x 0.9
        funding=Decimal("154.57"),
        # 0.5 x 0.1 x (12,240 v + 0.9 x 6,120 v^2) = 0.05 x 17,518.2825
        expected_loss=Decimal("875.91"),
        operating=Decimal("47.17"),  # 30 + 0.012 x 1,431.2322
        capital=Decimal("143.12"),
    )
    assert found.expected_profit == Decimal("-667.30")
    assert found.raroc == Decimal("-4.662521")  # -667.30 / 143.12


def test_no_own_funds_no_return_on_them() -> None:
    empty = Profit(
        income=Decimal(1),
        funding=Decimal(0),
        expected_loss=Decimal(0),
        operating=Decimal(0),
        capital=Decimal("0.00"),
    )
    assert empty.raroc is None


@given(
    method=st.sampled_from(Method),
    months=st.integers(1, 36),
    rate=st.decimals("0", "0.3", places=4),
    hazard=st.decimals("0", "2", places=3),
    lgd=st.decimals("0", "1", places=2),
    fee_rate=st.decimals("0", "0.01", places=4),
)
def test_profit_is_the_value_of_the_expected_payments(
    method: Method, months: int, rate: Decimal, hazard: Decimal, lgd: Decimal, fee_rate: Decimal
) -> None:
    """What is received in the end, survivors' payments and recoveries, is worth the same."""
    fee = Fee(code="f", name="费", payee="本机构", manner=FeeManner.PER_INSTALMENT, rate=fee_rate)
    schedule = plan(method, months, str(rate), fee)
    years = loan_shape(method, months).years
    found = profit_of(
        schedule,
        years=years,
        risk=RiskOfLoss(intensity=hazard, lgd=lgd),
        costs=COSTS,
        fees=OwnFees(later=tuple(row.fees for row in schedule.instalments)),
    )
    value = -schedule.principal
    exposure = Decimal(0)
    balance = schedule.principal
    for k, row in enumerate(schedule.instalments, 1):
        discount = (1 + COSTS.funding_rate * years) ** -k
        before = (-hazard * years * (k - 1)).exp()
        after = (-hazard * years * k).exp()
        value += after * row.payment * discount
        value += (before - after) * (1 - lgd) * (balance + row.interest) * discount
        exposure += before * balance * years * discount
        balance = row.balance
    saved_by_own_funds = COSTS.capital_ratio * COSTS.funding_rate * exposure
    operating = COSTS.operating_per_loan + COSTS.operating_rate * exposure
    assert abs(found.expected_profit - (value + saved_by_own_funds - operating)) <= Decimal("0.02")
