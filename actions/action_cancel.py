"""The customer stops what is under way."""

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.applicant_fields import FACTS, PASSING, facts_of
from bot.texts.replies import answers, handoff


class ActionCancel(LendingAction):
    """Forgets the answers of the application; the need is kept, so nothing must be said twice."""

    title = "action_cancel"

    def answer(self, turn: Turn) -> Reply:
        """Confirm that nothing was assessed."""
        under_way = turn.active_form is not None or turn.known.get("pending") == "consent"
        said = handoff.cancelled if under_way else handoff.nothing_to_cancel
        return Reply(
            text=said(turn.language),
            choices=answers.next_step("ask_help", turn.language, need_known=False),
            slots={
                **dict.fromkeys((*FACTS, *PASSING)),
                "earlier": {**(turn.known.get("earlier") or {}), **facts_of(turn.known)},
                "pending": "prequalify" if turn.known.get("options") else "need",
            },
        )
