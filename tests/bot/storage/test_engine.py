import logging
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound, StorageBusy
from bot.storage.engine import for_reading, make_engine
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import units_of_work
from tests.bot.storage.conftest import NOON, ON_POSTGRES, open_conversation


def test_sqlite_is_set_up(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}", busy_timeout_ms=1234)
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 1234,
        "synchronous": 2,  # FULL: what was committed survives a power cut
    }


def test_a_reading_transaction_cannot_write_and_the_next_can(engine: Engine) -> None:
    insert = text("INSERT INTO audit_head (id, sequence, hash) VALUES (2, 0, '')")
    with for_reading(engine).connect() as connection, pytest.raises(DBAPIError):
        connection.execute(insert)
    with engine.begin() as connection:
        connection.execute(insert)
    with for_reading(engine).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit_head")) == 2


def test_a_reading_unit_does_not_wait_for_a_writer(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as writer:
        writer.conversations.update_state(conversation.id, {"step": 1})
        with uow(reading=True) as reader:
            assert reader.conversations.get(conversation.id).state == {}


def test_a_locked_row_or_database_is_busy_within_the_timeout(
    url: str, conversation: Conversation
) -> None:
    engine = make_engine(url, busy_timeout_ms=200)
    uow = units_of_work(engine)
    with uow() as holder:
        holder.conversations.update_state(conversation.id, {"step": 1})
        started = time.perf_counter()
        with pytest.raises(StorageBusy), uow() as work:
            work.conversations.update_state(conversation.id, {"step": 2})
        waited = time.perf_counter() - started
    engine.dispose()
    assert 0.15 < waited < 1.0


def test_a_released_lock_is_taken(uow: UnitsOfWork, conversation: Conversation) -> None:
    held = threading.Event()

    def hold() -> None:
        with uow() as work:
            work.conversations.update_state(conversation.id, {"first": 1})
            held.set()
            time.sleep(0.2)
            work.commit()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(5)
    with uow() as work:
        state = work.conversations.update_state(conversation.id, {"second": 2})
        work.commit()
    holder.join()
    assert state == {"first": 1, "second": 2}


def test_no_free_connection_is_busy(url: str, conversation: Conversation) -> None:
    engine = make_engine(url, busy_timeout_ms=200)
    uow = units_of_work(engine)
    held = [uow(reading=True).__enter__() for _ in range(15)]  # pool and overflow
    with pytest.raises(StorageBusy), uow(reading=True):
        pass
    for work in held:
        work.__exit__(None, None, None)
    with uow(reading=True) as work:
        assert work.conversations.get(conversation.id) == conversation
    engine.dispose()


def test_a_failed_begin_gives_its_connection_back(url: str, conversation: Conversation) -> None:
    engine = make_engine(url, busy_timeout_ms=50)
    uow = units_of_work(engine)
    with uow() as holder:
        holder.conversations.update_state(conversation.id, {"step": 1})
        for _ in range(16):
            with pytest.raises(StorageBusy), uow() as work:
                work.conversations.update_state(conversation.id, {"step": 2})
    engine.dispose()


def test_a_server_that_is_not_there_is_busy() -> None:
    uow = units_of_work(make_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", 500))
    with pytest.raises(StorageBusy), uow():
        pass


def test_a_file_that_cannot_be_opened_is_busy(tmp_path: Path) -> None:
    uow = units_of_work(make_engine(f"sqlite:///{tmp_path}", 100))
    with pytest.raises(StorageBusy), uow():
        pass


@pytest.mark.parametrize("url", [pytest.param("postgresql", marks=ON_POSTGRES)], indirect=True)
def test_a_lost_connection_is_busy_and_then_replaced(
    engine: Engine, url: str, conversation: Conversation
) -> None:
    uow = units_of_work(engine)
    killer = make_engine(url)

    def kill() -> None:
        with killer.begin() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )

    with uow() as work:
        kill()
        with pytest.raises(StorageBusy):
            work.conversations.get(conversation.id)
    with uow() as work:
        assert work.conversations.get(conversation.id) == conversation
    kill()  # while the connection rests in the pool
    with uow() as work:
        assert work.conversations.get(conversation.id) == conversation
    killer.dispose()


def test_references_are_checked(uow: UnitsOfWork) -> None:
    with pytest.raises(NotFound), uow() as work:
        work.conversations.open(customer="nobody", channel="console", language="en", at=NOON)


def test_a_database_in_memory_is_shared_by_threads() -> None:
    engine = make_engine("sqlite://")
    upgrade(engine)
    uow = units_of_work(engine)

    def write(user: str) -> None:
        with uow() as work:
            open_conversation(work, user)
            work.commit()

    threads = [threading.Thread(target=write, args=(f"u{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM customers")) == 4
    engine.dispose()


def test_errors_and_logs_show_no_value(
    engine: Engine, conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="sqlalchemy.engine")
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "张三丰"})
    assert "张三丰" not in str(caught.value)
    assert "张三丰" not in caplog.text
    assert "INSERT INTO nowhere" in caplog.text
