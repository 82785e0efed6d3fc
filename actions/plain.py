"""The answer of the tables: an intent's case in words, with its next steps."""

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.cases import case_of
from bot.services.recommend_products import need_is_complete
from bot.texts.replies import answers


def plain(context: Context, turn: Turn, intent: str | None = None) -> Reply:
    """What is said to an intent that needs nothing of the customer's own case."""
    meant = intent or turn.heard.intent
    case = case_of(meant, turn.heard.text)
    return Reply(
        text=answers.answer(meant, context.facts(), turn.language, case=case),
        choices=answers.next_step(
            meant,
            turn.language,
            need_known=need_is_complete(turn.known),
            case=case,
            decided=bool(turn.known.get("decided")),
        ),
    )
