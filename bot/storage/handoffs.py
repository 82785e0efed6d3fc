"""Requests for a person in the tables; knows no agent."""

from datetime import datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from bot.services.records import Duplicate, Handoff, HandoffState
from bot.storage.tables import HandoffRow


class SqlHandoffs:
    """Requests for a person; implements `ports.Handoffs`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def request(self, *, conversation: str, reason: str, at: datetime, note: str = "") -> Handoff:
        """Queue a request; while the conversation has an unresolved one, that one is returned."""
        row = HandoffRow(
            conversation=conversation,
            reason=reason,
            note=note,
            state=HandoffState.PENDING,
            created_at=at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except Duplicate:
            waiting = self._session.scalar(
                select(HandoffRow).where(
                    HandoffRow.conversation == conversation, HandoffRow.resolved_at.is_(None)
                )
            )
            if waiting is None:
                raise
            row = waiting
        return self._record(row)

    def _record(self, row: HandoffRow) -> Handoff:
        return Handoff(
            id=row.id,
            conversation=row.conversation,
            reason=row.reason,
            note=row.note,
            state=HandoffState(row.state),
            position=self._position(row),
            created_at=row.created_at,
        )

    def _position(self, row: HandoffRow) -> int:
        if row.state != HandoffState.PENDING:
            return 0
        ahead = self._session.scalar(
            select(func.count()).where(
                HandoffRow.state == HandoffState.PENDING,
                tuple_(HandoffRow.created_at, HandoffRow.id) < tuple_(row.created_at, row.id),
            )
        )
        return 1 + (ahead or 0)
