"""The audit chain in its table; knows no event.

Entries are gathered and written when the unit of work commits: the lock on the chain's head is
then the last one taken and the shortest held, so that no two units wait for each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.records import AuditEntry, AuditFinding, Facts, StorageError
from bot.storage.chain import Head, findings, link
from bot.storage.tables import AuditHeadRow, AuditRow

_BATCH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class _Event:
    at: datetime
    actor: str
    event: str
    subjects: Mapping[str, str]
    detail: Facts


class SqlAuditLog:
    """The chained log of who did what to which record; implements `ports.AuditLog`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gathered: list[_Event] = []

    def append(
        self,
        *,
        event: str,
        actor: str,
        subjects: Mapping[str, str],
        at: datetime,
        detail: Facts | None = None,
    ) -> None:
        """Add an entry when the unit of work commits; refuses nested detail with TypeError."""
        if not all(isinstance(value, str | int | None) for value in (detail or {}).values()):
            raise TypeError("the detail of an audit entry is flat")
        self._gathered.append(
            _Event(at=at, actor=actor, event=event, subjects=subjects, detail=detail or {})
        )

    def entries(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Yield the committed entries with a higher sequence number, in order."""
        rows = self._session.scalars(
            select(AuditRow)
            .where(AuditRow.sequence > after)
            .order_by(AuditRow.sequence)
            .execution_options(yield_per=_BATCH, populate_existing=True)
        )
        return (_record(row) for row in rows)

    def verify(self) -> tuple[AuditFinding, ...]:
        """Read the whole chain and return what is wrong with it; empty when it is sound."""
        row = self._head()
        return tuple(findings(self.entries(), Head(sequence=row.sequence, hash=row.hash)))

    def write(self) -> None:
        """Continue the chain with what was gathered; the unit of work calls it on commit."""
        if not self._gathered:
            return
        row = self._head(lock=True)
        head = Head(sequence=row.sequence, hash=row.hash)
        for event in self._gathered:
            entry = link(
                head,
                at=event.at,
                actor=event.actor,
                event=event.event,
                subjects=event.subjects,
                detail=event.detail,
            )
            self._session.add(_row(entry))
            head = Head(sequence=entry.sequence, hash=entry.hash)
        row.sequence, row.hash = head.sequence, head.hash
        self._gathered.clear()

    def _head(self, *, lock: bool = False) -> AuditHeadRow:
        query = select(AuditHeadRow).execution_options(populate_existing=True)
        row = self._session.scalar(query.with_for_update() if lock else query)
        if row is None:
            raise StorageError("the head of the audit chain is gone")
        return row


def _row(entry: AuditEntry) -> AuditRow:
    return AuditRow(
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        event=entry.event,
        subjects=entry.subjects,
        detail=entry.detail,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
    )


def _record(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        sequence=row.sequence,
        at=row.at,
        actor=row.actor,
        event=row.event,
        subjects=dict(row.subjects),
        detail=dict(row.detail),
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
