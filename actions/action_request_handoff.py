"""A person is wanted, outside a form."""

from actions.base import LendingAction
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.turn import Turn


class ActionRequestHandoff(LendingAction):
    """Queues the conversation for an agent."""

    title = "action_request_handoff"

    def answer(self, turn: Turn) -> Reply:
        """Record the request and say what happens next."""
        return hand_off(self.context, turn, "asked")
