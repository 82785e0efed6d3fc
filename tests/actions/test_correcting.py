"""Answers that are corrected while no form is under way."""

from typing import Any

import pytest

from actions.action_deny import ActionDeny
from actions.context import Context
from actions.correcting import corrected
from actions.turn import Turn
from bot.services.consents import PREQUALIFICATION, PREQUALIFICATION_VERSION, record_consent
from bot.services.records import Conversation
from tests.bot.services.hearing import hear

NEED = {"purpose": "medical", "amount": {"value": "50000"}, "term": {"months": 24}}
FACTS = {"age": 35, "monthly_income": {"value": "8000"}, "dependents": 1}


def turn(talk: Conversation, text: str, **known: Any) -> Turn:
    return Turn(
        conversation=talk.id,
        language="zh_CN",
        heard=hear(text),
        known={**NEED, **FACTS, "last_field": "dependents", **known},
        active_form=None,
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("收入不是8000是9000", "prequalification_form"),
        ("收入错了", "prequalification_form"),
        ("我今年36岁", "prequalification_form"),
        ("上一个问题答错了", "prequalification_form"),
        ("改金额", "discovery_form"),
        ("期限不对", "discovery_form"),
    ],
)
def test_the_form_of_the_answer_takes_it_up(
    context: Context, talk: Conversation, text: str, form: str
) -> None:
    record_consent(
        context.unit_of_work, talk.id, purpose=PREQUALIFICATION,
        version=PREQUALIFICATION_VERSION, text="text", at=context.now(),
    )  # fmt: skip
    reply = corrected(context, turn(talk, text))
    assert reply is not None
    assert [event["name"] for event in reply.events] == [form]


@pytest.mark.parametrize("text", ["收入不是8000是9000", "年龄填错了"])
def test_a_fact_is_not_taken_up_without_consent(
    context: Context, talk: Conversation, text: str
) -> None:
    assert corrected(context, turn(talk, text)) is None


@pytest.mark.parametrize("text", ["利息多少", "8000", "我收入8000", "不用了", "谢谢"])
def test_other_messages_correct_nothing(context: Context, talk: Conversation, text: str) -> None:
    record_consent(
        context.unit_of_work, talk.id, purpose=PREQUALIFICATION,
        version=PREQUALIFICATION_VERSION, text="text", at=context.now(),
    )  # fmt: skip
    assert corrected(context, turn(talk, text, monthly_income={"value": "8000"})) is None


def test_a_plain_no_is_a_no(context: Context, talk: Conversation) -> None:
    reply = ActionDeny(context).answer(turn(talk, "不用了"))
    assert reply.text
    assert not reply.events
