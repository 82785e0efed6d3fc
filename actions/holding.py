"""After hardship, a complaint or distress nothing is sold: the need is forgotten."""

from typing import Any

from bot.services.applicant_fields import FACTS

NEED = ("purpose", "amount", "term", "urgency", "product", "options", "method")


def held(reason: str) -> dict[str, Any]:
    """The slots of a conversation in which a person comes next."""
    return {
        **dict.fromkeys((*NEED, *FACTS, "pending", "doubt", "decided")),
        "hold": reason,
    }
