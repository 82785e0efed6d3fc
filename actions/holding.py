"""After hardship, a complaint or distress nothing is sold; the need is forgotten."""

from dataclasses import replace
from typing import Any

from actions.reply import Reply
from actions.turn import Turn
from bot.services.applicant_fields import FACTS, PASSING
from bot.texts.replies import handoff
from bot.texts.replies.next_steps import person, without_sale

NEED = ("purpose", "amount", "term", "urgency", "product", "options", "method")
# Somebody who complains may still borrow; somebody in need is told once that it can wait; after
# despair only a person goes on.
NO_TROUBLE_TO_BORROW = frozenset({"complaint"})
UNTIL_A_PERSON_COMES = frozenset({"distress"})
HELD_BACK = "held_back"


def held(reason: str) -> dict[str, Any]:
    """The slots of a conversation in which a person comes next."""
    return {
        **dict.fromkeys((*NEED, *FACTS, *PASSING, "pending", "decided", "earlier", "own_use")),
        "hold": reason,
    }


def held_back(turn: Turn) -> Reply | None:
    """The answer to a wish to borrow that comes out of trouble; None when it may go on.

    It is said once: who asks again has heard it, and decides. After despair it is said each time.
    """
    reason = turn.known.get("hold")
    if reason is None or reason == HELD_BACK or reason in NO_TROUBLE_TO_BORROW:
        return None
    if reason in UNTIL_A_PERSON_COMES:
        return Reply(
            text=handoff.safety_first(turn.language),
            choices=(person(turn.language),),
            slots={"hold": reason},
        )
    return Reply(
        text=handoff.held_back(turn.language),
        choices=(person(turn.language),),
        slots={"hold": HELD_BACK},
    )


def unsold(reply: Reply, turn: Turn) -> Reply:
    """The reply as it may be shown while a conversation is held: without a button that sells."""
    still_held = reply.slots.get("hold", turn.known.get("hold"))
    if not still_held or not reply.choices:
        return reply
    return replace(reply, choices=without_sale(reply.choices, turn.language))
