"""A purpose the law does not allow was asked for: kept in the audit log, without any words."""

from datetime import datetime

from bot.services.ports import UnitsOfWork


def record_refused_purpose(uow: UnitsOfWork, conversation: str, purpose: str, at: datetime) -> None:
    """Append the refusal to the audit log (rules on internet loans of commercial banks, 2020)."""
    with uow() as work:
        work.audit.append(
            event="purpose_refused",
            actor="bot",
            subjects={"conversation": conversation},
            at=at,
            detail={"purpose": purpose},
        )
        work.commit()
