import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.asking import ask

LOAN = {
    "principal": "1000",
    "annual_rate": "0.12",
    "periods": 3,
    "method": "equal_instalment",
    "disbursed": "2026-01-15",
}
SHARED = Path(
    os.environ.get("SHANDAI_SHARED_DATA", Path(__file__).parents[3].parent / "shared" / "data")
)
CASES = SHARED / "finance_cases_open.jsonl"


def test_a_loan_is_laid_out_with_totals_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    status, (answer,) = ask(monkeypatch, "schedule", {"id": "a", **LOAN})
    assert status == 0
    assert answer["id"] == "a"
    assert answer["instalments"][0] == {
        "number": 1,
        "due": "2026-02-15",
        "payment": "340.02",
        "principal": "330.02",
        "interest": "10.00",
        "fees": "0.00",
        "balance": "669.98",
    }
    assert answer["totals"] == {
        "principal": "1000.00",
        "interest": "20.07",
        "fees": "0.00",
        "upfront_fees": "0.00",
        "cost": "20.07",
        "payment": "1020.07",
    }
    assert round(float(answer["apr"]), 4) == 0.12
    assert float(answer["apr_effective"]) > float(answer["apr"])


def test_a_loan_without_a_day_is_paid_out_today(monkeypatch: pytest.MonkeyPatch) -> None:
    line = {key: value for key, value in LOAN.items() if key != "disbursed"}
    _, (answer,) = ask(monkeypatch, "schedule", line, today="2026-03-31")
    assert [row["due"] for row in answer["instalments"]] == [
        "2026-04-30",
        "2026-05-31",
        "2026-06-30",
    ]


def test_every_key_reaches_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    line = {
        **LOAN,
        "periods": 8,
        "frequency": "2 weeks",
        "day_count": "act/365",
        "rounding": "half-even",
        "level": {"unit": "1", "rounding": "ceil"},
        "stub": "first_instalment",
        "first_due": "2026-02-02",
        "grace": {"principal": 2, "interest": 1, "deferred": "capitalised"},
        "balloon": "100",
        "step_up": {"every": 2, "ratio": "0.05"},
        "draws": [{"date": "2026-02-10", "amount": "200"}],
        "fees": [
            {"manner": "at_disbursement", "rate": "0.01", "financed": True},
            {"manner": "per_instalment", "amount": "2"},
            {"manner": "on_balance", "rate": "0.001"},
            {"manner": "at_maturity", "amount": "5"},
        ],
        "events": [
            {"type": "rate_change", "day": "2026-03-20", "annual_rate": "0.10"},
            {"type": "part_repayment", "day": "2026-04-10", "amount": "50", "keep": "term"},
            {"type": "term_change", "day": "2026-04-20", "periods": 4},
        ],
        "settle_on": "2026-05-20",
        "early_fee": {"manner": "at_maturity", "rate": "0.01"},
    }
    status, (answer,) = ask(monkeypatch, "schedule", line)
    assert status == 0
    rows = answer["instalments"]
    assert rows[0]["due"] == "2026-02-02"
    assert rows[0]["payment"] == rows[0]["fees"]  # interest became principal
    # 1,012 lent, the financed fee of 1 % of 1,200 included, and 3.x of interest.
    assert float(rows[0]["balance"]) > 1012
    repaid = sum(float(row["principal"]) for row in rows)
    assert round(repaid + 50, 2) == float(answer["totals"]["principal"]) == 1212
    assert rows[-1]["balance"] == "0.00"
    assert float(answer["settlement"]["saving"]) >= 0


def test_a_seasonal_loan(monkeypatch: pytest.MonkeyPatch) -> None:
    season = {**LOAN, "periods": 3, "due_months": [6, 10]}
    harvest = {**LOAN, "method": "等额本金", "periods": 12, "principal_months": [10]}
    _, answers = ask(monkeypatch, "schedule", season, harvest)
    assert [row["due"][5:7] for row in answers[0]["instalments"]] == ["06", "10", "06"]
    repaying = [row for row in answers[1]["instalments"] if row["principal"] != "0.00"]
    assert [row["due"][5:7] for row in repaying] == ["10"]


