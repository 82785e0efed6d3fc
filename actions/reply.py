"""What an action gives back: words, choices, a card, and what Rasa should remember."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from bot.services.collect_samples import Trouble
from bot.texts.replies.choices import Choice


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One action's answer.

    Attributes:
        text: paragraphs separated by blank lines; empty when the action only changes state.
        response: name of a static response of the domain, said instead of a text.
        choices: buttons under the text.
        card: structured content for channels that can draw it, plain JSON.
        slots: what to remember.
        events: further Rasa events, after the slots.
        language: the language chosen in this turn, when it changed.
        trouble: what became of the message when it was not understood.
    """

    text: str = ""
    response: str | None = None
    choices: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[EventType, ...] = ()
    language: str | None = None
    trouble: Trouble | None = None

    def rasa_events(self) -> list[EventType]:
        """The events in the order in which Rasa applies them."""
        return [*(SlotSet(name, value) for name, value in self.slots.items()), *self.events]
