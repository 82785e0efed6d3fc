import re

import pytest

from scoring.decision_policy import parse_decision_policy
from scoring.errors import InvalidData
from scoring.products import IncomePattern
from tests.scoring.applicants import SCORING, decision_policy

TEXT = (SCORING / "catalog" / "decision.yml").read_text(encoding="utf-8")


def test_the_policy_in_use_is_complete() -> None:
    policy = decision_policy()
    assert policy.version == "2026.11"
    assert set(policy.affordability.income_stress) == set(IncomePattern)


@pytest.mark.parametrize(
    ("line", "instead", "named"),
    [
        ('approve_pd: "0.10"', 'approve_pd: "0.30"', "refer_pd"),
        ('approve_pd: "0.10"', 'approve_pd: "much"', "approve_pd"),
        ("valid_days: 14", "valid_days: 0", "count"),
        ('least_share_of_request: "0.20"', 'least_share_of_request: "2"', "least_share"),
        ('median_monthly_income: "6000"', 'median_monthly_income: "0"', "median_monthly_income"),
        ('max_debt_share: "0.55"', 'max_debt_share: "55"', "share outside"),
        ("consolidation_months: 12", "consolidation_months: 0", "consolidation_months"),
        ('living_costs_applicant: "1500"', 'living_costs_applicant: "-1"', "living_costs"),
        ('    salary: "0.20"', '    wages: "0.20"', "wages"),
        ('  student: "0"', "", "refer_above"),
        ('  step: "1000"', '  step: "0"', "step"),
        ('"0.03", months_of_income: "15"', '"0.03", months_of_income: "5"', "exposure"),
        ("valid_days: 14", "valid_days: 14\nmood: good", "mood"),
    ],
)
def test_a_broken_policy_is_refused_by_name(line: str, instead: str, named: str) -> None:
    assert line in TEXT
    with pytest.raises(InvalidData, match=re.escape(named)):
        parse_decision_policy(TEXT.replace(line, instead))
