import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from scoring.applicant import Applicant, LoanRequest
from scoring.knock_outs import knock_outs
from scoring.products import IncomePattern, Method, Purpose, Segment
from tests.scoring.applicants import (
    TODAY,
    WEDDING,
    catalogue,
    decision_policy,
    employee,
    pricing_policy,
)


def codes(applicant: Applicant, request: LoanRequest = WEDDING) -> list[str]:
    found = knock_outs(
        applicant,
        request,
        catalogue().get(request.product_id),
        policy=decision_policy(),
        rules=pricing_policy().rules,
        today=TODAY,
    )
    return [one.code for one in found]


def test_a_usual_application_meets_every_condition() -> None:
    assert codes(employee()) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"age": 17}, "age_below_minimum"),
        ({"age": 64}, "age_above_maximum"),
        ({"months_in_work": 5}, "work_too_short"),
        ({"monthly_income": Decimal(2999)}, "income_below_minimum"),
        ({"monthly_debt_payments": Decimal(12001)}, "debts_exceed_income"),
        ({"late_payments_90": 1}, "serious_late_payments"),
        ({"segment": Segment.FARMER}, "segment_not_served"),
    ],
)
def test_each_condition_of_the_person(changed: dict[str, Any], code: str) -> None:
    assert codes(employee(**changed)) == [code]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"purpose": Purpose.SECURITIES}, "purpose_forbidden"),
        ({"purpose": Purpose.FARMING}, "purpose_not_covered"),
        ({"amount": Decimal(2000)}, "amount_below_minimum"),
        ({"months": 7}, "term_not_offered"),
        ({"method": Method.BULLET}, "wished_method_not_offered"),
    ],
)
def test_each_condition_of_the_request(changed: dict[str, Any], code: str) -> None:
    assert codes(employee(), dataclasses.replace(WEDDING, **changed)) == [code]


def test_the_age_at_maturity_counts_begun_years() -> None:
    assert codes(employee(age=63)) == []  # 65 after 24 months
    longer = dataclasses.replace(WEDDING, months=36)
    assert codes(employee(age=63), longer) == ["age_above_maximum"]


def test_a_term_the_law_forbids_is_not_offered() -> None:
    request = LoanRequest(
        product_id="wealth-credit",
        purpose=Purpose.CAR,
        amount=Decimal(100000),
        months=24,
        method=Method.INTEREST_ONLY,
    )
    wealthy = employee(segment=Segment.HIGH_NET_WORTH, monthly_income=Decimal(50000))
    assert codes(wealthy, request) == ["term_not_offered"]


def test_no_income_is_named_where_the_product_asks_for_none() -> None:
    farmer = employee(
        segment=Segment.FARMER,
        income_pattern=IncomePattern.HARVEST,
        monthly_income=Decimal(0),
        monthly_debt_payments=Decimal(0),
    )
    request = LoanRequest(
        product_id="farm-season",
        purpose=Purpose.FARMING,
        amount=Decimal(10000),
        months=9,
        method=Method.BULLET,
    )
    assert codes(farmer, request) == ["no_income"]


def test_every_broken_condition_is_listed() -> None:
    found = codes(employee(age=17, months_in_work=0, late_payments_90=2))
    assert found == ["age_below_minimum", "work_too_short", "serious_late_payments"]
