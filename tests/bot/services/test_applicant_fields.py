from decimal import Decimal
from typing import Any

import pytest

from bot.services.applicant_fields import applicant_fields
from bot.services.form import Kind, Listening, Step
from bot.services.interview import advance
from bot.services.prequalify import applicant_from
from tests.bot.services.hearing import hear
from tests.bot.services.test_need_fields import BOUNDS

FORM = applicant_fields(BOUNDS)
NEED = {
    "purpose": "business_turnover",
    "amount": {"value": "150000"},
    "term": {"months": 24},
    "segment": "micro_business",
    "urgency": "flexible",
}


def listen(text: str, requested: str, *, intent: str = "inform", last: str | None = None,
           **known: Any) -> Step:  # fmt: skip
    return advance(
        FORM,
        hear(text, intent),
        Listening(known={**NEED, **known}, requested=requested, last=last),
    )


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("age", "35", 35),
        ("age", "三十五岁", 35),
        ("age", "I'm 41", 41),
        ("age", "四十六", 46),
        ("months_in_work", "三年", 36),
        ("months_in_work", "8个月", 8),
        ("months_in_work", "做了二十年了", 240),
        ("months_in_work", "5 years", 60),
        ("card_utilisation", "三成", "0.3"),
        ("card_utilisation", "80%", "0.8"),
        ("card_utilisation", "没有信用卡", "no_card"),
        ("card_utilisation", "about half", "0.5"),
        ("open_credit_lines", "两张信用卡,一笔贷款", 3),
        ("open_credit_lines", "3", 3),
        ("open_credit_lines", "没有", 0),
        ("real_estate_loans", "一笔", 1),
        ("real_estate_loans", "none", 0),
        ("late_payments", "没有", "none"),
        ("late_payments", "从来没有", "none"),
        ("late_payments", "never", "none"),
        ("late_count", "两次", 2),
        ("dependents", "两个孩子", 2),
        ("dependents", "没有", 0),
    ],
)
def test_a_plain_answer_is_taken(field: str, text: str, value: Any) -> None:
    known: dict[str, Any] = {"open_credit_lines": 2} if field == "real_estate_loans" else {}
    step = listen(text, field, **known)
    assert step.values.get(field) == value
    assert set(step.values) == {field}


@pytest.mark.parametrize(
    ("field", "text", "yuan"),
    [
        ("monthly_income", "一万五左右,好的时候两万", "15000"),
        ("monthly_income", "12k a month", "12000"),
        ("monthly_income", "一年能剩六万", "5000"),
        ("monthly_income", "8千到1万", "8000"),
        ("monthly_income", "没有", "0"),
        ("monthly_debt", "每月还3000", "3000"),
        ("monthly_debt", "没有要还的", "0"),
        ("monthly_debt", "2000", "2000"),
    ],
)
def test_money_by_the_month(field: str, text: str, yuan: str) -> None:
    assert listen(text, field, monthly_income=None).values[field]["value"] == yuan


def test_an_answer_and_another_fact_in_one_message() -> None:
    step = listen("9k, and I have a 2k mortgage payment", "monthly_income", age=35)
    assert step.values["monthly_income"]["value"] == "9000"
    assert step.values["monthly_debt"]["value"] == "2000"


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("税前两万到手一万六", "16000"), ("12k before tax, 9k take-home", "9000"),
        ("到手一万六，税前两万", "16000"),
    ],
)  # fmt: skip
def test_what_is_left_after_tax_is_the_income(text: str, yuan: str) -> None:
    assert listen(text, "monthly_income", age=35).values["monthly_income"]["value"] == yuan


def test_an_income_before_tax_alone_is_asked_again() -> None:
    problem = listen("税前两万", "monthly_income", age=35).problem
    assert problem is not None
    assert problem.code == "income_gross"


