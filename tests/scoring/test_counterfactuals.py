import dataclasses
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.applicant import Applicant, LoanRequest
from scoring.changes import Change
from scoring.decision import Decision
from scoring.errors import InvalidInput
from scoring.judgement import Outcome
from scoring.products import Method
from tests.scoring.applicants import applicants, decided, employee, wedding

type Pair = tuple[Applicant, LoanRequest]


def later(applicant: Applicant, months: int) -> dict[str, Any]:
    return {
        "age": applicant.age + -(-months // 12),
        "months_in_work": applicant.months_in_work + months,
    }


# Follows a change as a customer would read it, independently of the search.
FOLLOWED: dict[str, Callable[[Change, Applicant], tuple[dict[str, Any], dict[str, Any]]]] = {
    "change_amount": lambda change, _: ({}, {"amount": change.params["amount"]}),
    "change_term": lambda change, _: ({}, {"months": change.params["months"]}),
    "change_method": lambda change, _: ({}, {"method": Method(str(change.params["method"]))}),
    "change_debt_payments": lambda change, _: (
        {"monthly_debt_payments": change.params["payments"]},
        {},
    ),
    "change_card_use": lambda change, _: ({"card_utilisation": change.params["share"]}, {}),
    "change_work": lambda change, who: (later(who, int(change.params["months"])), {}),
    "change_late_payments": lambda change, who: (
        later(who, int(change.params["months"]))
        | {"late_payments_30_59": 0, "late_payments_60_89": 0, "late_payments_90": 0},
        {},
    ),
}


def follow(changes: Sequence[Change], applicant: Applicant, request: LoanRequest) -> Decision:
    for change in changes:
        person, loan = FOLLOWED[change.code](change, applicant)
        applicant = dataclasses.replace(applicant, **person)
        request = dataclasses.replace(request, **loan)
    return decided(applicant, request)


@settings(max_examples=60, deadline=None)
@given(applicants(), st.sampled_from([10000, 60000, 160000]), st.sampled_from([6, 12, 24]))
def test_every_change_turns_the_result(applicant: Applicant, amount: int, months: int) -> None:
    request = wedding(amount, months)
    before = decided(applicant, request)
    for change in before.changes:
        after = follow([change], applicant, request)
        assert after.outcome is Outcome.APPROVE
        assert after.amount == change.amount
        assert (after.amount or 0) > (before.amount or 0)
    if before.joint_changes:
        assert not before.changes
        assert len(before.joint_changes) == 2
        assert follow(before.joint_changes, applicant, request).outcome is Outcome.APPROVE


def only(applicant: Applicant, request: LoanRequest, code: str) -> Change:
    return next(one for one in decided(applicant, request).changes if one.code == code)


def test_less_debt_is_named_to_the_smallest_step() -> None:
    indebted = employee(monthly_debt_payments=Decimal(6500))
    found = only(indebted, wedding(20000, 12), "change_debt_payments")
    payments = Decimal(found.params["payments"])
    assert found.params["less"] == 6500 - payments
    one_step_less = employee(monthly_debt_payments=payments + 100)
    assert decided(one_step_less, wedding(20000, 12)).outcome is not Outcome.APPROVE


def test_less_card_use_is_named_to_the_smallest_step() -> None:
    stretched = employee(card_utilisation=Decimal("1.1"), late_payments_30_59=1)
    found = only(stretched, wedding(30000), "change_card_use")
    share = Decimal(found.params["share"])
    assert Decimal("0.05") <= share < Decimal("1.1")
    slightly_more = dataclasses.replace(stretched, card_utilisation=share + Decimal("0.05"))
    assert decided(slightly_more, wedding(30000)).outcome is not Outcome.APPROVE


def test_a_longer_term_is_the_shortest_that_helps() -> None:
    found = only(employee(monthly_income=Decimal(9000)), wedding(60000, 6), "change_term")
    assert found.params["months"] == 24
    assert found.amount == 60000


def test_time_in_work_and_late_payments_only_need_waiting() -> None:
    new = decided(employee(months_in_work=2))
    assert [one.code for one in new.changes] == ["change_work"]
    assert new.changes[0].params == {"months": 4, "minimum": 6}
    late = decided(employee(late_payments_90=1))
    assert [one.code for one in late.changes] == ["change_late_payments"]
    assert late.changes[0].params == {"count": 1, "months": 24}


def test_late_payments_may_be_forgotten_before_the_time_in_work_is_reached() -> None:
    new = employee(late_payments_90=1, months_in_work=2)
    found = decided(new)
    assert found.changes == ()
    assert {one.code for one in found.joint_changes} == {"change_work", "change_late_payments"}
    late = [one for one in found.joint_changes if one.code == "change_late_payments"]
    soon = dataclasses.replace(new, late_payments_90=0)
    assert decided(soon).outcome is not Outcome.APPROVE
    assert [one.params["months"] for one in late] == [24]


def test_fewer_debts_help_though_none_at_all_would_grant_too_much_for_a_rule() -> None:
    person = employee(monthly_income=Decimal(20000), monthly_debt_payments=Decimal(12000))
    large = wedding(190000, 36)
    change = only(person, large, "change_debt_payments")
    assert follow([change], person, large).amount == change.amount
    hardly_any = dataclasses.replace(person, monthly_debt_payments=Decimal(100))
    assert decided(hardly_any, large).outcome is Outcome.REFER


def test_two_changes_together_when_none_helps_alone() -> None:
    found = decided(
        employee(
            monthly_income=Decimal(8000), monthly_debt_payments=Decimal(5600), late_payments_90=1
        )
    )
    assert found.changes == ()
    assert [one.code for one in found.joint_changes] == [
        "change_debt_payments",
        "change_late_payments",
    ]


def test_another_method_is_named_where_it_is_lighter() -> None:
    falling = dataclasses.replace(wedding(60000, 12), method=Method.EQUAL_PRINCIPAL)
    found = only(employee(monthly_income=Decimal(12200)), falling, "change_method")
    assert found.params == {"method": "equal_instalment"}
    assert found.amount == 60000


def test_who_would_be_too_old_may_repay_sooner() -> None:
    found = only(employee(age=63), wedding(20000, 36), "change_term")
    assert found.params == {"months": 24}
    assert found.answers == ("age_above_maximum",)


def test_open_loans_are_not_paid_down_to_nothing() -> None:
    owing = employee(
        monthly_income=Decimal(5000),
        monthly_debt_payments=Decimal(4000),
        card_utilisation=None,
        real_estate_loans=1,
    )
    found = decided(owing, wedding(40000, 24))
    told = [one for one in (*found.changes, *found.joint_changes)]
    assert all(one.params["payments"] != 0 for one in told if one.code == "change_debt_payments")


def test_nothing_is_promised_where_nothing_helps() -> None:
    found = decided(employee(age=17))
    assert found.changes == found.joint_changes == ()


def test_a_change_carries_exactly_its_parameters() -> None:
    with pytest.raises(InvalidInput, match="change_term"):
        Change(code="change_term", params={"years": 2}, amount=Decimal(1))
    with pytest.raises(InvalidInput, match="nothing"):
        Change(code="nothing", params={}, amount=Decimal(1))
