"""Repayment plans a second: the core against numpy-financial and pyxirr for the same output."""

import calendar
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import numpy_financial as npf
import pyxirr

from scoring.apr import annual_cost
from scoring.batch.annual_costs import annual_costs
from scoring.batch.plans import plans
from scoring.price_components import LoanShape
from scoring.products import Method
from scoring.schedule import build_schedule
from tests.benchmarks.errors import BenchmarkError

MONTHS = 36
START = date(2026, 1, 31)
CENT = Decimal("0.01")
RATE_UNIT = Decimal("0.0001")
OURS = "scoring, exact"
COLUMNS = "scoring, all loans in columns (cents and rates, no rows with dates)"
CHECKED = 50
# Floats agree with the exact rate to this; the columns agree in all ten decimals.
CLOSE = Decimal("1E-7")
COLUMNS_STEP = Decimal("1E-10")

# Due date, payment, principal, interest, balance afterwards.
type Row = tuple[date, Decimal, Decimal, Decimal, Decimal]
type Plan = tuple[Sequence[Row], Decimal]
type Loans = Sequence[tuple[Decimal, Decimal]]


def measure_plans(*, times: int, repeats: int) -> dict[str, Any]:
    """Time 36-month plans with their annual rate; the best of several runs counts.

    The others give floats and no dates, so each row's interest is rounded to the cent, the last
    row takes what is left, and due dates are added. Without that they would answer another
    question. They use the rate of a month as it is given; the core finds it in the plan's dates.

    Raises:
        BenchmarkError: two ways do not give the same rows to the cent and the same rate.
    """
    loans = [(Decimal(10000 + 37 * k), (400 + 7 * (k % 200)) * RATE_UNIT) for k in range(times)]
    for principal, rate in loans[:CHECKED]:
        wanted = _ours(principal, rate)
        for name, other in OTHERS.items():
            rows, cost = other(principal, rate)
            if list(rows) != list(wanted[0]) or abs(cost - wanted[1]) > CLOSE:
                raise BenchmarkError(f"{name} gives another plan for {principal} at {rate}.")
    _check_columns(loans[:CHECKED])
    seconds = {OURS: _best(_one_by_one(_ours), loans, repeats)}
    for name, other in OTHERS.items():
        seconds[name] = _best(_one_by_one(other), loans, repeats)
    seconds[COLUMNS] = _best(_in_columns, loans * (1 + 20_000 // times), repeats) / (
        1 + 20_000 // times
    )
    return {
        "months": MONTHS,
        "plans": times,
        "a_second": {name: times / spent for name, spent in seconds.items()},
    }


def _best(work: Callable[[Loans], object], loans: Loans, repeats: int) -> float:
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        work(loans)
        runs.append(time.perf_counter() - began)
    return min(runs)


def _one_by_one(way: Callable[[Decimal, Decimal], Plan]) -> Callable[[Loans], None]:
    def all_of(loans: Loans) -> None:
        for principal, rate in loans:
            way(principal, rate)

    return all_of


def _ours(principal: Decimal, rate: Decimal) -> Plan:
    schedule = build_schedule(
        principal=principal,
        annual_rate=rate,
        months=MONTHS,
        method=Method.EQUAL_INSTALMENT,
        disbursed=START,
    )
    rows = [
        (row.due, row.payment, row.principal, row.interest, row.balance)
        for row in schedule.instalments
    ]
    return rows, annual_cost(schedule).nominal


def _numpy_financial(principal: Decimal, rate: Decimal) -> Plan:
    periods = np.arange(1, MONTHS + 1)
    monthly = float(rate) / 12
    level = -npf.pmt(monthly, MONTHS, float(principal))
    # What a plan shows: every row's interest and principal, not only the level payment.
    npf.ipmt(monthly, periods, MONTHS, float(principal))
    npf.ppmt(monthly, periods, MONTHS, float(principal))
    rows = _rows(principal, rate, level)
    return rows, Decimal(12 * float(npf.irr(_flows(principal, rows))))


def _pyxirr(principal: Decimal, rate: Decimal) -> Plan:
    monthly = float(rate) / 12
    level = -(pyxirr.pmt(monthly, MONTHS, float(principal)) or 0.0)
    for period in range(1, MONTHS + 1):
        pyxirr.ipmt(monthly, period, MONTHS, float(principal))
        pyxirr.ppmt(monthly, period, MONTHS, float(principal))
    rows = _rows(principal, rate, level)
    return rows, Decimal(12 * (pyxirr.irr(_flows(principal, rows)) or 0.0))


OTHERS: Mapping[str, Callable[[Decimal, Decimal], Plan]] = {
    "numpy-financial, brought to the same rows": _numpy_financial,
    "pyxirr, brought to the same rows": _pyxirr,
}


def _rows(principal: Decimal, rate: Decimal, level: float) -> list[Row]:
    """Bring a plan to cents and dates, row by row."""
    payment = Decimal(level).quantize(CENT, rounding=ROUND_HALF_UP)
    balance = principal
    rows = []
    for period in range(1, MONTHS + 1):
        interest = (balance * rate / 12).quantize(CENT, rounding=ROUND_HALF_UP)
        part = payment - interest if period < MONTHS else balance
        balance -= part
        year, month = divmod(START.year * 12 + START.month - 1 + period, 12)
        last_day = calendar.monthrange(year, month + 1)[1]
        due = date(year, month + 1, min(START.day, last_day))
        rows.append((due, part + interest, part, interest, balance))
    return rows


def _flows(principal: Decimal, rows: Sequence[Row]) -> list[float]:
    return [float(principal), *(-float(row[1]) for row in rows)]


def _in_columns(loans: Loans) -> tuple[Any, Any]:
    shape = LoanShape(method=Method.EQUAL_INSTALMENT, periods=MONTHS, months=1)
    cents = np.array([int(principal / CENT) for principal, _ in loans], dtype=np.int64)
    units = np.array([int(rate / RATE_UNIT) for _, rate in loans], dtype=np.int64)
    laid_out = plans(shape, cents, units, ())
    return laid_out, annual_costs(shape, laid_out)


def _check_columns(loans: Loans) -> None:
    """Refuse columns with another payment or rate than one loan alone has."""
    laid_out, costs = _in_columns(loans)
    for column, (principal, rate) in enumerate(loans):
        if laid_out.unsure[column] or costs.unsure[column]:
            continue  # marked by the core itself, which then lays out the loan alone
        rows, cost = _ours(principal, rate)
        payments = [int(cents) * CENT for cents in laid_out.payments[:, column]]
        nominal = int(costs.nominal[column]) * COLUMNS_STEP
        if payments != [row[1] for row in rows] or nominal != cost:
            raise BenchmarkError(f"The columns give another plan for {principal} at {rate}.")
