"""Reasons of cards from records: each is true of the value it is given for."""

import dataclasses
import random
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from scoring.card_bins import Bin, Characteristic, Value
from scoring.card_reasons import (
    CHARACTERISTIC_REASONS,
    MOST_REASONS,
    Sides,
    card_reasons,
    explained,
)
from scoring.reasons import REASON_PARAMETERS, Reason
from scoring.scorecard import Card, Inputs, parse_card
from tests.scoring.cards import mixed_card

SCORING = Path(__file__).resolve().parents[2] / "scoring"
SCHEMAS = SCORING / "training" / "schemas"
FROM_RECORDS = ("heloc_fico", "taiwan_default")
CARDS = sorted((SCORING / "cards").glob("*.json"))
# Not a matter of how anybody paid; told by its name.
NAMED = {"education"}


def card_of(path: Path) -> Card:
    return parse_card(path.read_text(encoding="utf-8"))


def value_in(place: Bin, pick: random.Random) -> Value:
    if place.missing:
        return None
    if place.special:
        return pick.choice(place.special)
    if place.categories:
        return pick.choice(place.categories)
    if place.low is not None:
        return place.low
    return place.high - 1 if place.high is not None else Decimal(0)


def someone(card: Card, pick: random.Random) -> dict[str, Value]:
    return {one.name: value_in(pick.choice(one.bins), pick) for one in card.characteristics}


def test_every_code_is_listed() -> None:
    codes = {code for one in CHARACTERISTIC_REASONS.values() for code in (one.below, one.above)}
    assert {code: REASON_PARAMETERS.get(code) for code in codes} == dict.fromkeys(codes, ())


@pytest.mark.parametrize("schema", FROM_RECORDS)
def test_every_input_of_a_schema_has_its_reasons(schema: str) -> None:
    inputs = yaml.safe_load((SCHEMAS / f"{schema}.yml").read_text(encoding="utf-8"))["inputs"]
    names = {one["name"] for one in inputs}
    assert names - NAMED - set(CHARACTERISTIC_REASONS) == set()


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_mending_what_a_reason_names_raises_the_score(path: Path) -> None:
    card, pick = card_of(path), random.Random(20261124)  # noqa: S311 - invented people, no secret
    best: Inputs = {one.name: value_in(one.best, pick) for one in card.characteristics}
    seen = 0
    for _ in range(200):
        features = someone(card, pick)
        score = card.score(features)
        reasons = card_reasons(card, score)
        assert len(reasons) == len(set(reasons)) <= MOST_REASONS
        assert bool(reasons) == bool(score.losses)
        for found in reasons:
            names = explained(card, score, found)
            mended = card.score(features | {name: best[name] for name in names})
            assert mended.points > score.points
            seen += 1
    assert seen > 400


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_the_weightiest_comes_first(path: Path) -> None:
    card, pick = card_of(path), random.Random(3)  # noqa: S311 - as above
    for _ in range(100):
        score = card.score(someone(card, pick))
        lost = {one.name: one.lost for one in score.losses}
        weights = [
            sum(lost[name] for name in explained(card, score, found))
            for found in card_reasons(card, score)
        ]
        assert weights == sorted(weights, reverse=True)


def ranged(name: str, points: list[int], edges: list[str], **changes: object) -> Characteristic:
    lows, highs = [None, *map(Decimal, edges)], [*map(Decimal, edges), None]
    places = [
        Bin(points=at, woe=Decimal(0), share=Decimal("0.2"), low=low, high=high)
        for at, low, high in zip(points, lows, highs, strict=True)
    ]
    special = Bin(points=1, woe=Decimal(0), share=Decimal(0), special=(Decimal(-7),))
    base = Characteristic(name=name, risk="either", bins=(*places, special))
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def told(one: Characteristic, value: Value) -> Reason:
    card = dataclasses.replace(mixed_card(), characteristics=(one,))
    (found,) = card_reasons(card, card.score({one.name: value}))
    return found


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("total_trades", "1", "few_accounts_on_record"),
        ("total_trades", "50", "many_accounts_on_record"),
        ("total_trades", "-7", "not_on_record"),
        ("limit_use", "50", "our_limit_much_used"),
        ("status_this_month", "50", "paid_us_late"),
        ("status_this_month", "0", "other_payment_record"),
    ],
)
def test_a_reason_knows_its_side(name: str, value: str, code: str) -> None:
    one = ranged(name, [0, 9, 3], ["5", "20"])
    assert told(one, Decimal(value)).code == code


def test_nobody_is_late_with_a_status_of_zero() -> None:
    one = ranged("status_this_month", [9, 4, 0], ["-0.5", "0.5"])
    assert told(one, Decimal(0)).code == "other_payment_record"
    assert told(one, Decimal(2)).code == "paid_us_late"


def test_a_card_may_name_the_code() -> None:
    one = ranged("anything", [0, 9, 3], ["5", "20"], reason="late_on_record")
    assert told(one, Decimal(1)).code == "late_on_record"


@pytest.mark.parametrize("reason", [None, "no_such_code", "debt_share"])
def test_what_nobody_listed_is_told_by_its_name(reason: str | None) -> None:
    found = told(ranged("shoe_size", [0, 9, 3], ["5", "20"], reason=reason), Decimal(1))
    assert (found.code, found.params) == (
        "characteristic_below_best",
        {"characteristic": "shoe_size"},
    )


def test_late_months_are_one_reason() -> None:
    late = Decimal(3)
    names = ("status_this_month", "status_1_month_ago")
    parts = tuple(ranged(name, [9, 4, 0], ["-0.5", "0.5"]) for name in names)
    card = dataclasses.replace(mixed_card(), characteristics=parts)
    score = card.score(dict.fromkeys(names, late))
    (found,) = card_reasons(card, score)
    assert explained(card, score, found) == names


def test_sides_are_two_codes() -> None:
    assert CHARACTERISTIC_REASONS["payment_of_bill"] == Sides(
        below="paid_us_back_little", above="other_payment_record"
    )
