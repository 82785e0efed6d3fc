"""A bare statement outside a form."""

from actions.base import LendingAction
from actions.conversing import converse
from actions.reply import Reply
from actions.turn import Turn


class ActionConverse(LendingAction):
    """Part of a need, a product, or something to ask about."""

    title = "action_converse"

    def answer(self, turn: Turn) -> Reply:
        """Go where the statement belongs."""
        return converse(self.context, turn)
