import pytest

from actions.action_answer import ActionAnswer
from actions.action_complaint import ActionComplaint
from actions.action_hardship import ActionHardship
from actions.action_request_handoff import ActionRequestHandoff
from actions.base import LendingAction
from actions.context import Context
from bot.services.records import Conversation
from tests.actions.calls import call

SELLING = ("/discover_need", "/prequalify", "/ask_loan_products")


def test_every_question_is_answered_in_the_order_asked(
    context: Context, talk: Conversation
) -> None:
    said = call(
        ActionAnswer(context),
        "会不会上征信,多久到账,能提前还吗",
        intent="ask_credit_report",
        also=[("ask_disbursement", "多久到账"), ("early_repayment", "能提前还吗")],
        conversation=talk.id,
    )
    places = [said.text.index(word) for word in ("征信", "到账", "提前还")]
    assert places == sorted(places)
    assert len(said.text.split("\n\n")) == 3
    assert len(said.payloads) == len(set(said.payloads)) <= 4
    assert said.payloads[-1] == "/human_agent"


def test_one_question_gets_its_whole_answer(context: Context, talk: Conversation) -> None:
    alone = call(ActionAnswer(context), "多久到账", intent="ask_disbursement", conversation=talk.id)
    thanked = call(
        ActionAnswer(context), "谢谢,多久到账", intent="ask_disbursement", conversation=talk.id
    )
    assert alone.text == thanked.text


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionComplaint, "complaint"),
        (ActionHardship, "cannot_repay_hardship"),
        (ActionRequestHandoff, "human_agent"),
    ],
)
def test_beside_something_pressing_nothing_is_sold(
    context: Context, talk: Conversation, action: type[LendingAction], intent: str
) -> None:
    said = call(
        action(context),
        "我要说的是这个,利息多少,怎么销户",
        intent=intent,
        also=[("ask_rate", "利息多少"), ("close_account", "怎么销户")],
        conversation=talk.id,
    )
    first, *_rest = said.text.split("\n\n")
    assert "关" not in first
    assert "还清" in said.text  # how an account is closed
    assert "年化" not in said.text
    assert not any(payload.startswith(SELLING) for payload in said.payloads)


def test_a_need_told_beside_a_question_opens_the_form(context: Context, talk: Conversation) -> None:
    said = call(
        ActionAnswer(context),
        "想借5万装修,会上征信吗",
        intent="ask_credit_report",
        entities=[{"entity": "purpose", "value": "home_improvement", "start": 4, "end": 6}],
        also=[("discover_need", "想借5万装修")],
        conversation=talk.id,
    )
    assert said.followups == ["discovery_form"]
    assert said.text == ""


def test_a_wish_to_borrow_that_tells_nothing_opens_no_form(
    context: Context, talk: Conversation
) -> None:
    said = call(
        ActionAnswer(context),
        "想借钱,会上征信吗",
        intent="ask_credit_report",
        also=[("discover_need", "想借钱")],
        conversation=talk.id,
    )
    assert said.followups == []
    assert "征信" in said.text
