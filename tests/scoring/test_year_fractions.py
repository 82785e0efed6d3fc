from datetime import date
from decimal import Decimal

import pytest

from scoring.year_fractions import Interval, years_since_first

MONTH = Decimal(1) / 12
WEEK = Decimal(1) / 52


# The cases of curo's tests of the convention of Directive 2008/48/EC.
@pytest.mark.parametrize(
    ("start", "end", "interval", "years"),
    [
        ("2019-01-12", "2020-01-12", Interval.YEAR, Decimal(1)),
        ("2012-01-12", "2012-02-15", Interval.YEAR, Decimal(34) / 365),
        ("2020-02-29", "2021-02-28", Interval.YEAR, Decimal(1)),
        ("2012-01-12", "2012-02-15", Interval.MONTH, MONTH + Decimal(3) / 365),
        ("2012-01-12", "2012-04-15", Interval.MONTH, 3 * MONTH + Decimal(3) / 365),
        ("2013-01-12", "2013-02-15", Interval.MONTH, MONTH + Decimal(3) / 366),
        ("2013-02-25", "2013-03-28", Interval.MONTH, MONTH + Decimal(3) / 366),
        ("2013-02-26", "2013-03-29", Interval.MONTH, MONTH + Decimal(2) / 366),
        ("2012-02-26", "2012-03-29", Interval.MONTH, MONTH + Decimal(3) / 366),
        ("2024-12-31", "2025-02-28", Interval.MONTH, 2 * MONTH),
        ("2024-02-29", "2025-03-31", Interval.MONTH, 13 * MONTH),
        ("2024-02-28", "2025-02-27", Interval.MONTH, 11 * MONTH + Decimal(28) / 366),
        ("2023-02-28", "2024-02-29", Interval.MONTH, Decimal(1)),
        ("2012-01-12", "2012-01-26", Interval.WEEK, 2 * WEEK),
        ("2012-01-12", "2013-01-10", Interval.WEEK, Decimal(1)),
        ("2012-01-12", "2012-01-30", Interval.WEEK, 2 * WEEK + Decimal(4) / 365),
        ("2012-01-12", "2013-01-12", Interval.WEEK, 1 + Decimal(2) / 365),
    ],
)
def test_years_by_whole_intervals_and_days(
    start: str, end: str, interval: Interval, years: Decimal
) -> None:
    first, found = years_since_first([date.fromisoformat(start), date.fromisoformat(end)], interval)
    assert first == 0
    assert abs(found - years) < Decimal("1E-25")


def test_the_interval_is_found_from_all_dates() -> None:
    weekly = [date(2026, 2, 1), date(2026, 2, 15), date(2026, 3, 1)]
    assert abs(years_since_first(weekly)[2] - 4 * WEEK) < Decimal("1E-25")
    monthly = [date(2026, 2, 1), date(2026, 3, 1)]
    assert abs(years_since_first(monthly)[1] - MONTH) < Decimal("1E-25")
    odd = [date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 4)]
    assert abs(years_since_first(odd)[2] - MONTH - Decimal(3) / 365) < Decimal("1E-25")
