"""Any question outside a form."""

from dataclasses import replace

from rasa_sdk.events import FollowupAction

from actions.answering_many import answer_all
from actions.base import LendingAction
from actions.conversing import converse, needs_told
from actions.correcting import corrected
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import consent


class ActionAnswer(LendingAction):
    """Answers by intent, from the customer's own case where it is known."""

    title = "action_answer"

    def answer(self, turn: Turn) -> Reply:
        """Answer the question."""
        again = corrected(self.context, turn) if turn.heard.corrects or turn.unsure else None
        if again is not None:
            return again
        if turn.unsure:
            return converse(self.context, turn)
        asks_for_consent = turn.known.get("pending") == "consent"
        if not asks_for_consent and self._tells_a_need(turn):
            # The form takes the need in and answers the questions beside it.
            return Reply(events=(FollowupAction("discovery_form"),))
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

    def _tells_a_need(self, turn: Turn) -> bool:
        said = turn.heard.says({"discover_need"}) and not turn.known.get("hold")
        return said and bool(needs_told(self.context, turn))