def test_a_credit_line(monkeypatch: pytest.MonkeyPatch) -> None:
    line = {
        "method": "随借随还",
        "limit": "50000",
        "annual_rate": "0.144",
        "statement_day": 20,
        "movements": [
            {"day": "2026-03-01", "kind": "draw", "amount": "10000"},
            {"day": "2026-03-11", "kind": "repayment", "amount": "4040"},
        ],
        "until": "2026-04-10",
    }
    status, (answer,) = ask(monkeypatch, "schedule", line)
    assert status == 0
    assert answer["totals"] == {"interest": "112.00"}
    assert answer["movements"][-1]["kind"] == "closing"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"principal": "0"}, "principal"),
        ({"principal": "-5"}, "principal"),
        ({"principal": "1000.001"}, "principal"),
        ({"principal": "many"}, "principal"),
        ({"principal": None}, "principal"),
        ({"annual_rate": "NaN"}, "annual_rate"),
        ({"annual_rate": "10.01"}, "annual_rate"),
        ({"periods": 0}, "periods"),
        ({"periods": 100000}, "periods"),
        ({"periods": 2.5}, "periods"),
        ({"method": "balloon"}, "method"),
        ({"method": 5}, "method"),
        ({"frequency": "moon"}, "frequency"),
        ({"day_count": "31/360"}, "day_count"),
        ({"rounding": "down"}, "rounding"),
        ({"disbursed": "2026-02-30"}, "disbursed"),
        ({"first_due": "2026-01-15"}, "first_due"),
        ({"due_dates": ["2026-03-01", "2026-02-01", "2026-04-01"]}, "due_dates"),
        ({"due_dates": ["2026-03-01"]}, "due_dates"),
        ({"fees": [{"manner": "at_disbursement"}]}, "fees.0"),
        ({"fees": [{"manner": "later", "rate": "0.1"}]}, "fees.0.manner"),
        ({"fees": [{"manner": "at_maturity", "rate": "2"}]}, "fees.0.rate"),
        ({"grace": {"principal": 3}}, "grace.principal"),
        ({"balloon": "1000"}, "balloon"),
        ({"draws": [{"day": "2025-01-01", "amount": "1"}]}, "draws"),
        ({"events": [{"type": "part_repayment", "day": "2026-02-01"}]}, "amount"),
        ({"events": [{"type": "part_repayment", "day": "2026-02-01", "amount": "9999"}]}, "amount"),
        ({"events": [{"type": "settlement", "day": "2030-02-01"}]}, "day"),
        ({"settle_on": "2030-01-01"}, "day"),
        ({"feees": []}, "feees"),
        ({"method": "credit_line"}, "limit"),
    ],
)
def test_a_bad_value_is_named_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], field: str
) -> None:
    status, answers = ask(monkeypatch, "schedule", {**LOAN, **changed}, LOAN)
    assert status == 1
    error = answers[0]["error"]
    assert error["field"] == field
    assert error["problem"]
    assert error["remedy"]
    assert "instalments" in answers[1]


def test_a_loan_eaten_by_its_fee_has_a_plan_and_no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    line = {**LOAN, "fees": [{"manner": "at_disbursement", "rate": "1"}]}
    status, (answer,) = ask(monkeypatch, "schedule", line)
    assert status == 0
    assert answer["apr"] is None
    assert answer["apr_problem"]


@pytest.mark.parametrize("periods", [1, 600])
@pytest.mark.parametrize("rate", ["0", "10"])
def test_the_ends_of_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, periods: int, rate: str
) -> None:
    status, (answer,) = ask(
        monkeypatch, "schedule", {**LOAN, "periods": periods, "annual_rate": rate}
    )
    assert status == 0
    assert len(answer["instalments"]) == periods
    assert answer["instalments"][-1]["balance"] == "0.00"
    assert abs(float(answer["apr"]) - float(rate)) < 0.001


def test_equal_principal_bears_the_interest_of_exact_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What Chinese mortgage calculators give for 1,000,000 at 4.9 % over 360 months.
    line = {"principal": 1000000, "annual_rate": 0.049, "n": 360, "method": "等额本金"}
    _, (answer, kept) = ask(monkeypatch, "schedule", line, {**line, "level": {"spread": False}})
    assert answer["instalments"][0]["payment"] == "6861.11"
    assert answer["instalments"][-1]["payment"] == "2789.12"
    assert answer["totals"]["interest"] == "737041.67"
    assert kept["instalments"][-1]["principal"] == "2776.98"


def test_published_plans_come_out_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    if not CASES.exists():
        pytest.skip(f"{CASES.name} is not there; set SHANDAI_SHARED_DATA to its folder")
    read = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    cases = [case for case in read if case["kind"] == "schedule" and "due_dates" in case["inputs"]]
    for case in cases:
        asked = {**case["inputs"], "rounding": "half_even", "level": {"closest_last": True}}
        _, (answer,) = ask(monkeypatch, "schedule", asked)
        keys = ("payment", "interest", "principal", "balance")
        rows = [[float(row[key]) for key in keys] for row in answer["instalments"]]
        assert rows == case["expected"]["rows"], case["id"]
    assert len(cases) == 4
