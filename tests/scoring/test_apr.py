import json
import os
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from scoring.apr import AnnualCost, annual_cost, irr, xirr
from scoring.errors import NoSingleRate
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import Schedule, build_schedule, whole_months
from tests.scoring.loans import schedules

JANUARY = date(2026, 1, 15)
SHARED = Path(
    os.environ.get("SHANDAI_SHARED_DATA", Path(__file__).parents[2].parent / "shared" / "data")
)
CASES = SHARED / "finance_cases_open.jsonl"


def cost(method: Method, months: int, *fees: Fee, first_due: date | None = None) -> AnnualCost:
    return annual_cost(
        build_schedule(
            principal=Decimal(100000),
            annual_rate=Decimal("0.096"),
            months=months,
            method=method,
            disbursed=JANUARY,
            first_due=first_due,
            fees=fees,
        )
    )


def near(rate: Decimal, expected: str, within: str = "1E-6") -> bool:
    return abs(rate - Decimal(expected)) <= Decimal(within)


def test_published_rates() -> None:
    amounts = [Decimal(x) for x in (-100, 39, 59, 55, 20)]
    assert near(irr(amounts), "0.28095", "5E-6")  # numpy-financial's example of irr
    flows = [
        (date(2008, 1, 1), Decimal(-10000)),
        (date(2008, 3, 1), Decimal(2750)),
        (date(2008, 10, 30), Decimal(4250)),
        (date(2009, 2, 15), Decimal(3250)),
        (date(2009, 4, 1), Decimal(2750)),
    ]
    assert near(xirr(flows), "0.373362535", "1E-8")  # Excel's example of XIRR
    assert xirr(reversed(flows)) == xirr(flows)


def test_without_fees_the_cost_is_the_rate() -> None:
    monthly = cost(Method.EQUAL_INSTALMENT, 18)
    assert near(monthly.nominal, "0.096")
    assert near(monthly.effective, "0.100338694")  # 1.008^12 - 1
    assert near(cost(Method.EQUAL_PRINCIPAL, 24).nominal, "0.096")
    assert cost(Method.INTEREST_ONLY, 12).nominal == Decimal("0.096")


def test_a_single_payment_is_annualised_by_its_own_term() -> None:
    half = cost(Method.BULLET, 6)
    assert half.nominal == Decimal("0.096")
    assert half.effective == Decimal("0.098304")  # 1.048^2 - 1
    assert cost(Method.BULLET, 12) == AnnualCost(
        nominal=Decimal("0.096"), effective=Decimal("0.096")
    )
    # Beyond a year the unit stays a year: 1.192^(1/2) - 1.
    assert near(cost(Method.BULLET, 24).nominal, "0.091787525")
    # 73 days, 100,000 x 9.6 % x 72/360 = 1,920; x 365/73.
    assert cost(Method.BULLET, 2, first_due=date(2026, 3, 29)).nominal > Decimal("0.095")


def test_a_fee_at_disbursement_by_hand() -> None:
    # 100,000 less 2 % for one month at 0.8 %: 100,800 / 98,000 - 1, times 12.
    fee = Fee(
        code="f", name="费", payee="甲", manner=FeeManner.AT_DISBURSEMENT, rate=Decimal("0.02")
    )
    assert near(cost(Method.EQUAL_INSTALMENT, 1, fee).nominal, "0.342857142857", "1E-9")


def test_an_irregular_first_date_uses_days() -> None:
    found = cost(Method.EQUAL_INSTALMENT, 12, first_due=date(2026, 2, 20))
    assert near((1 + found.nominal / 12) ** 12 - 1, str(found.effective), "1E-8")
    assert near(found.nominal, "0.096", "0.0015")


def test_flows_without_a_single_rate_are_refused() -> None:
    with pytest.raises(NoSingleRate):
        irr([Decimal(1), Decimal(2)])
    with pytest.raises(NoSingleRate):
        xirr([])
    # 10 % and 20 % both solve it.
    with pytest.raises(NoSingleRate):
        irr([Decimal(-100), Decimal(230), Decimal(-132)])
    fee = Fee(code="f", name="费", payee="甲", manner=FeeManner.AT_DISBURSEMENT, rate=Decimal(1))
    with pytest.raises(NoSingleRate):
        cost(Method.EQUAL_INSTALMENT, 12, fee)


@settings(max_examples=150, deadline=None)
@given(schedules())
def test_the_cost_shown_discounts_the_payments_to_what_was_received(schedule: Schedule) -> None:
    found = annual_cost(schedule)
    received = float(schedule.flows()[0][1])
    present = 0.0
    for row in schedule.instalments:
        months = whole_months(schedule.disbursed, row.due)
        assert months is not None
        present += float(row.payment) / (1 + float(found.effective)) ** (months / 12)
    assert abs(present - received) <= 1e-6 * received
    if len(schedule.instalments) > 1:
        monthly = found.nominal / 12
        assert near((1 + monthly) ** 12 - 1, str(found.effective), "1E-7")


def open_cases(kind: str) -> list[dict[str, Any]]:
    if not CASES.exists():
        pytest.skip(f"{CASES.name} is not there; set SHANDAI_SHARED_DATA to its folder")
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [case for case in map(json.loads, lines) if case["kind"] == kind]


def test_open_xirr_cases() -> None:
    cases = open_cases("xirr")
    for case in cases:
        dates = map(date.fromisoformat, case["inputs"]["dates"])
        amounts = (Decimal(str(amount)) for amount in case["inputs"]["amounts"])
        rate = xirr(zip(dates, amounts, strict=True))
        assert abs(float(rate) - case["expected"]["rate"]) <= case["tolerance"], case["id"]
    assert cases


def test_open_annual_cost_cases() -> None:
    tried: Counter[str] = Counter()
    for case in open_cases("apr"):
        found = _annual_rate(case["inputs"])
        if found is None:
            continue
        tried[case["inputs"]["method"]] += 1
        expected = case["expected"]
        wanted = expected["rate"] if "rate" in expected else expected["apr_percent"]
        shown = float(found) if "rate" in expected else float(found) * 100
        assert abs(shown - wanted) <= case["tolerance"], case["id"]
    assert len(tried) == 4


def _annual_rate(inputs: dict[str, Any]) -> Decimal | None:
    """Return the rate of one case; None for unit periods with a fraction."""
    start = date(2025, 1, 1)
    match inputs["method"]:
        case "nominal_monthly_irr_x12":
            payments = [Decimal(str(inputs["payment"]))] * inputs["n"]
            return 12 * irr([Decimal(-inputs["amount"]), *payments])
        case "effective_annual":
            return xirr(
                (start + timedelta(days=round(flow["t_years"] * 365)), Decimal(str(flow["amount"])))
                for flow in inputs["flows"]
            )
        case "effective_annual_days_365":
            paid = [
                (start + timedelta(days=flow["day"]), Decimal(str(flow["amount"])))
                for flow in inputs["payments"]
            ]
            return xirr([(start, -Decimal(str(inputs["principal"]))), *paid])
        case _ if inputs["fraction"] == 0:
            wait = [Decimal(0)] * (inputs["unit_periods_to_first"] - 1)
            payments = [Decimal(str(amount)) for amount in inputs["payments"]]
            flows = [Decimal(-inputs["amount"]), *wait, *payments]
            return Decimal(str(inputs["unit_periods_per_year"])) * irr(flows)
    return None
