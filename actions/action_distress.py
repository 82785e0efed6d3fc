"""Somebody is in despair: concern first, help at once, nothing else."""

from actions.base import LendingAction
from actions.handing_off import hand_off
from actions.holding import held
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import handoff


class ActionDistress(LendingAction):
    """Names the help line, brings a person, offers no product and no menu."""

    title = "action_distress"

    def answer(self, turn: Turn) -> Reply:
        """Say what matters and queue the conversation."""
        reply = hand_off(self.context, turn, "distress", lead=handoff.distress(turn.language))
        return Reply(text=reply.text, slots=held("distress"))
