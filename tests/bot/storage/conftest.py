"""A migrated database of each kind for every test, and what most tests begin with."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, make_url, text

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, DecisionRecord
from bot.storage.engine import make_engine
from bot.storage.migrate import upgrade
from bot.storage.unit_of_work import units_of_work

POSTGRES = "SHANDAI_TEST_POSTGRES_URL"
NOON = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
SHA = "a" * 64
ON_POSTGRES = [pytest.mark.postgres]
if not os.environ.get(POSTGRES):
    ON_POSTGRES.append(pytest.mark.skip(reason=f"{POSTGRES} is not set"))


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[URL]:
    """A scratch database that lives as long as the tests."""
    given = os.environ[POSTGRES]
    name = f"shandai_test_{secrets.token_hex(6)}"
    server = make_engine(given).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(given).set(database=name)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=ON_POSTGRES)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    address: URL = request.getfixturevalue("postgres_database")
    engine = make_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address.render_as_string(hide_password=False)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An engine on a migrated database."""
    made = make_engine(url)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def uow(engine: Engine) -> UnitsOfWork:
    return units_of_work(engine)


@pytest.fixture
def conversation(uow: UnitsOfWork) -> Conversation:
    """A committed conversation of a new customer."""
    with uow() as work:
        opened = open_conversation(work)
        work.commit()
    return opened


def open_conversation(work: UnitOfWork, user: str = "u1") -> Conversation:
    customer = work.customers.ensure(
        channel="console", channel_user_id=user, language="zh_CN", at=NOON
    )
    return work.conversations.open(
        customer=customer.id, channel="console", language="zh_CN", at=NOON
    )


def decide(
    work: UnitOfWork, conversation: Conversation, *, at: datetime = NOON, outcome: str = "approve"
) -> DecisionRecord:
    consent = work.consents.record(
        customer=conversation.customer,
        purpose="prequalification",
        version="1",
        text_sha256=SHA,
        channel="console",
        conversation=conversation.id,
        at=NOON,
    )
    return work.decisions.save(
        customer=conversation.customer,
        conversation=conversation.id,
        consent=consent.id,
        inputs={"amount": "150000.00", "用途": "周转"},
        inputs_digest=SHA,
        result={"outcome": outcome, "reasons": []},
        outcome=outcome,
        card_version="stated-v1",
        policy_version="2026-11",
        catalogue_version="1",
        at=at,
    )
