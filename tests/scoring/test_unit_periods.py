from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInput
from scoring.schedule import add_months
from scoring.unit_periods import UnitPeriod, most_common_unit, single_payment_unit


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(*texts: str) -> list[date]:
    return [day(text) for text in texts]


# 12 CFR 1026, Appendix J (b)(5), and the unit periods stated in its examples (c).
@pytest.mark.parametrize(
    ("unit", "start", "end", "expected"),
    [
        ("m", "1978-02-10", "1978-04-01", 1 + Decimal(19) / 30),
        ("semi", "1978-02-23", "1978-03-01", Decimal(6) / 15),
        ("semi", "1978-02-23", "1978-03-16", 1 + Decimal(6) / 15),
        ("semi", "1978-02-23", "1978-04-01", 2 + Decimal(6) / 15),
        ("m:3", "1978-05-23", "1978-10-01", 1 + Decimal(39) / 90),
        ("m:2", "1978-01-10", "1978-03-01", Decimal(52) / 60),
        ("w", "1978-03-20", "1978-04-21", 4 + Decimal(4) / 7),
        ("w:4", "1978-03-18", "1978-04-20", 1 + Decimal(5) / 28),
        ("w:2", "1978-04-03", "1978-04-11", Decimal(8) / 14),
        ("y", "1978-01-17", "1979-07-17", Decimal("1.5")),
        ("y", "1978-01-17", "1979-07-20", 1 + Decimal(184) / 365),
        ("d", "1978-01-03", "1978-09-15", Decimal(255)),
        # The cases of curo's tests of the same convention.
        ("y", "2023-05-31", "2024-06-15", 1 + Decimal(15) / 365),
        ("m:6", "2023-05-31", "2024-06-15", 2 + Decimal(15) / 180),
        ("m", "2024-10-15", "2025-03-31", 5 + Decimal(16) / 30),
        ("m", "2026-01-10", "2026-02-15", 1 + Decimal(5) / 30),
        ("w:2", "2025-12-06", "2026-01-03", Decimal(2)),
    ],
)
def test_time_in_unit_periods(unit: str, start: str, end: str, expected: Decimal) -> None:
    found = UnitPeriod.parse(unit).between(day(start), day(end))
    assert abs(found - expected) < Decimal("1E-25")


def test_the_last_day_of_short_months_counts_as_the_day() -> None:
    month = UnitPeriod.parse("m")
    assert month.between(day("2024-01-31"), day("2024-02-29"), 31) == 1
    assert month.between(day("2024-10-31"), day("2025-02-28"), 31) == 4
    assert month.between(day("2024-10-30"), day("2025-02-28"), 30) == 4


@pytest.mark.parametrize(
    ("dates", "unit"),
    [
        (days("2026-02-10", "2026-03-10", "2026-04-10"), "m"),
        (days("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"), "m"),
        (days("2026-02-01", "2026-03-01", "2026-03-29"), "w:4"),
        (days("2026-01-15", "2026-01-31", "2026-02-15", "2026-02-28"), "semi"),
        (days("2026-02-01", "2026-02-16", "2026-03-01", "2026-03-16"), "semi"),
        (days("2026-02-01", "2026-05-01", "2026-08-01"), "m:3"),
        (days("2027-01-10", "2029-01-10", "2031-01-10"), "y"),
        (days("2026-01-11", "2026-01-12", "2026-01-13"), "d"),
        (days("2026-01-20", "2026-01-30", "2026-02-09"), "d:10"),
        # Two periods each: the smaller one is the unit.
        (days("2026-01-17", "2026-01-24", "2026-02-24", "2026-03-24"), "w"),
        # None twice, (61 + 92) / 2 days on average: 11 weeks.
        (days("2026-03-12", "2026-06-12"), "w:11"),
    ],
)
def test_the_unit_is_the_most_common_period(dates: list[date], unit: str) -> None:
    assert str(most_common_unit([day("2026-01-10")], dates)) == unit


def test_a_single_payment_is_one_unit_of_a_year_at_most() -> None:
    start = day("1978-01-17")
    for end, unit, a_year in [
        ("1978-07-17", "m:6", 2),
        ("1978-09-15", "d:241", Decimal(365) / 241),
        ("1979-01-17", "y", 1),
        ("1981-03-01", "y", 1),
    ]:
        found = single_payment_unit(start, day(end))
        assert str(found) == unit
        assert found.a_year == a_year
    assert str(single_payment_unit(day("2026-01-31"), day("2026-02-28"))) == "m"


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.integers(1, 12),
    st.integers(3, 40),
    st.integers(0, 40),
)
def test_regular_payments_lie_one_unit_apart(
    first: date, months: int, count: int, wait: int
) -> None:
    dates = [add_months(first, months * k) for k in range(count)]
    start = first - timedelta(days=wait)
    unit = most_common_unit([start], dates)
    assert str(unit) == ("y" if months == 12 else "m" if months == 1 else f"m:{months}")
    times = [unit.between(start, one, max(d.day for d in dates)) for one in dates]
    if months < 12:
        assert all(abs(b - a - 1) < Decimal("1E-20") for a, b in pairwise(times))
    assert UnitPeriod.parse(str(unit)) == unit


@pytest.mark.parametrize(
    "text", ["", "x", "m:0", "m:13", "w:53", "d:366", "y:2", "semi:2", "m:1.5", "m:-1"]
)
def test_bad_units_are_named(text: str) -> None:
    with pytest.raises(InvalidInput, match="unit_period"):
        UnitPeriod.parse(text)
