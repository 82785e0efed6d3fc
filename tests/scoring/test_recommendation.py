from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.need import Need
from scoring.pricing import PricingPolicy
from scoring.products import Catalogue, IncomePattern, Method, Purpose, Segment, Urgency
from scoring.recommendation import recommend, score
from scoring.regulation import check_loan
from tests.scoring.needs import FARMER, SHOPKEEPER, TRAVELLER, need


@pytest.mark.parametrize(
    ("wish", "product_ids"),
    [
        (FARMER, ["farm-season", "quick-turnover"]),
        (SHOPKEEPER, ["equipment-instalment", "shop-turnover"]),
        (TRAVELLER, ["salary-everyday", "travel-instalment"]),
        (
            need("business_turnover", 150000, 24, segment="micro_business", pattern="takings"),
            ["shop-turnover"],
        ),
        (
            need("education", 8000, 12, segment="student", pattern="allowance"),
            ["student-education"],
        ),
        (
            need("car", 120000, 36, segment="city_employee", pattern="salary"),
            ["car", "salary-everyday"],
        ),
        (
            need("home_improvement", 180000, 36, segment="high_net_worth", pattern="salary"),
            ["home-improvement", "wealth-credit", "salary-everyday"],
        ),
        (
            need("everyday", 20000, 12, segment="freelancer", pattern="irregular"),
            ["flexible-everyday"],
        ),
        (
            need("green_goods", 30000, 36, segment="farmer", pattern="harvest"),
            ["green-goods", "car"],
        ),
    ],
)
def test_who_is_offered_what(
    wish: Need,
    product_ids: list[str],
    catalogue: Catalogue,
    policy: PricingPolicy,
    today: date,
) -> None:
    found = recommend(wish, catalogue, policy=policy, today=today)
    assert [option.product.id for option in found.options] == product_ids
    assert found.refusal == ()


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (need("securities", 50000, 12), ["purpose_forbidden"]),
        (need("shopping", 5000, 12, segment="student"), ["student_consumer_loan"]),
        (need("farming", 5000, 12, segment="city_employee"), ["segment_not_served"]),
        (need("everyday", 100, 3, segment="city_employee"), ["amount_below_minimum"]),
        (need("car", 50000, 24, segment="city_employee", income=900), ["income_below_minimum"]),
    ],
)
def test_none_fits_and_why(
    wish: Need, codes: list[str], catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    found = recommend(wish, catalogue, policy=policy, today=today)
    assert found.options == ()
    assert [reason.code for reason in found.refusal] == codes


def test_the_purpose_nobody_covers(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    only_cars = type(catalogue)(version="t", products=(catalogue.get("car"),))
    found = recommend(need("wedding", 50000), only_cars, policy=policy, today=today)
    assert [reason.code for reason in found.refusal] == ["no_product_for_purpose"]


def test_too_much_is_clipped_to_the_most_and_said(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    wish = need("car", 10_000_000_000, 1 * 12, segment="city_employee", pattern="salary")
    (option, *_) = recommend(wish, catalogue, policy=policy, today=today).options
    assert option.amount == Decimal(200000)
    clipped = next(reason for reason in option.fit if reason.code == "amount_clipped")
    assert clipped.params == {"requested": wish.amount, "maximum": Decimal(200000)}


def test_the_cheaper_one_says_by_how_much(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    first, second = recommend(TRAVELLER, catalogue, policy=policy, today=today).options
    lower = next(reason for reason in first.fit if reason.code == "lower_cost_than")
    assert lower.params == {
        "product_id": second.product.id,
        "saved": second.total_cost - first.total_cost,
    }
    assert first.tradeoff is not None
    assert first.tradeoff.code == "cheaper_and_lighter"
    assert second.tradeoff is None


def test_a_wished_method_is_kept_where_it_is_offered(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    found = recommend(
        SHOPKEEPER,
        catalogue,
        policy=policy,
        today=today,
        preferred_method=Method.EQUAL_PRINCIPAL,
    )
    codes = {option.product.id: [r.code for r in option.fit] for option in found.options}
    assert found.options[0].method is Method.EQUAL_PRINCIPAL
    assert "method_as_wished" in codes["equipment-instalment"]


@settings(max_examples=60, deadline=None)
@given(
    wish=st.builds(
        Need,
        purpose=st.sampled_from(Purpose),
        amount=st.decimals("1", "3000000", places=2),
        months=st.none() | st.integers(1, 120),
        segment=st.none() | st.sampled_from(Segment),
        income_pattern=st.none() | st.sampled_from(IncomePattern),
        urgency=st.none() | st.sampled_from(Urgency),
        monthly_income=st.none() | st.decimals("0", "100000", places=2),
        monthly_debt_payments=st.none() | st.decimals("0", "20000", places=2),
    ),
    preferred=st.none() | st.sampled_from(Method),
)
def test_every_recommendation_is_lawful_ranked_and_never_silent(
    wish: Need,
    preferred: Method | None,
    catalogue: Catalogue,
    policy: PricingPolicy,
    today: date,
) -> None:
    found = recommend(wish, catalogue, policy=policy, today=today, preferred_method=preferred)
    assert bool(found.options) != bool(found.refusal)
    assert len(found.options) <= 3
    for option in found.options:
        product = option.product
        assert wish.purpose in product.purposes
        assert wish.segment is None or wish.segment in product.segments
        assert product.amount_min <= option.amount <= min(wish.amount, product.amount_max)
        assert option.months in product.terms
        assert option.method in product.methods
        assert option.annual_cost_low <= option.annual_cost <= option.annual_cost_high
        assert option.annual_cost_high <= Decimal("0.24")
        assert not check_loan(
            policy.rules,
            today,
            kind=product.kind,
            amount=option.amount,
            months=option.months,
            method=option.method,
        )
    for before, after in zip(found.options, found.options[1:], strict=False):
        assert before.tradeoff is not None
        assert before.tradeoff.params["product_id"] == after.product.id
    assert found == recommend(
        wish, catalogue, policy=policy, today=today, preferred_method=preferred
    )


def test_the_reasons_explain_the_order(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    first, second = recommend(SHOPKEEPER, catalogue, policy=policy, today=today).options
    assert score(first) > score(second)
    # 20 purpose, 15 segment, 15 cash flow, 3 no fee, 5 comfortable, -2 invoice, -3 a point of cost
    assert score(first) == 58 - 300 * first.annual_cost
