"""Command line of the benchmarks: Markdown on the standard output, progress beside it.

python -m tests.benchmarks [--quick] [--only training,start,turns,core,card] [--data FILE]
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import ShandaiError
from bot.model import ensure_trained
from bot.settings import ROOT, Settings, load
from bot.storage.migrate import upgrade
from tests.benchmarks.card import DATA, measure_card
from tests.benchmarks.core import measure_core
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.machine import describe_machine
from tests.benchmarks.report import render
from tests.benchmarks.start import measure_start
from tests.benchmarks.training import measure_training
from tests.benchmarks.turns import measure_turns

PARTS = ("training", "start", "turns", "core", "card")
REPORTS = ROOT / "var" / "bench"
EXIT_FAILED = 1


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Effort:
    """How many samples are taken.

    Attributes:
        starts: starts of the chat.
        conversations: whole conversations, of which each has every kind of turn.
        parses: messages that are only understood.
        calls: calls of each step of the core.
    """

    starts: int
    conversations: int
    parses: int
    calls: int


# Two customers of four get an offer, and every kind of turn should be seen 40 times.
FULL = Effort(starts=5, conversations=80, parses=300, calls=100)
QUICK = Effort(starts=1, conversations=8, parses=60, calls=10)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for, print the report, and keep it in `var/bench`."""
    options = _parser().parse_args(arguments)
    at = datetime.now(UTC)
    try:
        results = _measure(options, at)
    except KeyboardInterrupt:
        return EXIT_FAILED
    except (BenchmarkError, ShandaiError) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILED
    report = render(results)
    sys.stdout.write(report)
    REPORTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = REPORTS / f"{at:%Y%m%dT%H%M%SZ}.json"
    kept.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    kept.with_suffix(".md").write_text(report, encoding="utf-8")
    shown = kept.relative_to(ROOT)
    sys.stderr.write(f"Kept in {shown} and {shown.with_suffix('.md')}\n")
    return 0


def _measure(options: argparse.Namespace, at: datetime) -> dict[str, Any]:
    """Run the parts in the order of the report, each in a folder and a database of its own."""
    effort = QUICK if options.quick else FULL
    echo = sys.stderr
    with tempfile.TemporaryDirectory(prefix="shandai-bench-") as name:
        folder = Path(name)
        # Before the parts are run, so that their own work is not taken for somebody else's.
        results: dict[str, Any] = {
            "at": f"{at:%Y-%m-%d %H:%M} UTC",
            "quick": options.quick,
            "effort": dataclasses.asdict(effort),
            "machine": describe_machine(),
        }
        if {"start", "turns"} & set(options.only):
            ensure_trained(log=folder / "train.log", echo=echo)
        measures: Mapping[str, Callable[[Path], dict[str, Any]]] = {
            "training": lambda own: measure_training(own, echo),
            "start": lambda own: measure_start(_settings(own), times=effort.starts, echo=echo),
            "turns": lambda own: measure_turns(
                _settings(own),
                conversations=effort.conversations,
                parses=effort.parses,
                echo=echo,
            ),
            "core": lambda _: measure_core(times=effort.calls),
            "card": lambda _: measure_card(options.data),
        }
        for part in PARTS:
            if part in options.only:
                echo.write(f"Measuring: {part}\n")
                own = folder / part
                own.mkdir()
                results[part] = measures[part](own)
    return results


def _settings(folder: Path) -> Settings:
    """Return the default settings with a database in `folder`, whatever the environment says."""
    settings = dataclasses.replace(
        load({}, root=folder), var=folder, database_url=f"sqlite:///{folder}/shandai.db"
    )
    upgrade(settings.database_url)
    return settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description="measures what a run costs")
    parser.add_argument("--quick", action="store_true", help="few samples, to see that it works")
    parser.add_argument(
        "--only",
        type=_parts,
        default=PARTS,
        metavar="PARTS",
        help=f"some of {','.join(PARTS)}",
    )
    parser.add_argument("--data", type=Path, default=DATA, help="the card's gzipped CSV")
    return parser


def _parts(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(","))
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(PARTS)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
