"""Make the engine for SQLite or PostgreSQL with the same promises; knows no table.

A writing transaction takes SQLite's write lock when it begins: two that first read and then write
would otherwise both wait for the other. A reading one never waits for a writer and cannot write.
"""

import math
import random
import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

from bot.services.records import StorageBusy
from bot.storage.errors import raise_translated, translated

BUSY_TIMEOUT_MS = 3000
_RETRY_SECONDS = (0.0005, 0.004)
_READING = "shandai_reading"


def make_engine(url: str | URL, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """Return an engine for a `sqlite` or `postgresql+psycopg` address; connects to nothing yet.

    Args:
        url: the database.
        busy_timeout_ms: how long a statement waits for a lock, and a unit of work for a
            connection, before StorageBusy is raised.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = _sqlite_engine(address, busy_timeout_ms)
    else:
        engine = _postgres_engine(address, busy_timeout_ms)
    event.listen(engine, "handle_error", raise_translated)
    return engine


def for_reading(engine: Engine) -> Engine:
    """Return the same engine, its pool shared, whose transactions refuse to write."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READING: True})
    return engine.execution_options(postgresql_readonly=True)


def _sqlite_engine(address: URL, busy_timeout_ms: int) -> Engine:
    seconds = busy_timeout_ms / 1000
    options: dict[str, Any] = {"poolclass": QueuePool, "pool_timeout": seconds}
    if address.database in {None, "", ":memory:"}:
        # The database lives in its only connection, which threads take in turns.
        options |= {"pool_size": 1, "max_overflow": 0}
    engine = create_engine(
        address,
        connect_args={"timeout": seconds, "check_same_thread": False},
        hide_parameters=True,  # what a person wrote must not reach a log by way of an error
        **options,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours, see below
        try:
            # Setting WAL again would ask for a lock each time.
            if connection.execute("PRAGMA journal_mode").fetchone() == ("delete",):
                # Two that change it at once are refused at once, whatever the busy timeout.
                _until_free(connection, "PRAGMA journal_mode = WAL", busy_timeout_ms)
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            raise translated(error) or error from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(_READING, False)
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        if reading:
            driver.execute("BEGIN")
        else:
            _take_write_lock(driver, busy_timeout_ms)

    return engine


def _take_write_lock(driver: sqlite3.Connection, busy_timeout_ms: int) -> None:
    # SQLite itself sleeps ever longer between its tries, up to 100 ms: with eight writers one of
    # them was seen to wait two seconds. Short sleeps of random length serve them about in turn.
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        _until_free(driver, "BEGIN IMMEDIATE", busy_timeout_ms)
    except sqlite3.Error as error:
        raise translated(error) or error from error
    finally:
        driver.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")


def _until_free(driver: sqlite3.Connection, statement: str, busy_timeout_ms: int) -> None:
    deadline = time.monotonic() + busy_timeout_ms / 1000
    while True:
        try:
            driver.execute(statement)
        except sqlite3.OperationalError as error:
            if not isinstance(translated(error), StorageBusy) or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(*_RETRY_SECONDS))  # noqa: S311  # no secret
        else:
            return


def _postgres_engine(address: URL, busy_timeout_ms: int) -> Engine:
    seconds = busy_timeout_ms / 1000
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_timeout=seconds,
        pool_pre_ping=True,  # a connection that the server dropped is replaced, not reported
        connect_args={"connect_timeout": math.ceil(seconds)},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = {int(busy_timeout_ms)}")
        connection.commit()

    return engine
