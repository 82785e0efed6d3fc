"""Limit, conditions, papers, fees, money: from the catalogue, and from the customer's own case."""

from typing import Any

import pytest

from actions.action_answer import ActionAnswer
from actions.action_prequalify import ActionPrequalify
from actions.context import Context
from bot.services.consents import PREQUALIFICATION, PREQUALIFICATION_VERSION, record_consent
from bot.services.records import Conversation
from bot.texts import formatting as fmt
from tests.actions.calls import Called, call
from tests.bot.services.lent import FACTS, NEED, NOW, lending, stated

ZH = "zh_CN"


def asked(
    context: Context,
    talk: Conversation,
    intent: str,
    text: str = "…",
    slots: dict[str, Any] | None = None,
    language: str = ZH,
    **entities: Any,
) -> Called:
    return call(
        ActionAnswer(context),
        text,
        intent=intent,
        entities=[{"entity": name, "value": value} for name, value in entities.items()],
        slots=slots or {},
        conversation=talk.id,
        language=language,
    )


@pytest.fixture
def decided(context: Context, talk: Conversation) -> dict[str, Any]:
    """What is known after a check."""
    return check(context, talk, dict(FACTS))


def check(context: Context, talk: Conversation, facts: dict[str, Any]) -> dict[str, Any]:
    record_consent(
        context.unit_of_work,
        talk.id,
        purpose=PREQUALIFICATION,
        version=PREQUALIFICATION_VERSION,
        text="…",
        at=NOW,
    )
    known = {**NEED, **facts}
    said = call(ActionPrequalify(context), slots=known, conversation=talk.id)
    return {**known, **said.slots}


def test_the_limit_is_the_decided_one(
    context: Context, talk: Conversation, decided: dict[str, Any]
) -> None:
    said = asked(context, talk, "ask_limit", "我能借多少", slots=decided)
    assert "可以批 5 万元" in said.text
    assert len(said.payloads) == 3
    raised = asked(context, talk, "raise_limit", "想提高额度", slots=decided)
    assert raised.text.startswith("上次测算")


def test_the_state_is_the_last_check(
    context: Context, talk: Conversation, decided: dict[str, Any]
) -> None:
    assert "通过了" in asked(context, talk, "ask_application_status", slots=decided).text


def test_a_declined_check_is_said_as_it_is(context: Context, talk: Conversation) -> None:
    known = check(context, talk, {**FACTS, "monthly_income": stated("3000"),
                                  "monthly_debt": stated("2900")})  # fmt: skip
    said = asked(context, talk, "ask_limit", "我能借多少", slots=known)
    assert "没有通过" in said.text
    assert "没有通过" in asked(context, talk, "ask_application_status", slots=known).text


def test_nothing_was_checked_yet(context: Context, talk: Conversation) -> None:
    said = asked(context, talk, "ask_application_status")
    assert context.settings.service_phone in said.text


@pytest.mark.parametrize("product", [one.id for one in lending().catalogue])
def test_a_product_by_name(context: Context, talk: Conversation, product: str) -> None:
    found = lending().catalogue.get(product)
    limit = asked(context, talk, "ask_limit", product=product)
    assert fmt.round_money(found.amount_max, ZH) in limit.text
    wanted = asked(context, talk, "ask_eligibility", product=product)
    assert f"满 {found.eligibility.age_min} 周岁" in wanted.text
    assert str(found.eligibility.age_max_at_maturity) in wanted.text
    money = asked(context, talk, "ask_disbursement", product=product)
    days = found.days_to_money
    assert ("当天到账" if days == 0 else f"约 {days} 个工作日") in money.text
    fees = asked(context, talk, "ask_rate", "有手续费吗", product=product)
    assert ("没有任何费用" in fees.text) == (not found.fees)
    papers = asked(context, talk, "ask_eligibility", "要什么材料", product=product)
    assert ("不用另交凭证" in papers.text) == (not found.eligibility.requirements)
    rate = asked(context, talk, "ask_rate", "利率多少", product=product)
    assert "年化综合成本" in rate.text


@pytest.mark.parametrize(
    ("age", "has"),
    [(16, "未满 18 周岁"), (18, "可以申请"), (35, "可以申请"), (75, "超过了")],
)
def test_an_age(context: Context, talk: Conversation, age: int, has: str) -> None:
    assert has in asked(context, talk, "ask_eligibility", f"{age}岁行吗", age=age).text


def test_a_segment(context: Context, talk: Conversation) -> None:
    student = asked(context, talk, "ask_eligibility", "学生行吗", segment="student")
    assert "只能借来上学" in student.text
    farmer = asked(context, talk, "ask_eligibility", "种地的行吗", segment="farmer")
    served = [one for one in lending().catalogue if "farmer" in one.segments]
    assert f"{len(served)} 款" in farmer.text
    assert "最多可借" in asked(context, talk, "ask_limit", segment="farmer").text


def test_fees_and_papers_in_general(context: Context, talk: Conversation) -> None:
    charging = [one for one in lending().catalogue if one.fees]
    fees = asked(context, talk, "ask_rate", "有没有服务费")
    assert f"另外 {len(charging)} 款" in fees.text
    assert "不用另交凭证的有" in asked(context, talk, "ask_eligibility", "要什么资料").text


def test_a_price_without_numbers_is_worked_out_on_examples(
    context: Context, talk: Conversation
) -> None:
    said = asked(context, talk, "ask_rate", "利息多少", segment="city_employee")
    assert "借 1 万元" in said.text
    assert said.text.index("年化") < said.text.index("每月还")


def test_two_products_side_by_side(context: Context, talk: Conversation) -> None:
    said = call(
        ActionAnswer(context),
        "薪享贷和灵活贷有什么区别",
        intent="ask_loan_products",
        entities=[
            {"entity": "product", "value": "salary-everyday"},
            {"entity": "product", "value": "flexible-everyday"},
        ],
        conversation=talk.id,
    )
    assert "薪享贷" in said.text
    assert "灵活贷" in said.text
    assert len(said.payloads) == 2
