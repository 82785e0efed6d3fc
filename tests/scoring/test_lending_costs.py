from decimal import Decimal

import pytest

from scoring.errors import InvalidData, InvalidInput
from scoring.lending_costs import Adjustment, PricingPolicy, parse_pricing_policy
from scoring.products import Segment
from scoring.regulation import RuleBook
from tests.scoring.conftest import DATA


@pytest.mark.parametrize(
    ("months", "rate"),
    [
        (1, "0.017"),  # flat before the first point
        (3, "0.017"),
        (18, "0.020"),  # halfway between 0.019 at 12 and 0.021 at 24
        (48, "0.0245"),
        (120, "0.026"),
    ],
)
def test_the_funding_curve_joins_its_points(months: int, rate: str, policy: PricingPolicy) -> None:
    assert policy.costs.funding_rate(months) == Decimal(rate)


def test_own_funds_cost_the_hurdle_less_the_funding_they_save(policy: PricingPolicy) -> None:
    # 0.07875 x (0.12 - 0.02)
    assert policy.costs.capital_charge(Decimal("0.02")) == Decimal("0.007875")
    assert policy.costs.capital_charge(Decimal("0.30")) == 0


def test_the_shipped_costs_adjust_nobody(policy: PricingPolicy) -> None:
    assert policy.costs.adjustments == ()
    assert policy.costs.adjustment(Segment.FARMER, "app") == 0


@pytest.mark.parametrize(
    ("segment", "channel", "applies"),
    [
        (Segment.FARMER, "partner", True),
        (Segment.FARMER, "app", False),
        (Segment.STUDENT, "partner", False),
        (None, None, False),
    ],
)
def test_an_adjustment_of_both_needs_both(
    segment: Segment | None, channel: str | None, applies: bool
) -> None:
    one = Adjustment(
        annual_rate=Decimal("0.001"), why="渠道费", segment=Segment.FARMER, channel="partner"
    )
    assert one.applies(segment, channel) is applies


def test_an_adjustment_of_everything_is_refused() -> None:
    with pytest.raises(InvalidInput, match="name nobody"):
        Adjustment(annual_rate=Decimal("0.001"), why="全部")


def test_adjustments_are_read_from_the_file(rules: RuleBook) -> None:
    text = (DATA / "pricing.yml").read_text(encoding="utf-8")
    text += 'adjustments:\n  - { segment: farmer, annual_rate: "-0.0025", why: 支农再贷款 }\n'
    costs = parse_pricing_policy(text, rules).costs
    assert costs.adjustment(Segment.FARMER, "app") == Decimal("-0.0025")
    assert costs.adjustment(Segment.FREELANCER, "app") == 0


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("months: 12", "months: 2", "file"),
        ('margin: "0.0120"', 'margin: "much"', "margin"),
        ('margin: "0.0120"', 'margin: "1.2"', "file"),
        ("pd_horizon_months: 24", "pd_horizon_months: 0", "file"),
        ('operating_per_loan: "30"', 'operating_per_loan: "-30"', "file"),
        ('annual_rate: "0.0170"', 'annual_rate: "-0.0170"', "funding_curve.0"),
    ],
)
def test_a_wrong_file_names_the_field(old: str, new: str, field: str, rules: RuleBook) -> None:
    text = (DATA / "pricing.yml").read_text(encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        parse_pricing_policy(text.replace(old, new), rules)
    assert caught.value.field == field
