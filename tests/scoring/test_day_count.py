from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.day_count import DayCount, days_of_equal_months, year_fraction

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "day_count", "years"),
    [
        # Twelve months of 30 days, whatever the calendar says.
        (date(2024, 1, 15), date(2024, 7, 15), "30/360", Fraction(1, 2)),
        (date(2024, 1, 31), date(2024, 2, 29), "30/360", Fraction(29, 360)),
        (date(2024, 1, 31), date(2024, 3, 31), "30/360", Fraction(60, 360)),
        (date(2024, 1, 30), date(2024, 1, 31), "30/360", Fraction(0)),
        (date(2024, 1, 15), date(2024, 2, 15), "30/365", Fraction(30, 365)),
        (date(2024, 1, 15), date(2024, 2, 15), "30/364", Fraction(30, 364)),
        # The year is that of the first day.
        (date(2024, 12, 15), date(2025, 1, 15), "30/actual", Fraction(30, 366)),
        (date(2023, 12, 15), date(2024, 1, 15), "30/actual", Fraction(30, 365)),
        (date(2024, 2, 1), date(2024, 3, 1), "actual/365", Fraction(29, 365)),
        (date(2024, 2, 1), date(2024, 3, 1), "actual/360", Fraction(29, 360)),
        (date(2024, 1, 1), date(2024, 1, 15), "actual/364", Fraction(14, 364)),
        # Apache Fineract, testRateFactor...DayInYearActual_DaysInMonthActual: 0.007513218579 of
        # 9.4822 % for February 2024.
        (date(2024, 2, 1), date(2024, 3, 1), "actual/actual", Fraction(29, 366)),
        # ISDA's memorandum on actual/actual, 1 November 2003 to 1 May 2004: 61/365 + 121/366.
        (
            date(2003, 11, 1),
            date(2004, 5, 1),
            "actual/actual",
            Fraction(61, 365) + Fraction(121, 366),
        ),
        # The same paper: 1 February to 1 July 1999 and on to 1 July 2000.
        (date(1999, 2, 1), date(1999, 7, 1), "actual/actual", Fraction(150, 365)),
        (
            date(1999, 7, 1),
            date(2000, 7, 1),
            "actual/actual",
            Fraction(184, 365) + Fraction(182, 366),
        ),
        (date(2020, 7, 1), date(2024, 7, 1), "actual/actual", 3 + Fraction(184 + 182, 366)),
    ],
)
def test_years_between_two_days(start: date, end: date, day_count: str, years: Fraction) -> None:
    assert year_fraction(start, end, DayCount(day_count)) == years


@pytest.mark.parametrize(
    ("day_count", "equal_months", "days_in_year"),
    [("30/360", True, 360), ("30/actual", True, None), ("actual/actual", False, None)],
)
def test_what_a_day_count_says(
    day_count: str, equal_months: bool, days_in_year: int | None
) -> None:
    found = DayCount(day_count)
    assert (found.equal_months, found.days_in_year) == (equal_months, days_in_year)


def test_every_combination_of_month_and_year_is_there() -> None:
    assert {str(one) for one in DayCount} == {
        f"{month}/{year}" for month in ("30", "actual") for year in ("360", "364", "365", "actual")
    }


@given(days=st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_days_that_are_counted_add_up(days: list[date]) -> None:
    first, middle, last = days
    for one in DayCount:
        if not one.equal_months:
            parts = year_fraction(first, middle, one) + year_fraction(middle, last, one)
            assert parts == year_fraction(first, last, one)


@given(start=DAYS, days=st.integers(0, 4000))
def test_time_runs_forward(start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days)
    later = date.fromordinal(end.toordinal() + 1)
    for one in DayCount:
        assert 0 <= year_fraction(start, end, one) <= year_fraction(start, later, one)
    # A year of 30-day months lies within six days of the calendar's.
    assert abs(days_of_equal_months(start, end) - days) <= 6 + 6 * (days // 365 + 1)
