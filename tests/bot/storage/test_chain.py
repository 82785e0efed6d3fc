from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.records import AuditEntry, AuditProblem
from bot.storage.chain import START, Head, findings, hash_of, link

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def chain(length: int) -> tuple[list[AuditEntry], Head]:
    entries: list[AuditEntry] = []
    head = START
    for number in range(length):
        entry = link(
            head,
            at=NOON + timedelta(minutes=number),
            actor="bot",
            event="decided",
            subjects={"decision": f"d{number}"},
            detail={"outcome": "approve"},
        )
        entries.append(entry)
        head = Head(sequence=entry.sequence, hash=entry.hash)
    return entries, head


def problems(entries: list[AuditEntry], head: Head) -> list[tuple[int, AuditProblem]]:
    return [(found.sequence, found.problem) for found in findings(entries, head)]


@pytest.mark.parametrize("length", [0, 1, 7])
def test_a_sound_chain_has_no_findings(length: int) -> None:
    assert problems(*chain(length)) == []


def test_the_hash_is_fixed_for_ever() -> None:
    # A value written once by this code: a change of it would make every stored chain invalid.
    assert chain(1)[0][0].hash == "c9059d7b82863eb49971ea8f1c6b0ede99c5179934aeb61a2993cc73a59d1021"


def test_the_hash_does_not_depend_on_the_zone_of_the_time() -> None:
    entry = chain(1)[0][0]
    beijing = timezone(timedelta(hours=8))
    assert hash_of(replace(entry, at=entry.at.astimezone(beijing))) == entry.hash


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOON},
        {"actor": "agent-1"},
        {"event": "viewed"},
        {"subjects": {"decision": "d9"}},
        {"detail": {"outcome": "decline"}},
        {"hash": "f" * 64},
    ],
)
def test_a_changed_entry_is_found(change: dict[str, object]) -> None:
    entries, head = chain(5)
    entries[2] = replace(entries[2], **change)  # type: ignore[arg-type]  # each is a field
    assert (3, AuditProblem.CHANGED) in problems(entries, head)


def test_an_entry_changed_together_with_its_hash_is_found_at_the_next() -> None:
    entries, head = chain(5)
    changed = replace(entries[2], event="viewed")
    entries[2] = replace(changed, hash=hash_of(changed))
    assert problems(entries, head) == [(4, AuditProblem.UNLINKED)]


def test_the_last_entry_changed_together_with_its_hash_is_found() -> None:
    entries, head = chain(3)
    changed = replace(entries[2], event="viewed")
    entries[2] = replace(changed, hash=hash_of(changed))
    assert problems(entries, head) == [(3, AuditProblem.UNLINKED)]


@pytest.mark.parametrize(("deleted", "found_at"), [(1, 2), (3, 4), (5, 5)])
def test_a_deleted_entry_is_found(deleted: int, found_at: int) -> None:
    entries, head = chain(5)
    del entries[deleted - 1]
    assert problems(entries, head) == [(found_at, AuditProblem.MISSING)]


def test_a_cleared_log_is_found() -> None:
    assert problems([], chain(5)[1]) == [(5, AuditProblem.MISSING)]


def test_an_entry_inserted_at_the_end_is_found() -> None:
    entries, head = chain(5)
    extra = link(head, at=NOON, actor="bot", event="decided", subjects={}, detail={})
    assert problems([*entries, extra], head) == [(6, AuditProblem.INSERTED)]


def test_an_entry_inserted_in_the_middle_is_found() -> None:
    entries, head = chain(5)
    before = Head(sequence=2, hash=entries[1].hash)
    extra = link(before, at=NOON, actor="bot", event="decided", subjects={}, detail={})
    moved = [replace(entry, sequence=entry.sequence + 1) for entry in entries[2:]]
    found = problems([*entries[:2], extra, *moved], head)
    assert (4, AuditProblem.UNLINKED) in found
    assert (4, AuditProblem.CHANGED) in found
    assert (6, AuditProblem.INSERTED) in found


@given(st.integers(1, 8), st.data())
def test_two_entries_swapped_are_found(length: int, data: st.DataObject) -> None:
    entries, head = chain(length + 1)
    place = data.draw(st.integers(0, length - 1))
    one, two = entries[place], entries[place + 1]
    entries[place] = replace(two, sequence=one.sequence)
    entries[place + 1] = replace(one, sequence=two.sequence)
    assert problems(entries, head) != []
