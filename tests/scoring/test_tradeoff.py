import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from scoring.option import Option, option_for
from scoring.pricing import PricingPolicy
from scoring.products import Catalogue
from scoring.tradeoff import tradeoff
from tests.scoring.needs import TRAVELLER


@pytest.fixture
def slow(catalogue: Catalogue, policy: PricingPolicy, today: date) -> Option:
    return option_for(catalogue.get("salary-everyday"), TRAVELLER, policy=policy, today=today)


@pytest.mark.parametrize(
    ("cost", "burden", "code", "params"),
    [
        (-50, -5, "cheaper_and_lighter", {"saved": 50, "lower_by": 5}),
        (-50, 5, "cheaper_but_heavier", {"saved": 50, "higher_by": 5}),
        (50, -5, "dearer_but_lighter", {"extra": 50, "lower_by": 5}),
        (50, 5, "dearer_and_heavier", {"extra": 50, "higher_by": 5}),
        (-50, 0, "cheaper", {"saved": 50}),
        (50, 0, "dearer", {"extra": 50}),
        (0, 0, "same_cost", {}),
        (0, -5, "cheaper_and_lighter", {"saved": 0, "lower_by": 5}),
    ],
)
def test_cost_against_weight(
    slow: Option, cost: int, burden: int, code: str, params: dict[str, int]
) -> None:
    own = dataclasses.replace(
        slow, total_cost=slow.total_cost + cost, monthly_burden=slow.monthly_burden + burden
    )
    found = tradeoff(own, slow, urgent=False)
    assert found.code == code
    assert found.params == {"product_id": "salary-everyday", **params}


def test_amount_then_term_then_speed(slow: Option, catalogue: Catalogue) -> None:
    more = dataclasses.replace(slow, amount=slow.amount + 1000)
    assert tradeoff(more, slow, urgent=True).params["more"] == Decimal(1000)
    assert tradeoff(slow, more, urgent=True).params["less"] == Decimal(1000)
    longer = dataclasses.replace(
        slow,
        months=24,
        total_cost=slow.total_cost + 300,
        monthly_burden=slow.monthly_burden - 400,
    )
    assert tradeoff(longer, slow, urgent=True).code == "longer_time"
    assert tradeoff(slow, longer, urgent=True).params == {
        "product_id": "salary-everyday",
        "fewer_months": 12,
        "higher_by": Decimal(400),
        "saved": Decimal(300),
    }
    quick = dataclasses.replace(
        slow, product=catalogue.get("travel-instalment"), total_cost=slow.total_cost + 9
    )
    assert tradeoff(quick, slow, urgent=True).code == "faster_but_dearer"
    assert tradeoff(quick, slow, urgent=False).code == "dearer"
