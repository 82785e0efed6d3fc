"""No, to whatever was offered last."""

from actions.base import LendingAction
from actions.conversing import converse
from actions.correcting import corrected
from actions.reply import Reply
from actions.turn import Turn
from bot.services.recommend_products import need_is_complete
from bot.texts.replies import answers


class ActionDeny(LendingAction):
    """Takes the no without pressing, and says what else there is."""

    title = "action_deny"

    def answer(self, turn: Turn) -> Reply:
        """Accept the no; one that corrects an answer is a correction."""
        again = corrected(self.context, turn)
        if again is not None:
            return again
        if turn.unsure:
            return converse(self.context, turn)
        known = need_is_complete(turn.known)
        return Reply(
            text=answers.no_pressure(turn.language),
            choices=answers.next_step("ask_help", turn.language, need_known=known),
            slots={"pending": None},
        )
