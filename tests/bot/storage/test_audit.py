import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, update

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import AuditProblem, StorageError
from bot.storage.tables import AuditHeadRow, AuditRow
from tests.bot.storage.conftest import NOON


def note(work: UnitOfWork, number: int = 0) -> None:
    work.audit.append(
        event="consent_given",
        actor="customer",
        subjects={"consent": f"c{number}", "customer": "甲"},
        at=NOON,
        detail={"version": "1", "again": False, "number": number, "note": None},
    )


def test_entries_come_back_as_they_were_appended(uow: UnitsOfWork) -> None:
    with uow() as work:
        note(work, 1)
        note(work, 2)
        work.commit()
    with uow() as work:
        note(work, 3)
        work.commit()
    with uow(reading=True) as work:
        entries = list(work.audit.entries())
        assert list(work.audit.entries(after=2)) == entries[2:]
        assert work.audit.verify() == ()
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.detail["number"] for entry in entries] == [1, 2, 3]
    assert entries[0].previous_hash == "0" * 64
    assert [entry.previous_hash for entry in entries[1:]] == [e.hash for e in entries[:2]]
    assert (entries[0].at, entries[0].actor, entries[0].event) == (
        NOON,
        "customer",
        "consent_given",
    )
    assert entries[0].subjects == {"consent": "c1", "customer": "甲"}


def test_what_is_rolled_back_leaves_no_entry(uow: UnitsOfWork) -> None:
    with uow() as work:
        note(work)
    with uow(reading=True) as work:
        assert list(work.audit.entries()) == []


@pytest.mark.parametrize("value", [{"words": "x"}, ["x"], 1.5])
def test_detail_is_flat(uow: UnitsOfWork, value: object) -> None:
    with uow() as work, pytest.raises(TypeError, match="flat"):
        work.audit.append(
            event="e",
            actor="bot",
            subjects={},
            at=NOON,
            detail={"form": value},  # type: ignore[dict-item]  # what is refused
        )


def test_the_chain_is_linear_under_eight_threads(uow: UnitsOfWork) -> None:
    together = threading.Barrier(8)

    def work_on() -> None:
        together.wait(10)
        for number in range(10):
            with uow() as work:
                note(work, number)
                note(work, number)
                work.commit()

    threads = [threading.Thread(target=work_on) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with uow(reading=True) as work:
        assert [entry.sequence for entry in work.audit.entries()] == list(range(1, 161))
        assert work.audit.verify() == ()


def change(connection: Connection) -> None:
    connection.execute(update(AuditRow).where(AuditRow.sequence == 2).values(actor="bot"))


def remove(connection: Connection) -> None:
    connection.execute(delete(AuditRow).where(AuditRow.sequence == 2))


def cut_off(connection: Connection) -> None:
    connection.execute(delete(AuditRow).where(AuditRow.sequence == 3))


def add(connection: Connection) -> None:
    last = connection.execute(select(AuditRow).where(AuditRow.sequence == 3)).mappings().one()
    connection.execute(insert(AuditRow).values({**last, "sequence": 4}))


@pytest.mark.parametrize(
    ("tamper", "sequence", "problem"),
    [
        (change, 2, AuditProblem.CHANGED),
        (remove, 3, AuditProblem.MISSING),
        (cut_off, 3, AuditProblem.MISSING),
        (add, 4, AuditProblem.INSERTED),
    ],
)
def test_tampering_in_the_table_is_found(
    engine: Engine,
    uow: UnitsOfWork,
    tamper: Callable[[Connection], None],
    sequence: int,
    problem: AuditProblem,
) -> None:
    with uow() as work:
        for number in range(3):
            note(work, number)
        work.commit()
    with engine.begin() as connection:
        tamper(connection)
    with uow(reading=True) as work:
        found = {(finding.sequence, finding.problem) for finding in work.audit.verify()}
    assert (sequence, problem) in found


def test_a_chain_without_its_head_is_not_continued(engine: Engine, uow: UnitsOfWork) -> None:
    with engine.begin() as connection:
        connection.execute(delete(AuditHeadRow))
    with uow() as work:
        note(work)
        with pytest.raises(StorageError, match="head of the audit chain"):
            work.commit()
