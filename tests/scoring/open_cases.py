"""Reads the published finance cases, which lie outside the project; a test skips without them."""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.annual_rate import Flow
from scoring.schedule import add_months
from scoring.unit_periods import UnitKind, UnitPeriod

SHARED = Path(
    os.environ.get("SHANDAI_SHARED_DATA", Path(__file__).parents[2].parent / "shared" / "data")
)
CASES = SHARED / "finance_cases_open.jsonl"


def open_cases(kind: str) -> list[dict[str, Any]]:
    """Return the cases of one kind, every number a Decimal."""
    if not CASES.exists():
        pytest.skip(f"{CASES.name} is not there; set SHANDAI_SHARED_DATA to its folder")
    lines = CASES.read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
    return [case for case in cases if case["kind"] == kind]


type Read = tuple[list[Flow], dict[str, Any]]


def _level(inputs: dict[str, Any]) -> Read:
    payments = [(number, inputs["payment"]) for number in range(1, int(inputs["n"]) + 1)]
    return [(0, -inputs["amount"]), *payments], {}


def _timed(inputs: dict[str, Any]) -> Read:
    return [(flow["t_years"], flow["amount"]) for flow in inputs["flows"]], {}


def _by_day(inputs: dict[str, Any]) -> Read:
    start = date.fromisoformat(inputs["start_date"])
    paid = [
        (start + timedelta(days=int(flow["day"])), flow["amount"]) for flow in inputs["payments"]
    ]
    return [(start, -inputs["principal"]), *paid], {}


def _in_units(inputs: dict[str, Any]) -> Read:
    first = inputs["unit_periods_to_first"] + inputs["fraction"]
    paid = [(first + number, amount) for number, amount in enumerate(inputs["payments"])]
    return [(0, -inputs["amount"]), *paid], {"periods_a_year": inputs["unit_periods_per_year"]}


READERS: dict[str, Callable[[dict[str, Any]], Read]] = {
    "nominal_monthly_irr_x12": _level,
    "effective_annual": _timed,
    "effective_annual_days_365": _by_day,
    "us_reg_z_actuarial": _in_units,
}


def due(first: date, unit: UnitPeriod, number: int) -> date:
    match unit.kind:
        case UnitKind.DAY:
            return first + timedelta(days=unit.every * number)
        case UnitKind.WEEK:
            return first + timedelta(weeks=unit.every * number)
        case UnitKind.YEAR:
            return add_months(first, 12 * number)
        case UnitKind.MONTH:
            return add_months(first, unit.every * number)
    pytest.fail(f"no dates are known for {unit}")


def read_flows(inputs: dict[str, Any]) -> Read:
    """Return the flows of an ``apr`` case and the options of its convention."""
    return READERS[inputs["method"]](inputs)
