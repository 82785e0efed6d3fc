import pytest

from tests.benchmarks.timing import summary, timed


def test_the_figures_are_of_durations_that_were_measured() -> None:
    hundred = [number / 1000 for number in range(100, 0, -1)]

    assert summary(hundred) == pytest.approx({"n": 100, "median_ms": 50.5, "p95_ms": 95.0})
    assert summary([0.002]) == pytest.approx({"n": 1, "median_ms": 2.0, "p95_ms": 2.0})


def test_the_first_call_does_not_count() -> None:
    calls: list[int] = []

    assert timed(lambda: calls.append(1), 3)["n"] == 3
    assert len(calls) == 4
