import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.apr import annual_cost
from scoring.errors import InvalidInput, PriceAboveCeiling
from scoring.lending_costs import Adjustment
from scoring.pricing import (
    Price,
    PricingPolicy,
    price,
)
from scoring.products import Catalogue, Method, Product, Segment
from scoring.regulation import CostFigure, Lender, permitted_terms


def priced(
    product: Product,
    policy: PricingPolicy,
    pd: str = "0.07",
    amount: str = "150000",
    months: int = 24,
    method: Method = Method.EQUAL_INSTALMENT,
) -> Price:
    return price(
        product,
        pd=Decimal(pd),
        amount=Decimal(amount),
        months=months,
        method=method,
        policy=policy,
        today=date(2026, 11, 23),
    )


def test_a_price_worked_by_hand(catalogue: Catalogue, policy: PricingPolicy) -> None:
    found = priced(catalogue.get("shop-turnover"), policy)
    assert found.funding == Decimal("0.021")  # the point of 24 months
    # A month is passed by 0.93 ^ (1/24) = 0.9969808 of the borrowers; 0.0030192 x LGD 0.60 of the
    # balance and its interest is lost: x 12 x (1 + 0.07186 / 12) = 0.021869 a year.
    assert found.expected_loss == Decimal("0.021869")
    # 0.009 + 30 / (150,000 x 1.025334 expected, discounted years) = 0.009 + 0.000195
    assert found.operating == Decimal("0.009195")
    # 0.07875 x (0.12 - 0.021) = 0.00779625
    assert found.capital == Decimal("0.007796")
    assert found.margin == Decimal("0.012")
    assert found.adjustment == 0
    assert found.full_rate == Decimal("0.071860")
    assert found.annual_rate == Decimal("0.0719")
    assert not found.capped
    assert found.annual_cost == annual_cost(found.schedule)
    # The guarantee fee of 0.5 % comes on top.
    assert Decimal("0.0765") < found.annual_cost.nominal < Decimal("0.0770")
    # hurdle 0.12 + margin 0.012 / 0.07875 = 0.272381, and 0.00004 / 0.07875 = 0.0005 for the grid
    assert found.raroc == Decimal("0.272892")
    assert found.expected_profit == Decimal("3305.25")


def test_a_bullet_worked_by_hand(catalogue: Catalogue, policy: PricingPolicy) -> None:
    found = priced(
        catalogue.get("quick-turnover"),
        policy,
        pd="0.08",
        amount="10000",
        months=6,
        method=Method.BULLET,
    )
    # One period of half a year: 0.92 ^ (6/24) = 0.97937036 survive, 0.02062964 x 0.65 =
    # 0.01340927 of the debt is lost; v = 1 / (1 + 0.0176667 / 2) = 0.991244, A = 0.495622.
    # 0.0176667 + 0.009 + 0.0080588 + 0.012 + 0.0268185 + 0.003 / 0.495622 = 0.0795970
    # and for the interest that is lost too: / (1 - 0.01340927) = 0.0806789
    assert found.full_rate == Decimal("0.080679")
    # (0.0268185 + 0.0806789 x 0.01340927) = 0.0279004
    assert found.expected_loss == Decimal("0.027900")
    assert found.annual_rate == Decimal("0.0807")


def test_segment_and_channel_are_added(catalogue: Catalogue, policy: PricingPolicy) -> None:
    product = catalogue.get("shop-turnover")
    costs = dataclasses.replace(
        policy.costs,
        adjustments=(
            Adjustment(annual_rate=Decimal("-0.0030"), why="再贷款", segment=Segment.FARMER),
            Adjustment(annual_rate=Decimal("0.0040"), why="渠道费", channel="partner"),
        ),
    )
    adjusted = dataclasses.replace(policy, costs=costs)

    def found(segment: Segment | None = None, channel: str | None = None) -> Price:
        return price(
            product,
            pd=Decimal("0.07"),
            amount=Decimal(150000),
            months=24,
            method=Method.EQUAL_INSTALMENT,
            policy=adjusted,
            today=date(2026, 11, 23),
            segment=segment,
            channel=channel,
        )

    assert found() == priced(product, policy)
    assert found(Segment.FARMER).adjustment == Decimal("-0.003")
    both = found(Segment.FARMER, "partner")
    assert both.adjustment == Decimal("0.001")
    assert found(channel="partner").annual_rate > both.annual_rate > found().annual_rate


def test_the_floor_lifts_a_cheap_loan(catalogue: Catalogue, policy: PricingPolicy) -> None:
    dear = dataclasses.replace(catalogue.get("shop-turnover"), rate_floor=Decimal("0.09001"))
    found = priced(dear, policy, pd="0")
    assert found.annual_rate == Decimal("0.0901")
    assert not found.capped
    assert found.shortfall == 0


def test_the_ceiling_holds_for_the_cost_with_fees(
    catalogue: Catalogue, policy: PricingPolicy
) -> None:
    product = catalogue.get("shop-turnover")
    found = priced(product, policy, pd="0.60", amount="100000", months=12)
    assert found.capped
    assert found.annual_cost.nominal <= product.cost_ceiling
    assert found.shortfall == found.full_rate - found.annual_rate > 0
    # One step more would break it.
    higher = dataclasses.replace(product, rate_floor=found.annual_rate + Decimal("0.0001"))
    with pytest.raises(PriceAboveCeiling):
        priced(higher, policy, pd="0.60", amount="100000", months=12)


