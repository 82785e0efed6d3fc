"""A complaint: acknowledge, record, say who answers and by when."""

from actions.base import LendingAction
from actions.conversing import converse
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import handoff


class ActionComplaint(LendingAction):
    """Records the complaint as a hand-off of its own kind."""

    title = "action_complaint"

    def answer(self, turn: Turn) -> Reply:
        """Apologise, name the deadline, bring a person."""
        if turn.unsure:
            return converse(self.context, turn)
        reply = hand_off(self.context, turn, "complaint", lead=handoff.complaint(turn.language))
        return Reply(text=reply.text, slots={"pending": None})
