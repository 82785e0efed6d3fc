import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.applicant import Applicant, LoanRequest
from scoring.case import Case, Rulebooks, open_case
from scoring.granting import allowed_by_risk, grant, least_amount, wanted_amount
from scoring.products import Method, Purpose
from tests.scoring.applicants import (
    TODAY,
    WEDDING,
    card,
    catalogue,
    decided,
    decision_policy,
    employee,
    pricing_policy,
    wedding,
)

BOOKS = Rulebooks(card=card(), policy=decision_policy(), pricing=pricing_policy(), today=TODAY)


def case(applicant: Applicant, request: LoanRequest = WEDDING) -> Case:
    return open_case(applicant, request, catalogue().get(request.product_id), BOOKS)


def consolidation(amount: int, months: int = 36) -> LoanRequest:
    return LoanRequest(
        product_id="debt-consolidation",
        purpose=Purpose.DEBT_CONSOLIDATION,
        amount=Decimal(amount),
        months=months,
        method=Method.EQUAL_INSTALMENT,
    )


def test_the_whole_request_where_risk_and_income_allow_it() -> None:
    found = grant(case(employee()))
    assert found is not None
    assert (found.amount, found.by_exposure) == (Decimal(60000), False)


def test_income_and_risk_each_bring_it_down() -> None:
    by_income = grant(case(employee(), wedding(200000)))
    assert by_income is not None
    assert (by_income.amount, by_income.by_exposure) == (Decimal(115000), False)
    rare = employee(
        monthly_income=Decimal(9000),
        monthly_debt_payments=Decimal(0),
        late_payments_30_59=2,
        card_utilisation=Decimal("0.4"),
    )
    by_risk = grant(case(rare, wedding(90000, 36)))
    assert by_risk is not None
    assert (by_risk.amount, by_risk.by_exposure) == (Decimal(72000), True)


def test_a_small_part_is_nothing_unless_it_is_asked_for() -> None:
    poor = case(employee(monthly_income=Decimal(5000)), wedding(200000))
    assert least_amount(poor) == 40000
    assert grant(poor) is None
    found = grant(poor, least=Decimal(3000))
    assert found is not None
    assert 3000 <= found.amount < 40000


def test_product_and_law_bound_what_is_wanted() -> None:
    assert wanted_amount(case(employee(), wedding(250000))) == 200000


@settings(max_examples=60, deadline=None)
@given(
    income=st.integers(40, 300),
    debts=st.integers(0, 100),
    thousands=st.integers(10, 200),
    months=st.sampled_from([12, 24, 36, 60]),
    late=st.integers(0, 2),
)
def test_what_pays_off_debts_holds_at_its_own_size(
    income: int, debts: int, thousands: int, months: int, late: int
) -> None:
    owing = employee(
        monthly_income=Decimal(income * 100),
        monthly_debt_payments=Decimal(income * debts),
        late_payments_30_59=late,
    )
    asked = case(owing, consolidation(thousands * 1000, months))
    found = grant(asked)
    if found is None:
        return
    assert found.amount <= min(allowed_by_risk(asked), asked.exposure_at(found.amount))
    assert asked.assess_at(found.amount).affordable
    # Asked for as it was granted, it is granted again.
    again = grant(case(owing, consolidation(int(found.amount), months)))
    assert again is not None
    assert again.amount == found.amount


def test_half_the_debts_paid_off_would_leave_the_other_half() -> None:
    # 9,600 a month: 115,200 pays all of it off, 50,000 leaves 5,433.33 beside the new loan.
    owing = employee(monthly_debt_payments=Decimal(9600))
    assert grant(case(owing, consolidation(116000))) is not None
    assert grant(case(owing, consolidation(50000))) is None


@pytest.mark.parametrize("thousands", [190, 195, 200])
def test_the_largest_smaller_consolidation_is_proposed(thousands: int) -> None:
    owing = employee(
        monthly_income=Decimal(5900), monthly_debt_payments=Decimal(1600), dependents=3
    )
    request = consolidation(thousands * 1000)
    found = decided(owing, request)
    proposed = [one for one in found.changes if one.code == "change_amount"]
    assert len(proposed) == 1
    amount = Decimal(proposed[0].params["amount"])
    approved = decided(owing, dataclasses.replace(request, amount=amount))
    assert approved.amount == amount
    more = decided(owing, dataclasses.replace(request, amount=amount + 1000))
    assert more.amount != amount + 1000
