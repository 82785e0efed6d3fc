from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.month_steps import days_of_month, days_of_months, months_back
from scoring.schedule import add_months


def test_the_day_a_series_is_due_on() -> None:
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)]
    assert days_of_month(ends) == 31
    assert days_of_month([date(2026, 1, 30), date(2026, 2, 28)]) == 30
    assert days_of_month([date(2026, 1, 30), date(2026, 2, 27)]) is None
    assert days_of_months(
        [date(2026, 1, 15), date(2026, 1, 31), date(2026, 2, 15), date(2026, 2, 28)]
    ) == [15, 31, 15, 31]
    assert days_of_months([date(2026, 1, 3), date(2026, 1, 17), date(2026, 2, 5)]) == [3, 17, 5]
    assert days_of_months([]) == []


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(0, 480), st.integers(0, 27))
def test_months_and_days_lead_back(start: date, months: int, days: int) -> None:
    end = add_months(date.fromordinal(start.toordinal() + days), months)
    whole, left = months_back(start, end, end.day)
    assert 0 <= left <= 30
    assert whole in (months - 1, months)
    if days == 0 and start.day <= 28:
        assert (whole, left) == (months, 0)
