"""Yes, to whatever was offered last."""

from rasa_sdk.events import FollowupAction

from actions.base import LendingAction
from actions.conversing import converse
from actions.correcting import corrected
from actions.reply import Reply
from actions.turn import Turn
from bot.services.recommend_products import need_is_complete
from bot.texts.replies import answers

NEXT = {
    "prequalify": "action_request_consent",
    "need": "discovery_form",
    "handoff": "action_request_handoff",
}


class ActionAffirm(LendingAction):
    """Goes on with what "yes" answers; asks what is meant when nothing was offered."""

    title = "action_affirm"

    def answer(self, turn: Turn) -> Reply:
        """Follow the offer that is open, unless the words correct an answer."""
        again = corrected(self.context, turn) if turn.heard.corrects else None
        if again is not None:
            return again
        if turn.unsure:
            return converse(self.context, turn)
        following = NEXT.get(str(turn.known.get("pending")))
        if following is not None:
            return Reply(events=(FollowupAction(following),))
        known = need_is_complete(turn.known)
        return Reply(
            text=answers.what_next(turn.language),
            choices=answers.next_step("ask_help", turn.language, need_known=known),
        )
