"""The customer cannot pay: acknowledge, do not sell, bring a person."""

from actions.answering_many import answered_beside
from actions.base import LendingAction
from actions.conversing import converse
from actions.handing_off import hand_off
from actions.holding import HELD_BACK, held
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import handoff


class ActionHardship(LendingAction):
    """Leaves whatever was under way and puts a person on it."""

    title = "action_hardship"

    def answer(self, turn: Turn) -> Reply:
        """Acknowledge first, then say what happens next."""
        if turn.unsure:
            return converse(self.context, turn)
        again = turn.known.get("hold") in {"hardship", HELD_BACK}
        lead = (handoff.still_here if again else handoff.hardship)(turn.language)
        reply = hand_off(self.context, turn, "hardship", lead=lead)
        beside = answered_beside(self.context, turn)
        text = "\n\n".join(part for part in (reply.text, beside) if part)
        return Reply(text=text, slots=held("hardship"))
