import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.applicant import Applicant, LoanRequest
from scoring.apr import annual_cost
from scoring.decision import Decision, decide, replay
from scoring.decision_record import (
    DecisionInputs,
    decision_inputs_from_json,
    decision_inputs_to_json,
)
from scoring.errors import InvalidInput
from scoring.judgement import Outcome
from scoring.products import IncomePattern, Method, Purpose, Segment
from scoring.reasons import reason
from tests.scoring.applicants import (
    TODAY,
    WEDDING,
    applicants,
    card,
    catalogue,
    decided,
    decision_policy,
    employee,
    pricing_policy,
    wedding,
)

RANK = {Outcome.APPROVE: 0, Outcome.REFER: 1, Outcome.DECLINE: 2}


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.reasons]


@pytest.mark.parametrize("amount", [50000, 80000, 100000])
def test_a_usual_employee_is_approved(amount: int) -> None:
    found = decided(employee(), wedding(amount))
    assert found.outcome is Outcome.APPROVE
    assert found.amount == amount
    assert found.limit is not None
    assert found.limit.amount == 115000
    assert found.valid_until == date(2026, 12, 8)
    assert found.changes == found.joint_changes == ()
    assert codes(found) == ["card_much_used", "no_real_estate_loan", "debt_share", "dependents"]


def test_the_offer_hangs_together() -> None:
    found = decided(employee())
    assert found.schedule is not None
    assert found.cost_sheet is not None
    assert found.annual_rate == found.schedule.annual_rate
    assert found.annual_cost == annual_cost(found.schedule)
    assert found.cost_sheet.principal == found.amount == found.schedule.principal
    assert found.cost_sheet.total_cost == found.schedule.total_cost
    assert found.affordability is not None
    assert found.affordability.instalment == found.schedule.instalments[0].payment
    assert len(found.schedule.instalments) == found.months == 24


def test_a_struggling_applicant_is_declined_with_the_true_reasons() -> None:
    struggling = employee(
        monthly_income=Decimal(8000),
        monthly_debt_payments=Decimal(5600),
        card_utilisation=Decimal("0.95"),
        late_payments_90=1,
    )
    found = decided(struggling)
    assert found.outcome is Outcome.DECLINE
    assert found.reasons[0] == reason("serious_late_payments", count=1, maximum=0)
    # What else stands in the way, so that nobody mends one thing and is declined for the next.
    assert codes(found)[1:] == [
        "payments_above_share",
        "payments_above_share_in_bad_time",
        "too_little_left_to_live_on",
    ]
    assert (found.amount, found.limit, found.annual_rate, found.valid_until) == (None,) * 4
    assert (found.schedule, found.cost_sheet, found.annual_cost) == (None,) * 3


def test_a_condition_says_with_it_what_else_stands_in_the_way() -> None:
    heavy = decided(employee(monthly_income=Decimal(5000)), wedding(90000, 7))
    assert codes(heavy)[:2] == ["term_not_offered", "payments_above_share"]
    # Weighed as it is sold: over 6 months, the nearest term.
    sold = decided(employee(monthly_income=Decimal(5000)), wedding(90000, 6))
    assert heavy.reasons[1] == sold.reasons[0]
    falling = dataclasses.replace(wedding(90000), method=Method.BULLET)
    assert codes(decided(employee(monthly_income=Decimal(5000)), falling))[:2] == [
        "wished_method_not_offered",
        "payments_above_share",
    ]
    large = decided(employee(monthly_income=Decimal(40000), months_in_work=2), wedding(180000))
    assert codes(large)[:2] == ["work_too_short", "large_amount_seen_by_person"]


def test_a_condition_silences_what_it_says_already() -> None:
    late = decided(employee(late_payments_90=2, card_utilisation=Decimal("0.9")))
    assert "late_payments" not in codes(late)
    assert "card_much_used" in codes(late)
    buried = decided(employee(monthly_debt_payments=Decimal(12500)))
    assert codes(buried)[0] == "debts_exceed_income"
    assert not {"debt_share", "payments_above_share"} & set(codes(buried))
    refused = decided(employee(segment=Segment.FARMER, card_utilisation=Decimal("0.9")))
    assert codes(refused) == ["segment_not_served"]


