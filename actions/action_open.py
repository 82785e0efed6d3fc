"""The first words of a conversation."""

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import answers


class ActionOpen(LendingAction):
    """Says that it is a machine, what it can do, and that 人工 brings a person."""

    title = "action_open"

    def answer(self, turn: Turn) -> Reply:
        """Greet a customer who is new or starts again."""
        return Reply(
            text=answers.opening(self.context.facts(), turn.language),
            choices=answers.opening_choices(turn.language),
            slots={"pending": "need"},
        )
