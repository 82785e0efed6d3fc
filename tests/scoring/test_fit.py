from datetime import date
from decimal import Decimal

import pytest

from scoring.fit import misfits, nearest_term, place
from scoring.products import Catalogue, Method
from scoring.regulation import RuleBook
from tests.scoring.needs import FARMER, SHOPKEEPER, TRAVELLER, need


@pytest.mark.parametrize(
    ("wanted", "nearest"), [(24, 24), (7, 6), (9, 12), (1, 6), (100, 24), (None, 12)]
)
def test_nearest_term(wanted: int | None, nearest: int) -> None:
    assert nearest_term((6, 12, 24), wanted) == nearest


@pytest.mark.parametrize(
    ("product_id", "wish", "codes"),
    [
        ("farm-season", FARMER, []),
        ("farm-season", SHOPKEEPER, ["purpose_not_covered", "segment_not_served"]),
        ("car", TRAVELLER, ["purpose_not_covered", "amount_below_minimum"]),
        ("car", need("gambling", 50000), ["purpose_forbidden"]),
        ("car", need("car", 50000, segment="student"), ["student_consumer_loan"]),
        ("car", need("car", 50000, income=3999), ["income_below_minimum"]),
        ("car", need("car", 50000, income=4000), []),
    ],
)
def test_misfits(
    product_id: str,
    wish: object,
    codes: list[str],
    catalogue: Catalogue,
    rules: RuleBook,
    today: date,
) -> None:
    found = misfits(catalogue.get(product_id), wish, rules, today)  # type: ignore[arg-type]
    assert [reason.code for reason in found] == codes


@pytest.mark.parametrize(
    ("pattern", "months", "preferred", "method", "offered"),
    [
        ("harvest", 12, None, Method.BULLET, 12),
        ("harvest", 24, None, Method.BULLET, 12),
        # A bullet may last a year only; cutting three years to one would halve it and more.
        ("harvest", 36, None, Method.EQUAL_INSTALMENT, 36),
        ("salary", 24, None, Method.EQUAL_INSTALMENT, 24),
        (None, None, None, Method.EQUAL_INSTALMENT, 12),
        ("salary", 24, Method.INTEREST_ONLY, Method.INTEREST_ONLY, 12),
        ("salary", 24, Method.EQUAL_PRINCIPAL, Method.EQUAL_INSTALMENT, 24),
    ],
)
def test_the_method_suits_the_cash_flow_or_the_wish(
    pattern: str | None,
    months: int | None,
    preferred: Method | None,
    method: Method,
    offered: int,
    catalogue: Catalogue,
    rules: RuleBook,
    today: date,
) -> None:
    wish = need("medical", 20000, months, segment="farmer", pattern=pattern)
    placement = place(catalogue.get("farm-household"), wish, rules, today, preferred)
    assert (placement.method, placement.months) == (method, offered)


def test_reasons_tell_what_matches_and_what_was_changed(
    catalogue: Catalogue, rules: RuleBook, today: date
) -> None:
    wish = need("farming", 400000, 10, segment="farmer", pattern="harvest", urgency="now")
    placement = place(catalogue.get("farm-season"), wish, rules, today)
    assert placement.amount == Decimal(300000)
    assert [found.code for found in placement.fit] == [
        "purpose_match",
        "segment_match",
        "cash_flow_match",
        "no_fee",
        "amount_clipped",
        "term_adjusted",
        "requires_land_contract",
    ]
    assert placement.fit[5].params == {"requested": 10, "offered": 9}


def test_an_unknown_segment_becomes_a_condition(
    catalogue: Catalogue, rules: RuleBook, today: date
) -> None:
    placement = place(catalogue.get("farm-season"), need("farming", 5000), rules, today)
    assert placement.fit[1].params == {"segments": "farmer"}
    assert "term_suggested" in [found.code for found in placement.fit]
