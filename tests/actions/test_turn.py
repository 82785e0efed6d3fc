from types import SimpleNamespace
from typing import Any

from actions.turn import turn_from_tracker


def tracker(**given: Any) -> Any:
    return SimpleNamespace(
        **{"sender_id": "c1", "slots": {}, "latest_message": {}, "active_loop": {}, **given}
    )


def test_what_is_missing_is_not_known() -> None:
    turn = turn_from_tracker(tracker(latest_message=None, active_loop=None))
    assert (turn.conversation, turn.language, turn.active_form) == ("c1", "zh_CN", None)
    assert (turn.heard.text, turn.heard.intent, turn.heard.entities) == ("", "nlu_fallback", ())
    assert turn.requested is None


def test_the_gateway_s_language_counts() -> None:
    message = {"text": "hi", "metadata": {"language": "en"}}
    assert turn_from_tracker(tracker(latest_message=message)).language == "en"


def test_a_field_is_asked_only_while_its_form_runs() -> None:
    slots = {"requested_slot": "term"}
    assert turn_from_tracker(tracker(slots=slots)).requested is None
    running = tracker(slots=slots, active_loop={"name": "discovery_form"})
    assert turn_from_tracker(running).requested == "term"


def test_a_weak_guess_is_unsure_and_a_button_never_is() -> None:
    def said(text: str, confidence: float) -> Any:
        intent = {"name": "complaint", "confidence": confidence}
        return tracker(latest_message={"text": text, "intent": intent})

    assert turn_from_tracker(said("嗯", 0.2)).unsure
    assert not turn_from_tracker(said("我要投诉", 0.9)).unsure
    assert not turn_from_tracker(said("/complaint", 0.0)).unsure


def test_what_is_recorded_needs_a_surer_word_and_nonsense_is_never_sure() -> None:
    def said(text: str, intent: str, confidence: float) -> Any:
        name = {"name": intent, "confidence": confidence}
        return turn_from_tracker(tracker(latest_message={"text": text, "intent": name}))

    assert said("the thing", "opt_out_marketing", 0.6).unsure
    assert not said("别给我发短信了", "opt_out_marketing", 0.8).unsure
    assert not said("利息多少", "ask_rate", 0.6).unsure
    assert said("香蕉苹果", "out_of_scope", 0.8).unsure
    assert not said("今天天气怎么样", "out_of_scope", 0.8).unsure


def test_later_changes_of_the_tracker_do_not_reach_the_turn() -> None:
    source = tracker(slots={"pending": "need"})
    turn = turn_from_tracker(source)
    source.slots["pending"] = "consent"
    assert turn.known["pending"] == "need"
