"""Early, in part, late: every figure is the core's, on the customer's own loan."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.action_answer import ActionAnswer
from actions.context import Context
from bot.services.recommend_products import recommended
from bot.services.records import Conversation
from scoring.early_repayment import preview, settle
from scoring.loan_events import Keep, PartRepayment
from scoring.loan_terms import LoanTerms
from scoring.option import Option
from scoring.overdue import OverdueTerms, overdue_interest
from tests.actions.calls import Called, call
from tests.bot.services.lent import NEED, TODAY, lending

HALF = Decimal("0.5")


def own() -> Option:
    return recommended(NEED, lending(), TODAY).options[0]


def terms() -> LoanTerms:
    option = own()
    return LoanTerms(
        principal=option.amount,
        annual_rate=option.annual_rate,
        periods=option.months,
        method=option.method,
        disbursed=TODAY,
        fees=option.product.fees,
    )


def asked(
    context: Context,
    talk: Conversation,
    text: str,
    intent: str = "early_repayment",
    known: bool = True,
    language: str = "zh_CN",
    **entities: Any,
) -> Called:
    return call(
        ActionAnswer(context),
        text,
        intent=intent,
        entities=[{"entity": name, "value": value} for name, value in entities.items()],
        slots=NEED if known else {},
        conversation=talk.id,
        language=language,
    )


def test_settling_the_own_loan_at_half_time(context: Context, talk: Conversation) -> None:
    said = asked(context, talk, "提前还款划算吗")
    quote = settle(terms(), own().schedule.instalments[11].due)
    assert f"{quote.total:,.2f}" in said.text
    assert f"{quote.saving:,.2f}" in said.text
    assert "第 12 期" in said.text


def test_settling_after_a_named_instalment(context: Context, talk: Conversation) -> None:
    said = asked(context, talk, "还完6期一次结清")
    assert f"{settle(terms(), own().schedule.instalments[5].due).saving:,.2f}" in said.text


@pytest.mark.parametrize(
    ("text", "entities", "day"),
    [
        ("6月先还一半", {"date": {"date": "2027-06-01", "approximate": True}}, date(2027, 6, 1)),
        ("pay back half in june", {}, date(2027, 6, 1)),
    ],
)
def test_half_of_what_is_owed_on_a_day(
    context: Context, talk: Conversation, text: str, entities: dict[str, Any], day: date
) -> None:
    language = "en" if text.isascii() else "zh_CN"
    said = asked(context, talk, text, language=language, percent="0.50", **entities)
    owed = [row for row in own().schedule.instalments if row.due <= day][-1].balance
    amount = (owed * HALF).quantize(Decimal("0.01"))
    lower, shorter = (
        preview(terms(), PartRepayment(day=day, amount=amount, keep=keep))
        for keep in (Keep.TERM, Keep.INSTALMENT)
    )
    for figure in (amount, lower.next_payment, lower.saving, shorter.saving):
        assert f"{figure:,.2f}" in said.text


def test_a_sum_repaid_early(context: Context, talk: Conversation) -> None:
    said = asked(context, talk, "先还两万", amount={"value": "20000"})
    assert "20,000.00" in said.text


def test_a_day_outside_the_loan_gets_the_general_answer(
    context: Context, talk: Conversation
) -> None:
    said = asked(context, talk, "五年后结清", date={"date": "2031-11-24", "approximate": False})
    assert "不收违约金" in said.text


def test_without_a_loan_the_rule_is_said(context: Context, talk: Conversation) -> None:
    said = asked(context, talk, "能提前还吗", known=False)
    assert "不收违约金" in said.text
    assert not any("discover_need" in one for one in said.payloads)


@pytest.mark.parametrize("days", [3, 10, 45])
def test_late_on_the_own_instalment(context: Context, talk: Conversation, days: int) -> None:
    said = asked(
        context,
        talk,
        f"晚{days}天罚多少",
        intent="ask_penalty_overdue",
        term={"months": 1, "days": days},
    )
    row = own().schedule.instalments[0]
    cost = overdue_interest(
        principal=row.principal,
        due=row.due,
        until=row.due + timedelta(days=days),
        terms=OverdueTerms(annual_rate=own().product.penalty_rate(own().annual_rate)),
    )
    assert f"{cost.total:,.2f}" in said.text
    assert f"{days} 天" in said.text


def test_late_without_a_loan_is_an_example(context: Context, talk: Conversation) -> None:
    said = asked(context, talk, "逾期会怎样", intent="ask_penalty_overdue", known=False)
    assert "1,000 元" in said.text
    assert "5.00 元" in said.text


def test_a_promised_day_is_said_back(context: Context, talk: Conversation) -> None:
    said = asked(
        context,
        talk,
        "15号一定还",
        intent="promise_to_pay",
        date={"date": "2026-12-15", "approximate": False},
    )
    assert said.text.startswith("您说 2026年12月15日还")
    assert not any("prequalify" in one or "discover" in one for one in said.payloads)
