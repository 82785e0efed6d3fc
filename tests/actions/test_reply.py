from rasa_sdk.events import FollowupAction

from actions.reply import Reply


def test_slots_are_set_before_anything_follows() -> None:
    reply = Reply(slots={"a": 1, "b": None}, events=(FollowupAction("discovery_form"),))
    assert [(one["event"], one.get("name")) for one in reply.rasa_events()] == [
        ("slot", "a"), ("slot", "b"), ("followup", "discovery_form"),
    ]  # fmt: skip


def test_nothing_to_say_is_nothing() -> None:
    assert Reply().rasa_events() == []
