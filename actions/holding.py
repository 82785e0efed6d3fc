"""After hardship, a complaint or distress nothing is sold: the need is forgotten."""

from typing import Any

from bot.services.applicant_fields import FACTS, PASSING

NEED = ("purpose", "amount", "term", "urgency", "product", "options", "method")


def held(reason: str) -> dict[str, Any]:
    """The slots of a conversation in which a person comes next."""
    return {
        **dict.fromkeys((*NEED, *FACTS, *PASSING, "pending", "decided", "earlier", "own_use")),
        "hold": reason,
    }
