"""What every action is given, over a database of its own."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.context import Context
from bot.services.records import Conversation
from bot.settings import load
from bot.storage.unit_of_work import units_of_work
from tests.bot.gateway.doubles import database
from tests.bot.services.lent import TODAY, lending, opened


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = database(tmp_path, busy_timeout_ms=50)
    yield made
    made.dispose()


@pytest.fixture
def context(engine: Engine, tmp_path: Path) -> Context:
    return Context(
        settings=dataclasses.replace(load({}, root=tmp_path), today=TODAY),
        lending=lending(),
        unit_of_work=units_of_work(engine),
    )


@pytest.fixture
def talk(context: Context) -> Conversation:
    return opened(context.unit_of_work)
