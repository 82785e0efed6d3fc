"""A complaint: acknowledge, record, say who answers and by when."""

from actions.answering_many import answered_beside
from actions.base import LendingAction
from actions.conversing import converse
from actions.handing_off import hand_off
from actions.holding import held
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
        again = turn.known.get("hold") == "complaint"
        lead = (handoff.still_here if again else handoff.complaint)(turn.language)
        reply = hand_off(self.context, turn, "complaint", lead=lead)
        beside = answered_beside(self.context, turn)
        text = "\n\n".join(part for part in (reply.text, beside) if part)
        return Reply(text=text, slots=held("complaint"))
