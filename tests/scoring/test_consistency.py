from decimal import Decimal
from typing import Any

import pytest

from scoring.consistency import contradictions
from scoring.judgement import Outcome
from scoring.reasons import CONSISTENCY_REASONS
from tests.scoring.applicants import decided, employee


def codes(**facts: Any) -> list[str]:
    return [reason.code for reason in contradictions(employee(**facts))]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"open_credit_lines": 1, "real_estate_loans": 2}, "more_homes_than_loans"),
        (
            {"open_credit_lines": 0, "monthly_debt_payments": Decimal(0)},
            "card_without_line",
        ),
        ({"open_credit_lines": 0, "card_utilisation": None}, "payments_without_line"),
        (
            {"real_estate_loans": 1, "monthly_debt_payments": Decimal(0)},
            "home_loan_without_payments",
        ),
        (
            {"card_utilisation": None, "monthly_debt_payments": Decimal(0)},
            "loans_without_payments",
        ),
    ],
)
def test_facts_that_cannot_all_be_true_are_seen(facts: dict[str, Any], code: str) -> None:
    assert codes(**facts) == [code]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"monthly_debt_payments": Decimal(0)},  # a card that is paid in full costs nothing
        {"open_credit_lines": 0, "card_utilisation": None, "monthly_debt_payments": Decimal(0)},
        {"real_estate_loans": 3},
    ],
)
def test_facts_that_fit_are_left_alone(facts: dict[str, Any]) -> None:
    assert codes(**facts) == []


def test_nobody_is_approved_by_rule_on_facts_that_contradict_each_other() -> None:
    found = decided(employee(real_estate_loans=1, monthly_debt_payments=Decimal(0)))
    assert found.outcome is Outcome.REFER
    assert found.reasons[0].code == "home_loan_without_payments"
    assert found.reasons[0].code in CONSISTENCY_REASONS
    assert decided(employee(real_estate_loans=1)).outcome is Outcome.APPROVE
