from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services.ports import UnitsOfWork
from bot.storage.unit_of_work import units_of_work
from tests.bot.gateway.doubles import database
from tests.bot.gateway.processes import Clock


@pytest.fixture
def uow(tmp_path: Path) -> Iterator[UnitsOfWork]:
    engine = database(tmp_path)
    yield units_of_work(engine)
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()
