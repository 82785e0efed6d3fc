"""The watch over random conversations: it sees each fault, and none where there is none."""

import dataclasses

import pytest

from bot.channels.message import Outbound
from bot.texts.replies import problems
from tests.dialogue.fuzz.generator import Kind, Move
from tests.dialogue.fuzz.invariants import State, faults, state_of

MOVE = Move(kind=Kind.ANSWER, text="两年")
ASKED = State(
    form="discovery_form",
    requested="term",
    slots={"amount": {"value": "50000"}, "requested_slot": "term"},
    intent="inform",
    heard="两年",
)
NEXT = dataclasses.replace(ASKED, requested="segment")
OUT = dataclasses.replace(ASKED, form=None, requested=None)
REPLY = Outbound(conversation="c", turn=1, text="明白：分 24 个月还清。\n\n您平时是做什么的？")


def found(
    *,
    after: State = NEXT,
    reply: Outbound | None = REPLY,
    move: Move = MOVE,
    earlier: tuple[str, ...] = (),
) -> str:
    return "; ".join(faults(move, ASKED, after, reply, earlier))


def test_the_next_question_is_no_fault() -> None:
    assert found() == ""


def test_silence_is_a_fault_unless_the_delivery_is_a_duplicate() -> None:
    duplicate = dataclasses.replace(MOVE, kind=Kind.DUPLICATE)
    assert found(reply=None) == "silence"
    assert found(reply=None, move=duplicate) == ""
    assert "answered again" in found(move=duplicate)


@pytest.mark.parametrize("intent", ["cancel_application", "complaint", "distress"])
def test_a_form_may_be_left_on_purpose(intent: str) -> None:
    left = dataclasses.replace(OUT, intent=intent, slots={})
    assert found(after=left) == ""


def test_a_form_that_ends_for_another_reason_is_lost() -> None:
    assert "discovery_form is lost (understood as inform)" in found(after=OUT)


def test_a_form_may_be_finished() -> None:
    decided = dataclasses.replace(OUT, slots={**OUT.slots, "decided": True})
    assert found(after=decided) == ""


def test_a_changed_need_may_lead_back_to_the_application() -> None:
    back = dataclasses.replace(
        ASKED,
        form="prequalification_form",
        requested="facts_confirmed",
        slots={**ASKED.slots, "term": {"months": 24}},
    )
    assert found(after=back) == ""
    unanswered = dataclasses.replace(back, slots=ASKED.slots)
    assert "discovery_form is lost" in found(after=unanswered)


def test_an_open_form_has_a_question_and_asks_it() -> None:
    assert "no open question" in found(after=dataclasses.replace(NEXT, requested=None))
    told = dataclasses.replace(REPLY, text="明白：分 24 个月还清。")
    assert "the question about segment is not asked" in found(reply=told)
    goodbye = dataclasses.replace(NEXT, intent="goodbye")
    assert found(after=goodbye, reply=told) == ""


def test_what_was_known_is_not_forgotten_but_by_the_button_that_says_so() -> None:
    forgot = dataclasses.replace(NEXT, slots={})
    assert "forgotten: amount" in found(after=forgot)
    pressed = dataclasses.replace(forgot, heard='/change_need{"field": "amount"}')
    assert found(after=pressed) == ""


def test_the_same_reply_twice_is_borne_and_three_times_is_not() -> None:
    assert found(earlier=("x", REPLY.text)) == ""
    assert "three times" in found(earlier=(REPLY.text, REPLY.text))


def test_an_apology_and_machinery_are_faults() -> None:
    sorry = dataclasses.replace(REPLY, text=problems.apology("en"))
    assert "an action failed" in found(reply=sorry)
    assert "machinery" in found(reply=dataclasses.replace(REPLY, text="None？"))


def test_a_tracker_is_read_as_rasa_writes_it() -> None:
    tracker = {
        "slots": {"requested_slot": "term"},
        "active_loop": {"name": "discovery_form"},
        "latest_message": {"text": "两年", "intent": {"name": "inform"}},
    }
    assert state_of(tracker) == dataclasses.replace(ASKED, slots={"requested_slot": "term"})
    empty = state_of({"slots": {}, "active_loop": {}, "latest_message": {}})
    assert (empty.form, empty.requested, empty.heard) == (None, None, "")
