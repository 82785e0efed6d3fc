"""Plans of every kind, row by row, worked by hand: payment, interest, principal, balance."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from scoring.amortisation import lay_out
from scoring.day_count import DayCount
from scoring.due_dates import DAILY, QUARTERLY, WEEKLY, YEARLY
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
from scoring.loan_terms import (
    DeferredInterest,
    Draw,
    Grace,
    LevelRule,
    LoanTerms,
    StepUp,
    Stub,
)
from scoring.money import Rounding
from scoring.products import Fee, FeeManner, Method

START = date(2026, 1, 15)


def terms(periods: int = 3, **changed: Any) -> LoanTerms:
    usual: dict[str, Any] = {
        "principal": Decimal(1000),
        "annual_rate": Decimal("0.12"),
        "method": Method.EQUAL_INSTALMENT,
        "disbursed": START,
    }
    return LoanTerms(**(usual | changed), periods=periods)


def table(loan: LoanTerms, *events: LoanEvent) -> list[str]:
    rows = lay_out(loan, events)
    return [f"{row.payment} {row.interest} {row.principal} {row.balance}" for row in rows]


def payments(loan: LoanTerms, *events: LoanEvent) -> list[str]:
    return [str(row.payment) for row in lay_out(loan, events)]


def part(amount: str, day: date, keep: Keep) -> PartRepayment:
    return PartRepayment(day=day, amount=Decimal(amount), keep=keep)


def test_flat_interest_bears_on_the_first_sum() -> None:
    # 1,000 x 1 % = 10 a month to the end.
    assert table(terms(method=Method.FLAT_INTEREST)) == [
        "343.33 10.00 333.33 666.67",
        "343.33 10.00 333.33 333.34",
        "343.34 10.00 333.34 0.00",
    ]


def test_equal_parts_take_the_odd_cents_in_turn() -> None:
    spread = LevelRule(spread=True)
    assert table(terms(method=Method.EQUAL_PRINCIPAL, level=spread)) == [
        "343.33 10.00 333.33 666.67",
        "340.01 6.67 333.34 333.33",
        "336.66 3.33 333.33 0.00",
    ]
    loan = terms(7, method=Method.EQUAL_PRINCIPAL, level=spread, balloon=Decimal(100))
    parts = [row.principal for row in lay_out(loan)]
    assert max(parts[:-1]) - min(parts[:-1]) == Decimal("0.01")
    assert parts[-1] - 100 in parts[:-1]
    # A part repayment that keeps the instalment only leaves fewer of them.
    kept = lay_out(
        terms(7, method=Method.EQUAL_PRINCIPAL, level=spread),
        [part("300", date(2026, 2, 20), Keep.INSTALMENT)],
    )
    assert {row.principal for row in kept[1:-1]} <= {Decimal("142.86"), Decimal("142.85")}
    assert len(kept) == 5


def test_grace_on_principal_pays_interest_only() -> None:
    assert table(terms(4, grace=Grace(principal=1))) == [
        "10.00 10.00 0.00 1000.00",
        "340.02 10.00 330.02 669.98",
        "340.02 6.70 333.32 336.66",
        "340.03 3.37 336.66 0.00",
    ]


def test_deferred_interest_comes_with_the_first_instalment_after_the_grace() -> None:
    found = table(terms(4, grace=Grace(principal=1, interest=1)))
    assert found[:2] == ["0.00 0.00 0.00 1000.00", "350.02 20.00 330.02 669.98"]
    # While only principal is spared, the interest deferred before is paid.
    longer = table(terms(5, grace=Grace(principal=2, interest=1)))
    assert longer[:2] == ["0.00 0.00 0.00 1000.00", "20.00 20.00 0.00 1000.00"]


def test_capitalised_interest_bears_interest() -> None:
    grace = Grace(principal=1, interest=1, deferred=DeferredInterest.CAPITALISED)
    # 1,010 at 1 % over three months: 343.42.
    assert table(terms(4, grace=grace))[:2] == [
        "0.00 10.00 -10.00 1010.00",
        "343.42 10.10 333.32 676.68",
    ]


@pytest.mark.parametrize("deferred", DeferredInterest)
def test_a_settlement_in_the_grace_pays_what_it_deferred(deferred: DeferredInterest) -> None:
    loan = terms(6, grace=Grace(principal=4, interest=4, deferred=deferred))
    # 15 March and then 10 of 31 days of a month's interest.
    last = lay_out(loan, [Settlement(day=date(2026, 3, 25))])[-1]
    # (10 + 10) + 3.23, or 1,020.10 x 1 % x 10/31 = 3.29 on top of what became principal.
    expected = {DeferredInterest.DUE_LATER: "1023.23", DeferredInterest.CAPITALISED: "1023.39"}
    assert str(last.payment) == expected[deferred]


def test_interest_free_periods_lower_the_level_instalment() -> None:
    # E + E + E / 1.01 = 1000: 334.44...
    found = table(terms(grace=Grace(interest_free=2)))
    assert found[0] == "334.44 0.00 334.44 665.56"
    assert found[2].split()[1] == "3.31"
    assert sum(Decimal(row.split()[1]) for row in found) == Decimal("3.31")


def test_a_balloon_stays_for_the_last_due_date() -> None:
    # (1000 - 400 / 1.01^3) i / (1 - 1.01^-3) = 208.01...
    assert table(terms(balloon=Decimal(400))) == [
        "208.01 10.00 198.01 801.99",
        "208.01 8.02 199.99 602.00",
        "608.02 6.02 602.00 0.00",
    ]
    # The balloon is no gap that rounding left.
    tuned = terms(balloon=Decimal(400), level=LevelRule(closest_last=True))
    assert table(tuned) == table(terms(balloon=Decimal(400)))
    assert payments(terms(balloon=Decimal(400), method=Method.EQUAL_PRINCIPAL)) == [
        "210.00",
        "208.00",
        "606.00",
    ]


def test_steps_by_ratio_and_by_sum() -> None:
    # E (1/1.01 + 1/1.01^2 + 1.1/1.01^3 + 1.1/1.01^4) = 1000
    by_ratio = payments(terms(4, step_up=StepUp(every=2, ratio=Decimal("0.1"))))
    assert by_ratio == ["244.19", "244.19", "268.61", "268.62"]
    by_sum = payments(terms(4, step_up=StepUp(every=2, amount=Decimal(50))))
    assert by_sum == ["231.53", "231.53", "281.53", "281.53"]
    falling = payments(terms(4, step_up=StepUp(every=1, amount=Decimal(-50))))
    assert [Decimal(a) - Decimal(b) for a, b in pairwise(falling[:-1])] == [50, 50]


@pytest.mark.parametrize("amount", ["500", "-300"])
def test_steps_that_lead_nowhere(amount: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(12, step_up=StepUp(every=3, amount=Decimal(amount))))
    assert caught.value.field == "step_up"


def test_principal_in_harvest_months_only() -> None:
    loan = terms(6, method=Method.EQUAL_PRINCIPAL, principal_months=(4, 6))
    assert table(loan) == [
        "10.00 10.00 0.00 1000.00",
        "10.00 10.00 0.00 1000.00",
        "510.00 10.00 500.00 500.00",
        "5.00 5.00 0.00 500.00",
        "505.00 5.00 500.00 0.00",
        "0.00 0.00 0.00 0.00",
    ]
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(4, method=Method.EQUAL_PRINCIPAL, principal_months=(9,)))
    assert caught.value.field == "principal_months"


def test_who_carries_an_odd_first_period() -> None:
    # 20 days to 5 February bear 6.67 instead of 10.
    first_due = date(2026, 2, 5)
    own = table(terms(first_due=first_due, stub=Stub.FIRST_INSTALMENT))
    assert own == [
        "336.69 6.67 330.02 669.98",
        "340.02 6.70 333.32 336.66",
        "340.03 3.37 336.66 0.00",
    ]
    assert payments(terms(first_due=first_due)) == ["338.90", "338.90", "338.91"]
    # 45 days to 1 March bear 15.33: 15 January to 1 March is 46 days of 30/360.
    longer = table(terms(first_due=date(2026, 3, 1), stub=Stub.FIRST_INSTALMENT))
    assert longer[:2] == ["345.35 15.33 330.02 669.98", own[1]]


@pytest.mark.parametrize(
    ("level", "found"),
    [
        (LevelRule(unit=Decimal(1), rounding=Rounding.CEILING), ["341.00", "341.00", "338.04"]),
        (LevelRule(unit=Decimal(10), rounding=Rounding.HALF_UP), ["340.00", "340.00", "340.07"]),
        (LevelRule(unit=Decimal("0.10")), ["340.00", "340.00", "340.07"]),
    ],
)
def test_a_level_instalment_of_whole_units(level: LevelRule, found: list[str]) -> None:
    assert payments(terms(level=level)) == found


def test_another_draw_is_repaid_with_the_rest() -> None:
    found = table(terms(draws=(Draw(day=date(2026, 2, 25), amount=Decimal(500)),)))
    # 669.98 x 1 % + 500 x 1 % x 18/28 = 6.70 + 3.21, rounded before and after the draw.
    assert found == [
        "340.02 10.00 330.02 669.98",
        "592.88 9.91 582.97 587.01",
        "592.88 5.87 587.01 0.00",
    ]


def test_keeping_the_instalment_or_the_term() -> None:
    loan, day = terms(12), date(2026, 2, 1)
    assert payments(loan)[0] == "88.85"
    # Before the first due date the instalment is that of the whole loan.
    kept = payments(loan, part("300", day, Keep.INSTALMENT))
    assert set(kept[:-1]) == {"88.85"}
    assert len(kept) == 9
    lower = payments(loan, part("300", day, Keep.TERM))
    assert len(lower) == 12
    # (700 + 8.65 of interest so far) / (1 + 1/1.01 + ... + 1/1.01^11)
    assert set(lower[:-1]) == {"62.34"}
    # In the grace too.
    spared = terms(14, grace=Grace(principal=2))
    after = payments(spared, part("300", date(2026, 2, 20), Keep.INSTALMENT))
    assert after[2:4] == ["88.85", "88.85"]
    assert len(after) == 11


def test_a_kept_instalment_still_repays_a_later_draw() -> None:
    loan = terms(7, draws=(Draw(day=date(2026, 7, 15), amount=Decimal(1000)),))
    rows = lay_out(loan, [part("600", date(2026, 2, 20), Keep.INSTALMENT)])
    assert len(rows) == 7
    assert sum(row.principal for row in rows) == Decimal(1400)


def test_a_kept_instalment_leaves_a_balloon_on_its_day() -> None:
    loan = terms(12, balloon=Decimal(400))
    rows = lay_out(loan, [part("500", date(2026, 3, 1), Keep.INSTALMENT)])
    assert [row.due for row in rows] == [row.due for row in lay_out(loan)]
    assert {row.balance for row in rows[3:-1]} == {Decimal("400.00")}
    assert rows[-1].payment == Decimal("404.00")


def test_a_settlement_spares_the_fees_of_the_period() -> None:
    fees = tuple(
        Fee(code=str(manner), name="费", payee="甲", manner=manner, rate=Decimal("0.01"))
        for manner in FeeManner
    )
    rows = lay_out(terms(fees=fees), [Settlement(day=date(2026, 3, 1))])
    # 10 per instalment and 1 % of 1,000; then only the fee at the end.
    assert [row.fees for row in rows] == [Decimal("20.00"), Decimal("10.00")]
    whole = lay_out(terms(fees=fees))
    assert [row.fees for row in whole] == [Decimal("20.00"), Decimal("16.70"), Decimal("23.37")]


def test_several_changes_one_after_another() -> None:
    rows = lay_out(
        terms(12),
        [
            RateChange(day=date(2026, 3, 15), annual_rate=Decimal("0.06")),
            TermChange(day=date(2026, 5, 1), periods=6),
            DueDayChange(day=date(2026, 6, 1), due_day=28),
            part("100", date(2026, 7, 1), Keep.TERM),
            Settlement(day=date(2026, 8, 28)),
        ],
    )
    assert [row.due for row in rows] == [
        date(2026, 2, 15),
        date(2026, 3, 15),
        date(2026, 4, 15),
        date(2026, 5, 15),
        date(2026, 6, 28),
        date(2026, 7, 28),
        date(2026, 8, 28),
    ]
    assert sum(row.principal for row in rows) == Decimal(900)
    assert rows[-1].balance == 0


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("frequency", [DAILY, WEEKLY, QUARTERLY])
def test_six_hundred_periods_at_a_thousand_percent(method: Method, frequency: Any) -> None:
    loan = terms(600, annual_rate=Decimal(10), method=method, frequency=frequency)
    rows = lay_out(loan)
    assert len(rows) == (1 if method is Method.BULLET else 600)
    assert sum(row.principal for row in rows) == 1000
    assert rows[-1].balance == 0


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("day_count", DayCount)
def test_one_cent_and_one_period(method: Method, day_count: DayCount) -> None:
    loan = terms(1, principal=Decimal("0.01"), method=method, day_count=day_count)
    assert table(loan) == ["0.01 0.00 0.01 0.00"]
    dear = terms(1, principal=Decimal("0.01"), annual_rate=Decimal(10), frequency=YEARLY)
    assert table(dear) == ["0.11 0.10 0.01 0.00"]


def test_sums_beyond_all_bounds_are_refused() -> None:
    grace = Grace(principal=99, interest=99, deferred=DeferredInterest.CAPITALISED)
    with pytest.raises(InvalidInput) as caught:
        lay_out(terms(100, annual_rate=Decimal(10), frequency=YEARLY, grace=grace))
    assert caught.value.field == "principal"
