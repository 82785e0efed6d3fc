import asyncio
import dataclasses
import logging
import time
from typing import Any

import pytest
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions import collecting
from actions.action_answer import ActionAnswer
from actions.action_repair import ActionRepair
from actions.base import LendingAction
from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from actions.validate_discovery_form import ValidateDiscoveryForm
from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, Sample, SampleState, StorageBusy
from tests.actions.calls import NO_DOMAIN
from tests.bot.services.lent import TODAY

RANKING = [("ask_rate", 0.31), ("ask_limit", 0.22), ("complaint", 0.1)]


def message(text: str, intent: str, confidence: float) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [],
        "intent_ranking": [{"name": name, "confidence": much} for name, much in RANKING],
        "metadata": {"language": "zh_CN", "turn": 1},
    }


def heard(
    action: LendingAction,
    talk: Conversation,
    *messages: tuple[str, str, float],
    form: str | None = None,
    **slots: Any,
) -> CollectingDispatcher:
    """Run an action on the last of these messages."""
    parsed = [message(*one) for one in messages]
    events = [
        {"event": "user", "text": one["text"], "parse_data": one, "metadata": {"model_id": "m1"}}
        for one in parsed
    ]
    tracker = Tracker(
        sender_id=talk.id,
        slots=slots,
        latest_message=parsed[-1],
        events=[{"event": "session_started"}, *events, {"event": "slot"}],
        paused=False,
        followup_action=None,
        active_loop={"name": form} if form else {},
        latest_action_name=None,
    )
    dispatcher = CollectingDispatcher()
    asyncio.run(action.run(dispatcher, tracker, NO_DOMAIN))
    return dispatcher


def kept(uow: UnitsOfWork) -> tuple[Sample, ...]:
    with uow(reading=True) as work:
        return work.samples.find(*SampleState)


class Answers(LendingAction):
    title = "action_answers"

    def answer(self, turn: Turn) -> Reply:
        return Reply(text="好")


def test_an_action_that_leads_on_leaves_the_message_to_the_next(
    context: Context, talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answers, "answer", lambda *_: Reply(events=(FollowupAction("x"),)))
    heard(Answers(context), talk, ODD)
    assert kept(context.unit_of_work) == ()


ODD = ("这个咋整啊", "nlu_fallback", 0.31)


def test_a_repair_keeps_the_words_and_what_they_could_mean(
    context: Context, talk: Conversation
) -> None:
    for tried in range(3):
        heard(ActionRepair(context), talk, ODD, misunderstood=tried)
    (sample,) = kept(context.unit_of_work)
    assert sample.text == "这个咋整啊"
    assert sample.ranking == tuple(RANKING)
    assert sample.happened == {"repair_1": 1, "repair_2": 1, "handed_over": 1}
    assert (sample.count, sample.model, sample.last_seen) == (3, "m1", TODAY)


def test_an_unsure_answer_is_kept_and_a_sure_one_is_not(
    context: Context, talk: Conversation
) -> None:
    heard(Answers(context), talk, ("利息", "ask_rate", 0.9))
    assert kept(context.unit_of_work) == ()
    heard(Answers(context), talk, ("利钱咋算", "ask_rate", 0.41))
    (sample,) = kept(context.unit_of_work)
    assert sample.happened == {"low_confidence": 1}


def test_a_form_keeps_what_answers_nothing_and_not_a_bare_answer(
    context: Context, talk: Conversation
) -> None:
    form = ValidateDiscoveryForm(context)
    slots = {"requested_slot": "amount", "purpose": "tuition"}
    heard(form, talk, ("嗯嗯", "affirm", 0.2), form=form.form, **slots)
    assert kept(context.unit_of_work) == ()
    for attempts in range(3):
        heard(form, talk, ("咕噜咕噜", "inform", 0.2), form=form.form, attempts=attempts, **slots)
    (sample,) = kept(context.unit_of_work)
    assert sample.happened == {"repair_1": 1, "repair_2": 1, "handed_over": 1}


def test_the_meaning_chosen_after_a_repair_is_counted(context: Context, talk: Conversation) -> None:
    heard(ActionRepair(context), talk, ODD)
    chosen = ("/ask_limit", "ask_limit", 1.0)
    heard(ActionAnswer(context), talk, ODD, chosen, misunderstood=1)
    (sample,) = kept(context.unit_of_work)
    assert sample.chosen == {"ask_limit": 1}


@pytest.mark.parametrize(
    ("chosen", "slots"),
    [
        ("ask_limit", {}),  # any other button, later
        ("close_account", {"misunderstood": 1}),  # not one of the meanings
    ],
)
def test_other_buttons_say_nothing_of_the_words(
    context: Context, talk: Conversation, chosen: str, slots: dict[str, Any]
) -> None:
    heard(ActionRepair(context), talk, ODD)
    heard(ActionAnswer(context), talk, ODD, (f"/{chosen}", chosen, 1.0), **slots)
    (sample,) = kept(context.unit_of_work)
    assert sample.chosen == {}


def test_nothing_kept_leads_to_the_conversation(context: Context, talk: Conversation) -> None:
    heard(ActionRepair(context), talk, ("我叫张伟,这个咋整啊", "nlu_fallback", 0.31))
    (sample,) = kept(context.unit_of_work)
    held = str(dataclasses.asdict(sample))
    assert sample.text == "我叫[姓名],这个咋整啊"
    assert talk.id not in held
    assert talk.customer not in held


def test_zero_days_keep_nothing(context: Context, talk: Conversation) -> None:
    off = dataclasses.replace(
        context, settings=dataclasses.replace(context.settings, sample_days=0)
    )
    heard(ActionRepair(off), talk, ODD)
    assert kept(context.unit_of_work) == ()


def test_a_failure_to_keep_is_logged_without_words_and_the_reply_stands(
    context: Context,
    talk: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StorageBusy("这个咋整啊")

    monkeypatch.setattr(collecting, "collect_sample", busy)
    said = heard(ActionRepair(context), talk, ODD)
    assert said.messages[0]["text"]
    assert f"sample_not_kept conversation={talk.id} error=StorageBusy" in caplog.text
    assert "咋整" not in caplog.text


def test_a_slow_database_does_not_hold_up_the_reply(
    context: Context,
    talk: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    waited: list[float] = []
    action = ActionRepair(context)

    async def run() -> None:
        began = time.perf_counter()
        tracker = Tracker(talk.id, {}, message(*ODD), [], False, None, {}, None)
        await action.run(CollectingDispatcher(), tracker, NO_DOMAIN)
        waited.append(time.perf_counter() - began)

    monkeypatch.setattr(collecting, "LONGEST_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(collecting, "collect_sample", lambda *_, **__: time.sleep(0.6))
    caplog.set_level(logging.WARNING)
    asyncio.run(run())
    assert waited[0] < 0.4
    assert "error=TimeoutError" in caplog.text
