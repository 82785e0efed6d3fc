from decimal import Decimal

import pytest

from scoring.errors import InvalidData
from scoring.provision_policy import parse_provision_policy
from tests.scoring.conftest import DATA

TEXT = (DATA / "provision.yml").read_text(encoding="utf-8")


def test_the_shipped_policy_is_read() -> None:
    policy = parse_provision_policy(TEXT)
    assert sum(scenario.weight for scenario in policy.scenarios) == 1
    assert (policy.staging.late_days, policy.staging.default_days) == (30, 90)
    assert policy.minimum_reserve is not None
    assert policy.minimum_reserve.of_defaulted == Decimal("1.50")
    assert not policy.minimum_reserve.confirmed


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('weight: "0.50"', 'weight: "0.60"', "do not sum to 1"),
        ('weight: "0.50"', 'weight: "-0.50"', "outside 0 to 1"),
        ("late_days: 30", "late_days: 90", "not below default_days"),
        ('relative_increase: "2.0"', 'relative_increase: "0.5"', "below 1"),
        ('high_pd: "0.22"', 'high_pd: "NaN"', "high_pd"),
        ('intensity_multiple: "1.60"', 'intensity_multiple: "-1"', "outside 0 to 100"),
        ("pd_horizon_months: 24", "pd_horizon_months: 0", "below 1"),
        ('of_defaulted: "1.50"', 'of_defaulted: "-1"', "below 0"),
        ("months_after_maturity: 12", "month_after_maturity: 12", "months_after_maturity"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(old: str, new: str, message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        parse_provision_policy(TEXT.replace(old, new, 1))
