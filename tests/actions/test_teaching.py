import pytest

from actions.action_answer import ActionAnswer
from actions.context import Context
from bot.services.records import Conversation
from tests.actions.calls import call


def percent(value: str, text: str) -> dict[str, object]:
    return {"entity": "percent", "value": value, "start": 0, "end": len(text)}


def test_a_chosen_lesson_is_told(context: Context, talk: Conversation) -> None:
    said = call(
        ActionAnswer(context),
        '/credit_education{"lesson": "compound_interest"}',
        intent="credit_education",
        confidence=1.0,
        entities=[{"entity": "lesson", "value": "compound_interest"}],
        conversation=talk.id,
    )
    assert "19.56%" in said.text
    assert len(said.payloads) == 3
    assert said.payloads[-1] == "/human_agent"


@pytest.mark.parametrize(
    ("text", "intent", "entities", "shown"),
    [
        ("日息万三是年化多少", "ask_rate", [], "10.80%"),
        ("每天0.03%一年多少", "credit_education", [percent("0.0003", "0.03%")], "10.80%"),
        ("日利率0.03%一年多少", "ask_rate", [percent("0.0003", "0.03%")], "10.80%"),
        ("什么是罚息", "ask_penalty_overdue", [], "18.00%"),
        ("等额本息是什么意思", "change_repayment_method", [], "888.49"),
    ],
)
def test_a_question_about_a_word_gets_its_lesson(
    context: Context,
    talk: Conversation,
    text: str,
    intent: str,
    entities: list[dict[str, object]],
    shown: str,
) -> None:
    said = call(ActionAnswer(context), text, intent=intent, entities=entities, conversation=talk.id)
    assert shown in said.text


def test_a_word_without_a_lesson_gets_three_to_choose_from(
    context: Context, talk: Conversation
) -> None:
    said = call(
        ActionAnswer(context), "什么叫代扣", intent="credit_education", conversation=talk.id
    )
    assert len(said.payloads) == 3
    assert all("lesson" in one for one in said.payloads)


def test_an_unknown_lesson_of_a_forged_button_is_not_told(
    context: Context, talk: Conversation
) -> None:
    said = call(
        ActionAnswer(context),
        '/credit_education{"lesson": "x"}',
        intent="credit_education",
        entities=[{"entity": "lesson", "value": "x"}],
        conversation=talk.id,
    )
    assert len(said.payloads) == 3
