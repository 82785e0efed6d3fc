import pytest
from sqlalchemy import Engine, select

from actions.action_complaint import ActionComplaint
from actions.action_hardship import ActionHardship
from actions.action_request_handoff import ActionRequestHandoff
from actions.base import LendingAction
from actions.context import Context
from bot.services.records import Conversation
from bot.storage.tables import HandoffRow
from bot.texts.replies import handoff
from tests.actions.calls import call

TROUBLES = [
    (ActionHardship, "cannot_repay_hardship", "hardship", handoff.hardship("zh_CN")),
    (ActionComplaint, "complaint", "complaint", handoff.complaint("zh_CN")),
]


def reasons(context: Context) -> list[object]:
    with context.unit_of_work(reading=True) as work:
        return [entry.detail.get("reason") for entry in work.audit.entries()]


def test_a_person_is_queued_and_it_is_said_what_happens_next(
    context: Context, talk: Conversation, engine: Engine
) -> None:
    said = call(ActionRequestHandoff(context), "人工", intent="human_agent", conversation=talk.id)
    assert (
        context.settings.service_phone in said.text
        or str(context.settings.business_hours) in said.text
    )
    with engine.connect() as connection:
        assert [row.reason for row in connection.execute(select(HandoffRow))] == ["asked"]


@pytest.mark.parametrize(("action", "intent", "reason", "lead"), TROUBLES)
def test_trouble_is_acknowledged_first_and_recorded(
    context: Context,
    talk: Conversation,
    action: type[LendingAction],
    intent: str,
    reason: str,
    lead: str,
) -> None:
    said = call(action(context), "…", intent=intent, conversation=talk.id)
    assert said.text.startswith(lead)
    assert reasons(context) == [reason]


@pytest.mark.parametrize(("action", "intent", "reason", "lead"), TROUBLES)
def test_trouble_of_somebody_who_waits_already_is_recorded_too(
    context: Context,
    talk: Conversation,
    action: type[LendingAction],
    intent: str,
    reason: str,
    lead: str,
) -> None:
    call(ActionRequestHandoff(context), "人工", intent="human_agent", conversation=talk.id)
    said = call(action(context), "…", intent=intent, conversation=talk.id)
    assert lead in said.text
    assert reasons(context) == ["asked", reason]


@pytest.mark.parametrize(("action", "intent", "reason", "lead"), TROUBLES)
def test_a_weak_guess_of_trouble_is_asked_about_first(
    context: Context,
    talk: Conversation,
    action: type[LendingAction],
    intent: str,
    reason: str,
    lead: str,
) -> None:
    said = call(action(context), "嗯", intent=intent, confidence=0.31, conversation=talk.id)
    assert lead not in said.text
    assert reasons(context) == []


@pytest.mark.parametrize(("action", "intent", "reason", "lead"), TROUBLES)
def test_nothing_is_sold_after_trouble(
    context: Context,
    talk: Conversation,
    action: type[LendingAction],
    intent: str,
    reason: str,
    lead: str,
) -> None:
    said = call(
        action(context),
        "…",
        intent=intent,
        slots={"pending": "prequalify"},
        conversation=talk.id,
    )
    assert said.slots["pending"] is None
    assert not any("discover_need" in one or "prequalify" in one for one in said.payloads)
