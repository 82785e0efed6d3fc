from datetime import date
from decimal import Decimal

from scoring.option import option_for
from scoring.pricing import PricingPolicy
from scoring.products import Catalogue
from tests.scoring.needs import FARMER, SHOPKEEPER, need


def test_an_option_shows_its_price_and_weight(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    found = option_for(
        catalogue.get("equipment-instalment"), SHOPKEEPER, policy=policy, today=today
    )
    assert found.annual_cost_low < found.annual_cost < found.annual_cost_high
    assert found.instalment == found.monthly_burden == found.schedule.instalments[0].payment
    assert found.total_cost == found.schedule.total_cost
    assert found.instalment_share == (found.instalment / 15000).quantize(Decimal("0.0001"))
    # The smallest whole income of which the instalment is at most 40 %.
    assert found.instalment <= found.comfortable_income * Decimal("0.4")
    assert found.instalment > (found.comfortable_income - 1) * Decimal("0.4")
    assert "comfortable" in [reason.code for reason in found.fit]


def test_a_bullet_weighs_what_must_be_put_aside(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    found = option_for(catalogue.get("farm-season"), FARMER, policy=policy, today=today)
    assert found.instalment == Decimal(50000) + found.total_cost
    assert 0 <= found.monthly_burden * 9 - found.instalment < Decimal("0.09")
    assert found.instalment_share is None


def test_a_heavy_loan_is_not_called_comfortable(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    wish = need("car", 200000, 24, segment="city_employee", pattern="salary", income=8000)
    found = option_for(catalogue.get("car"), wish, policy=policy, today=today)
    assert found.instalment_share is not None
    assert found.instalment_share > 1
    assert "comfortable" not in [reason.code for reason in found.fit]
