"""How the level instalment is worked out and rounded, beyond the plain annuity."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.amortisation import lay_out
from scoring.day_count import DayCount
from scoring.errors import InvalidInput
from scoring.loan_terms import LevelRule, LoanTerms
from scoring.products import Method

TERMS = LoanTerms(
    principal=Decimal(10000),
    annual_rate=Decimal("0.12"),
    periods=6,
    method=Method.EQUAL_INSTALMENT,
    disbursed=date(2024, 1, 1),
)


def test_a_nominal_level_is_the_plain_annuity_while_days_bear_interest() -> None:
    rows = lay_out(replace(TERMS, level=LevelRule(nominal=True), day_count=DayCount.ACTUAL_365))
    # PMT(1 %, 6, 10000) = 1,725.48; January bears 10,000 x 12 % x 31/365 = 101.92.
    assert {row.payment for row in rows[:-1]} == {Decimal("1725.48")}
    assert rows[0].interest == Decimal("101.92")
    assert rows[-1].balance == 0


def test_an_agreed_instalment_ends_the_loan_when_it_is_repaid() -> None:
    rows = lay_out(replace(TERMS, level=LevelRule(amount=Decimal(3000))))
    assert [row.payment for row in rows] == [3000, 3000, 3000, Decimal("1224.84")]
    assert rows[-1].balance == 0


def test_an_agreed_instalment_below_the_plain_one_leaves_the_rest_to_the_end() -> None:
    rows = lay_out(replace(TERMS, level=LevelRule(amount=Decimal(1000))))
    assert len(rows) == 6
    assert rows[-1].payment > 5000


@pytest.mark.parametrize("amount", ["100", "99.99"])
def test_an_agreed_instalment_covers_the_interest(amount: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        lay_out(replace(TERMS, level=LevelRule(amount=Decimal(amount))))
    assert caught.value.field == "level.amount"


def test_only_equal_instalments_can_be_agreed() -> None:
    with pytest.raises(InvalidInput) as caught:
        replace(TERMS, method=Method.BULLET, level=LevelRule(amount=Decimal(1000)))
    assert caught.value.field == "level.amount"
