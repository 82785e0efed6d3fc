from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInput
from scoring.loan_events import Keep, PartRepayment
from scoring.loan_terms import Draw, LoanTerms
from scoring.money import Rounding
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import DayCount, Instalment, Schedule, build_schedule, schedule_of
from tests.scoring.loans import schedules

JANUARY = date(2026, 1, 15)


def loan(
    principal: str,
    annual_rate: str,
    months: int,
    method: Method,
    *,
    disbursed: date = JANUARY,
    first_due: date | None = None,
    day_count: DayCount = DayCount.THIRTY_360,
    fees: tuple[Fee, ...] = (),
) -> Schedule:
    return build_schedule(
        principal=Decimal(principal),
        annual_rate=Decimal(annual_rate),
        months=months,
        method=method,
        disbursed=disbursed,
        first_due=first_due,
        day_count=day_count,
        fees=fees,
    )


def row(found: Instalment) -> tuple[str, ...]:
    return tuple(str(x) for x in (found.payment, found.principal, found.interest, found.balance))


@pytest.mark.parametrize(
    ("principal", "annual_rate", "months", "level"),
    [
        # P i / (1 - (1 + i)^-n) worked with a pocket calculator.
        ("100000", "0.096", 18, "5987.31"),
        ("1000000", "0.049", 360, "5307.27"),  # the usual figure of Chinese mortgage tables
        ("200000", "0.075", 180, "1854.02"),  # numpy-financial's example of pmt
        ("10000", "0.08", 10, "1037.03"),  # Excel's example of PMT
        ("12000", "0", 12, "1000.00"),
    ],
)
def test_level_instalments(principal: str, annual_rate: str, months: int, level: str) -> None:
    schedule = loan(principal, annual_rate, months, Method.EQUAL_INSTALMENT)
    assert {row.payment for row in schedule.instalments[:-1]} == {Decimal(level)}
    assert abs(schedule.instalments[-1].payment - Decimal(level)) <= Decimal("0.01") * months


def test_three_equal_instalments_row_by_row() -> None:
    # 1,000 at 12 %: i = 0.01, payment 340.022... -> 340.02.
    schedule = loan("1000", "0.12", 3, Method.EQUAL_INSTALMENT)
    assert [row(found) for found in schedule.instalments] == [
        ("340.02", "330.02", "10.00", "669.98"),
        ("340.02", "333.32", "6.70", "336.66"),
        ("340.03", "336.66", "3.37", "0.00"),
    ]
    assert schedule.total_interest == Decimal("20.07")
    assert schedule.total_payment == Decimal("1020.07")


def test_three_equal_principal_parts_row_by_row() -> None:
    schedule = loan("1000", "0.12", 3, Method.EQUAL_PRINCIPAL)
    assert [row(found) for found in schedule.instalments] == [
        ("343.33", "333.33", "10.00", "666.67"),
        ("340.00", "333.33", "6.67", "333.34"),
        ("336.67", "333.34", "3.33", "0.00"),
    ]
    assert schedule.largest_payment == Decimal("343.33")


def test_interest_only_repays_at_the_end() -> None:
    schedule = loan("1000", "0.12", 3, Method.INTEREST_ONLY)
    assert [row(found) for found in schedule.instalments] == [
        ("10.00", "0.00", "10.00", "1000.00"),
        ("10.00", "0.00", "10.00", "1000.00"),
        ("1010.00", "1000.00", "10.00", "0.00"),
    ]


def test_a_bullet_is_paid_once() -> None:
    schedule = loan("50000", "0.0623", 9, Method.BULLET)
    # 50,000 x 6.23 % x 9/12 = 2,336.25
    assert [row(found) for found in schedule.instalments] == [
        ("52336.25", "50000.00", "2336.25", "0.00")
    ]
    assert schedule.instalments[0].due == date(2026, 10, 15)


def test_actual_days_count() -> None:
    # 31 days: 100,000 x 9 % x 31/365 = 764.38; x 31/360 = 775.00.
    for day_count, interest in [
        (DayCount.ACTUAL_365, "764.38"),
        (DayCount.ACTUAL_360, "775.00"),
        (DayCount.THIRTY_360, "750.00"),
    ]:
        schedule = loan("100000", "0.09", 2, Method.INTEREST_ONLY, day_count=day_count)
        assert schedule.instalments[0].interest == Decimal(interest)


def test_an_odd_first_period_bears_its_days() -> None:
    # 15 January to 5 February is 20 days of 30/360; afterwards whole months.
    schedule = loan("36000", "0.1", 3, Method.INTEREST_ONLY, first_due=date(2026, 2, 5))
    assert [found.interest for found in schedule.instalments] == [
        Decimal("200.00"),
        Decimal("300.00"),
        Decimal("300.00"),
    ]
    later = loan("36000", "0.1", 3, Method.INTEREST_ONLY, first_due=date(2026, 3, 15))
    assert later.instalments[0].interest == Decimal("600.00")


