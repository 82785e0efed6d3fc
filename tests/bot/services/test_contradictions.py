from typing import Any

import pytest

from bot.services.contradictions import contradicting

NONE = {"value": "0"}
SOME = {"value": "2000"}


@pytest.mark.parametrize(
    ("known", "said", "code"),
    [
        ({"open_credit_lines": 2, "real_estate_loans": 5, "monthly_debt": SOME},
         "real_estate_loans", "more_homes_than_loans"),
        ({"open_credit_lines": 0, "card_utilisation": "0.3", "monthly_debt": NONE},
         "open_credit_lines", "card_without_line"),
        ({"open_credit_lines": 0, "card_utilisation": "no_card", "monthly_debt": SOME},
         "open_credit_lines", "payments_without_line"),
        ({"open_credit_lines": 3, "real_estate_loans": 1, "monthly_debt": NONE},
         "real_estate_loans", "home_loan_without_payments"),
        ({"open_credit_lines": 2, "card_utilisation": "no_card", "monthly_debt": NONE},
         "open_credit_lines", "loans_without_payments"),
    ],
)  # fmt: skip
def test_each_contradiction_is_found_when_its_last_answer_comes(
    known: dict[str, Any], said: str, code: str
) -> None:
    found = contradicting(known, {said})
    assert found is not None
    assert (found.field, found.code, found.value) == (said, code, known[said])
    assert contradicting({**known, "checked": [code]}, {said}) is None
    assert contradicting(known, {"age"}) is None


@pytest.mark.parametrize(
    "known",
    [
        {"monthly_debt": SOME},
        {"open_credit_lines": 2, "monthly_debt": NONE},
        {"open_credit_lines": 2, "card_utilisation": "not_said", "monthly_debt": NONE},
        {"open_credit_lines": 2, "card_utilisation": "0.3", "monthly_debt": NONE},
    ],
)
def test_what_can_be_true_is_not_questioned(known: dict[str, Any]) -> None:
    assert contradicting(known, set(known)) is None
