"""Records that a person is wanted and says what happens next and when."""

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.handoffs import ask_for_person
from bot.texts.replies import handoff


def hand_off(context: Context, turn: Turn, reason: str, *, lead: str = "") -> Reply:
    """Put the conversation into the agents' queue; asking twice does not queue twice.

    Args:
        context: the process's context.
        turn: the message that asked for it.
        reason: why, as a code for the desk.
        lead: what is said first (hardship, complaint).
    """
    request = ask_for_person(context.unit_of_work, turn.conversation, reason, context.now())
    queued = handoff.queued(
        position=request.position,
        new=request.new,
        is_open=context.is_open(),
        phone=context.settings.service_phone,
        hours=str(context.settings.business_hours),
        language=turn.language,
    )
    return Reply(text=f"{lead}\n\n{queued}" if lead else queued)
