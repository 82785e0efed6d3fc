import dataclasses
from decimal import Decimal

import pytest

from scoring.decision_record import DecisionInputs
from scoring.errors import InvalidInput
from scoring.judgement import Outcome
from scoring.shadow import Contender, Shadowed, decide_in_shadow, swap_sets
from tests.scoring.applicants import (
    TODAY,
    WEDDING,
    card,
    catalogue,
    decided,
    decision_policy,
    employee,
    pricing_policy,
)

CHAMPION = Contender(
    name="champion",
    card=card(),
    policy=decision_policy(),
    pricing_policy=pricing_policy(),
)
STRICT = dataclasses.replace(
    CHAMPION,
    name="strict",
    policy=dataclasses.replace(
        decision_policy(), version="strict", approve_pd=Decimal("0.03"), refer_pd=Decimal("0.05")
    ),
)


def inputs(**changed: object) -> DecisionInputs:
    product = catalogue().get(WEDDING.product_id)
    return DecisionInputs(
        applicant=employee(**changed),
        request=WEDDING,
        product=product,
        today=TODAY,
        card_version=card().version,
        policy_version=decision_policy().version,
        pricing_version=pricing_policy().version,
        catalogue_version=catalogue().version,
    )


def shadowed(**changed: object) -> Shadowed:
    return decide_in_shadow(inputs(**changed), CHAMPION, [STRICT])


def test_the_champion_decides_as_if_alone() -> None:
    found = shadowed(late_payments_30_59=1)
    assert found.decision == decided(employee(late_payments_30_59=1))


def test_a_challenger_that_would_decide_otherwise_is_noted() -> None:
    found = shadowed(late_payments_30_59=1)
    (other,) = found.differences
    assert found.decision.outcome is Outcome.APPROVE
    assert (other.outcome, other.flips, other.amount) == (Outcome.DECLINE, True, None)
    assert other.versions[1] == "strict"


def test_the_same_rules_differ_in_nothing() -> None:
    twin = dataclasses.replace(CHAMPION, name="twin")
    (other,) = decide_in_shadow(inputs(), CHAMPION, [twin]).differences
    assert not other.flips
    assert other.amount == other.annual_cost == other.pd == 0


def test_who_would_be_swapped_is_counted() -> None:
    found = swap_sets([shadowed(), shadowed(late_payments_30_59=1), shadowed(late_payments_90=1)])
    counts = found["strict"]
    assert (counts.both, counts.swapped_in, counts.swapped_out, counts.neither) == (1, 0, 1, 1)
    assert (counts.champion_rate, counts.challenger_rate) == (Decimal(2) / 3, Decimal(1) / 3)


def test_contenders_have_names_of_their_own() -> None:
    with pytest.raises(InvalidInput) as caught:
        decide_in_shadow(inputs(), CHAMPION, [CHAMPION])
    assert caught.value.field == "challengers"
