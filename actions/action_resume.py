"""A customer comes back outside a form; inside one the form answers and asks again."""

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.recommend_products import need_is_complete
from bot.texts.replies import answers, understood


class ActionResume(LendingAction):
    """Says what is still known and what can be done next."""

    title = "action_resume"

    def answer(self, turn: Turn) -> Reply:
        """Welcome back, with the need as it stands."""
        known = need_is_complete(turn.known)
        need = {name: turn.known.get(name) for name in ("purpose", "amount", "term")}
        said = understood.understood(need, turn.language)
        return Reply(
            text=answers.welcome_back(turn.language) + said,
            choices=answers.next_step("ask_help", turn.language, need_known=known),
        )
