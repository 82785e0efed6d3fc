from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeEngine

from bot.storage.engine import make_engine
from bot.storage.types import CanonicalJson, ExactDecimal, Money, UtcDateTime, Words

TABLE = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("money", Money),
    Column("rate", ExactDecimal),
    Column("moment", UtcDateTime),
    Column("json", CanonicalJson),
    Column("words", Words),
)


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    engine: Engine = make_engine(url)
    with engine.begin() as opened:
        TABLE.create(opened)
        yield opened
    engine.dispose()


def kept(connection: Connection, column: str, value: object) -> Any:
    connection.execute(insert(TABLE).values({column: value}))
    return connection.scalar(select(TABLE.c[column]))


@pytest.mark.parametrize("yuan", ["0.00", "0.01", "-3.10", "150000.00", "9007199254740993.07"])
def test_money_is_exact(connection: Connection, yuan: str) -> None:
    back = kept(connection, "money", Decimal(yuan))
    assert str(back) == yuan


def test_money_has_two_decimals(connection: Connection) -> None:
    assert str(kept(connection, "money", Decimal("1E+3"))) == "1000.00"


@pytest.mark.parametrize(
    "digits", ["0.0720", "0.07", "0.1234567890123456789012345678", "0", "24", "-0.5"]
)
def test_a_rate_keeps_its_digits(connection: Connection, digits: str) -> None:
    assert str(kept(connection, "rate", Decimal(digits))) == digits


@pytest.mark.parametrize("column", ["money", "rate"])
@pytest.mark.parametrize("value", [0.1, 1, "1.00", Decimal("NaN"), Decimal("Infinity")])
def test_only_finite_decimals_are_taken(connection: Connection, column: str, value: object) -> None:
    with pytest.raises(StatementError):
        kept(connection, column, value)


def test_parts_of_a_cent_are_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="whole cents"):
        kept(connection, "money", Decimal("1.001"))


@pytest.mark.parametrize("hours", [0, 8, -11])
def test_a_moment_comes_back_aware_and_in_utc(connection: Connection, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    moment = datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=zone)
    back = kept(connection, "moment", moment)
    assert back == moment
    assert back.tzinfo is UTC


def test_a_naive_moment_is_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        kept(connection, "moment", datetime(2026, 1, 1))  # noqa: DTZ001  # what is refused


def test_json_is_kept_as_its_canonical_text(connection: Connection) -> None:
    assert kept(connection, "json", {"b": "1.10", "a": ["贷", None]}) == {
        "a": ["贷", None],
        "b": "1.10",
    }
    assert connection.scalar(text("SELECT json FROM kept")) == '{"a":["贷",null],"b":"1.10"}'


def test_json_refuses_decimals(connection: Connection) -> None:
    with pytest.raises(StatementError):
        kept(connection, "json", {"amount": Decimal(1)})


def test_words_of_any_kind_are_kept(connection: Connection) -> None:
    assert kept(connection, "words", "<b>'; DROP TABLE kept; -- 🙂\0") == (
        "<b>'; DROP TABLE kept; -- 🙂\ufffd"
    )


@pytest.mark.parametrize("column", ["money", "rate", "moment", "json", "words"])
def test_nothing_stays_nothing(connection: Connection, column: str) -> None:
    assert kept(connection, column, None) is None


@pytest.mark.parametrize("kind", [Money(), ExactDecimal(), UtcDateTime(), CanonicalJson(), Words()])
def test_statements_with_the_type_are_cached(kind: TypeEngine[Any]) -> None:
    assert kind.cache_ok  # type: ignore[attr-defined]  # of TypeDecorator only
