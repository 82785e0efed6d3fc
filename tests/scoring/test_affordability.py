from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.affordability import (
    Affordability,
    assess,
    burden_of,
    highest_affordable_amount,
    replaced_payments,
    round_down,
)
from scoring.applicant import Applicant
from scoring.products import IncomePattern, Method, Purpose
from scoring.schedule import build_schedule
from tests.scoring.applicants import TODAY, applicants, decision_policy, employee

POLICY = decision_policy().affordability
LIMITS = decision_policy().limits


def test_shares_surplus_and_room_to_the_cent() -> None:
    found = assess(employee(), Decimal("3000.00"), POLICY)
    # 12,000 a month, 1,500 owed, 20 % stress, one dependent.
    assert found.affordable
    assert found.payments == Decimal("4500.00")
    assert found.dti == Decimal("0.3750")
    assert found.stressed_income == Decimal("9600.00")
    assert found.stressed_dti == Decimal("0.4688")
    assert found.living_costs == Decimal(2200)
    assert found.surplus == Decimal("2900.00")
    # 55 % of 12,000 less 1,500 is the tightest of 5,100, 5,220 and 5,900.
    assert found.room == Decimal("5100.00")


@pytest.mark.parametrize(
    ("income", "dependents", "instalment", "code"),
    [
        (12000, 0, 5101, "payments_above_share"),
        (12000, 0, 5300, "payments_above_share_in_bad_time"),
        (5000, 3, 500, "too_little_left_to_live_on"),
    ],
)
def test_each_limit_is_named_when_it_breaks(
    income: int, dependents: int, instalment: int, code: str
) -> None:
    applicant = employee(monthly_income=Decimal(income), dependents=dependents)
    found = assess(applicant, Decimal(instalment), POLICY)
    assert not found.affordable
    assert code in [one.code for one in found.obstacles]


def test_irregular_money_is_stressed_harder() -> None:
    incomes = [
        assess(employee(income_pattern=pattern), Decimal(0), POLICY).stressed_income
        for pattern in (IncomePattern.SALARY, IncomePattern.TAKINGS, IncomePattern.IRREGULAR)
    ]
    assert incomes == [Decimal("9600.00"), Decimal("8400.00"), Decimal("7800.00")]


def test_without_income_nothing_is_affordable_and_no_share_exists() -> None:
    found = assess(employee(monthly_income=Decimal(0)), Decimal(100), POLICY)
    assert not found.affordable
    assert (found.dti, found.stressed_dti) == (None, None)


@given(applicants(), st.integers(0, 20000))
def test_affordable_exactly_up_to_the_room(applicant: Applicant, instalment: int) -> None:
    found = assess(applicant, Decimal(instalment), POLICY)
    assert found.affordable == (instalment <= found.room)


def test_a_loan_repaid_at_the_end_is_put_aside_month_by_month() -> None:
    schedule = build_schedule(
        principal=Decimal(12000),
        annual_rate=Decimal("0.12"),
        months=6,
        method=Method.BULLET,
        disbursed=TODAY,
    )
    saved = burden_of(schedule, months=6, purpose=Purpose.WEDDING, policy=POLICY)
    assert saved == Decimal("2120.00")  # 12,720 in six parts
    turned_over = burden_of(schedule, months=6, purpose=Purpose.FARMING, policy=POLICY)
    assert turned_over == Decimal("1120.00")  # half of the principal comes back by itself


def test_a_consolidation_loan_replaces_what_its_amount_can_pay_off() -> None:
    applicant = employee(monthly_debt_payments=Decimal(5000))
    consolidation = Purpose.DEBT_CONSOLIDATION
    assert replaced_payments(applicant, consolidation, Decimal(30000), POLICY) == 2500
    assert replaced_payments(applicant, consolidation, Decimal(90000), POLICY) == 5000
    assert replaced_payments(applicant, Purpose.WEDDING, Decimal(90000), POLICY) == 0


@given(applicants(), st.integers(1, 60), st.decimals("0.02", "0.24", places=4))
def test_the_highest_affordable_amount_is_the_highest(
    applicant: Applicant, months: int, annual_rate: Decimal
) -> None:
    def assess_at(amount: Decimal) -> Affordability:
        schedule = build_schedule(
            principal=amount,
            annual_rate=annual_rate,
            months=months,
            method=Method.EQUAL_INSTALMENT,
            disbursed=TODAY,
        )
        return assess(applicant, schedule.largest_payment, POLICY)

    least, most = Decimal(1000), Decimal(200000)
    found = highest_affordable_amount(assess_at, least=least, most=most, limits=LIMITS)
    if found is None:
        assert not assess_at(least).affordable
    else:
        assert assess_at(found).affordable
        step = LIMITS.small_step if found < LIMITS.small_below else LIMITS.step
        assert found == most or not assess_at(found + step).affordable


def test_amounts_are_named_in_whole_steps() -> None:
    assert round_down(Decimal("12999.99"), LIMITS) == Decimal("12000.00")
    assert round_down(Decimal("9999.99"), LIMITS) == Decimal("9900.00")
    assert round_down(Decimal(99), LIMITS) == 0
