from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring.errors import InvalidInput
from scoring.loan_terms import (
    MOST_PERIODS,
    DeferredInterest,
    Draw,
    Grace,
    LevelRule,
    LoanTerms,
    StepUp,
)
from scoring.money import Rounding
from scoring.products import Fee, FeeManner, Method

START = date(2026, 1, 15)


def terms(**changed: Any) -> LoanTerms:
    usual: dict[str, Any] = {
        "principal": Decimal(1000),
        "annual_rate": Decimal("0.12"),
        "periods": 12,
        "method": Method.EQUAL_INSTALMENT,
        "disbursed": START,
    }
    return LoanTerms(**(usual | changed))


def fee(manner: FeeManner = FeeManner.AT_DISBURSEMENT, **changed: Any) -> Fee:
    return Fee(**({"code": "f", "name": "费", "payee": "甲", "manner": manner} | changed))


def draw(day: date, amount: str = "500") -> Draw:
    return Draw(day=day, amount=Decimal(amount))


NOT_AMOUNTS = [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")]
NOT_AMOUNTS += [Decimal("-Infinity"), Decimal("0.001"), Decimal("1E+13")]


@pytest.mark.parametrize("principal", [*NOT_AMOUNTS, 1000.0, 1000, "1000", None])
def test_a_principal_is_a_sum_of_money(principal: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        terms(principal=principal)
    assert caught.value.field == "principal"
    assert caught.value.remedy


@pytest.mark.parametrize(
    "annual_rate",
    [*map(Decimal, ("-0.01", "10.0001", "11", "NaN", "sNaN", "Infinity")), 0.12, 0, "0.12", None],
)
def test_a_rate_is_a_fraction_of_0_to_10(annual_rate: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        terms(annual_rate=annual_rate)
    assert caught.value.field == "annual_rate"


@pytest.mark.parametrize("periods", [0, -1, MOST_PERIODS + 1, 2.5, "12", None])
def test_periods_are_a_whole_number(periods: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        terms(periods=periods)
    assert caught.value.field == "periods"


def test_the_ends_of_every_range_are_allowed() -> None:
    assert terms(annual_rate=Decimal(0)).annual_rate == 0
    assert terms(annual_rate=Decimal(10)).annual_rate == 10
    assert terms(periods=1).periods == 1
    assert terms(periods=MOST_PERIODS).periods == 3660
    assert str(terms(principal=Decimal("1E+3")).principal) == "1000.00"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"due_dates": (date(2026, 2, 1),)}, "due_dates"),
        ({"periods": 2, "due_dates": (START, date(2026, 3, 1))}, "due_dates"),
        ({"periods": 2, "due_dates": (date(2026, 3, 1), date(2026, 2, 1))}, "due_dates"),
        ({"periods": 2, "due_dates": (date(2026, 2, 1), date(2026, 2, 1))}, "due_dates"),
        (
            {"periods": 1, "due_dates": (date(2026, 2, 1),), "first_due": date(2026, 2, 1)},
            "due_dates",
        ),
        ({"periods": 1, "due_dates": (date(2026, 2, 1),), "due_months": (2,)}, "due_dates"),
        (
            {"method": Method.BULLET, "due_dates": (date(2026, 2, 1), date(2026, 3, 1))},
            "due_dates",
        ),
        ({"draws": (draw(date(2026, 1, 14)),)}, "draws"),
        ({"draws": (draw(date(2026, 3, 1)), draw(date(2026, 2, 1)))}, "draws"),
        ({"due_months": (0,)}, "due_months"),
        ({"due_months": (13,)}, "due_months"),
        ({"method": Method.EQUAL_PRINCIPAL, "principal_months": (13,)}, "principal_months"),
        ({"principal_months": (1,)}, "principal_months"),
        ({"balloon": Decimal(1000)}, "balloon"),
        ({"balloon": Decimal(-1)}, "balloon"),
        ({"balloon": Decimal("NaN")}, "balloon"),
        ({"balloon": Decimal("0.001")}, "balloon"),
        ({"balloon": Decimal(1), "method": Method.BULLET}, "balloon"),
        ({"balloon": Decimal(1), "method": Method.FLAT_INTEREST}, "balloon"),
        ({"grace": Grace(principal=12)}, "grace.principal"),
        ({"grace": Grace(principal=1, interest=1), "method": Method.BULLET}, "grace.interest"),
        (
            {
                "method": Method.EQUAL_PRINCIPAL,
                "step_up": StepUp(every=1, ratio=Decimal("0.1")),
            },
            "step_up",
        ),
        (
            {"method": Method.EQUAL_PRINCIPAL, "level": LevelRule(amount=Decimal(100))},
            "level.amount",
        ),
    ],
)
def test_terms_that_name_no_loan(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        terms(**changed)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"principal": -1}, "grace"),
        ({"interest_free": -1}, "grace"),
        ({"principal": 1, "interest": 2}, "grace.interest"),
    ],
)
def test_a_grace_that_cannot_be(counts: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Grace(**counts)
    assert caught.value.field == field
    assert Grace(principal=2, interest=2).deferred is DeferredInterest.DUE_LATER


@pytest.mark.parametrize(
    ("every", "ratio", "amount", "field"),
    [
        (0, "0.1", "0", "step_up.every"),
        (1, "0", "0", "step_up"),
        (1, "0.1", "5", "step_up"),
        (1, "-1", "0", "step_up"),
        (1, "1.01", "0", "step_up"),
        (1, "NaN", "0", "step_up"),
        (1, "0", "Infinity", "step_up"),
    ],
)
def test_a_step_that_cannot_be(every: int, ratio: str, amount: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        StepUp(every=every, ratio=Decimal(ratio), amount=Decimal(amount))
    assert caught.value.field == field


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_a_draw_or_a_level_is_a_sum_of_money(amount: Decimal) -> None:
    with pytest.raises(InvalidInput) as caught:
        Draw(day=START, amount=amount)
    assert caught.value.field == "draws.amount"
    with pytest.raises(InvalidInput) as caught:
        LevelRule(unit=amount)
    assert caught.value.field == "level.unit"
    with pytest.raises(InvalidInput) as caught:
        LevelRule(amount=amount)
    assert caught.value.field == "level.amount"


def test_what_is_lent() -> None:
    # A financed fee is charged on what is paid out, not on itself.
    found = terms(
        draws=(draw(date(2026, 3, 1)),),
        fees=(
            fee(rate=Decimal("0.02"), financed=True),
            fee(rate=Decimal("0.01")),
            fee(FeeManner.AT_MATURITY, amount=Decimal(7)),
        ),
    )
    assert found.financed_fees == Decimal("30.00")
    assert found.lent == Decimal("1530.00")


def test_the_level_is_rounded_like_every_sum_unless_it_says_otherwise() -> None:
    assert terms(rounding=Rounding.HALF_EVEN).rounding_of_level is Rounding.HALF_EVEN
    own = terms(rounding=Rounding.HALF_EVEN, level=LevelRule(rounding=Rounding.CEILING))
    assert own.rounding_of_level is Rounding.CEILING
