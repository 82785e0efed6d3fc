"""Draws, other rates, payoffs and small sums of Apache Fineract; see test_fineract_schedules."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from scoring.day_count import DayCount
from scoring.early_repayment import settle
from scoring.loan_events import RateChange
from scoring.loan_terms import Draw, LevelRule, LoanTerms
from scoring.money import Rounding
from scoring.products import Method
from tests.scoring.plans import NEW_YEAR, check, fineract


def test_fineract_without_interest() -> None:
    check(
        fineract("1000", "0", 4, day_count=DayCount.ACTUAL_ACTUAL),
        """
        250 0 250 750
        250 0 250 500
        250 0 250 250
        250 0 250   0
        """,
    )


def test_fineract_after_a_down_payment() -> None:
    # testGenerateLoanScheduleWithDownPayment: 25 of 100 are paid at once.
    check(
        fineract("75", "0.0999"),
        """
        12.87 0.62 12.25 62.75
        12.87 0.52 12.35 50.40
        12.87 0.42 12.45 37.95
        12.87 0.32 12.55 25.40
        12.87 0.21 12.66 12.74
        12.85 0.11 12.74  0.00
        """,
    )


def test_fineract_another_rate() -> None:
    check(
        fineract("100", "0.07", 6, [RateChange(day=date(2024, 2, 1), annual_rate=Decimal("0.04"))]),
        """
        17.01 0.58 16.43 83.57
        16.88 0.28 16.60 66.97
        16.88 0.22 16.66 50.31
        16.88 0.17 16.71 33.60
        16.88 0.11 16.77 16.83
        16.89 0.06 16.83  0.00
        """,
    )
    # A change on the 15th takes effect a day before: 13 days at 7 %, 16 at 4 %.
    mid_month = RateChange(day=date(2024, 2, 14), annual_rate=Decimal("0.04"))
    check(
        fineract("100", "0.07", 6, [mid_month]),
        """
        17.01 0.58 16.43 83.57
        16.90 0.37 16.53 67.04
        16.90 0.22 16.68 50.36
        16.90 0.17 16.73 33.63
        16.90 0.11 16.79 16.84
        16.90 0.06 16.84  0.00
        """,
    )


def test_fineract_several_disbursements() -> None:
    def drawn(day: date, amount: str) -> dict[str, Any]:
        return {"draws": (Draw(day=day, amount=Decimal(amount)),)}

    check(
        fineract("100", "0.094822", **drawn(date(2024, 1, 8), "200")),
        """
        51.33 2.02 49.31 250.69
        51.33 1.98 49.35 201.34
        51.33 1.59 49.74 151.60
        51.33 1.20 50.13 101.47
        51.33 0.80 50.53  50.94
        51.34 0.40 50.94   0.00
        """,
    )
    check(
        fineract("100", "0.094822", **drawn(date(2024, 2, 15), "100")),
        """
        17.13 0.79 16.34  83.66
        37.53 1.07 36.46 147.20
        37.53 1.16 36.37 110.83
        37.53 0.88 36.65  74.18
        37.53 0.59 36.94  37.24
        37.53 0.29 37.24   0.00
        """,
    )
    # testGenerateLoanSchedule pays out inside the first period. A cent on its first day lets the
    # period begin there; it bears no interest that shows.
    check(
        fineract("0.01", "0.0999", **drawn(date(2024, 1, 15), "192.21")),
        """
        32.85 0.88 31.97 160.25
        32.85 1.33 31.52 128.73
        32.85 1.07 31.78  96.95
        32.85 0.81 32.04  64.91
        32.85 0.54 32.31  32.60
        32.87 0.27 32.60   0.00
        """,
    )


@pytest.mark.parametrize(
    ("day", "principal", "interest"),
    [
        # test_payoff_on0115: 100 owed, 0.26 accrued; payoff_on0215: 83.57 and 0.24.
        (date(2024, 1, 15), "100.00", "0.26"),
        (date(2024, 2, 15), "83.57", "0.24"),
    ],
)
def test_fineract_payoff(day: date, principal: str, interest: str) -> None:
    terms = LoanTerms(
        principal=Decimal(100),
        annual_rate=Decimal("0.07"),
        periods=6,
        method=Method.EQUAL_INSTALMENT,
        disbursed=NEW_YEAR,
        rounding=Rounding.HALF_EVEN,
        level=LevelRule(closest_last=True),
    )
    quote = settle(terms, day)
    assert (quote.principal, quote.interest) == (Decimal(principal), Decimal(interest))


def test_fineract_interest_by_the_day() -> None:
    # test_dailyInterest_disbursedAmt1000...: 1,000 x 7 % / 12 over the 31 days of January.
    published = "0.19 0.38 0.56 0.75 0.94 1.13 1.32 1.51 1.69 1.88 2.07 2.26 2.45 2.63 2.82 3.01"
    published += " 3.20 3.39 3.58 3.76 3.95 4.14 4.33 4.52 4.70 4.89 5.08 5.27 5.46 5.65"
    terms = LoanTerms(
        principal=Decimal(1000),
        annual_rate=Decimal("0.07"),
        periods=1,
        method=Method.EQUAL_INSTALMENT,
        disbursed=NEW_YEAR,
        rounding=Rounding.HALF_EVEN,
    )
    days = [NEW_YEAR + timedelta(days=number) for number in range(1, 31)]
    assert [settle(terms, day).interest for day in days] == list(map(Decimal, published.split()))


@pytest.mark.parametrize(
    ("principal", "parts"),
    [
        ("0.04", "0.01 0.01 0.01 0.01 0.00 0.00"),
        ("0.07", "0.01 0.01 0.01 0.01 0.01 0.02"),
        ("0.59", "0.10 0.10 0.10 0.10 0.10 0.09"),
    ],
)
def test_fineract_equal_parts_of_few_cents(principal: str, parts: str) -> None:
    found = fineract(principal, "0.1", method=Method.EQUAL_PRINCIPAL, level=LevelRule())
    assert [row.principal for row in found.instalments] == list(map(Decimal, parts.split()))


def test_fineract_flat_interest() -> None:
    # test_sameAsRepayment_month_repay_every_1_periods_24
    rows = fineract("10000", "0.12", 24, method=Method.FLAT_INTEREST).instalments
    assert {row.payment for row in rows[:-1]} == {Decimal("516.67")}
    assert [row.balance for row in rows[:2]] == [Decimal("9583.33"), Decimal("9166.66")]
    assert rows[-2].balance == Decimal("416.59")
    assert rows[-1].payment == Decimal("516.59")
