"""Calls an action as rasa-sdk does, without Rasa and without a server."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from actions.base import LendingAction

# Rasa sends the whole domain; no action reads it.
NO_DOMAIN = cast(DomainDict, {})


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """What an action said and what it told Rasa to remember."""

    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n\n".join(str(one["text"]) for one in self.messages if one["text"])

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for one in self.messages for button in one["buttons"]]

    @property
    def slots(self) -> dict[str, Any]:
        return {one["name"]: one["value"] for one in self.events if one["event"] == "slot"}

    @property
    def followups(self) -> list[str]:
        return [one["name"] for one in self.events if one["event"] == "followup"]


def call(
    action: LendingAction,
    text: str = "",
    *,
    intent: str = "inform",
    confidence: float = 0.95,
    entities: list[dict[str, Any]] | None = None,
    slots: Mapping[str, Any] | None = None,
    conversation: str = "c1",
    form: str | None = None,
    language: str = "zh_CN",
    also: Sequence[tuple[str, str]] = (),
    likely: Sequence[str] = (),
    metadata: Mapping[str, Any] | None = None,
) -> Called:
    """Run ``action`` on one message of a customer.

    ``also`` are (intent, clause) beside; ``likely`` the next likely intents, all alike.
    """
    tracker = Tracker(
        sender_id=conversation,
        slots=dict(slots or {}),
        latest_message={
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": entities or [],
            "intent_ranking": [
                {"name": intent, "confidence": confidence},
                *({"name": name, "confidence": 0.2} for name in likely),
            ],
            "metadata": {"language": language, "turn": 1, **(metadata or {})},
            "also": [
                {
                    "name": name,
                    "confidence": 0.95,
                    "start": text.index(clause),
                    "end": text.index(clause) + len(clause),
                }
                for name, clause in also
            ],
        },
        events=[],
        paused=False,
        followup_action=None,
        active_loop={"name": form} if form else {},
        latest_action_name=None,
    )
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, NO_DOMAIN))
    return Called(messages=dispatcher.messages, events=[dict(event) for event in events])
