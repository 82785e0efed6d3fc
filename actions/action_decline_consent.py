"""The customer does not agree, and loses nothing by it."""

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import answers, consent


class ActionDeclineConsent(LendingAction):
    """Stops before any question about the person."""

    title = "action_decline_consent"

    def answer(self, turn: Turn) -> Reply:
        """Accept the no."""
        return Reply(
            text=consent.declined(turn.language),
            choices=answers.next_step("ask_help", turn.language, need_known=False),
            slots={"pending": None},
        )
