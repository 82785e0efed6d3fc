"""Any question outside a form."""

from actions.answering import answer_intent
from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn


class ActionAnswer(LendingAction):
    """Answers by intent, from the customer's own case where it is known."""

    title = "action_answer"

    def answer(self, turn: Turn) -> Reply:
        """Answer the question."""
        return answer_intent(self.context, turn)
