"""Plans that others have published, reproduced; those of Apache Fineract have their own files."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from scoring.day_count import DayCount
from scoring.due_dates import Frequency, Unit
from scoring.loan_terms import Grace, LevelRule
from scoring.money import Rounding
from scoring.products import Method
from scoring.schedule import Schedule
from tests.scoring.open_cases import open_cases
from tests.scoring.plans import check, near, plan

# The shared file of published cases.

DAYS = {"DAYS_30": "30", "ACTUAL": "actual", "INVALID": "actual"}
UNITS = {"DAYS": Unit.DAY, "WEEKS": Unit.WEEK, "MONTHS": Unit.MONTH}


def day_count_of(inputs: dict[str, Any]) -> DayCount:
    if "days_in_year" not in inputs:
        return DayCount(inputs.get("day_count", "30/360"))
    year = inputs["days_in_year"].removeprefix("DAYS_").lower()
    return DayCount(f"{DAYS[inputs['days_in_month']]}/{year}")


def schedule_of_case(inputs: dict[str, Any]) -> Schedule:
    changed: dict[str, Any] = {"day_count": day_count_of(inputs)}
    if "due_dates" in inputs:
        changed["due_dates"] = tuple(map(date.fromisoformat, inputs["due_dates"]))
        changed["disbursed"] = date.fromisoformat(inputs["disbursed"])
        changed["frequency"] = Frequency(
            every=int(inputs["every"]), unit=UNITS[inputs["frequency"]]
        )
        changed["nominal_periods"] = True
    if "half-even" in inputs.get("rounding", ""):
        changed |= {"rounding": Rounding.HALF_EVEN, "level": LevelRule(closest_last=True)}
    if inputs.get("emi_rounding") == "ceil to 1":
        changed["level"] = LevelRule(unit=Decimal(1), rounding=Rounding.CEILING)
    if inputs["method"].startswith("等额本金"):
        changed["level"] = LevelRule(spread=True)  # as Chinese calculators do
    return plan(
        str(inputs["principal"]),
        str(inputs["annual_rate"]),
        len(changed["due_dates"]) if "due_dates" in changed else int(inputs["n"]),
        method=Method(inputs["method"].split()[-1]),
        **changed,
    )


def differences(schedule: Schedule, expected: dict[str, Any]) -> list[Decimal]:
    """Return how far every published figure lies from ours."""
    rows, found = schedule.instalments, []
    figures = {
        "first_payment": rows[0].payment,
        "monthly_payment": rows[0].payment,
        "last_payment": rows[-1].payment,
        "total_interest": schedule.total_interest,
    }
    for name, value in expected.items():
        if name != "rows":
            found.append(abs(figures[name] - value))
            continue
        numbered = "monthly_payment" in expected
        for index, published in enumerate(value):
            if numbered:
                row = rows[int(published[0]) - 1]
                ours = [row.principal, row.interest, row.balance]
                published = published[1:]
            else:
                row = rows[index]
                ours = [row.payment, row.interest, row.principal, row.balance]
            found += [abs(a - b) for a, b in zip(ours, published, strict=True)]
        if not numbered:
            assert len(rows) == len(value)
    return found


def test_every_published_case_of_the_shared_file() -> None:
    cases = open_cases("schedule")
    checked = 0
    for case in cases:
        gaps = differences(schedule_of_case(case["inputs"]), case["expected"])
        assert gaps, case["id"]
        assert max(gaps) <= case["tolerance"], case["id"]
        checked += 1
    assert checked == len(cases) >= 6


# simontreanor/FSharp.Finance.Personal, io/out/PaymentSchedule.


@pytest.mark.parametrize(
    ("principal", "daily_rate", "rounding", "days", "table"),
    [
        (
            # PaymentScheduleTest_Monthly_0100_fp04_r5
            "100",
            "0.00798",
            Rounding.HALF_UP,
            (4, 35, 66, 95, 126),
            """
            30.49  3.19 27.30 72.70
            30.49 17.98 12.51 60.19
            30.49 14.89 15.60 44.59
            30.49 10.32 20.17 24.42
            30.46  6.04 24.42  0.00
            """,
        ),
        (
            # PaymentScheduleTest_Monthly_1500_fp32_r5
            "1500",
            "0.00798",
            Rounding.HALF_UP,
            (32, 63, 92, 123, 153),
            """
            554.53 383.04 171.49 1328.51
            554.53 328.65 225.88 1102.63
            554.53 255.17 299.36  803.27
            554.53 198.71 355.82  447.45
            554.57 107.12 447.45    0.00
            """,
        ),
        (
            # PaymentScheduleTest005, whose level instalment is rounded up
            "100",
            "0.008",
            Rounding.CEILING,
            (10, 41, 72, 102),
            """
            36.48  8.00 28.48 71.52
            36.48 17.74 18.74 52.78
            36.48 13.09 23.39 29.39
            36.44  7.05 29.39  0.00
            """,
        ),
    ],
)
def test_daily_interest_at_hundreds_of_percent(
    principal: str, daily_rate: str, rounding: Rounding, days: tuple[int, ...], table: str
) -> None:
    start = date(2023, 12, 7)
    found = plan(
        principal,
        str(Decimal(daily_rate) * 365),
        len(days),
        disbursed=start,
        due_dates=tuple(start + timedelta(days=number) for number in days),
        day_count=DayCount.ACTUAL_365,
        level=LevelRule(rounding=rounding),
    )
    check(found, table)


# frappe/lending, which rounds the instalment up to a whole unit and compares whole units.


@pytest.mark.parametrize(
    ("periods", "payment", "total_interest"), [(18, 14923, 18599), (24, 11445, 24657)]
)
def test_frappe_loan_application(periods: int, payment: int, total_interest: int) -> None:
    # test_loan_application.py, test_loan_totals: 250,000 at 9.2 %, the interest of a row in whole
    # units.
    up = LevelRule(unit=Decimal(1), rounding=Rounding.CEILING)
    found = plan("250000", "0.092", periods, level=up)
    assert found.instalments[0].payment == payment
    assert abs(found.total_interest - total_interest) <= periods * Decimal("0.5")


def test_frappe_loans_by_days() -> None:
    # test_loan.py: the instalment is that of months, the interest that of days.
    days: dict[str, Any] = {"day_count": DayCount.ACTUAL_365}
    level = LevelRule(unit=Decimal(1), rounding=Rounding.CEILING, nominal=True)
    # test_loan_with_repayment_periods; rows by index.
    found = plan("280000", "0.084", 20, disbursed=date(2025, 1, 27), level=level, **days)
    assert found.instalments[0].payment == 15052
    assert near(found.total_interest, "20970", "0.5")
    for index, published in [
        (3, "13392 1660 226979"),
        (17, "14745 307 29715"),
        (19, "14875 106 0"),
    ]:
        row = found.instalments[index]
        ours = (row.principal, row.interest, row.balance)
        assert all(near(a, b, "0.5") for a, b in zip(ours, published.split(), strict=True))
    # test_loan_with_fixed_amount_per_period
    agreed = LevelRule(amount=Decimal(14000))
    fixed = plan("280000", "0.084", 40, disbursed=date(2020, 10, 1), level=agreed, **days)
    assert len(fixed.instalments) == 22
    assert near(fixed.total_interest, "22708", "0.5")


# Spreadsheets, mortgage tables and calculators. They do not round the interest of a row, so that
# balances drift from ours by cents.


def test_numpy_financial_table() -> None:
    # The example of ipmt: 2,500 at 8.24 % over a year.
    principal = (
        "200.58 201.96 203.35 204.74 206.15 207.56 208.99 210.42 211.87 213.32 214.79 216.26"
    )
    interest = "17.17 15.79 14.40 13.01 11.60 10.18 8.76 7.32 5.88 4.42 2.96 1.49"
    found = plan("2500", "0.0824", 12)
    for row, part, bears in zip(
        found.instalments, principal.split(), interest.split(), strict=True
    ):
        assert near(row.principal, part, "0.02")
        assert near(row.interest, bears, "0.01")
    assert near(found.total_interest, "112.98", "0.01")


@pytest.mark.parametrize(
    ("principal", "annual_rate", "periods", "payment", "rows"),
    [
        # searchlawrence.com, amortization_schedule
        ("10400", "0.2277", 57, "300.14", {1: "10297.20", 12: "9029.16", 36: "5159.10"}),
        ("11200", "0.08", 36, "350.97", {1: "10923.70", 12: "7760.04", 35: "348.54"}),
        # mortgagevox.com, a 30-year amortisation
        ("100000", "0.075", 360, "699.21", {1: "99925.79", 12: "99078.17", 60: "94617"}),
        # MathWorks, the example of amortize
        ("100000", "0.12", 360, "1028.61", {}),
        # 12 CFR 1026, appendix H-24(B): 162,000 at 3.875 %, 15,773 repaid in five years
        ("162000", "0.03875", 360, "761.78", {60: "146227"}),
        # The usual figures of Chinese mortgage calculators: 100 万, 4.9 %, 20 years
        ("1000000", "0.049", 240, "6544.44", {}),
        # 200,000 at 6.5 % over 30 years, in every table of US mortgages
        ("200000", "0.065", 360, "1264.14", {1: "199819.19", 2: "199637.41"}),
    ],
)
def test_amortisation_tables(
    principal: str, annual_rate: str, periods: int, payment: str, rows: dict[int, str]
) -> None:
    found = plan(principal, annual_rate, periods).instalments
    assert {row.payment for row in found[:-1]} == {Decimal(payment)}
    for number, balance in rows.items():
        assert near(found[number - 1].balance, balance, "0.1" if "." in balance else "1")


def test_chinese_calculators() -> None:
    # 100 万, 4.9 %: total interest without rounding is 910,616.19 and 570,665.72.
    assert near(plan("1000000", "0.049", 360).total_interest, "910616.19", "2")
    assert near(plan("1000000", "0.049", 240).total_interest, "570665.72", "2")
    spread = LevelRule(spread=True)
    falling = plan("1000000", "0.049", 240, method=Method.EQUAL_PRINCIPAL, level=spread)
    # 1,000,000 / 240 + 1,000,000 x 4.9 % / 12, and each month 17.01 less; 492,041.67 in all.
    first, second = falling.instalments[:2]
    assert first.payment == Decimal("8250.00")
    assert near(first.payment - second.payment, "17.01", "0.01")
    assert falling.instalments[-1].payment == Decimal("4183.68")
    assert near(falling.total_interest, "492041.67", "0.1")
    # 等本等息: 12,000 at 0.6 % a month of the first sum, 1,000 + 72.
    flat = plan("12000", "0.072", 12, method=Method.FLAT_INTEREST)
    assert {row.payment for row in flat.instalments} == {Decimal("1072.00")}


def test_balloon_table() -> None:
    # formsbirds.com, Balloon Payment Calculator: 500,000 at 6 %, amortised over 180 months; 59
    # instalments, and 384,265.10 a month after them.
    balloon = Decimal("384265.10") - Decimal("4219.28")
    rows = plan("500000", "0.06", 60, balloon=balloon).instalments
    assert {row.payment for row in rows[:-1]} == {Decimal("4219.28")}
    assert near(rows[-1].payment, "384265.10", "0.02")
    for number, interest in [(1, "2500.00"), (2, "2491.40"), (12, "2403.04"), (29, "2242.33")]:
        assert near(rows[number - 1].interest, interest, "0.01")


def test_interest_only_then_amortising() -> None:
    # 12 CFR 1026, appendix H-24(C): 211,000 at 4 %, interest only for five years: 703.33.
    rows = plan("211000", "0.04", 360, grace=Grace(principal=60)).instalments
    assert {row.payment for row in rows[:60]} == {Decimal("703.33")}
    # 300 months remain: PMT(4 %/12, 300, 211000) = 1113.74.
    assert {row.payment for row in rows[60:-1]} == {Decimal("1113.74")}
