"""A migrated database for services that keep something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation
from bot.storage.unit_of_work import units_of_work
from tests.bot.gateway.doubles import database
from tests.bot.services.lent import opened


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = database(tmp_path, busy_timeout_ms=50)
    yield made
    made.dispose()


@pytest.fixture
def uow(engine: Engine) -> UnitsOfWork:
    return units_of_work(engine)


@pytest.fixture
def talk(uow: UnitsOfWork) -> Conversation:
    return opened(uow)
