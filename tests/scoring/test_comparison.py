from datetime import date
from decimal import Decimal

import pytest

from scoring.comparison import compare_methods, why_not
from scoring.need import Need
from scoring.pricing import PricingPolicy
from scoring.products import Catalogue, Method
from scoring.recommendation import recommend
from scoring.regulation import RuleBook
from tests.scoring.needs import FARMER, SHOPKEEPER, TRAVELLER, need


@pytest.mark.parametrize(
    ("product_id", "wish", "codes"),
    [
        ("student-education", TRAVELLER, ["purpose_not_covered", "segment_not_served"]),
        ("travel-instalment", TRAVELLER, ["dearer_than_chosen"]),
        ("salary-everyday", TRAVELLER, ["is_recommended"]),
        ("shop-turnover", SHOPKEEPER, ["dearer_than_chosen"]),
        ("quick-turnover", FARMER, ["term_not_offered", "higher_annual_cost"]),
        ("farm-machinery", FARMER, ["term_not_offered", "higher_annual_cost"]),
        (
            "car",
            need("green_goods", 100000, 24, segment="farmer", urgency="now"),
            ["dearer_than_chosen", "slower_than_chosen"],
        ),
        (
            "green-goods",
            need("green_goods", 250000, 24),
            ["amount_above_maximum", "higher_annual_cost"],
        ),
    ],
)
def test_why_not(
    product_id: str,
    wish: Need,
    codes: list[str],
    catalogue: Catalogue,
    policy: PricingPolicy,
    today: date,
) -> None:
    chosen = recommend(wish, catalogue, policy=policy, today=today).options[0]
    found = why_not(catalogue.get(product_id), wish, policy=policy, today=today, chosen=chosen)
    assert [reason.code for reason in found] == codes


def test_dearer_by_exactly_so_much(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    first, second = recommend(TRAVELLER, catalogue, policy=policy, today=today).options
    (found,) = why_not(second.product, TRAVELLER, policy=policy, today=today, chosen=first)
    assert found.params["extra"] == second.total_cost - first.total_cost


def test_a_wished_method_that_is_missing_is_said(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    found = why_not(
        catalogue.get("equipment-instalment"),
        SHOPKEEPER,
        policy=policy,
        today=today,
        preferred_method=Method.BULLET,
    )
    assert [reason.code for reason in found] == ["wished_method_not_offered"]


def test_methods_side_by_side(catalogue: Catalogue, rules: RuleBook, today: date) -> None:
    level, falling, last = compare_methods(
        catalogue.get("wealth-credit"),
        amount=Decimal(120000),
        months=12,
        annual_rate=Decimal("0.0600"),
        rules=rules,
        today=today,
    )
    # i = 0.005: 120,000 x 0.005 / (1 - 1.005^-12) = 10,327.97
    assert level.first_payment == Decimal("10327.97")
    # 10,000 + 600; interest 600 + 550 + ... + 50 = 3,900
    assert (falling.first_payment, falling.last_payment) == (
        Decimal("10600.00"),
        Decimal("10050.00"),
    )
    assert falling.total_cost == Decimal("3900.00")
    assert (last.first_payment, last.largest_payment) == (Decimal("600.00"), Decimal("120600.00"))
    assert last.total_cost == Decimal("7200.00")
    assert last.monthly_burden == Decimal("10600.00")
    assert falling.total_cost < level.total_cost < last.total_cost
    for found in (level, falling, last):
        assert abs(found.annual_cost - Decimal("0.06")) < Decimal("1E-5")


def test_methods_the_law_forbids_for_the_term_are_left_out(
    catalogue: Catalogue, rules: RuleBook, today: date
) -> None:
    found = compare_methods(
        catalogue.get("wealth-credit"),
        amount=Decimal(120000),
        months=24,
        annual_rate=Decimal("0.0600"),
        rules=rules,
        today=today,
    )
    assert [one.method for one in found] == [Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL]