def test_someone_in_the_middle_is_seen_by_a_person() -> None:
    middle = employee(late_payments_30_59=2, card_utilisation=Decimal("0.7"))
    found = decided(middle)
    assert found.outcome is Outcome.REFER
    assert decision_policy().approve_pd < found.pd_24_months <= decision_policy().refer_pd
    assert codes(found)[:2] == ["card_much_used", "late_payments"]
    assert found.amount is None


def test_a_part_is_approved_when_the_whole_is_too_heavy() -> None:
    found = decided(employee(), wedding(200000))
    assert found.outcome is Outcome.APPROVE
    assert found.amount == 115000
    assert found.reasons[0] == reason(
        "reduced_to_affordable", requested=Decimal("200000.00"), amount=Decimal("115000.00")
    )
    assert codes(found)[1] == "payments_above_share"


def test_a_part_is_approved_when_the_risk_allows_no_more() -> None:
    rare = employee(
        monthly_income=Decimal(9000),
        monthly_debt_payments=Decimal(0),
        late_payments_30_59=2,
        card_utilisation=Decimal("0.4"),
    )
    found = decided(rare, wedding(90000, 36))
    assert found.outcome is Outcome.APPROVE
    assert found.amount == 72000
    assert found.reasons[0] == reason(
        "reduced_to_exposure",
        requested=Decimal("90000.00"),
        amount=Decimal("72000.00"),
        months_of_income=Decimal(8),
    )


def test_what_the_law_or_the_product_caps_is_said() -> None:
    rich = employee(monthly_income=Decimal(40000), segment=Segment.HIGH_NET_WORTH)
    found = decided(rich, wedding(250000, 36))
    assert found.amount == 200000
    assert codes(found)[0] == "amount_clipped"


def test_too_small_a_part_is_no_help() -> None:
    found = decided(employee(monthly_income=Decimal(5000)), wedding(200000))
    assert found.outcome is Outcome.DECLINE
    assert codes(found)[0] == "payments_above_share"


def test_large_amounts_are_seen_by_a_person() -> None:
    found = decided(employee(monthly_income=Decimal(40000)), wedding(180000))
    assert found.outcome is Outcome.REFER
    assert found.reasons == (
        reason(
            "large_amount_seen_by_person",
            amount=Decimal("180000.00"),
            threshold=Decimal(150000),
        ),
    )
    assert [one.code for one in found.changes] == ["change_amount"]
    assert found.changes[0].amount == 150000


@pytest.mark.parametrize("allowance", [0, 1500, 4000])
def test_students_are_always_seen_by_a_person(allowance: int) -> None:
    student = employee(
        age=20,
        segment=Segment.STUDENT,
        income_pattern=IncomePattern.ALLOWANCE,
        monthly_income=Decimal(allowance),
        monthly_debt_payments=Decimal(0),
        months_in_work=0,
        card_utilisation=None,
        open_credit_lines=0,
        dependents=0,
    )
    request = LoanRequest(
        product_id="student-education",
        purpose=Purpose.EDUCATION,
        amount=Decimal(6000),
        months=24,
        method=Method.EQUAL_INSTALMENT,
    )
    found = decided(student, request)
    assert found.outcome is Outcome.REFER
    assert found.reasons[0] == reason("segment_seen_by_person", segment="student")


def test_a_farmers_season_is_counted_with_what_the_harvest_brings() -> None:
    farmer = employee(
        segment=Segment.FARMER,
        income_pattern=IncomePattern.HARVEST,
        monthly_income=Decimal(7000),
        monthly_debt_payments=Decimal(0),
        months_in_work=120,
    )
    request = LoanRequest(
        product_id="farm-season",
        purpose=Purpose.FARMING,
        amount=Decimal(30000),
        months=9,
        method=Method.BULLET,
    )
    found = decided(farmer, request)
    assert found.outcome is Outcome.APPROVE
    assert found.amount == 30000
    assert found.schedule is not None
    assert len(found.schedule.instalments) == 1


