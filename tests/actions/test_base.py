import logging
from collections.abc import Callable

import pytest

from actions.base import LendingAction
from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from actions.validate_discovery_form import ValidateDiscoveryForm
from actions.validate_prequalification_form import ValidatePrequalificationForm
from bot.services.records import StorageBusy
from bot.texts.replies import problems
from bot.texts.replies.choices import Choice
from tests.actions.calls import call


class Answers(LendingAction):
    """Answers with what it is given, or raises it."""

    title = "action_answers"

    def __init__(self, context: Context, outcome: Callable[[Turn], Reply]) -> None:
        super().__init__(context)
        self.outcome = outcome

    def answer(self, turn: Turn) -> Reply:
        return self.outcome(turn)


def breaking(error: Exception) -> Callable[[object], Reply]:
    def raise_it(_turn: object) -> Reply:
        raise error

    return raise_it


def test_a_reply_becomes_a_message_with_buttons_a_card_and_slots(context: Context) -> None:
    reply = Reply(
        text="两段。",
        choices=(Choice(title="同意", payload="/affirm"),),
        card={"type": "quote"},
        slots={"pending": "consent"},
    )
    said = call(Answers(context, lambda _turn: reply), "好")
    assert [one["text"] for one in said.messages] == ["两段。", None]
    assert said.messages[0]["buttons"] == [{"title": "同意", "payload": "/affirm"}]
    assert said.messages[1]["custom"] == {"card": {"type": "quote"}}
    assert said.slots == {"pending": "consent"}


def test_a_static_response_is_named_and_left_to_rasa(context: Context) -> None:
    said = call(Answers(context, lambda _turn: Reply(response="utter_goodbye")), "再见")
    assert [one["response"] for one in said.messages] == ["utter_goodbye"]


def test_a_reply_without_words_says_nothing(context: Context) -> None:
    said = call(Answers(context, lambda _turn: Reply(slots={"pending": None})), "好")
    assert said.messages == []


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant_TW", "en"])
def test_any_error_is_an_apology_with_the_way_to_a_person(context: Context, language: str) -> None:
    action = Answers(context, breaking(KeyError("张三")))
    said = call(action, "我叫张三", language=language)
    assert said.text == problems.apology(language)
    assert said.payloads == ["/human_agent"]
    assert said.slots == {}


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_the_log_holds_ids_and_the_kind_of_error_and_no_value(
    context: Context, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    caplog.set_level(level)
    call(Answers(context, breaking(ValueError("收入 8000 元"))), "月入8000", conversation="c42")
    assert "action_failed action=action_answers conversation=c42 error=ValueError" in caplog.text
    assert "8000" not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_locked_database_is_an_apology_too(context: Context) -> None:
    said = call(Answers(context, breaking(StorageBusy("locked"))), "好")
    assert said.text == problems.apology("zh_CN")


@pytest.mark.parametrize(
    ("form", "field"),
    [(ValidateDiscoveryForm, "term"), (ValidatePrequalificationForm, "monthly_income")],
)
def test_a_form_keeps_its_open_question_when_it_breaks(
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
    form: type[ValidateDiscoveryForm | ValidatePrequalificationForm],
    field: str,
) -> None:
    action = form(context)
    monkeypatch.setattr(action, "fields", breaking(RuntimeError("两年")))
    said = call(action, "两年", slots={"requested_slot": field, "attempts": 1}, form=action.form)
    assert said.text == problems.apology("zh_CN")
    assert said.slots == {"requested_slot": field, "attempts": 1}


def test_a_form_that_breaks_before_its_first_question_asks_for_nothing(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = ValidateDiscoveryForm(context)
    monkeypatch.setattr(action, "fields", breaking(RuntimeError()))
    said = call(action, "想借钱", intent="discover_need")
    assert said.text == problems.apology("zh_CN")
    assert said.slots.get("requested_slot") is None


def test_understanding_something_ends_the_count_of_misunderstandings(context: Context) -> None:
    plain = Answers(context, lambda _turn: Reply(text="好"))
    assert call(plain, "好", slots={"misunderstood": 2}).slots == {"misunderstood": 0}
    counting = Answers(context, lambda _turn: Reply(text="好", slots={"misunderstood": 3}))
    assert call(counting, "好", slots={"misunderstood": 2}).slots == {"misunderstood": 3}


def test_a_failure_is_no_understanding(context: Context) -> None:
    said = call(Answers(context, breaking(KeyError("x"))), "呜", slots={"misunderstood": 2})
    assert "misunderstood" not in said.slots
