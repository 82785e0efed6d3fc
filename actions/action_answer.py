"""Any question outside a form."""

import re
from dataclasses import replace

from rasa_sdk.events import FollowupAction

from actions.answering_many import answer_all
from actions.base import LendingAction
from actions.conversing import asks_about_consent, converse, needs_told, supposes_another_need
from actions.correcting import corrected
from actions.reply import Reply
from actions.turn import Turn
from bot.services.own_use import is_for_another
from bot.texts.replies import consent, handoff

# "能借多少借多少" tells how much is wanted and asks for no limit.
_AS_MUCH = re.compile(
    r"能(?:借|[贷貸])多少就?(?:借|[贷貸]|算)多少|越多越好|\bas much as\b", re.IGNORECASE
)


class ActionAnswer(LendingAction):
    """Answers by intent, from the customer's own case where it is known."""

    title = "action_answer"

    def answer(self, turn: Turn) -> Reply:
        """Answer the question."""
        again = corrected(self.context, turn) if turn.heard.corrects or turn.unsure else None
        if again is not None:
            return again
        if turn.unsure or asks_about_consent(turn):
            return converse(self.context, turn)
        asks_for_consent = turn.known.get("pending") == "consent"
        if not asks_for_consent and (
            self._tells_a_need(turn) or supposes_another_need(self.context, turn)
        ):
            # The form takes the need in and answers the questions beside it.
            return Reply(events=(FollowupAction("discovery_form"),))
        if turn.heard.intent == "thanks":
            return self._welcome(turn)
        reply = answer_all(self.context, turn)
        if not asks_for_consent:
            return reply
        # The consent is still open: the answer must not hide its two buttons.
        language = reply.language or turn.language
        reminder = consent.needs_a_clear_word(language)
        return replace(
            reply,
            text=f"{reply.text}\n\n{reminder}",
            choices=consent.request_choices(language),
        )

    def _welcome(self, turn: Turn) -> Reply:
        """Thanks are thanks: nothing is offered, least of all where a person is to come."""
        if turn.known.get("hold"):
            return Reply(text=handoff.person_comes(turn.language))
        if turn.known.get("pending") == "consent":
            return Reply(
                text=consent.needs_a_clear_word(turn.language),
                choices=consent.request_choices(turn.language),
            )
        return Reply(response="utter_thanks")

    def _tells_a_need(self, turn: Turn) -> bool:
        if turn.known.get("hold"):
            return False
        if is_for_another(turn.heard):
            return True  # whose loan it is must be settled before anything is answered
        wants = turn.heard.says({"discover_need"}) or _AS_MUCH.search(turn.heard.text)
        return bool(wants and needs_told(self.context, turn))