def test_a_forgotten_payment_is_added_and_several_are_summed() -> None:
    more = listen("房贷忘了说，还有2000", "months_in_work", monthly_debt={"value": "1000"},
                  monthly_income={"value": "9000"}, age=35)  # fmt: skip
    assert more.values["monthly_debt"]["value"] == "3000"
    both = listen("房贷4000车贷1500", "monthly_debt", monthly_income={"value": "9000"}, age=35)
    assert both.values["monthly_debt"]["value"] == "5500"


def test_the_loans_term_is_not_touched_by_other_lengths_of_time() -> None:
    assert "term" not in listen("三年", "months_in_work").values
    assert "term" not in listen("拖了一个月", "late_payments").values


def test_the_need_can_be_corrected_here_too() -> None:
    step = listen("其实借八万就够了", "age")
    assert step.values["amount"]["value"] == "80000"
    assert set(step.corrected) == {"amount"}
    assert step.next_field == "age"


def test_a_correction_without_a_name_goes_to_the_answer_just_given() -> None:
    step = listen("不对,是一万二", "monthly_debt", last="monthly_income",
                  age=30, monthly_income={"value": "15000"})  # fmt: skip
    assert step.values["monthly_income"]["value"] == "12000"
    assert step.next_field == "monthly_debt"


def test_a_correction_with_a_name_touches_nothing_else() -> None:
    facts: dict[str, Any] = {
        "age": 30, "monthly_income": {"value": "8000"}, "monthly_debt": {"value": "4000"},
        "months_in_work": 48, "card_utilisation": "0.7", "open_credit_lines": 5,
        "real_estate_loans": 0, "late_payments": "none", "dependents": 3,
    }  # fmt: skip
    step = listen("不对,每月还款是4500", "facts_confirmed", last="dependents",
                  intent="change_repayment_date", **facts)  # fmt: skip
    assert step.kind is Kind.ANSWERED
    assert {name: value["value"] for name, value in step.values.items()} == {"monthly_debt": "4500"}


@pytest.mark.parametrize(
    ("text", "code"), [("12", "age_too_young"), ("99", "age_too_old"), ("200", "age_implausible")]
)
def test_ages_that_cannot_borrow_are_named(text: str, code: str) -> None:
    step = listen(text, "age")
    assert step.problem is not None
    assert (step.problem.code, step.next_field) == (code, "age")


def test_debt_above_income_is_confirmed_once() -> None:
    known: dict[str, Any] = {"age": 30, "monthly_income": {"value": "5000"}}
    step = listen("8000", "monthly_debt", **known)
    assert step.kind is Kind.DOUBT
    assert step.doubt is not None
    waiting = {"field": "monthly_debt", "value": step.doubt.value, "code": step.doubt.code}
    agreed = advance(
        FORM,
        hear("对", "affirm"),
        Listening(known={**NEED, **known}, requested="monthly_debt", agreed="8000"),
        doubt=waiting,
    )
    assert agreed.values["monthly_debt"]["value"] == "8000"


def test_what_one_owes_in_all_is_not_what_one_pays_a_month() -> None:
    step = listen("一共欠20万", "monthly_debt")
    assert step.problem is not None
    assert step.problem.code == "debt_total_not_monthly"


def test_the_form_becomes_an_applicant() -> None:
    applicant = applicant_from(
        {
            **NEED, "age": 35, "monthly_income": {"value": "15000"}, "monthly_debt": {"value": "0"},
            "months_in_work": 36, "card_utilisation": "0.3", "open_credit_lines": 3,
            "real_estate_loans": 1, "late_payments": "60_89", "late_count": 3, "dependents": 1,
        }
    )  # fmt: skip
    assert applicant.monthly_income == Decimal("15000.00")
    assert (applicant.late_payments_30_59, applicant.late_payments_60_89) == (2, 1)
    assert applicant.late_payments_90 == 0
    assert applicant.card_utilisation == Decimal("0.3")


def test_counting_a_car_loan_is_no_wish_for_a_car() -> None:
    step = listen("两张信用卡一笔车贷", "open_credit_lines")
    assert dict(step.values) == {"open_credit_lines": 3}
