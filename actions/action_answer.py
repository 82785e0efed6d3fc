"""Any question outside a form."""

from dataclasses import replace

from actions.answering import answer_intent
from actions.base import LendingAction
from actions.conversing import converse
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import consent


class ActionAnswer(LendingAction):
    """Answers by intent, from the customer's own case where it is known."""

    title = "action_answer"

    def answer(self, turn: Turn) -> Reply:
        """Answer the question."""
        if turn.unsure:
            return converse(self.context, turn)
        reply = answer_intent(self.context, turn)
        if turn.known.get("pending") != "consent":
            return reply
        # The consent is still open: the answer must not hide its two buttons.
        language = reply.language or turn.language
        reminder = consent.needs_a_clear_word(language)
        return replace(
            reply,
            text=f"{reply.text}\n\n{reminder}",
            choices=consent.request_choices(language),
        )
