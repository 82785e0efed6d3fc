"""A loan for somebody else is refused: said with its reason, kept for the law, then forgotten."""

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.refused_purposes import record_refused_purpose
from bot.texts.replies import problems, recommendation


def not_for_others(context: Context, turn: Turn) -> Reply:
    """Say why, and what both can do instead; the need is told anew."""
    record_refused_purpose(context.unit_of_work, turn.conversation, "onward_lending", context.now())
    return Reply(
        text=problems.not_for_others(turn.language),
        choices=recommendation.refusal_choices(turn.language, changeable=()),
        slots=dict.fromkeys(
            ("own_use", "purpose", "options", "product", "pending", "facts_confirmed", "doubt")
        ),
    )
