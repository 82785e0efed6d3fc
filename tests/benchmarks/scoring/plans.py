"""Repayment plans a second: the core against numpy-financial and pyxirr for the same output."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import numpy_financial as npf
import pyxirr

from scoring.apr import annual_cost
from scoring.products import Method
from scoring.schedule import build_schedule
from tests.benchmarks.errors import BenchmarkError

MONTHS = 36
START = date(2026, 1, 31)
CENT = Decimal("0.01")

type Plan = tuple[list[Decimal], Decimal]


def measure_plans(*, times: int, repeats: int) -> dict[str, Any]:
    """Time 36-month plans with their annual rate; the best of several runs counts.

    The others give floats, so what they give is brought to cents as the core's is: each row's
    interest rounded, the last row taking what is left. Without that they would answer another
    question.

    Raises:
        BenchmarkError: two of them do not give the same payments to the cent.
    """
    loans = [(Decimal(10000 + 37 * k), Decimal(400 + 7 * (k % 200)) / 10000) for k in range(times)]
    ways: dict[str, Callable[[Decimal, Decimal], Plan]] = {
        "scoring (exact, Decimal)": _ours,
        "numpy-financial": _numpy_financial,
        "pyxirr": _pyxirr,
    }
    for principal, rate in loans[:50]:
        plans = {name: way(principal, rate) for name, way in ways.items()}
        wanted, cost = plans["scoring (exact, Decimal)"]
        for name, (payments, other) in plans.items():
            if payments != wanted or abs(other - cost) > Decimal("1E-7"):
                raise BenchmarkError(f"{name} gives another plan for {principal} at {rate}.")
    seconds = {name: _best(way, loans, repeats) for name, way in ways.items()}
    own = seconds["scoring (exact, Decimal)"]
    return {
        "months": MONTHS,
        "plans": times,
        "a_second": {name: times / spent for name, spent in seconds.items()},
        "ratio": {name: spent / own for name, spent in seconds.items()},
    }


def _best(
    way: Callable[[Decimal, Decimal], Plan],
    loans: Sequence[tuple[Decimal, Decimal]],
    repeats: int,
) -> float:
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        for principal, rate in loans:
            way(principal, rate)
        runs.append(time.perf_counter() - began)
    return min(runs)


def _ours(principal: Decimal, rate: Decimal) -> Plan:
    schedule = build_schedule(
        principal=principal,
        annual_rate=rate,
        months=MONTHS,
        method=Method.EQUAL_INSTALMENT,
        disbursed=START,
    )
    return [row.payment for row in schedule.instalments], annual_cost(schedule).nominal


def _numpy_financial(principal: Decimal, rate: Decimal) -> Plan:
    periods = np.arange(1, MONTHS + 1)
    monthly = float(rate) / 12
    level = -npf.pmt(monthly, MONTHS, float(principal))
    # What a plan shows: every row's interest and principal, not only the level payment.
    npf.ipmt(monthly, periods, MONTHS, float(principal))
    npf.ppmt(monthly, periods, MONTHS, float(principal))
    payments = _in_cents(principal, rate, level)
    flows = [float(principal), *(-float(payment) for payment in payments)]
    return payments, Decimal(12 * float(npf.irr(flows)))


def _pyxirr(principal: Decimal, rate: Decimal) -> Plan:
    monthly = float(rate) / 12
    level = -(pyxirr.pmt(monthly, MONTHS, float(principal)) or 0.0)
    for period in range(1, MONTHS + 1):
        pyxirr.ipmt(monthly, period, MONTHS, float(principal))
        pyxirr.ppmt(monthly, period, MONTHS, float(principal))
    payments = _in_cents(principal, rate, level)
    flows = [float(principal), *(-float(payment) for payment in payments)]
    return payments, Decimal(12 * (pyxirr.irr(flows) or 0.0))


def _in_cents(principal: Decimal, rate: Decimal, level: float) -> list[Decimal]:
    """Bring a plan to cents, row by row, as every lender does."""
    payment = Decimal(level).quantize(CENT, rounding=ROUND_HALF_UP)
    balance = principal
    payments = []
    for period in range(1, MONTHS + 1):
        interest = (balance * rate / 12).quantize(CENT, rounding=ROUND_HALF_UP)
        part = payment - interest if period < MONTHS else balance
        balance -= part
        payments.append(part + interest)
    return payments
