"""Turn what a database driver raises into the errors that services know; knows no table.

StorageError (bot/services/records.py)
├── StorageBusy, NotFound, Duplicate
├── UnknownRevision     the database was made by a newer version of the application
└── BrokenReferences    a migration left rows that name rows that do not exist
"""

import sqlite3

import psycopg
from sqlalchemy.engine import ExceptionContext

from bot.services.records import Duplicate, NotFound, StorageBusy, StorageError

# Locked, or the file cannot be read or written now. "No such table" is an OperationalError too,
# and must stay what it is.
_OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_NOT_UNIQUE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})


class UnknownRevision(StorageError):
    """The database was made by a newer version of the application."""


class BrokenReferences(StorageError):
    """A migration left rows that name rows that do not exist; it was rolled back."""


def translated(error: BaseException) -> StorageError | None:
    """Return the error a service knows for a driver's error, or None when it knows none.

    The sentences name no statement and no value, so that they may be logged.
    """
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    if isinstance(error, psycopg.Error):
        return _of_postgres(error)
    return None


def _of_sqlite(error: sqlite3.Error) -> StorageError | None:
    code = getattr(error, "sqlite_errorcode", 0)  # errors of the module itself carry none
    if code & 0xFF in _OUT_OF_REACH:
        return StorageBusy("the database is locked or its file cannot be used")
    if code in _NOT_UNIQUE:
        return Duplicate("a record like this exists already")
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return NotFound("a record names another that does not exist")
    return None


def _of_postgres(error: psycopg.Error) -> StorageError | None:
    if isinstance(error, psycopg.OperationalError):  # lost, refused, locked, dead-locked, full
        return StorageBusy("the database does not answer or a lock was not released")
    if isinstance(error, psycopg.errors.UniqueViolation):
        return Duplicate("a record like this exists already")
    if isinstance(error, psycopg.errors.ForeignKeyViolation):
        return NotFound("a record names another that does not exist")
    return None


def raise_translated(context: ExceptionContext) -> None:
    """Raise the error a service knows in place of SQLAlchemy's; a listener for `handle_error`.

    Raises:
        StorageError: the driver's error has a meaning to services.
    """
    error = translated(context.original_exception)
    if error and not context.is_pre_ping:  # the pool replaces a connection found dead
        raise error from context.original_exception
