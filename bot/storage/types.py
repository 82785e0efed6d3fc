"""Column types that keep money, decimals, times and JSON exact on both engines; knows no table."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from bot.storage.canonical import canonical_json, storable

_CENT = Decimal("0.01")


class Money(TypeDecorator[Decimal]):
    """A sum in yuan, kept as whole cents."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: object, _dialect: Dialect) -> int | None:
        """Return the cents; refuses a float and parts of a cent."""
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite() or value % _CENT:
            raise ValueError("money is a Decimal of whole cents")
        return int(value * 100)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        """Return yuan with two decimals."""
        return None if value is None else (Decimal(value) / 100).quantize(_CENT)


class ExactDecimal(TypeDecorator[Decimal]):
    """A rate with every digit it was given, kept as text."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: object, _dialect: Dialect) -> str | None:
        """Return the digits without an exponent; refuses a float."""
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError("a rate is a finite Decimal")
        return f"{value:f}"

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        """Return the very number that was kept."""
        return None if value is None else Decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC and always returned aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; refuses a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CanonicalJson(TypeDecorator[Mapping[str, Any]]):
    """A JSON object as its canonical text, the same bytes on both engines."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, _dialect: Dialect) -> str | None:
        """Return the canonical text."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> dict[str, Any] | None:
        """Return a new dict."""
        if value is None:
            return None
        loaded: dict[str, Any] = json.loads(value)
        return loaded


class Words(TypeDecorator[str]):
    """What people write, with a replacement sign for what a database cannot keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return text that both engines can keep."""
        return None if value is None else storable(value)