def test_no_more_reasons_than_the_policy_says() -> None:
    broken = employee(
        age=17,
        months_in_work=0,
        late_payments_90=1,
        monthly_income=Decimal(100),
        segment=Segment.FARMER,
    )
    found = decided(broken)
    assert found.outcome is Outcome.DECLINE
    assert len(found.reasons) == decision_policy().most_reasons


@settings(max_examples=40, deadline=None)
@given(applicants(), st.sampled_from(["30_59", "60_89", "90"]), st.sampled_from([8000, 60000]))
def test_one_more_late_payment_never_helps(applicant: Applicant, kind: str, amount: int) -> None:
    field = f"late_payments_{kind}"
    changed: dict[str, Any] = {field: getattr(applicant, field) + 1}
    before = decided(applicant, wedding(amount))
    after = decided(dataclasses.replace(applicant, **changed), wedding(amount))
    assert RANK[after.outcome] >= RANK[before.outcome]
    assert (after.amount or 0) <= (before.amount or 0)
    assert (after.limit.amount if after.limit else 0) <= (
        before.limit.amount if before.limit else 0
    )
    if before.annual_rate is not None and after.annual_rate is not None:
        assert after.amount != before.amount or after.annual_rate >= before.annual_rate


@settings(max_examples=40, deadline=None)
@given(applicants(), st.integers(3, 250))
def test_what_is_approved_can_be_carried_and_is_never_more_than_asked(
    applicant: Applicant, thousands: int
) -> None:
    request = wedding(thousands * 1000)
    found = decided(applicant, request)
    assert len(found.reasons) <= 4
    if found.outcome is not Outcome.APPROVE:
        assert found.amount is None
        assert found.reasons
        return
    assert found.amount is not None
    assert found.limit is not None
    assert 3000 <= found.amount <= min(request.amount, found.limit.amount)
    assert found.affordability is not None
    assert found.affordability.affordable
    assert found.pd_24_months <= decision_policy().approve_pd
    assert found.cost_sheet is not None
    assert found.cost_sheet.annual_cost_nominal <= Decimal("0.18")
    if found.amount < request.amount:
        assert codes(found)[0] in {
            "reduced_to_affordable",
            "reduced_to_exposure",
            "amount_clipped",
        }


def inputs(applicant: Applicant, request: LoanRequest = WEDDING) -> DecisionInputs:
    return DecisionInputs(
        applicant=applicant,
        request=request,
        product=catalogue().get(request.product_id),
        today=TODAY,
        card_version=card().version,
        policy_version=decision_policy().version,
        pricing_version=pricing_policy().version,
        catalogue_version=catalogue().version,
    )


@settings(max_examples=15, deadline=None)
@given(applicants())
def test_a_stored_decision_replays_to_the_same_result(applicant: Applicant) -> None:
    first = decided(applicant)
    stored = decision_inputs_to_json(inputs(applicant))
    again = replay(
        decision_inputs_from_json(stored),
        card=card(),
        policy=decision_policy(),
        pricing_policy=pricing_policy(),
    )
    assert again == first
    assert again.inputs_digest == first.inputs_digest == inputs(applicant).digest


def test_a_replay_needs_the_versions_that_decided() -> None:
    newer = dataclasses.replace(decision_policy(), version="2027.01")
    with pytest.raises(InvalidInput, match="policy_version"):
        replay(inputs(employee()), card=card(), policy=newer, pricing_policy=pricing_policy())


def test_a_request_for_another_product_is_refused() -> None:
    with pytest.raises(InvalidInput, match="product_id"):
        decide(
            employee(),
            WEDDING,
            catalogue().get("car"),
            card=card(),
            policy=decision_policy(),
            pricing_policy=pricing_policy(),
            catalogue_version=catalogue().version,
            today=TODAY,
        )
