from decimal import Decimal
from typing import Any

import pytest

from tests.bot.commands.asking import ask

LOAN = {
    "product_id": "salary-everyday",
    "pd": "0.045",
    "amount": "60000",
    "months": 24,
    "method": "equal_instalment",
}


def test_a_price_shows_what_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    status, (answer,) = ask(monkeypatch, "price", LOAN)
    assert status == 0
    parts = [Decimal(part) for part in answer["components"].values()]
    assert sum(parts) == Decimal(answer["full_rate"])
    assert abs(Decimal(answer["annual_rate"]) - sum(parts)) <= Decimal("0.0001")
    assert Decimal(answer["annual_cost"]["nominal"]) > 0


def test_a_price_says_what_it_earns_and_which_rule_binds(monkeypatch: pytest.MonkeyPatch) -> None:
    _, (answer,) = ask(monkeypatch, "price", LOAN)
    profit = {name: Decimal(value) for name, value in answer["profit"].items()}
    costs = profit["funding"] + profit["expected_loss"] + profit["operating"]
    assert Decimal(answer["expected_profit"]) == profit["income"] - costs > 0
    assert Decimal(answer["raroc"]) > 0
    assert answer["ceiling"]["source"] == "product"
    assert Decimal(answer["annual_cost"]["nominal"]) <= Decimal(answer["ceiling"]["annual_cost"])


def test_what_the_law_has_against_a_loan_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    long_line = {**LOAN, "product_id": "shop-turnover", "months": 24}
    _, answers = ask(monkeypatch, "price", LOAN, {**LOAN, "amount": "200000.01"}, long_line)
    assert [answer["objections"] for answer in answers] == [
        [],
        [
            {
                "code": "above_consumer_limit",
                "params": {"amount": "200000.01", "maximum": "200000"},
            }
        ],
        [],
    ]
    assert [answer["yearly_reapproval"] for answer in answers] == [False, False, True]


def test_principal_repaid_at_once_after_more_than_a_year_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loan = {**LOAN, "product_id": "shop-turnover", "method": "interest_only"}
    _, answers = ask(monkeypatch, "price", {**loan, "months": 12}, {**loan, "months": 13})
    codes = [[one["code"] for one in answer["objections"]] for answer in answers]
    assert codes == [[], ["single_repayment_too_long"]]


def test_a_higher_risk_costs_more(monkeypatch: pytest.MonkeyPatch) -> None:
    _, answers = ask(monkeypatch, "price", LOAN, {**LOAN, "pd": "0.09"})
    low, high = (Decimal(answer["annual_rate"]) for answer in answers)
    assert low < high


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"pd": "1"}, "pd"),
        ({"pd": "-0.1"}, "pd"),
        ({"pd": "high"}, "pd"),
        ({"amount": "0"}, "amount"),
        ({"months": 601}, "months"),
        ({"method": "bullet"}, "method"),
        ({"method": "barter"}, "method"),
        ({"product_id": "gold"}, "product_id"),
        ({"segment": "king"}, "segment"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_value_is_named(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], field: str
) -> None:
    status, (bad, good) = ask(monkeypatch, "price", {**LOAN, **changed}, LOAN)
    assert status == 1
    assert bad["error"]["field"] == field
    assert "annual_rate" in good
