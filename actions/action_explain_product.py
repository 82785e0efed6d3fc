"""One product was chosen from the list."""

from actions.base import LendingAction
from actions.comparing import products
from actions.reply import Reply
from actions.turn import Turn


class ActionExplainProduct(LendingAction):
    """The chosen product in the customer's own figures."""

    title = "action_explain_product"

    def answer(self, turn: Turn) -> Reply:
        """Explain the product that was named."""
        return products(self.context, turn)