def test_the_law_lowers_the_products_ceiling(catalogue: Catalogue, policy: PricingPolicy) -> None:
    product = dataclasses.replace(catalogue.get("shop-turnover"), cost_ceiling=Decimal("0.36"))
    found = priced(product, policy, pd="0.9")
    assert found.annual_cost.nominal <= Decimal("0.24")
    assert found.ceiling.source == "金规〔2025〕9号"
    assert priced(catalogue.get("shop-turnover"), policy).ceiling.source == "product"


def test_a_microlender_is_held_to_the_prime_rate_from_the_end_of_2027(
    catalogue: Catalogue, policy: PricingPolicy
) -> None:
    product = catalogue.get("shop-turnover")
    micro = dataclasses.replace(
        policy, rules=dataclasses.replace(policy.rules, lender=Lender.MICROLENDER)
    )
    found = price(
        product,
        pd=Decimal("0.5"),
        amount=Decimal(100000),
        months=12,
        method=Method.EQUAL_INSTALMENT,
        policy=micro,
        today=date(2028, 1, 3),
    )
    assert Decimal("0.1198") < found.annual_cost.nominal <= Decimal("0.12")
    assert "LPR" in found.ceiling.source
    assert not found.ceiling.confirmed


def test_the_ceiling_can_be_one_on_the_effective_cost(
    catalogue: Catalogue, policy: PricingPolicy
) -> None:
    rules = dataclasses.replace(policy.rules, ceiling_figure=CostFigure.EFFECTIVE)
    product = catalogue.get("shop-turnover")
    strict = priced(product, dataclasses.replace(policy, rules=rules), pd="0.8")
    usual = priced(product, policy, pd="0.8")
    assert strict.annual_cost.effective <= Decimal("0.20") < usual.annual_cost.effective
    assert strict.annual_rate < usual.annual_rate


@pytest.mark.parametrize("pd", ["-0.1", "1", "1.5", "NaN"])
def test_an_impossible_pd_is_named(pd: str, catalogue: Catalogue, policy: PricingPolicy) -> None:
    with pytest.raises(InvalidInput) as caught:
        priced(catalogue.get("medical"), policy, pd=pd)
    assert caught.value.field == "pd"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pd", 0.07),
        ("pd", "0.07"),
        ("amount", Decimal(0)),
        ("amount", Decimal("NaN")),
        ("amount", 15000.0),
        ("months", 0),
        ("months", 601),
        ("months", 12.5),
        ("months", True),
    ],
)
def test_what_cannot_be_used_is_named(
    field: str, value: object, catalogue: Catalogue, policy: PricingPolicy
) -> None:
    loan: dict[str, Any] = {"pd": Decimal("0.07"), "amount": Decimal(15000), "months": 12}
    with pytest.raises(InvalidInput) as caught:
        price(
            catalogue.get("medical"),
            **{**loan, field: value},
            method=Method.EQUAL_INSTALMENT,
            policy=policy,
            today=date(2026, 11, 23),
        )
    assert caught.value.field == field


@given(data=st.data())
def test_prices_rise_with_pd_and_stay_under_the_ceiling(
    data: st.DataObject, catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    product = data.draw(st.sampled_from(catalogue.products))
    method = data.draw(st.sampled_from(product.methods))
    months = data.draw(st.sampled_from(permitted_terms(product, method, policy.rules, today)))
    amount = data.draw(st.decimals(product.amount_min, product.amount_max, places=0))
    pds = sorted(data.draw(st.tuples(*[st.decimals("0", "0.95", places=3)] * 2)))
    low, high = (
        priced(product, policy, pd=str(pd), amount=str(amount), months=months, method=method)
        for pd in pds
    )
    assert low.annual_rate <= high.annual_rate
    for found in (low, high):
        assert found.annual_rate >= product.rate_floor
        assert found.annual_rate == found.annual_rate.quantize(Decimal("0.0001"))
        assert found.annual_cost.nominal <= product.cost_ceiling <= policy.rules.ceiling(today)
        assert found.annual_cost == annual_cost(found.schedule)
        parts = (found.funding, found.expected_loss, found.operating)
        assert sum(parts) + found.capital + found.margin == found.full_rate
        assert found.capped or found.shortfall <= Decimal("0.00005")


@given(data=st.data())
def test_a_covering_rate_earns_the_hurdle_and_the_margin(
    data: st.DataObject, catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    product = data.draw(st.sampled_from(catalogue.products))
    method = data.draw(st.sampled_from(product.methods))
    months = data.draw(st.sampled_from(permitted_terms(product, method, policy.rules, today)))
    amount = data.draw(st.decimals(product.amount_max / 2, product.amount_max, places=0))
    pd = data.draw(st.decimals("0", "0.2", places=3))
    found = priced(product, policy, pd=str(pd), amount=str(amount), months=months, method=method)
    # What the grid, the floor or the ceiling add to or take from the full rate, they add to or
    # take from the margin, less the part that defaults take.
    assert found.raroc is not None
    costs = policy.costs
    rest = costs.margin + (found.annual_rate - found.full_rate)
    expected = costs.hurdle_rate + rest / costs.capital_ratio
    lost = abs(found.annual_rate - found.full_rate) / costs.capital_ratio / 5
    # A cent of profit on so many yuan-years of own funds.
    cents = Decimal("0.06") / found.profit.capital
    assert abs(found.raroc - expected) <= lost + cents + Decimal("0.0005")
