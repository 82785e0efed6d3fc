import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot.services.records import StorageBusy
from bot.storage import migrate
from bot.storage.engine import make_engine
from bot.storage.errors import UnknownRevision
from bot.storage.migrate import current_revision, move, upgrade
from bot.storage.migrations import HEAD
from bot.storage.tables import Base


def table_names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_an_empty_database_gets_every_table(url: str) -> None:
    upgrade(url)
    engine = make_engine(url)
    assert table_names(engine) == {*Base.metadata.tables, "alembic_version"}
    with engine.connect() as connection:
        assert current_revision(connection) == HEAD
    engine.dispose()


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_conditions_of_partial_indexes_agree(engine: Engine) -> None:
    # compare_metadata does not look at them.
    dialect = engine.dialect.name
    with engine.connect() as connection:
        inspector = inspect(connection)
        for table in Base.metadata.sorted_tables:
            found = {
                index["name"]: str(index["dialect_options"][f"{dialect}_where"])
                for index in inspector.get_indexes(table.name)
                if f"{dialect}_where" in index.get("dialect_options", {})
            }
            expected = {
                index.name: str(index.dialect_options[dialect]["where"])
                for index in table.indexes
                if index.dialect_options[dialect]["where"] is not None
            }
            assert found.keys() == expected.keys()
            for name, condition in expected.items():
                words = found[name].replace("::text", "").replace("(", "").replace(")", "")
                assert words == condition


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    move(engine, "base")
    assert table_names(engine) == {"alembic_version"}
    upgrade(engine)
    assert table_names(engine) == {*Base.metadata.tables, "alembic_version"}


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnknownRevision, match="9999"):
        upgrade(engine)
    assert "customers" in table_names(engine)


def test_an_unknown_revision_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownRevision, match="0000"):
        move(engine, "0000")


def test_a_failing_migration_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr("alembic.operations.Operations.bulk_insert", fail)
    engine = make_engine(url)
    with pytest.raises(RuntimeError, match="half way"):
        upgrade(engine)
    assert table_names(engine) == set()
    engine.dispose()


def test_processes_that_start_together_migrate_once(url: str) -> None:
    errors: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(url)
        except BaseException as error:  # a thread's error would be lost
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    engine = make_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit_head")) == 1
    engine.dispose()


def test_a_lock_that_is_not_released_is_reported(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}", busy_timeout_ms=100)
    with engine.begin(), pytest.raises(StorageBusy):
        upgrade(engine)
    engine.dispose()


def test_at_head_it_is_quick_and_leaves_alembic_alone(engine: Engine) -> None:
    started = time.perf_counter()
    upgrade(engine)
    assert time.perf_counter() - started < 0.1
    code = (
        "import sys; from bot.storage.migrate import upgrade; upgrade(sys.argv[1]);"
        "sys.exit('alembic' in sys.modules)"
    )
    address = engine.url.render_as_string(hide_password=False)
    assert subprocess.run([sys.executable, "-c", code, address], check=False).returncode == 0


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'var' / 'new' / 'shandai.db'}")
    assert (tmp_path / "var" / "new" / "shandai.db").is_file()
