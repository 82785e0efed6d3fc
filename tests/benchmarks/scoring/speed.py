"""Command line: how fast the core is, beside other ways to the same output; Markdown out.

python -m tests.benchmarks.scoring.speed [--quick]
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.settings import ROOT
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.machine import describe_machine
from tests.benchmarks.scoring.columns import measure_pricing, measure_scoring
from tests.benchmarks.scoring.decisions import measure_decisions
from tests.benchmarks.scoring.plans import measure_plans
from tests.benchmarks.scoring.report import machine_line, speed_table, table

REPORTS = ROOT / "var" / "bench"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the report and keep it in `var/bench`."""
    parser = argparse.ArgumentParser(prog="make bench-speed", description="how fast the core is")
    parser.add_argument("--quick", action="store_true", help="few samples, to see that it works")
    quick = parser.parse_args(arguments).quick
    at = datetime.now(UTC)
    machine = describe_machine()
    try:
        found = measure(quick=quick)
    except BenchmarkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    report = render(found, f"{at:%Y-%m-%d %H:%M} UTC", machine_line(machine))
    sys.stdout.write(report)
    REPORTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = REPORTS / f"speed-{at:%Y%m%dT%H%M%SZ}.json"
    place.write_text(json.dumps({"machine": machine, **found}, indent=1) + "\n", encoding="utf-8")
    place.with_suffix(".md").write_text(report, encoding="utf-8")
    return 0


def measure(*, quick: bool) -> dict[str, Any]:
    """Measure every part.

    Raises:
        BenchmarkError: two ways do not give the same output, so that comparing them is idle.
    """
    steps: Mapping[str, Callable[[], dict[str, Any]]] = {
        "scoring": lambda: measure_scoring(
            people=20_000 if quick else 1_000_000, repeats=1 if quick else 5
        ),
        "decisions": lambda: measure_decisions(times=5 if quick else 200),
        "plans": lambda: measure_plans(times=60 if quick else 1000, repeats=1 if quick else 5),
        "pricing": lambda: measure_pricing(
            loans=2_000 if quick else 100_000, scalar=20 if quick else 500
        ),
    }
    found: dict[str, Any] = {}
    for name, step in steps.items():
        sys.stderr.write(f"Measuring: {name}\n")
        found[name] = step()
    return found


def render(found: Mapping[str, Any], at: str, machine: str) -> str:
    """Return the report."""
    scoring, plans, pricing = found["scoring"], found["plans"], found["pricing"]
    decisions = [
        (name, f"{one['median_ms']:.2f}", f"{one['p95_ms']:.2f}", str(one["n"]))
        for name, one in found["decisions"].items()
    ]
    parts = [
        f"# The core's speed, {at}",
        machine,
        speed_table(
            f"## Scoring {scoring['people']:,} applicants, the best of some runs",
            scoring["rows_a_second"],
            "rows a second",
        ),
        "## One applicant, nothing remembered between calls\n\n"
        + table(("what", "median ms", "p95 ms", "calls"), decisions),
        speed_table(
            f"## Plans of {plans['months']} months with their annual rate, the same to the cent",
            plans["a_second"],
            "plans a second",
        ),
        speed_table(
            f"## Pricing {pricing['loans']:,} loans ({pricing['seconds_on_two_cores']:.1f} s on "
            f"two cores; {pricing['one_by_one']:,} of them had to be priced one by one)",
            pricing["loans_a_second"],
            "loans a second",
        ),
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
