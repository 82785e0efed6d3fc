"""Bring a database to the schema of this version; knows no use case.

One transaction holds the whole change, under a lock, so that processes which start together do
not both make it. Alembic is imported only when there is something to change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.storage.engine import for_reading, make_engine
from bot.storage.errors import BrokenReferences, UnknownRevision
from bot.storage.migrations import HEAD

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x5348414E44  # an arbitrary number that only migrations lock
# Another process may be migrating; on a busy machine that takes longer than a statement may wait.
MIGRATION_WAIT_MS = 30_000


def upgrade(target: Engine | str) -> None:
    """Bring a database to the newest schema; does next to nothing when it is there already.

    Args:
        target: an engine, or the address of a database; a SQLite file and its folder are made.

    Raises:
        UnknownRevision: the database is of a newer version of the application.
        StorageBusy: it is out of reach, or another process is changing it for too long.
    """
    move(target, HEAD)


def move(target: Engine | str, revision: str) -> None:
    """Bring a database to a revision, up or down; ``base`` is the empty database.

    Raises:
        UnknownRevision: no migration leads from the database's revision to this one.
        StorageBusy: as for `upgrade`.
        BrokenReferences: a migration is wrong.
    """
    engine = make_engine(target, MIGRATION_WAIT_MS) if isinstance(target, str) else target
    try:
        _make_folder(engine)
        with for_reading(engine).connect() as connection:
            if (current_revision(connection) or "base") == revision:
                return
        with _exclusive(engine) as connection:
            _run(connection, revision)
    finally:
        if engine is not target:
            engine.dispose()


def current_revision(connection: Connection) -> str | None:
    """Return the revision of a database, None when no migration has touched it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _make_folder(engine: Engine) -> None:
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)


@contextmanager
def _exclusive(engine: Engine) -> Iterator[Connection]:
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
        return
    with engine.connect() as connection:
        # A table is altered by copying and dropping it; the pragma works only between
        # transactions, hence on the driver's connection.
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise BrokenReferences("rows name rows that do not exist")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]


def _run(connection: Connection, revision: str) -> None:
    # Imported here: they cost more time than everything else that a start does with storage.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    known = [script.revision for script in scripts.walk_revisions()]
    current = current_revision(connection)
    # walk_revisions is newest first; an empty database is older than all.
    order = [*known, "base"]
    if current not in {None, *order} or revision not in order:
        raise UnknownRevision(f"no migration leads from {current} to {revision}")
    down = order.index(revision) > order.index(current or "base")
    (command.downgrade if down else command.upgrade)(config, revision)
