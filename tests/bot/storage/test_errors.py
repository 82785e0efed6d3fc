import sqlite3

import psycopg
import pytest

from bot.services.records import Duplicate, NotFound, StorageBusy, StorageError
from bot.storage.errors import translated


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("张三丰")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlite_error(sqlite3.SQLITE_BUSY), StorageBusy),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), StorageBusy),
        (sqlite_error(sqlite3.SQLITE_LOCKED), StorageBusy),
        (sqlite_error(sqlite3.SQLITE_FULL), StorageBusy),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT_UNIQUE), Duplicate),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY), NotFound),
        (psycopg.OperationalError("张三丰"), StorageBusy),
        (psycopg.errors.DeadlockDetected("张三丰"), StorageBusy),
        (psycopg.errors.LockNotAvailable("张三丰"), StorageBusy),
        (psycopg.errors.UniqueViolation("张三丰"), Duplicate),
        (psycopg.errors.ForeignKeyViolation("张三丰"), NotFound),
    ],
)
def test_drivers_errors_have_a_meaning(error: Exception, kind: type[StorageError]) -> None:
    meant = translated(error)
    assert type(meant) is kind
    assert "张三丰" not in str(meant)


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.SQLITE_ERROR),  # no such table
        sqlite_error(sqlite3.SQLITE_READONLY),
        sqlite_error(sqlite3.SQLITE_CONSTRAINT_NOTNULL),
        sqlite3.ProgrammingError("closed"),
        psycopg.errors.UndefinedTable("nowhere"),
        psycopg.errors.ReadOnlySqlTransaction("reading"),
        ValueError("money"),
    ],
)
def test_mistakes_stay_what_they_are(error: Exception) -> None:
    assert translated(error) is None
