from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from scoring.day_count import DayCount
from scoring.due_dates import QUARTERLY, TWO_WEEKLY, Frequency, Unit
from scoring.errors import InvalidInput
from scoring.loan_events import (
    DueDayChange,
    Keep,
    LoanEvent,
    PartRepayment,
    RateChange,
    Settlement,
    TermChange,
)
from scoring.loan_terms import Draw, Grace, LoanTerms
from scoring.periods import Period, periods_of
from scoring.products import Method

LAST_OF_JANUARY = date(2024, 1, 31)


def periods(*events: LoanEvent, **changed: Any) -> tuple[Period, ...]:
    usual: dict[str, Any] = {
        "principal": Decimal(1000),
        "annual_rate": Decimal("0.12"),
        "periods": 6,
        "method": Method.EQUAL_INSTALMENT,
        "disbursed": LAST_OF_JANUARY,
    }
    return periods_of(LoanTerms(**(usual | changed)), events)


def days_of_360(found: tuple[Period, ...]) -> list[Fraction]:
    return [period.years * 360 for period in found]


def test_whole_months_are_equal_whatever_their_dates() -> None:
    found = periods()
    assert [period.due.day for period in found] == [29, 31, 30, 31, 30, 31]
    assert days_of_360(found) == [30] * 6
    dues = tuple(period.due for period in found)
    assert days_of_360(periods(due_dates=dues)) == [30] * 6
    assert days_of_360(periods(frequency=QUARTERLY)) == [90] * 6


def test_an_odd_first_period_counts_its_days() -> None:
    assert days_of_360(periods(first_due=date(2024, 2, 10)))[:2] == [10, 30]
    assert days_of_360(periods(first_due=date(2024, 4, 15)))[:2] == [75, 30]
    # Two whole months are two months.
    assert days_of_360(periods(first_due=date(2024, 3, 31)))[:2] == [60, 30]


def test_own_dates_count_their_days_unless_they_are_nominal() -> None:
    dues = (date(2024, 3, 15), date(2024, 4, 15), date(2024, 6, 1))
    assert days_of_360(periods(periods=3, due_dates=dues)) == [45, 30, 46]
    nominal = periods(periods=3, due_dates=dues, nominal_periods=True)
    assert days_of_360(nominal) == [30] * 3
    days = periods(
        periods=3,
        due_dates=dues,
        nominal_periods=True,
        frequency=Frequency(every=10, unit=Unit.DAY),
    )
    assert days_of_360(days) == [10] * 3


def test_weeks_count_their_days_of_any_year() -> None:
    for day_count, years in [
        (DayCount.THIRTY_360, Fraction(14, 360)),
        (DayCount.ACTUAL_364, Fraction(14, 364)),
        (DayCount.ACTUAL_ACTUAL, Fraction(14, 366)),
    ]:
        assert periods(frequency=TWO_WEEKLY, day_count=day_count)[0].years == years


def test_a_season_bears_its_months() -> None:
    found = periods(disbursed=date(2024, 5, 20), periods=2, due_months=(6, 10))
    assert days_of_360(found) == [30, 120]


def test_a_draw_splits_its_period_by_days() -> None:
    found = periods(draws=(Draw(day=date(2024, 2, 10), amount=Decimal(50)),))
    first, second = found[0].segments
    # 10 of 29 days, together one month of 30.
    assert (first.years, second.years) == (Fraction(10, 29) / 12, Fraction(19, 29) / 12)
    assert [first.inflow, second.inflow] == [0, 50]
    assert found[0].changed
    at_once = periods(draws=(Draw(day=LAST_OF_JANUARY, amount=Decimal(50)),))
    assert [segment.inflow for segment in at_once[0].segments] == [50]
    assert not at_once[0].changed


def test_a_rate_runs_on_and_grace_bears_none() -> None:
    change = RateChange(day=date(2024, 3, 31), annual_rate=Decimal("0.06"))
    found = periods(change, grace=Grace(interest_free=1))
    assert [str(period.annual_rate) for period in found] == ["0.00", "0.12", *["0.06"] * 4]
    assert [period.changed for period in found] == [False, False, True, False, False, False]


def test_repayments_flow_out_on_their_day() -> None:
    early = PartRepayment(day=date(2024, 3, 10), amount=Decimal(40), keep=Keep.INSTALMENT)
    found = periods(early)[1]
    assert [segment.inflow for segment in found.segments] == [0, -40]
    assert (found.shortens, found.changed) == (True, False)


def test_a_settlement_ends_the_last_period_early() -> None:
    found = periods(Settlement(day=date(2024, 3, 10)))
    assert [period.due for period in found] == [date(2024, 2, 29), date(2024, 3, 10)]
    assert found[-1].settled
    assert found[-1].years == Fraction(10, 31) / 12
    # On a due date nothing runs on.
    on_due = periods(Settlement(day=date(2024, 3, 31)))
    assert [period.settled for period in on_due] == [False, False]
    assert days_of_360(on_due) == [30, 30]


def test_another_term_drops_or_adds_due_dates() -> None:
    day = date(2024, 3, 1)
    assert [period.due.month for period in periods(TermChange(day=day, periods=2))] == [2, 3, 4]
    longer = periods(TermChange(day=day, periods=8))
    assert len(longer) == 9
    assert longer[-1].due == date(2024, 10, 31)
    # A loan of 31 January that ends in February goes on with 31 March.
    short = periods(TermChange(day=LAST_OF_JANUARY, periods=2), periods=1)
    assert short[-1].due == date(2024, 3, 31)
    assert days_of_360(short) == [30, 30]
    moved = periods(
        DueDayChange(day=date(2024, 3, 1), due_day=15), TermChange(day=date(2024, 3, 5), periods=8)
    )
    assert moved[-1].due == date(2024, 10, 15)


def test_another_due_day() -> None:
    found = periods(DueDayChange(day=date(2024, 3, 1), due_day=15))
    assert [period.due for period in found[:3]] == [
        date(2024, 2, 29),
        date(2024, 3, 15),
        date(2024, 4, 15),
    ]
    assert days_of_360(found)[1:3] == [16, 30]
    # The day has passed: it begins a month later.
    late = periods(DueDayChange(day=date(2024, 3, 20), due_day=15))
    assert late[1].due == date(2024, 4, 15)
    assert days_of_360(late)[1] == 46
    # The day it has anyway changes nothing.
    assert days_of_360(periods(DueDayChange(day=date(2024, 3, 1), due_day=31))) == [30] * 6


@pytest.mark.parametrize("day", [date(2024, 7, 31), date(2025, 1, 1)])
def test_a_draw_falls_inside_the_loan(day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        periods(draws=(Draw(day=day, amount=Decimal(50)),))
    assert caught.value.field == "draws"


def test_a_bullet_has_one_period() -> None:
    assert days_of_360(periods(method=Method.BULLET)) == [180]
    own = periods(method=Method.BULLET, due_dates=(date(2024, 3, 15),))
    assert days_of_360(own) == [45]
    with pytest.raises(InvalidInput) as caught:
        periods(method=Method.BULLET, first_due=LAST_OF_JANUARY)
    assert caught.value.field == "first_due"