def test_fees_are_paid_when_they_say() -> None:
    fees = (
        Fee(
            code="a",
            name="担保费",
            payee="甲",
            manner=FeeManner.AT_DISBURSEMENT,
            rate=Decimal("0.005"),
        ),
        Fee(
            code="b", name="服务费", payee="乙", manner=FeeManner.PER_INSTALMENT, amount=Decimal(2)
        ),
    )
    schedule = loan("1000", "0.12", 3, Method.EQUAL_INSTALMENT, fees=fees)
    assert schedule.upfront_fees == Decimal("5.00")
    assert [found.payment for found in schedule.instalments] == [
        Decimal("342.02"),
        Decimal("342.02"),
        Decimal("342.03"),
    ]
    assert schedule.total_fees == Decimal("11.00")
    assert schedule.total_cost == Decimal("31.07")
    assert schedule.flows()[0] == (JANUARY, Decimal("995.00"))
    assert schedule.flows()[3] == (date(2026, 4, 15), Decimal("-342.03"))


def test_a_financed_fee_is_lent_and_every_move_is_a_flow() -> None:
    financed = Fee(
        code="a",
        name="担保费",
        payee="甲",
        manner=FeeManner.AT_DISBURSEMENT,
        rate=Decimal("0.02"),
        financed=True,
    )
    day = date(2026, 2, 20)
    terms = LoanTerms(
        principal=Decimal(1000),
        annual_rate=Decimal("0.12"),
        periods=3,
        method=Method.INTEREST_ONLY,
        disbursed=JANUARY,
        draws=(Draw(day=day, amount=Decimal(500)),),
        fees=(financed,),
    )
    repaid = PartRepayment(day=date(2026, 3, 20), amount=Decimal(100), keep=Keep.TERM)
    schedule = schedule_of(terms, [repaid])
    # 2 % of the 1,500 paid out is lent with the first part.
    assert (schedule.principal, schedule.paid_out) == (Decimal(1530), Decimal(1500))
    assert schedule.upfront_fees == 0
    assert schedule.total_fees == Decimal("30.00")
    # 10.30; 1.84 + 12.57 = 10.30 x 5/28 + 15.30 x 23/28; 2.47 + 11.99.
    interest = [row.interest for row in schedule.instalments]
    assert interest == [Decimal("10.30"), Decimal("14.41"), Decimal("14.46")]
    assert schedule.flows() == (
        (JANUARY, Decimal("1000.00")),
        (date(2026, 2, 15), Decimal("-10.30")),
        (day, Decimal("500.00")),
        (date(2026, 3, 15), Decimal("-14.41")),
        (date(2026, 3, 20), Decimal("-100.00")),
        (date(2026, 4, 15), Decimal("-1444.46")),
    )
    assert schedule.total_payment == Decimal("1569.17")
    assert schedule.largest_payment == Decimal("1444.46")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"principal": Decimal(0)}, "principal"),
        ({"principal": Decimal("NaN")}, "principal"),
        ({"annual_rate": Decimal("-0.01")}, "annual_rate"),
        ({"annual_rate": Decimal(11)}, "annual_rate"),
        ({"months": 0}, "months"),
        ({"months": 601}, "months"),
        ({"first_due": JANUARY}, "first_due"),
    ],
)
def test_unusable_input_is_named(changed: dict[str, object], field: str) -> None:
    given_input: dict[str, object] = {
        "principal": Decimal(1000),
        "annual_rate": Decimal("0.1"),
        "months": 12,
        "method": Method.EQUAL_INSTALMENT,
        "disbursed": JANUARY,
    }
    with pytest.raises(InvalidInput) as caught:
        build_schedule(**(given_input | changed))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_one_cent_over_fifty_years() -> None:
    schedule = loan("0.01", "10", 600, Method.EQUAL_INSTALMENT)
    assert schedule.instalments[-1].balance == Decimal("0.00")
    assert len(schedule.instalments) == 600


@settings(max_examples=150, deadline=None)
@given(schedules())
def test_parts_sum_to_the_whole(schedule: Schedule) -> None:
    rows = schedule.instalments
    assert sum(row.principal for row in rows) == schedule.principal
    assert rows[-1].balance == Decimal("0.00")
    received = schedule.paid_out
    assert schedule.total_payment == received + schedule.total_cost
    balance = schedule.principal
    for found in rows:
        assert found.payment == found.principal + found.interest + found.fees
        assert found.principal >= 0
        assert found.interest >= 0
        assert found.balance == balance - found.principal
        assert found.payment.as_tuple().exponent == -2
        balance = found.balance
    assert [row.due for row in rows] == sorted({row.due for row in rows})


@settings(max_examples=100, deadline=None)
@given(
    principal=st.decimals("1000", "1000000", places=2),
    rates=st.lists(st.integers(0, 3600), min_size=2, max_size=2, unique=True),
    months=st.integers(1, 60),
    method=st.sampled_from(Method),
)
def test_interest_rises_with_the_rate(
    principal: Decimal, rates: list[int], months: int, method: Method
) -> None:
    low, high = (
        build_schedule(
            principal=principal,
            annual_rate=Decimal(rate) / 10000,
            months=months,
            method=method,
            disbursed=JANUARY,
            rounding=Rounding.HALF_UP,
        ).total_interest
        for rate in sorted(rates)
    )
    # Each row rounds by at most half a cent, twice.
    assert high >= low - Decimal("0.01") * months
