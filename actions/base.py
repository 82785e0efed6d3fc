"""Where an action meets Rasa: it runs, answers, and never shows a customer an error."""

import asyncio
import logging
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.collecting import collect
from actions.context import Context
from actions.holding import unsold
from actions.reply import Reply
from actions.turn import Turn, turn_from_tracker
from bot.texts.replies import problems

log = logging.getLogger("shandai.actions")


class LendingAction(Action, ABC):
    """An action of the assistant: :meth:`answer` turns a turn into a reply.

    Any exception would make rasa-sdk answer with an HTTP 500 that echoes the whole tracker, so
    everything is caught here: the log gets ids only, the customer an apology with the way to a
    person, and the conversation stays where it was.
    """

    title: ClassVar[str]

    def __init__(self, context: Context) -> None:
        self.context = context

    def name(self) -> str:
        """Name of the action in the domain."""
        return self.title

    @abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """Answer one turn. Runs in a worker thread, so it may wait for the database."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002 (rasa-sdk calls with it)
    ) -> list[EventType]:
        """Run :meth:`answer` and hand its reply to Rasa."""
        turn = turn_from_tracker(tracker)
        failed = False
        try:
            reply = unsold(await asyncio.to_thread(self.answer, turn), turn)
        except Exception as error:
            failed = True
            log.error(  # noqa: TRY400 (a trace could hold a customer's values)
                "action_failed action=%s conversation=%s error=%s",
                self.title,
                turn.conversation,
                type(error).__name__,
            )
            reply = Reply(
                text=problems.apology(turn.language),
                choices=problems.apology_choices(turn.language),
                slots=self.slots_after_failure(turn),
            )
        await collect(self.context, turn, reply, tracker)
        if reply.response is not None:
            dispatcher.utter_message(response=reply.response)
        elif reply.text:
            dispatcher.utter_message(
                text=reply.text,
                buttons=[
                    {"title": choice.title, "payload": choice.payload} for choice in reply.choices
                ],
            )
        if reply.card is not None:
            dispatcher.utter_message(json_message={"card": dict(reply.card)})
        events = reply.rasa_events()
        understood = not failed and "misunderstood" not in reply.slots
        if turn.known.get("misunderstood") and understood:
            events.append(SlotSet("misunderstood", 0))  # understood after all: count afresh
        return events

    def slots_after_failure(self, turn: Turn) -> dict[str, Any]:
        """Slots that keep the conversation where it was; a form keeps its open question."""
        return {"requested_slot": turn.requested} if turn.requested else {}
