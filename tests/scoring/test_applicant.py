from decimal import Decimal
from typing import Any

import pytest

from scoring.errors import InvalidInput
from tests.scoring.applicants import WEDDING, employee, wedding


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", -1),
        ("age", 121),
        ("months_in_work", -1),
        ("monthly_income", Decimal(-1)),
        ("monthly_income", Decimal("NaN")),
        ("monthly_debt_payments", Decimal("0.001")),
        ("card_utilisation", Decimal("-0.1")),
        ("card_utilisation", Decimal("Infinity")),
        ("late_payments_30_59", -1),
        ("late_payments_60_89", 100),
        ("late_payments_90", -1),
        ("open_credit_lines", -1),
        ("real_estate_loans", -1),
        ("dependents", -1),
    ],
)
def test_what_nobody_can_state_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        employee(**{field: value})
    assert caught.value.field == field
    assert caught.value.remedy


def test_a_child_can_be_stated_so_that_the_decision_can_say_no() -> None:
    assert employee(age=12).age == 12


def test_equal_statements_are_equal_values() -> None:
    said = employee(monthly_income=Decimal("12000.0"), card_utilisation=Decimal("0.30"))
    assert said == employee()
    assert str(said.monthly_income) == str(employee().monthly_income) == "12000.00"


def test_all_late_payments_count() -> None:
    late = employee(late_payments_30_59=1, late_payments_60_89=2, late_payments_90=3)
    assert late.late_payments == 6


@pytest.mark.parametrize("amount", [0, -5])
def test_a_request_needs_an_amount(amount: int) -> None:
    with pytest.raises(InvalidInput, match="amount"):
        wedding(amount)


@pytest.mark.parametrize("months", [0, 1200])
def test_a_request_needs_a_term(months: int) -> None:
    with pytest.raises(InvalidInput, match="months"):
        wedding(int(WEDDING.amount), months)
