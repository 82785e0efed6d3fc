from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.apr import annual_cost
from scoring.early_repayment import preview, settle
from scoring.errors import InvalidInput
from scoring.loan_events import DueDayChange, Keep, PartRepayment, RateChange, TermChange
from scoring.loan_terms import LoanTerms
from scoring.money import Rounding
from scoring.products import Fee, FeeManner, Method

HUNDRED = LoanTerms(
    principal=Decimal(100),
    annual_rate=Decimal("0.07"),
    periods=6,
    method=Method.EQUAL_INSTALMENT,
    disbursed=date(2024, 1, 1),
    rounding=Rounding.HALF_EVEN,
)


def early_fee(rate: str) -> Fee:
    return Fee(
        code="early",
        name="提前还款违约金",
        payee="本机构",
        manner=FeeManner.AT_MATURITY,
        rate=Decimal(rate),
    )


def test_interest_runs_to_the_day() -> None:
    # Apache Fineract, ProgressiveEMICalculatorTest, payoff_on0215: 83.57 owed, 0.24 of interest.
    quote = settle(HUNDRED, date(2024, 2, 15))
    assert (quote.principal, quote.interest) == (Decimal("83.57"), Decimal("0.24"))
    assert quote.total == Decimal("83.81")
    # Five instalments would still come: 4 x 17.01 and 17.00.
    assert quote.running_on == Decimal("85.04")
    assert quote.saving == Decimal("1.23")
    assert quote.schedule.instalments[-1].balance == 0


def test_on_a_due_date_only_principal_is_left_after_the_instalment() -> None:
    quote = settle(HUNDRED, date(2024, 2, 1))
    assert (quote.principal, quote.interest) == (Decimal("83.57"), Decimal("0.00"))


def test_a_charge_never_eats_more_than_the_saving() -> None:
    modest = settle(HUNDRED, date(2024, 2, 15), early_fee=early_fee("0.005"))
    assert (modest.early_fee, modest.saving) == (Decimal("0.42"), Decimal("0.81"))
    greedy = settle(HUNDRED, date(2024, 2, 15), early_fee=early_fee("0.03"))
    assert (greedy.early_fee, greedy.saving) == (Decimal("1.23"), Decimal("0.00"))


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2023, 12, 1), date(2024, 7, 1)])
def test_only_a_running_loan_can_be_settled(day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        settle(HUNDRED, day)
    assert caught.value.field == "day"


def test_a_part_repayment_lowers_the_instalments_or_ends_sooner() -> None:
    day = date(2024, 3, 10)
    term, instalment = (
        preview(HUNDRED, PartRepayment(day=day, amount=Decimal(30), keep=keep)) for keep in Keep
    )
    assert (term.next_payment, term.instalments_left) == (Decimal("9.41"), 4)
    assert (instalment.next_payment, instalment.instalments_left) == (Decimal("17.01"), 3)
    assert instalment.saving > term.saving > 0
    # What was paid before is what it was.
    for found in (term, instalment):
        assert found.after.instalments[:2] == found.before.instalments[:2]


def test_a_part_repayment_cannot_be_more_than_is_owed() -> None:
    with pytest.raises(InvalidInput) as caught:
        preview(HUNDRED, PartRepayment(day=date(2024, 3, 10), amount=Decimal(99), keep=Keep.TERM))
    assert caught.value.field == "amount"


def test_a_longer_term_costs_more_and_lightens_the_month() -> None:
    found = preview(HUNDRED, TermChange(day=date(2024, 3, 10), periods=6))
    assert found.instalments_left == 6
    assert found.next_payment < Decimal("17.01")
    assert found.saving < 0


def test_a_lower_rate_lowers_what_comes() -> None:
    # Apache Fineract, reschedule_interest_on0201_4per: 16.88 from the second instalment on.
    found = preview(HUNDRED, RateChange(day=date(2024, 2, 1), annual_rate=Decimal("0.04")))
    assert found.next_payment == Decimal("16.88")
    assert found.saving > 0


def test_another_due_day_moves_the_dates_and_counts_the_days() -> None:
    found = preview(HUNDRED, DueDayChange(day=date(2024, 3, 10), due_day=20))
    assert [row.due for row in found.after.instalments[2:]] == [
        date(2024, 4, 20),
        date(2024, 5, 20),
        date(2024, 6, 20),
        date(2024, 7, 20),
    ]
    # 67.05 x 7 % x 49/360
    assert found.after.instalments[2].interest == Decimal("0.64")


@settings(max_examples=150, deadline=None)
@given(
    method=st.sampled_from(Method),
    manner=st.sampled_from(FeeManner),
    annual_rate=st.decimals("0", "0.36", places=4),
    periods=st.integers(2, 36),
    days=st.integers(1, 1000),
    charge=st.decimals("0", "0.05", places=3),
)
def test_settling_never_costs_more_than_running_on(
    method: Method,
    manner: FeeManner,
    annual_rate: Decimal,
    periods: int,
    days: int,
    charge: Decimal,
) -> None:
    terms = LoanTerms(
        principal=Decimal(12345),
        annual_rate=annual_rate,
        periods=periods,
        method=method,
        disbursed=date(2026, 1, 31),
        fees=(Fee(code="f", name="费", payee="甲", manner=manner, rate=Decimal("0.004")),),
    )
    day = terms.disbursed + timedelta(days=days)
    try:
        quote = settle(terms, day, early_fee=early_fee(str(charge)))
    except InvalidInput:
        assume(False)  # the loan was over by then
        raise
    assert quote.saving >= 0
    assert quote.total == quote.principal + quote.interest + quote.fees + quote.early_fee
    assert quote.total + quote.saving == quote.running_on
    assert sum(row.principal for row in quote.schedule.instalments) == terms.lent


@settings(max_examples=60, deadline=None)
@given(annual_rate=st.decimals("0.01", "0.36", places=4), instalments=st.integers(1, 11))
def test_a_loan_settled_on_a_due_date_cost_its_rate(annual_rate: Decimal, instalments: int) -> None:
    terms = LoanTerms(
        principal=Decimal(100000),
        annual_rate=annual_rate,
        periods=12,
        method=Method.EQUAL_INSTALMENT,
        disbursed=date(2026, 1, 15),
    )
    running = settle(terms, date(2026, 1, 16)).running_on
    assert running > terms.principal
    day = date(2026 + instalments // 12, 1 + instalments % 12, 15)
    cost = annual_cost(settle(terms, day).schedule)
    assert abs(cost.nominal - annual_rate) < Decimal("0.00002")
