"""The forms' manners, without Rasa: repair, refusal, coming back, what is kept and what goes."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from actions.action_cancel import ActionCancel
from actions.action_complaint import ActionComplaint
from actions.action_withdraw_consent import ActionWithdrawConsent
from actions.context import Context
from actions.validate_discovery_form import ValidateDiscoveryForm
from actions.validate_prequalification_form import ValidatePrequalificationForm
from bot.services.records import Conversation
from bot.storage.tables import HandoffRow
from bot.texts.replies import questions, repair, understood
from tests.actions.calls import Called, call

NEED = {
    "purpose": "medical",
    "amount": {"value": "50000"},
    "term": {"months": 24},
    "segment": "city_employee",
    "urgency": "flexible",
}
FACTS = {"age": 35, "monthly_income": {"value": "8000"}}
ANSWERED = {
    **FACTS, "monthly_debt": {"value": "0"}, "months_in_work": 36, "card_utilisation": "0.3",
    "open_credit_lines": 1, "real_estate_loans": 0, "late_payments": "none",
}  # fmt: skip
TERM_OPEN = {"purpose": "medical", "amount": {"value": "50000"}}
FORMS = [
    (ValidateDiscoveryForm, "term", TERM_OPEN),
    (ValidatePrequalificationForm, "dependents", {**NEED, **ANSWERED}),
]
Form = type[ValidateDiscoveryForm | ValidatePrequalificationForm]


def said_in(
    form: Form, context: Context, talk: Conversation, field: str, known: dict[str, Any], **more: Any
) -> Called:
    action = form(context)
    return call(
        action,
        more.pop("text", "嘟嘟"),
        slots={"requested_slot": field, **known, **more.pop("slots", {})},
        conversation=talk.id,
        form=action.form,
        **{"intent": "nlu_fallback", "confidence": 0.4, **more},
    )


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant_TW", "en"])
@pytest.mark.parametrize(("form", "field", "known"), FORMS)
def test_three_misunderstandings_bring_a_person_and_the_count_begins_afresh(
    context: Context,
    talk: Conversation,
    engine: Engine,
    form: Form,
    field: str,
    known: dict[str, Any],
    language: str,
) -> None:
    replies: list[Called] = []
    attempts = 0
    for _ in range(4):
        reply = said_in(
            form, context, talk, field, known,
            slots={"attempts": attempts}, language=language,
            likely=["ask_rate", "ask_repayment_schedule", "discover_need", "ask_credit_report"],
        )  # fmt: skip
        attempts = reply.slots["attempts"]
        assert reply.slots["requested_slot"] == field
        replies.append(reply)
    first, second, third, fourth = replies
    # Two prices are one answer, and a form's own purpose is no other meaning.
    assert first.payloads[-2:] == ["/ask_rate", "/ask_credit_report"]
    assert repair.which_or_answer(language) in first.text
    assert questions.ask(field, language, attempt=2) in second.text
    assert second.payloads[-1] == "/human_agent"
    assert repair.give_up(language) in third.text
    assert len({one.text for one in (first, second, third)}) == 3
    assert fourth.text == first.text
    with engine.connect() as connection:
        assert [row.reason for row in connection.execute(select(HandoffRow))] == ["repair"]


@pytest.mark.parametrize("trouble", ["cannot_repay_hardship", "complaint"])
def test_nothing_that_sells_stands_beside_trouble(
    context: Context, talk: Conversation, trouble: str
) -> None:
    reply = said_in(
        ValidateDiscoveryForm, context, talk, "term", TERM_OPEN,
        likely=[trouble, "discover_need", "reborrow", "ask_credit_report"],
    )  # fmt: skip
    assert reply.payloads[-2:] == [f"/{trouble}", "/ask_credit_report"]


def test_a_number_typed_under_a_question_for_one_is_no_button(
    context: Context, talk: Conversation
) -> None:
    reply = said_in(
        ValidatePrequalificationForm, context, talk, "dependents", {**NEED, **ANSWERED},
        text="/human_agent", intent="human_agent", confidence=1.0,
        slots={"attempts": 2}, metadata={"typed": "1"},
    )  # fmt: skip
    assert reply.slots["dependents"] == 1


@pytest.mark.parametrize(
    ("hours", "reminded"), [(0.2, False), (1.5, True), (30, True)], ids=["minutes", "hour", "day"]
)
def test_who_comes_back_after_an_hour_is_told_where_we_are(
    context: Context, talk: Conversation, hours: float, reminded: bool
) -> None:
    reply = said_in(
        ValidatePrequalificationForm, context, talk, "monthly_debt", {**NEED, **FACTS},
        text="没有", intent="deny", confidence=0.95,
        metadata={"since_last_seconds": int(hours * 3600)},
    )  # fmt: skip
    standing = understood.standing({**NEED, **FACTS}, "zh_CN")
    assert (standing in reply.text) is reminded
    assert reply.slots["monthly_debt"]["value"] == "0"


@pytest.mark.parametrize(
    ("stated", "now", "old"),
    [("2026-11-24", "2026-11-25", False), ("2026-10-01", "2026-11-24", True)],
)
def test_old_facts_are_said_to_be_old_before_they_are_confirmed(
    context: Context, talk: Conversation, stated: str, now: str, old: bool
) -> None:
    facts = {**ANSWERED, "facts_at": stated}
    reply = said_in(
        ValidatePrequalificationForm, context, talk, "dependents", {**NEED, **facts},
        text="没有", intent="deny", confidence=0.95, metadata={"at": f"{now}T10:00:00+00:00"},
    )  # fmt: skip
    assert reply.slots["requested_slot"] == "facts_confirmed"
    assert ("天前说的" in reply.text) is old


def test_what_a_stop_keeps_and_drops(context: Context, talk: Conversation) -> None:
    slots = {**NEED, **FACTS, "options": ["p"], "doubt": {"field": "age"}, "reopened": "age"}
    stopped = call(
        ActionCancel(context), "取消", intent="cancel_application", slots=slots,
        conversation=talk.id, form="prequalification_form",
    ).slots  # fmt: skip
    assert not set(stopped) & set(NEED)
    assert {name: stopped[name] for name in FACTS} == dict.fromkeys(FACTS)
    assert stopped["earlier"] == FACTS
    assert stopped["doubt"] is stopped["reopened"] is None
    assert stopped["pending"] == "prequalify"


@pytest.mark.parametrize("action", [ActionWithdrawConsent, ActionComplaint])
def test_what_is_gone_for_good(
    context: Context, talk: Conversation, action: type[ActionWithdrawConsent | ActionComplaint]
) -> None:
    slots = {**NEED, **FACTS, "earlier": FACTS}
    gone = call(
        action(context), "投诉", intent="complaint", slots=slots, conversation=talk.id
    ).slots
    for name in (*FACTS, "earlier", "pending", "decided"):
        assert name in gone
        assert gone[name] is None


def test_the_same_as_before_is_taken_from_a_stopped_application(
    context: Context, talk: Conversation
) -> None:
    reply = said_in(
        ValidatePrequalificationForm, context, talk, "age", dict(NEED),
        text="跟刚才一样", slots={"earlier": FACTS},
    )  # fmt: skip
    assert reply.slots["age"] == 35
    assert reply.slots["requested_slot"] == "monthly_income"
    everything = said_in(
        ValidatePrequalificationForm, context, talk, "age", dict(NEED),
        text="都跟上次一样", slots={"earlier": FACTS},
    )  # fmt: skip
    assert {name: everything.slots[name] for name in FACTS} == FACTS
    assert everything.slots["requested_slot"] == "monthly_debt"


def test_a_wish_for_other_products_leaves_the_application_and_keeps_its_answers(
    context: Context, talk: Conversation
) -> None:
    reply = said_in(
        ValidatePrequalificationForm, context, talk, "monthly_debt", {**NEED, **FACTS},
        text="先看看别的产品", intent="ask_loan_products", confidence=0.9,
    )  # fmt: skip
    assert reply.followups == ["action_recommend_products"]
    assert reply.slots["requested_slot"] is None
    assert reply.slots["pending"] == "prequalify"
    assert not any(reply.slots.get(name, 1) is None for name in FACTS)
