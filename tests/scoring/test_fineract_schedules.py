"""Plans of Apache Fineract, reproduced row by row.

They are those of its ProgressiveEMICalculatorTest and LoanScheduleGeneratorTest; rows are payment,
interest, principal, balance. It rounds half-even and moves the level instalment until the last one
comes closest to it. It is not reproduced in three points:

* actual/actual across a new year when interest is not recognised on the disbursement day: Fineract
  then counts the days after the first one, up to and including the last; ISDA, and we, count the
  first and not the last. Its own flag ``interestRecognitionOnDisbursementDate`` gives our figures.
* ``FEB_29_PERIOD_ONLY``, a year of 366 days only for a period that holds a 29 February.
* draws inside a period in its versions of 2025: interest is rounded once a period there, and once
  between two draws before that; we do the latter.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring.day_count import DayCount
from scoring.due_dates import Frequency, Unit
from tests.scoring.plans import check, fineract, months_from

FIRST_OF_MONTH = """
17.13 0.79 16.34 83.66
17.13 0.66 16.47 67.19
17.13 0.53 16.60 50.59
17.13 0.40 16.73 33.86
17.13 0.27 16.86 17.00
17.13 0.13 17.00  0.00
"""


def test_fineract_months_of_30_days() -> None:
    check(fineract("100", "0.094822"), FIRST_OF_MONTH)
    # The embeddable generator's README, and test_leap_year_only_actual_no_effect_on_360_loan.
    seven = fineract("100", "0.07")
    check(
        seven,
        """
        17.01 0.58 16.43 83.57
        17.01 0.49 16.52 67.05
        17.01 0.39 16.62 50.43
        17.01 0.29 16.72 33.71
        17.01 0.20 16.81 16.90
        17.00 0.10 16.90  0.00
        """,
    )
    assert (seven.total_interest, seven.total_payment) == (Decimal("2.05"), Decimal("102.05"))
    check(fineract("1000", "0.07", 1), "1005.83 5.83 1000 0")


def test_fineract_rescheduled_periods_count_as_whole_months() -> None:
    days = [(2, 1), (3, 15), (4, 15), (5, 15), (6, 15), (7, 15)]
    dues = tuple(date(2024, month, day) for month, day in days)
    check(fineract("100", "0.094822", due_dates=dues, nominal_periods=True), FIRST_OF_MONTH)


@pytest.mark.parametrize("own_dates", [False, True])
def test_fineract_month_ends(own_dates: bool) -> None:
    # 29 February to 31 or 30 March is a whole month, whether the dates are given or counted.
    def dated(start: date, step: int = 1) -> dict[str, Any]:
        frequency = Frequency(every=step, unit=Unit.MONTH)
        dues = months_from(start, 6, step=step) if own_dates else ()
        return {"disbursed": start, "frequency": frequency, "due_dates": dues}

    check(
        fineract("2450", "0.0999", **dated(date(2023, 10, 31))),
        """
        420.31 20.40 399.91 2050.09
        420.31 17.07 403.24 1646.85
        420.31 13.71 406.60 1240.25
        420.31 10.33 409.98  830.27
        420.31  6.91 413.40  416.87
        420.34  3.47 416.87    0.00
        """,
    )
    check(
        fineract("10000", "0.45", **dated(date(2023, 10, 30))),
        """
        1892.12 375.00 1517.12 8482.88
        1892.12 318.11 1574.01 6908.87
        1892.12 259.08 1633.04 5275.83
        1892.12 197.84 1694.28 3581.55
        1892.12 134.31 1757.81 1823.74
        1892.13  68.39 1823.74    0.00
        """,
    )
    check(
        fineract("3333", "0.1999", **dated(date(2023, 10, 29), 2)),
        """
        622.04 111.04 511.00 2822.00
        622.04  94.02 528.02 2293.98
        622.04  76.43 545.61 1748.37
        622.04  58.25 563.79 1184.58
        622.04  39.47 582.57  602.01
        622.07  20.06 602.01    0.00
        """,
    )


def test_fineract_actual_months() -> None:
    actual: dict[str, Any] = {"day_count": DayCount.ACTUAL_ACTUAL}
    check(
        fineract("100", "0.094822", disbursed=date(2023, 12, 12), **actual),
        """
        17.13 0.80 16.33 83.67
        17.13 0.67 16.46 67.21
        17.13 0.50 16.63 50.58
        17.13 0.41 16.72 33.86
        17.13 0.26 16.87 16.99
        17.13 0.14 16.99  0.00
        """,
    )
    check(
        fineract("1500", "0.094822", disbursed=date(2021, 10, 30), **actual),
        """
        256.95 12.08 244.87 1255.13
        256.95  9.78 247.17 1007.96
        256.95  8.12 248.83  759.13
        256.95  5.72 251.23  507.90
        256.95  3.96 252.99  254.91
        256.96  2.05 254.91    0.00
        """,
    )
    two_months = Frequency(every=2, unit=Unit.MONTH)
    check(
        fineract("5000", "0.07", disbursed=date(2022, 10, 29), frequency=two_months, **actual),
        """
        867.68 58.49 809.19 4190.81
        867.68 49.03 818.65 3372.16
        867.68 38.80 828.88 2543.28
        867.68 29.75 837.93 1705.35
        867.68 19.95 847.73  857.62
        867.65 10.03 857.62    0.00
        """,
    )
    # ...fraction_period_calculation_with_interestRecognitionFromDisbursementDate_true
    check(
        fineract("5000", "0.0999", disbursed=date(2023, 11, 13), **actual),
        """
        857.72 41.05 816.67 4183.33
        857.72 35.46 822.26 3361.07
        857.72 28.44 829.28 2531.79
        857.72 20.04 837.68 1694.11
        857.72 14.33 843.39  850.72
        857.69  6.97 850.72    0.00
        """,
    )
    year = fineract("1000", "0.25", 12, **actual)
    assert year.instalments[0].payment == Decimal("95.02")


def test_fineract_days_and_weeks() -> None:
    weeks: dict[str, Any] = {"day_count": DayCount.ACTUAL_364}
    check(
        fineract("100", "0.094822", frequency=Frequency(every=1, unit=Unit.WEEK), **weeks),
        """
        16.77 0.18 16.59 83.41
        16.77 0.15 16.62 66.79
        16.77 0.12 16.65 50.14
        16.77 0.09 16.68 33.46
        16.77 0.06 16.71 16.75
        16.78 0.03 16.75  0.00
        """,
    )
    check(
        fineract("100", "0.094822", 3, frequency=Frequency(every=2, unit=Unit.WEEK), **weeks),
        """
        33.57 0.36 33.21 66.79
        33.57 0.24 33.33 33.46
        33.58 0.12 33.46  0.00
        """,
    )
    check(
        fineract(
            "100",
            "0.094822",
            frequency=Frequency(every=15, unit=Unit.DAY),
            day_count=DayCount.ACTUAL_360,
        ),
        """
        16.90 0.40 16.50 83.50
        16.90 0.33 16.57 66.93
        16.90 0.26 16.64 50.29
        16.90 0.20 16.70 33.59
        16.90 0.13 16.77 16.82
        16.89 0.07 16.82  0.00
        """,
    )


def test_fineract_twice_a_month() -> None:
    # testGenerateSemiMonthlyLoanSchedule: every period is 15 days of a year of 360.
    check(
        fineract(
            "1000",
            "0.24",
            4,
            disbursed=date(2023, 1, 15),
            due_dates=(date(2023, 1, 31), date(2023, 2, 15), date(2023, 2, 28), date(2023, 3, 15)),
            frequency=Frequency(every=15, unit=Unit.DAY),
            nominal_periods=True,
        ),
        """
        256.28 10.00 246.28 753.72
        256.28  7.54 248.74 504.98
        256.28  5.05 251.23 253.75
        256.29  2.54 253.75   0.00
        """,
    )
