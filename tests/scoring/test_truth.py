"""Reasons and changes are true: taken at their word, for many random applicants."""

import dataclasses
import os
import random
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

import pytest

from scoring.applicant import Applicant, LoanRequest
from scoring.case import Case, Rulebooks, open_case
from scoring.changes import ways_to_change
from scoring.decision import Decision
from scoring.errors import InvalidInput
from scoring.judgement import Outcome, judge
from scoring.products import IncomePattern, Product, Segment
from scoring.reasons import (
    AFFORDABILITY_REASONS,
    KNOCK_OUT_REASONS,
    SCORE_REASONS,
)
from scoring.score_reasons import features_of
from tests.scoring.applicants import (
    TODAY,
    card,
    catalogue,
    decided,
    decision_policy,
    pricing_policy,
)

PEOPLE = 1000 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 250
SEED = 20261124
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


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    applicant: Applicant
    request: LoanRequest
    product: Product
    decision: Decision

    @property
    def case(self) -> Case:
        return case_of(self.applicant, self.request, self.product)


def case_of(applicant: Applicant, request: LoanRequest, product: Product) -> Case:
    books = Rulebooks(card=card(), policy=decision_policy(), pricing=pricing_policy(), today=TODAY)
    return open_case(applicant, request, product, books)


@cache
def applications() -> tuple[Application, ...]:
    chance = random.Random(SEED)  # noqa: S311  # the same people every time
    return tuple(application(chance) for _ in range(PEOPLE))


def application(chance: random.Random) -> Application:
    product = chance.choice(catalogue().products)
    amounts = (product.amount_min, product.amount_max)
    request = LoanRequest(
        product_id=product.id,
        purpose=chance.choice(product.purposes),
        amount=Decimal(round(chance.uniform(*map(float, amounts)), -2)).quantize(Decimal("0.01")),
        months=chance.choice(product.terms),
        method=chance.choice(product.methods),
    )
    lines = chance.randint(0, 12)
    income = Decimal(chance.randint(0, 300)) * 100
    applicant = Applicant(
        age=chance.randint(18, 68),
        segment=chance.choice(product.segments if chance.random() < 0.9 else tuple(Segment)),
        income_pattern=chance.choice(tuple(IncomePattern)),
        monthly_income=income,
        monthly_debt_payments=(income * Decimal(chance.randint(0, 80)) / 100).quantize(
            Decimal("0.01")
        ),
        months_in_work=chance.randint(0, 120),
        card_utilisation=None if chance.random() < 0.2 else Decimal(chance.randint(0, 110)) / 100,
        late_payments_30_59=chance.choice((0, 0, 0, 0, 1, 2)),
        late_payments_60_89=chance.choice((0, 0, 0, 0, 0, 1)),
        late_payments_90=chance.choice((0, 0, 0, 0, 0, 0, 0, 1)),
        open_credit_lines=lines,
        real_estate_loans=min(lines, chance.choice((0, 0, 0, 1, 2))),
        dependents=chance.randint(0, 5),
    )
    return Application(
        applicant=applicant,
        request=request,
        product=product,
        decision=decided(applicant, request),
    )


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
