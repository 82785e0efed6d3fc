import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings

from scoring.applicant import Applicant
from scoring.reasons import Reason, reason
from scoring.score_reasons import features_of, score_reasons
from scoring.scorecard import Score
from tests.scoring.applicants import applicants, card, decision_policy, employee

MEDIAN = decision_policy().median_monthly_income


def score(applicant: Applicant) -> Score:
    return card().score(features_of(applicant, median_monthly_income=MEDIAN))


def reasons(applicant: Applicant) -> tuple[Reason, ...]:
    return score_reasons(card(), score(applicant), applicant)


def best(name: str) -> int:
    low = card().characteristic(name).best.low
    return int(low) if low is not None else 0


def without(name: str, value: object) -> Callable[[Applicant], Applicant]:
    return lambda applicant: dataclasses.replace(applicant, **{name: value})  # type: ignore[arg-type]


def with_best_income(applicant: Applicant) -> Applicant:
    low = card().characteristic("relative_income").best.low or Decimal(0)
    return dataclasses.replace(applicant, monthly_income=(low * MEDIAN).quantize(Decimal(1)))


def clean(applicant: Applicant) -> Applicant:
    return dataclasses.replace(
        applicant, late_payments_30_59=0, late_payments_60_89=0, late_payments_90=0
    )


CARD_USE = card().characteristic("card_utilisation").best.low
REMOVED: dict[str, Callable[[Applicant], Applicant]] = {
    "late_payments": clean,
    "card_much_used": without("card_utilisation", CARD_USE),
    "card_unused": without("card_utilisation", CARD_USE),
    "no_card": without("card_utilisation", CARD_USE),
    "debt_share": without("monthly_debt_payments", Decimal(0)),
    "income_level": with_best_income,
    "few_credit_lines": without("open_credit_lines", best("open_credit_lines")),
    "many_credit_lines": without("open_credit_lines", best("open_credit_lines")),
    "no_real_estate_loan": without("real_estate_loans", best("real_estate_loans")),
    "many_real_estate_loans": without("real_estate_loans", best("real_estate_loans")),
    "dependents": without("dependents", 0),
}


@settings(max_examples=200)
@given(applicants())
def test_a_reason_that_goes_away_improves_the_score(applicant: Applicant) -> None:
    before = score(applicant).points
    for found in reasons(applicant):
        assert score(REMOVED[found.code](applicant)).points > before, found


@given(applicants())
def test_without_any_reason_the_score_is_the_best_attainable(applicant: Applicant) -> None:
    for found in reasons(applicant):
        applicant = REMOVED[found.code](applicant)
    assert score(applicant).losses == ()


def test_the_weightiest_comes_first_and_late_payments_are_one() -> None:
    found = reasons(employee(late_payments_60_89=1, late_payments_30_59=1))
    assert found[0] == reason("late_payments", count=2, worst_days=60)
    assert found[1] == reason("card_much_used", share=Decimal("0.3000"))
    assert [one.code for one in found].count("late_payments") == 1


@pytest.mark.parametrize(
    ("utilisation", "code"), [(None, "no_card"), ("0", "card_unused"), ("0.9", "card_much_used")]
)
def test_cards_have_three_different_reasons(utilisation: str | None, code: str) -> None:
    share = None if utilisation is None else Decimal(utilisation)
    assert code in [one.code for one in reasons(employee(card_utilisation=share))]


def test_inputs_have_no_currency_and_nested_counts() -> None:
    features = features_of(
        employee(late_payments_30_59=1, late_payments_60_89=2, late_payments_90=4),
        median_monthly_income=Decimal(6000),
    )
    assert features["relative_income"] == 2
    assert features["debt_share"] == Decimal("0.125")
    assert [features[f"late_payments_{days}_up"] for days in (30, 60, 90)] == [7, 6, 4]


def test_debt_without_income_is_the_worst_share() -> None:
    features = features_of(employee(monthly_income=Decimal(0)), median_monthly_income=MEDIAN)
    assert features["debt_share"] == 10
