"""Reasons and changes are true: taken at their word, for many random applicants."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from scoring.applicant import Applicant
from scoring.changes import ways_to_change
from scoring.consistency import contradictions
from scoring.decision import Decision
from scoring.errors import InvalidInput
from scoring.judgement import Outcome, approved_amount, judge
from scoring.reasons import (
    AFFORDABILITY_REASONS,
    KNOCK_OUT_REASONS,
    SCORE_REASONS,
)
from scoring.score_reasons import features_of
from tests.scoring.applicants import card, decided, decision_policy
from tests.scoring.people import PEOPLE, applications, case_of

# The characteristics that a score reason speaks of; the nested counts of late payments are one.
SPOKEN_OF = {
    "late_payments": ("late_payments_30_up", "late_payments_60_up", "late_payments_90_up"),
    "card_much_used": ("card_utilisation",),
    "card_unused": ("card_utilisation",),
    "no_card": ("card_utilisation",),
    "debt_share": ("debt_share",),
    "income_level": ("relative_income",),
    "few_credit_lines": ("open_credit_lines",),
    "many_credit_lines": ("open_credit_lines",),
    "no_real_estate_loan": ("real_estate_loans",),
    "many_real_estate_loans": ("real_estate_loans",),
    "dependents": ("dependents",),
}


def test_the_people_are_of_every_kind() -> None:
    outcomes = Counter(one.decision.outcome for one in applications())
    assert min(outcomes[outcome] for outcome in Outcome) >= PEOPLE // 50
    told = {reason.code for one in applications() for reason in one.decision.reasons}
    assert told & set(SCORE_REASONS)
    assert told & set(AFFORDABILITY_REASONS)
    assert told & set(KNOCK_OUT_REASONS)


def test_reasons_are_four_at_most_and_never_repeated() -> None:
    for one in applications():
        codes = [reason.code for reason in one.decision.reasons]
        assert len(codes) <= 4
        assert len(set(codes)) == len(codes)
        if one.decision.outcome is not Outcome.APPROVE:
            assert codes


def test_removing_a_score_reason_raises_the_score() -> None:
    tried = Counter[str]()
    for one in applications():
        features = features_of(
            one.applicant, median_monthly_income=decision_policy().median_monthly_income
        )
        for reason in one.decision.reasons:
            if reason.code not in SCORE_REASONS:
                continue
            best = dict(features)
            for name in SPOKEN_OF[reason.code]:
                best[name] = best_value(name)
            assert card().score(best).points > one.decision.score.points, reason
            tried[reason.code] += 1
    assert sum(tried.values()) >= PEOPLE // 4


def best_value(name: str) -> Decimal:
    """Return a value in the best attainable bin of a characteristic."""
    best = card().characteristic(name).best
    if best.low is not None:
        return best.low
    return best.high - 1 if best.high is not None else Decimal(0)


def test_reasons_speak_of_the_applicants_own_facts() -> None:
    for one in applications():
        for reason in one.decision.reasons:
            if reason.code in FACTS:
                assert FACTS[reason.code](reason.params, one.applicant), reason


FACTS: Mapping[str, Callable[[Mapping[str, object], Applicant], bool]] = {
    "late_payments": lambda told, who: told["count"] == who.late_payments > 0,
    "card_much_used": lambda told, who: told["share"] == who.card_utilisation,
    "card_unused": lambda _, who: who.card_utilisation is not None,
    "no_card": lambda _, who: who.card_utilisation is None,
    "income_level": lambda told, who: told["monthly_income"] == who.monthly_income,
    "few_credit_lines": lambda told, who: told["count"] == who.open_credit_lines,
    "many_credit_lines": lambda told, who: told["count"] == who.open_credit_lines,
    "many_real_estate_loans": lambda told, who: told["count"] == who.real_estate_loans > 0,
    "no_real_estate_loan": lambda _, who: who.real_estate_loans == 0,
    "dependents": lambda told, who: told["count"] == who.dependents > 0,
    "work_too_short": lambda told, who: told["months"] == who.months_in_work,
    "serious_late_payments": lambda told, who: told["count"] == who.late_payments_90 > 0,
    "age_below_minimum": lambda told, who: told["age"] == who.age,
    "debts_exceed_income": lambda told, who: told["debt_payments"] == who.monthly_debt_payments,
    "no_income": lambda _, who: who.monthly_income == 0,
}


def test_affordability_reasons_vanish_with_their_cause() -> None:
    tried = 0
    for one in applications():
        told = [code for code in codes_of(one.decision) if code in AFFORDABILITY_REASONS]
        if not told:
            continue
        tried += 1
        eased = dataclasses.replace(
            one.applicant,
            monthly_income=Decimal(1_000_000),
            monthly_debt_payments=Decimal(0),
        )
        again = decided(eased, one.request)
        assert not set(told) & set(codes_of(again)), (told, codes_of(again))
    assert tried >= PEOPLE // 20


@pytest.mark.parametrize(
    ("code", "met"),
    [
        ("serious_late_payments", {"late_payments_90": 0}),
        ("work_too_short", {"months_in_work": 240}),
        ("debts_exceed_income", {"monthly_debt_payments": Decimal(0)}),
        ("age_below_minimum", {"age": 30}),
        ("age_above_maximum", {"age": 30}),
        ("no_income", {"monthly_income": Decimal(20000)}),
        ("income_below_minimum", {"monthly_income": Decimal(100000)}),
    ],
)
def test_a_condition_that_is_met_is_no_reason(code: str, met: dict[str, object]) -> None:
    for one in applications():
        if code in codes_of(one.decision):
            applicant = dataclasses.replace(one.applicant, **met)  # type: ignore[arg-type]
            assert code not in codes_of(decided(applicant, one.request))


def codes_of(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def test_every_change_turns_the_decision_and_a_smaller_one_does_not() -> None:
    singles = joints = 0
    for one in applications():
        found = one.decision
        whole = found.outcome is Outcome.APPROVE
        ways = {way.code: way for way in ways_to_change(one.case, whole=whole)}
        for change in found.changes:
            way = ways[change.code]
            size = next(
                k
                for k in range(way.count)
                if way.at(one.applicant, one.request, k).params == change.params
            )
            variant = way.at(one.applicant, one.request, size)
            again = decided(variant.applicant, variant.request)
            assert again.outcome is Outcome.APPROVE, change
            assert again.amount == change.amount
            if whole or change.code == "change_amount":
                assert again.amount == variant.request.amount
            if way.steady and size:
                less = way.at(one.applicant, one.request, size - 1)
                judged = judge(case_of(less.applicant, less.request, one.product))
                exact = whole or change.code == "change_amount"
                turned = judged.outcome is Outcome.APPROVE and (
                    not exact or judged.amount == less.request.amount
                )
                assert not turned, (change, size)
            singles += 1
        if found.joint_changes:
            assert not found.changes
            applicant, request = one.applicant, one.request
            for change in found.joint_changes:
                way = ways[change.code]
                variant = next(
                    candidate
                    for k in range(way.count)
                    if (candidate := way.at(applicant, request, k)).params == change.params
                )
                applicant, request = variant.applicant, variant.request
            assert decided(applicant, request).outcome is Outcome.APPROVE
            joints += 1
    assert singles >= PEOPLE // 10
    assert joints >= 1


def test_only_what_a_person_can_change_is_proposed() -> None:
    fixed = ("age", "segment", "income_pattern", "monthly_income", "dependents")
    for one in applications():
        for way in ways_to_change(one.case, whole=False):
            for size in {0, way.count - 1}:
                try:
                    changed = way.at(one.applicant, one.request, size).applicant
                except InvalidInput:
                    continue
                waits = way.code in ("change_work", "change_late_payments")
                for name in fixed[1 if waits else 0 :]:
                    assert getattr(changed, name) == getattr(one.applicant, name), way.code


def test_the_quick_judgement_is_the_judgement() -> None:
    approved = 0
    for one in applications():
        cases = [one.case]
        for way in ways_to_change(one.case, whole=False):
            for size in {0, way.count // 2, way.count - 1}:
                variant = way.at(one.applicant, one.request, size)
                cases.append(case_of(variant.applicant, variant.request, one.product))
        for case in cases:
            judged = judge(case)
            assert approved_amount(case) == judged.amount
            approved += judged.outcome is Outcome.APPROVE
    assert approved >= PEOPLE // 5


def test_figures_in_affordability_reasons_break_the_limit_they_name() -> None:
    checks: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
        "payments_above_share": lambda told: (
            told["payments"] > told["maximum"] * told["monthly_income"]
        ),
        "payments_above_share_in_bad_time": lambda told: (
            told["payments"] > told["maximum"] * told["stressed_income"]
        ),
        "too_little_left_to_live_on": lambda told: told["left"] < told["needed"],
        "exposure_too_small": lambda told: told["amount"] < told["minimum"],
        "reduced_to_affordable": lambda told: told["amount"] < told["requested"],
        "reduced_to_exposure": lambda told: told["amount"] < told["requested"],
        "large_amount_seen_by_person": lambda told: told["amount"] > told["threshold"],
    }
    tried = Counter[str]()
    for one in applications():
        for reason in one.decision.reasons:
            if reason.code in checks:
                assert checks[reason.code](reason.params), reason
                tried[reason.code] += 1
    # Hardly anybody here can carry more than the risk allows.
    assert set(checks) - set(tried) <= {"reduced_to_exposure"}


def test_nothing_contradictory_is_approved() -> None:
    seen = 0
    for one in applications():
        if contradictions(one.applicant):
            seen += 1
            assert one.decision.outcome is not Outcome.APPROVE
            assert one.decision.changes == one.decision.joint_changes == ()
    assert seen >= 1
