"""The arithmetic of the audit chain: how a link is hashed and what breaks it. Pure.

``hash = SHA-256(canonical JSON of every other field)``, the hash of the link before among them. The
head is kept apart from the links, so that links cut off at the end are missed. Who can rewrite
all later links and the head leaves no trace here; keep the head's hash elsewhere against that.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.services.records import AuditEntry, AuditFinding, AuditProblem, Facts
from bot.storage.canonical import canonical_json


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The newest link of a chain."""

    sequence: int
    hash: str


START = Head(sequence=0, hash="0" * 64)


def link(
    head: Head,
    *,
    at: datetime,
    actor: str,
    event: str,
    subjects: Mapping[str, str],
    detail: Facts,
) -> AuditEntry:
    """Return the entry that continues a chain."""
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=at,
        actor=actor,
        event=event,
        subjects=subjects,
        detail=detail,
        previous_hash=head.hash,
        hash="",
    )
    return replace(entry, hash=hash_of(entry))


def hash_of(entry: AuditEntry) -> str:
    """Return the hash that the fields of an entry give."""
    covered = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "event": entry.event,
        "subjects": entry.subjects,
        "detail": entry.detail,
        "previous_hash": entry.previous_hash,
    }
    return hashlib.sha256(canonical_json(covered).encode()).hexdigest()


def findings(entries: Iterable[AuditEntry], head: Head) -> Iterator[AuditFinding]:
    """Yield what is wrong with a chain, in order.

    Args:
        entries: every link, by sequence number.
        head: the newest link that was appended, as kept apart from the links.
    """
    before = START
    for entry in entries:
        if entry.sequence > head.sequence:
            yield AuditFinding(sequence=entry.sequence, problem=AuditProblem.INSERTED)
        if entry.sequence != before.sequence + 1:
            yield AuditFinding(sequence=entry.sequence, problem=AuditProblem.MISSING)
        elif entry.previous_hash != before.hash:
            yield AuditFinding(sequence=entry.sequence, problem=AuditProblem.UNLINKED)
        if hash_of(entry) != entry.hash:
            yield AuditFinding(sequence=entry.sequence, problem=AuditProblem.CHANGED)
        before = Head(sequence=entry.sequence, hash=entry.hash)
    if before.sequence < head.sequence:
        yield AuditFinding(sequence=head.sequence, problem=AuditProblem.MISSING)
    elif before.sequence == head.sequence and before.hash != head.hash:
        yield AuditFinding(sequence=head.sequence, problem=AuditProblem.UNLINKED)
