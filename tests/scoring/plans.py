"""Short ways to lay out the loans of others, and to compare them row by row."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.due_dates import add_months
from scoring.loan_events import LoanEvent
from scoring.loan_terms import LevelRule, LoanTerms
from scoring.money import Rounding
from scoring.products import Method
from scoring.schedule import Schedule, schedule_of

NEW_YEAR = date(2024, 1, 1)


def plan(
    principal: str,
    annual_rate: str,
    periods: int,
    events: Sequence[LoanEvent] = (),
    **changed: Any,
) -> Schedule:
    terms: dict[str, Any] = {
        "method": Method.EQUAL_INSTALMENT,
        "disbursed": NEW_YEAR,
        "principal": Decimal(principal),
        "annual_rate": Decimal(annual_rate),
        "periods": periods,
    }
    return schedule_of(LoanTerms(**(terms | changed)), events)


def fineract(
    principal: str,
    annual_rate: str,
    periods: int = 6,
    events: Sequence[LoanEvent] = (),
    **changed: Any,
) -> Schedule:
    rules = {"rounding": Rounding.HALF_EVEN, "level": LevelRule(closest_last=True)}
    return plan(principal, annual_rate, periods, events, **(rules | changed))


def check(schedule: Schedule, table: str) -> None:
    """Compare every row: payment, interest, principal, balance."""
    found = [
        (row.payment, row.interest, row.principal, row.balance) for row in schedule.instalments
    ]
    assert found == [tuple(map(Decimal, line.split())) for line in table.strip().splitlines()]


def months_from(start: date, count: int, *, step: int = 1) -> tuple[date, ...]:
    return tuple(add_months(start, step * number) for number in range(1, count + 1))


def near(found: Decimal, published: str, within: str = "0.05") -> bool:
    return abs(found - Decimal(published)) <= Decimal(within)
