import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.apr import annual_cost
from scoring.errors import InvalidData, InvalidInput, PriceAboveCeiling
from scoring.pricing import (
    Price,
    PricingPolicy,
    average_life,
    default_intensity,
    parse_pricing_policy,
    price,
)
from scoring.products import Catalogue, Fee, FeeManner, Method, Product
from scoring.regulation import RuleBook, permitted_terms
from tests.scoring.conftest import DATA


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
    # -ln(0.93) / 2 = 0.036285 a year, x LGD 0.60
    assert found.expected_loss == Decimal("0.021771")
    # 0.009 + 30 / (150,000 x 25/24 years)
    assert found.operating == Decimal("0.009192")
    # 0.07875 x (0.12 - 0.021) = 0.00779625
    assert found.capital == Decimal("0.007796")
    assert found.margin == Decimal("0.012")
    assert found.full_rate == Decimal("0.071759")
    assert found.annual_rate == Decimal("0.0718")
    assert not found.capped
    assert found.annual_cost == annual_cost(found.schedule)
    # The guarantee fee of 0.5 % comes on top.
    assert Decimal("0.0765") < found.annual_cost.nominal < Decimal("0.0770")


def test_the_funding_curve_joins_its_points(catalogue: Catalogue, policy: PricingPolicy) -> None:
    product = catalogue.get("shop-turnover")
    assert priced(product, policy, months=18).funding == Decimal("0.02")
    assert priced(product, policy, months=1).funding == Decimal("0.017")
    assert priced(product, policy, months=120).funding == Decimal("0.026")


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
    assert priced(product, policy, pd="0.9").annual_cost.nominal <= Decimal("0.24")


def test_a_fee_that_breaks_the_ceiling_is_named(
    catalogue: Catalogue, policy: PricingPolicy
) -> None:
    fees = (
        Fee(
            code="small", name="费", payee="甲", manner=FeeManner.AT_DISBURSEMENT, amount=Decimal(1)
        ),
        Fee(
            code="heavy",
            name="费",
            payee="甲",
            manner=FeeManner.PER_INSTALMENT,
            rate=Decimal("0.02"),
        ),
    )
    product = dataclasses.replace(catalogue.get("shop-turnover"), fees=fees)
    with pytest.raises(PriceAboveCeiling) as caught:
        priced(product, policy)
    assert caught.value.fee_code == "heavy"
    assert caught.value.ceiling == Decimal("0.20")
    assert caught.value.annual_cost > caught.value.ceiling


@pytest.mark.parametrize("pd", ["-0.1", "1", "1.5"])
def test_an_impossible_pd_is_named(pd: str, catalogue: Catalogue, policy: PricingPolicy) -> None:
    with pytest.raises(InvalidInput) as caught:
        priced(catalogue.get("medical"), policy, pd=pd)
    assert caught.value.field == "pd"


def test_intensity_and_life() -> None:
    # exp(-h x 2) = 1 - 0.19 = 0.81, so exp(-h) = 0.9.
    intensity = default_intensity(Decimal("0.19"), 24)
    assert abs((-intensity).exp() - Decimal("0.9")) < Decimal("1E-20")
    assert average_life(24, Method.EQUAL_PRINCIPAL) == Decimal(25) / 24
    assert average_life(12, Method.BULLET) == 1


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("months: 12", "months: 2", "file"),
        ('margin: "0.0120"', 'margin: "much"', "margin"),
        ("pd_horizon_months: 24", "pd_horizon_months: 0", "file"),
    ],
)
def test_a_wrong_file_names_the_field(old: str, new: str, field: str, rules: RuleBook) -> None:
    text = (DATA / "pricing.yml").read_text(encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        parse_pricing_policy(text.replace(old, new), rules)
    assert caught.value.field == field


@settings(max_examples=80, deadline=None)
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
        assert found.capped or found.shortfall <= Decimal("0.00005")
