from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.services.early_words import day_named, instalment_named, share_named, sum_named
from bot.services.heard import Heard, HeardEntity

TODAY = date(2026, 11, 24)


def heard(text: str, **entities: Any) -> Heard:
    return Heard(
        text=text,
        intent="early_repayment",
        confidence=1.0,
        entities=tuple(HeardEntity(name=name, value=value) for name, value in entities.items()),
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("第6期还一半", 6), ("还完12期想结清", 12), ("after payment 10", 10), ("提前还", None)],
)
def test_an_instalment_is_named_by_its_number(text: str, number: int | None) -> None:
    assert instalment_named(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pay half back in june", date(2027, 6, 1)),
        ("in December", date(2026, 12, 1)),
        ("by november", date(2027, 11, 1)),
        ("提前还", None),
    ],
)
def test_a_month_is_its_next_first_day(text: str, day: date | None) -> None:
    assert day_named(heard(text), TODAY) == day


def test_a_date_that_was_understood_comes_first() -> None:
    said = heard("明年6月", date={"date": "2027-06-01", "approximate": True})
    assert day_named(said, TODAY) == date(2027, 6, 1)


def test_a_share_is_below_the_whole() -> None:
    assert share_named(heard("还一半")) == Decimal("0.5")
    assert share_named(heard("还三成", percent="0.30")) == Decimal("0.30")
    assert share_named(heard("全部", percent="1.00")) is None


def test_a_sum_is_yuan_above_nothing() -> None:
    assert sum_named(heard("还两万", amount={"value": "20000"})) == 20000
    assert sum_named(heard("提前还")) is None
