from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.due_dates import (
    DAILY,
    MONTHLY,
    QUARTERLY,
    TWO_WEEKLY,
    WEEKLY,
    YEARLY,
    Frequency,
    Unit,
    add_months,
    day_kept,
    in_month_of,
    regular_dates,
    whole_months,
)
from scoring.errors import InvalidInput

LAST_OF_JANUARY = date(2024, 1, 31)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def dates(*args: tuple[int, int, int]) -> tuple[date, ...]:
    return tuple(date(*one) for one in args)


@pytest.mark.parametrize(
    ("frequency", "found"),
    [
        (DAILY, dates((2024, 2, 1), (2024, 2, 2))),
        (WEEKLY, dates((2024, 2, 7), (2024, 2, 14))),
        (TWO_WEEKLY, dates((2024, 2, 14), (2024, 2, 28))),
        (MONTHLY, dates((2024, 2, 29), (2024, 3, 31))),
        (QUARTERLY, dates((2024, 4, 30), (2024, 7, 31))),
        (YEARLY, dates((2025, 1, 31), (2026, 1, 31))),
        (Frequency(every=15, unit=Unit.DAY), dates((2024, 2, 15), (2024, 3, 1))),
    ],
)
def test_every_frequency(frequency: Frequency, found: tuple[date, ...]) -> None:
    assert regular_dates(LAST_OF_JANUARY, 2, frequency) == found


def test_a_year_of_leap_days() -> None:
    assert regular_dates(date(2024, 2, 29), 5, YEARLY) == dates(
        (2025, 2, 28), (2026, 2, 28), (2027, 2, 28), (2028, 2, 29), (2029, 2, 28)
    )


@pytest.mark.parametrize(
    ("first_due", "second"),
    [
        # Whole steps after the loan keep its day; any other day is a wish.
        (date(2024, 2, 29), date(2024, 3, 31)),
        (date(2024, 3, 31), date(2024, 4, 30)),
        (date(2024, 2, 10), date(2024, 3, 10)),
        (date(2024, 2, 28), date(2024, 3, 28)),
    ],
)
def test_a_first_due_date(first_due: date, second: date) -> None:
    found = regular_dates(LAST_OF_JANUARY, 2, MONTHLY, first_due=first_due)
    assert found == (first_due, second)


@pytest.mark.parametrize("first_due", [LAST_OF_JANUARY, date(2023, 12, 31)])
def test_nothing_is_due_before_the_loan(first_due: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        regular_dates(LAST_OF_JANUARY, 2, MONTHLY, first_due=first_due)
    assert caught.value.field == "first_due"


def test_only_some_months_of_the_year() -> None:
    # Harvest months; a month outside them passes without a due date.
    found = regular_dates(date(2024, 5, 20), 4, MONTHLY, due_months=(6, 10))
    assert found == dates((2024, 6, 20), (2024, 10, 20), (2025, 6, 20), (2025, 10, 20))
    weekly = regular_dates(date(2024, 2, 20), 3, WEEKLY, due_months=(2,))
    assert weekly == dates((2024, 2, 27), (2025, 2, 4), (2025, 2, 11))


def test_months_that_never_come_round() -> None:
    with pytest.raises(InvalidInput) as caught:
        regular_dates(LAST_OF_JANUARY, 2, QUARTERLY, due_months=(2, 3))
    assert caught.value.field == "due_months"


def test_due_dates_end_somewhere() -> None:
    for frequency in (YEARLY, Frequency(every=600, unit=Unit.MONTH)):
        with pytest.raises(InvalidInput) as caught:
            regular_dates(LAST_OF_JANUARY, 600, frequency)
        assert caught.value.field == "due_dates"


@pytest.mark.parametrize("every", [0, -1, 601])
def test_a_frequency_comes_round(every: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        Frequency(every=every, unit=Unit.MONTH)
    assert caught.value.field == "frequency"


def test_a_frequency_reads_well() -> None:
    assert [str(one) for one in (MONTHLY, TWO_WEEKLY)] == ["month", "2 weeks"]


@given(day=DAYS, months=st.integers(1, 600))
def test_months_are_counted_back(day: date, months: int) -> None:
    later = add_months(day, months)
    assert whole_months(day, later) == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 1).day >= later.day)
    assert whole_months(later, day) is None


@given(day=DAYS, number=st.integers(1, 31))
def test_a_day_of_the_same_month(day: date, number: int) -> None:
    found = in_month_of(day, number)
    assert (found.year, found.month) == (day.year, day.month)
    assert found.day <= number


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        (dates((2026, 1, 31), (2026, 2, 28)), 31),
        (dates((2026, 1, 30), (2026, 2, 28)), 30),
        (dates((2026, 1, 28), (2026, 2, 28)), 28),
        # Another day has been agreed since.
        (dates((2026, 1, 31), (2026, 2, 28), (2026, 3, 15)), 15),
        (dates((2026, 1, 15), (2026, 2, 28)), 28),
    ],
)
def test_the_day_that_due_dates_keep(days: tuple[date, ...], kept: int) -> None:
    assert day_kept(days) == kept


@given(day=DAYS, count=st.integers(2, 40))
def test_a_loan_keeps_its_day(day: date, count: int) -> None:
    assert day_kept([day, *regular_dates(day, count, MONTHLY)]) == day.day


@given(
    day=DAYS,
    count=st.integers(1, 60),
    frequency=st.sampled_from([DAILY, WEEKLY, TWO_WEEKLY, MONTHLY, QUARTERLY]),
    months=st.sets(st.integers(1, 12), max_size=4).map(tuple),
)
def test_due_dates_ascend(
    day: date, count: int, frequency: Frequency, months: tuple[int, ...]
) -> None:
    try:
        found = regular_dates(day, count, frequency, due_months=months)
    except InvalidInput as error:
        # A quarterly loan meets four months only, and sixty seasons may pass the last year.
        assert frequency is QUARTERLY or "beyond" in error.problem  # noqa: PT017
        return
    assert len(found) == count
    assert [day, *found] == sorted({day, *found})
    assert not months or {one.month for one in found} <= set(months)
