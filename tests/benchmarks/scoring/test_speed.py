from decimal import Decimal

import pytest

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.scoring import plans
from tests.benchmarks.scoring.columns import invented_loans, priced
from tests.benchmarks.scoring.decisions import measure_decisions
from tests.benchmarks.scoring.speed import render


def test_the_report_says_what_was_measured() -> None:
    found = {
        "scoring": {"people": 1_000_000, "rows_a_second": {"card": 2_000_000.0, "boosting": 1e5}},
        "decisions": {"one applicant": {"n": 200, "median_ms": 2.5, "p95_ms": 4.0}},
        "plans": {"months": 36, "a_second": {"ours": 1000.0, "theirs": 4000.0}},
        "pricing": {
            "loans": 100_000,
            "one_by_one": 12,
            "seconds_on_two_cores": 8.04,
            "loans_a_second": {"two processes": 12_437.0, "one by one": 1000.0},
        },
    }
    text = render(found, "2026-11-24 10:00 UTC", "a machine")

    assert "## Scoring 1,000,000 applicants" in text
    assert "| boosting | 100,000 | 20 |" in text
    assert "| one applicant | 2.50 | 4.00 | 200 |" in text
    assert "| theirs | 4,000 | 0.25 |" in text
    assert "8.0 s on two cores; 12 of them" in text


def test_plans_are_compared_only_when_they_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = plans.measure_plans(times=20, repeats=1)
    assert set(found["a_second"]) == {plans.OURS, plans.COLUMNS, *plans.OTHERS}

    def cheaper(principal: Decimal, rate: Decimal) -> plans.Plan:
        rows, cost = plans._ours(principal, rate)
        return rows[:-1], cost

    monkeypatch.setattr(plans, "OTHERS", {"cheaper": cheaper})
    with pytest.raises(BenchmarkError, match="cheaper gives another plan"):
        plans.measure_plans(times=2, repeats=1)


def test_the_applicants_are_decided_as_the_report_says() -> None:
    assert [one["n"] for one in measure_decisions(times=1).values()] == [1, 3]


def test_loans_of_the_whole_catalogue_are_priced() -> None:
    loans = invented_loans(40)
    assert len(set(loans.product)) > 1
    assert priced(loans)[0] == 40
