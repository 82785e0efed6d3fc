"""A customer wants a person: queue the conversation once, and say where it stands."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.ports import UnitsOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class Queued:
    """The place in the agents' queue; ``new`` is False when it was queued before."""

    position: int
    new: bool


def ask_for_person(uow: UnitsOfWork, conversation: str, reason: str, at: datetime) -> Queued:
    """Queue a conversation for an agent.

    Args:
        uow: storage.
        conversation: its id.
        reason: why, as a code for the desk (``asked``, ``hardship``, ``complaint``,
            ``decision_referred``, ``repair``).
        at: now.
    """
    with uow() as work:
        request = work.handoffs.request(conversation=conversation, reason=reason, at=at)
        new = request.created_at == at
        # Already queued for another reason: the new reason must still be on record.
        if new or reason != request.reason:
            work.audit.append(
                event="handoff_requested" if new else "handoff_reason_added",
                actor="customer",
                subjects={"conversation": conversation, "handoff": request.id},
                at=at,
                detail={"reason": reason},
            )
        work.commit()
    return Queued(position=request.position, new=new)
