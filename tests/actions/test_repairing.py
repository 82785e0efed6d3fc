from sqlalchemy import Engine, select

from actions.action_repair import ActionRepair
from actions.context import Context
from bot.services.records import Conversation
from bot.storage.tables import HandoffRow
from bot.texts.replies import repair
from tests.actions.calls import Called, call


def not_understood(context: Context, talk: Conversation, misunderstood: int) -> Called:
    return call(
        ActionRepair(context),
        "阿巴阿巴",
        intent="nlu_fallback",
        confidence=0.4,
        slots={"misunderstood": misunderstood},
        conversation=talk.id,
    )


def test_two_tries_in_other_words_then_a_person(
    context: Context, talk: Conversation, engine: Engine
) -> None:
    said: list[str] = []
    misunderstood = 0
    for _ in range(3):
        reply = not_understood(context, talk, misunderstood)
        misunderstood = reply.slots["misunderstood"]
        said.append(reply.text)
    assert len(set(said)) == 3
    assert repair.give_up("zh_CN") in said[2]
    assert misunderstood == 0
    with engine.connect() as connection:
        assert [row.reason for row in connection.execute(select(HandoffRow))] == ["repair"]


def test_the_second_try_leads_to_a_person_too(context: Context, talk: Conversation) -> None:
    assert "/human_agent" in not_understood(context, talk, 1).payloads
