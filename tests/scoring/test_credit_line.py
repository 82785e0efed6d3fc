from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.apr import xirr
from scoring.credit_line import Kind, LineTerms, Movement, run_line
from scoring.day_count import DayCount
from scoring.errors import InvalidInput

TERMS = LineTerms(limit=Decimal(50000), annual_rate=Decimal("0.144"), statement_day=20)


def drawn(day: str, amount: int) -> Movement:
    return Movement(day=date.fromisoformat(day), kind=Kind.DRAW, amount=Decimal(amount))


def repaid(day: str, amount: str) -> Movement:
    return Movement(day=date.fromisoformat(day), kind=Kind.REPAYMENT, amount=Decimal(amount))


def test_interest_runs_by_the_day_and_is_paid_before_principal() -> None:
    account = run_line(
        TERMS,
        [drawn("2026-03-01", 10000), repaid("2026-03-11", "4040")],
        until=date(2026, 4, 10),
    )
    # 10,000 x 14.4 % x 10/360 = 40; 6,000 x 9/360 x 14.4 % = 21.60; 6,000 x 21 days = 50.40.
    assert [(row.kind, row.interest, row.principal, row.balance) for row in account.rows] == [
        (Kind.DRAW, Decimal(0), Decimal(0), Decimal(10000)),
        (Kind.REPAYMENT, Decimal("40.00"), Decimal("4000.00"), Decimal(6000)),
        (Kind.STATEMENT, Decimal("21.60"), Decimal(0), Decimal(6000)),
        (Kind.CLOSING, Decimal("50.40"), Decimal(6000), Decimal(0)),
    ]
    assert account.total_interest == Decimal("112.00")
    assert account.available == TERMS.limit


def test_what_is_repaid_can_be_drawn_again() -> None:
    account = run_line(
        TERMS,
        [drawn("2026-03-01", 50000), repaid("2026-03-02", "20020"), drawn("2026-03-02", 20000)],
        until=date(2026, 3, 3),
    )
    assert account.rows[2].balance == Decimal(50000)


def test_a_small_repayment_pays_interest_and_owes_the_rest() -> None:
    account = run_line(
        TERMS,
        [drawn("2026-03-01", 10000), repaid("2026-03-11", "30")],
        until=date(2026, 3, 12),
    )
    assert account.rows[1].interest == Decimal("30.00")
    assert account.rows[2].interest == Decimal("14.00")  # 10 left over and 4 of the last day


def test_a_short_month_has_its_statement_on_its_last_day() -> None:
    terms = LineTerms(limit=Decimal(1000), annual_rate=Decimal("0.36"), statement_day=31)
    account = run_line(terms, [drawn("2026-01-31", 1000)], until=date(2026, 4, 2))
    assert [row.day for row in account.rows if row.kind is Kind.STATEMENT] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]


@pytest.mark.parametrize(
    ("movements", "field"),
    [
        ([], "movements"),
        ([repaid("2026-03-01", "1")], "movements"),
        ([drawn("2026-03-02", 1), drawn("2026-03-01", 1)], "movements.1.day"),
        ([drawn("2026-03-01", 60000)], "movements.0.amount"),
        ([drawn("2026-03-01", 100), repaid("2026-03-02", "200")], "movements.1.amount"),
        ([drawn("2026-05-01", 100)], "until"),
    ],
)
def test_a_movement_that_cannot_be_is_named(movements: list[Movement], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        run_line(TERMS, movements, until=date(2026, 5, 1))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"limit": Decimal(0)}, "limit"),
        ({"annual_rate": Decimal(11)}, "annual_rate"),
        ({"statement_day": 32}, "statement_day"),
        ({"day_count": DayCount.THIRTY_360}, "day_count"),
    ],
)
def test_unusable_terms_are_named(changed: dict[str, Any], field: str) -> None:
    usable: dict[str, Any] = {
        "limit": Decimal(1000),
        "annual_rate": Decimal("0.1"),
        "statement_day": 1,
    }
    with pytest.raises(InvalidInput) as caught:
        LineTerms(**(usable | changed))
    assert caught.value.field == field


def test_a_movement_is_a_draw_or_a_repayment() -> None:
    with pytest.raises(InvalidInput) as caught:
        Movement(day=date(2026, 1, 1), kind=Kind.STATEMENT, amount=Decimal(1))
    assert caught.value.field == "kind"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.decimals("-3000", "3000", places=2)), max_size=8))
def test_whatever_is_drawn_is_repaid_and_nothing_else(steps: list[tuple[int, Decimal]]) -> None:
    movements = [drawn("2026-01-05", 5000)]
    owed = Decimal(5000)
    for days, amount in steps:
        day = movements[-1].day + timedelta(days=days)
        # Interest takes its part of a repayment, so at least this much is owed after it.
        if owed + amount <= 0 or not amount:
            continue
        kind = Kind.DRAW if amount > 0 else Kind.REPAYMENT
        movements.append(Movement(day=day, kind=kind, amount=abs(amount)))
        owed += amount
    until = movements[-1].day + timedelta(days=30)
    account = run_line(replace(TERMS, limit=Decimal(100000)), movements, until=until)
    lent = sum(row.drawn for row in account.rows)
    assert sum(row.principal for row in account.rows) == lent
    assert account.rows[-1].balance == 0
    assert all(row.interest >= 0 for row in account.rows)
    assert sum(-amount for _, amount in account.flows()) == account.total_interest
    assert xirr(account.flows()) > 0


def test_the_rate_of_the_flows_is_the_rate_of_the_line() -> None:
    terms = LineTerms(
        limit=Decimal(100000),
        annual_rate=Decimal("0.12"),
        statement_day=31,
        day_count=DayCount.ACTUAL_365,
    )
    account = run_line(terms, [drawn("2026-01-31", 100000)], until=date(2027, 1, 31))
    # Monthly interest at 12 % a year compounds to about 12.68 %.
    assert abs(xirr(account.flows()) - Decimal("0.1268")) < Decimal("0.0002")
