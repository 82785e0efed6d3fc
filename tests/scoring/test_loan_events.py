from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring.amortisation import lay_out
from scoring.due_dates import WEEKLY
from scoring.errors import InvalidInput
from scoring.loan_events import (
    DueDayChange,
    Keep,
    LoanEvent,
    PartRepayment,
    RateChange,
    Settlement,
    TermChange,
    falls_before,
    in_order,
)
from scoring.loan_terms import LoanTerms
from scoring.products import Method

START = date(2026, 1, 15)
LAST = date(2027, 1, 15)
MID = date(2026, 4, 1)


def terms(**changed: Any) -> LoanTerms:
    usual: dict[str, Any] = {
        "principal": Decimal(1200),
        "annual_rate": Decimal("0.12"),
        "periods": 12,
        "method": Method.EQUAL_INSTALMENT,
        "disbursed": START,
    }
    return LoanTerms(**(usual | changed))


def part(day: date, amount: str = "100", keep: Keep = Keep.TERM) -> PartRepayment:
    return PartRepayment(day=day, amount=Decimal(amount), keep=keep)


def rate(day: date, annual_rate: str = "0.06") -> RateChange:
    return RateChange(day=day, annual_rate=Decimal(annual_rate))


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "NaN", "Infinity"])
def test_a_part_repayment_is_a_sum_of_money(amount: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        part(MID, amount)
    assert caught.value.field == "amount"


@pytest.mark.parametrize("annual_rate", ["-0.01", "10.01", "NaN", "Infinity"])
def test_another_rate_is_a_rate(annual_rate: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        rate(MID, annual_rate)
    assert caught.value.field == "annual_rate"


@pytest.mark.parametrize("number", [0, -1, 3661])
def test_another_term_is_a_term(number: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        TermChange(day=MID, periods=number)
    assert caught.value.field == "periods"


@pytest.mark.parametrize("number", [0, 32])
def test_another_due_day_is_a_day(number: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        DueDayChange(day=MID, due_day=number)
    assert caught.value.field == "due_day"


@pytest.mark.parametrize("day", [date(2026, 1, 14), LAST, date(2030, 1, 1)])
def test_an_event_falls_inside_the_loan(day: date) -> None:
    events: list[LoanEvent] = [
        part(day),
        rate(day),
        TermChange(day=day, periods=3),
        DueDayChange(day=day, due_day=3),
    ]
    for event in events:
        with pytest.raises(InvalidInput) as caught:
            lay_out(terms(), [event])
        assert caught.value.field == "day"


@pytest.mark.parametrize("day", [START, date(2026, 1, 1), LAST, date(2027, 1, 16)])
def test_a_settlement_falls_inside_the_loan(day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(), [Settlement(day=day)])
    assert caught.value.field == "day"


@pytest.mark.parametrize("amount", ["1009.81", "1200", "5000"])
def test_no_more_is_repaid_than_is_owed(amount: str) -> None:
    # 1009.81 is owed from 15 March to 15 April, and repaying all of it is a settlement.
    assert lay_out(terms())[1].balance == Decimal("1009.81")
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(), [part(MID, amount)])
    assert caught.value.field == "amount"
    assert lay_out(terms(), [part(MID, "1009.80")])[-1].balance == 0


def test_two_kinds_of_change_do_not_meet_before_one_due_date() -> None:
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(), [part(MID, keep=Keep.INSTALMENT), rate(MID)])
    assert caught.value.field == "keep"


def test_a_due_day_needs_months() -> None:
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(frequency=WEEKLY), [DueDayChange(day=date(2026, 2, 1), due_day=5)])
    assert caught.value.field == "due_day"
    close = (date(2026, 2, 1), date(2026, 2, 10), date(2026, 3, 1))
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(periods=3, due_dates=close), [DueDayChange(day=START, due_day=20)])
    assert caught.value.field == "due_day"


def test_events_are_taken_by_day_and_settlements_last() -> None:
    settled, changed, early = Settlement(day=MID), rate(MID), part(date(2026, 2, 1))
    assert in_order([settled, changed, early]) == [early, changed, settled]


def test_what_happens_on_a_due_date_comes_after_it() -> None:
    assert not falls_before(rate(MID), MID)
    assert falls_before(rate(MID), date(2026, 4, 2))
    assert falls_before(Settlement(day=MID), MID)
