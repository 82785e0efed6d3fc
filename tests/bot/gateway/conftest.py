from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, text

from bot.services.ports import UnitsOfWork
from bot.storage.engine import make_engine
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import units_of_work
from tests.bot.gateway.doubles import database
from tests.bot.gateway.processes import Clock
from tests.bot.storage.conftest import postgres_database

__all__ = ["postgres_database"]  # found here by name


@pytest.fixture
def uow(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UnitsOfWork]:
    """A database of its own: SQLite, or what `parametrize(..., indirect=True)` names."""
    if getattr(request, "param", "sqlite") == "sqlite":
        engine = database(tmp_path)
    else:
        address: URL = request.getfixturevalue("postgres_database")
        engine = make_engine(address)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        upgrade(engine)
    yield units_of_work(engine)
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()
