"""Command line: our card beside other models on real data, five folds; Markdown out.

python -m tests.benchmarks.scoring [--only german_credit,...] [--quick] [--data FOLDER] [--out FILE]
"""

import argparse
import dataclasses
import json
import sys
import warnings
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from scoring.training.schema import parse_schema
from scoring.training.table import Table, read_cells, table_of
from tests.benchmarks.card import SHARED
from tests.benchmarks.machine import describe_machine
from tests.benchmarks.scoring.challengers import CHALLENGERS, Challenger
from tests.benchmarks.scoring.discrimination import (
    BOOSTING,
    FOLDS,
    SEED,
    Figures,
    five_folds,
    one_split,
)
from tests.benchmarks.scoring.inputs import Inputs
from tests.benchmarks.scoring.optimal_binning import optimal_binning
from tests.benchmarks.scoring.our_card import OurCard, inputs_of
from tests.benchmarks.scoring.raw_columns import raw_inputs
from tests.benchmarks.scoring.report import CARD, discrimination_table, machine_line

SETS = ("german_credit", "heloc_fico", "taiwan_default", "give_me_some_credit")
SCHEMAS = ROOT / "scoring" / "training" / "schemas"
OWN_COLUMNS = f"{BOOSTING}, the file's own columns"
REPORTS = ROOT / "var" / "bench"
EXIT_FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare on every data set that is there, print the report and keep it in `var/bench`."""
    options = _parser().parse_args(arguments)
    # Ten thousand times the same remark of a library about a column of zeros helps nobody.
    warnings.simplefilter("ignore")
    at = datetime.now(UTC)
    files = {name: options.data / f"{name}.csv.gz" for name in SETS if name in options.only}
    if not any(path.is_file() for path in files.values()):
        sys.stderr.write(
            f"None of the data files is in {options.data}; name their folder with --data or "
            "SHANDAI_SHARED_DATA.\n"
        )
        return EXIT_FAILED
    machine = describe_machine()
    parts = [f"# Scorecards, {at:%Y-%m-%d %H:%M} UTC", machine_line(machine)]
    kept: dict[str, Any] = {"at": at.isoformat(), "machine": machine, "sets": {}}
    for name, path in files.items():
        if not path.is_file():
            parts.append(f"## {name}\n\nSkipped: {path.name} is not there.")
            continue
        sys.stderr.write(f"{name}\n")
        schema = parse_schema((SCHEMAS / f"{name}.yml").read_text("utf-8"))
        cells = read_cells(path)
        own_columns = raw_inputs(cells, schema)
        part, figures = compared(table_of(cells, schema), own_columns, quick=options.quick)
        parts.append(part)
        kept["sets"][name] = figures
        if name == "give_me_some_credit" and not options.quick:
            sys.stderr.write("give_me_some_credit, every raw column\n")
            models = {**CHALLENGERS, "optimal binning": optimal_binning}
            found = one_split(raw_inputs(cells, schema, sensitive=True), models, sys.stderr)
            parts.append(
                "### Reference: every raw column, age among them; 70/30, seed 42\n\n"
                + discrimination_table(found)
            )
            kept["reference"] = _plain(found)
    report = "\n\n".join(parts) + "\n"
    sys.stdout.write(report)
    if options.out:
        options.out.write_text(report, encoding="utf-8")
    REPORTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = REPORTS / f"scoring-{at:%Y%m%dT%H%M%SZ}.json"
    place.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    place.with_suffix(".md").write_text(report, encoding="utf-8")
    return 0


def compared(table: Table, own_columns: Inputs, *, quick: bool) -> tuple[str, dict[str, Any]]:
    """Compare every model on one table.

    Args:
        table: the data set by its schema.
        own_columns: the same people by the file's own columns.
        quick: two folds and the fast models, to see that it works.

    Returns:
        The part of the report, and the figures behind it.
    """
    ours = OurCard(table=table)
    models: dict[str, Challenger] = {CARD: ours, **CHALLENGERS, "optimal binning": optimal_binning}
    if quick:
        wanted = ("logistic regression, raw inputs", "gradient boosting")
        models = {CARD: ours, **{name: CHALLENGERS[name] for name in wanted}}
    folds = 2 if quick else FOLDS
    found = five_folds(inputs_of(table), models, sys.stderr, folds=folds)
    # Nobody shall say that the inputs were made for the card: boosting also makes its own.
    boosting = {OWN_COLUMNS: CHALLENGERS[BOOSTING]}
    found |= five_folds(own_columns, boosting, sys.stderr, folds=folds)
    size, reasons = ours.size(), ours.reasons_summary()
    shown = ", ".join(f"{name} {count}" for name, count in reasons["first"].items())
    text = (
        f"## {table.schema.name}\n\n{table.schema.source}: {len(table.bad):,} people, "
        f"{table.bad.mean():.2%} bad, {len(table.schema.inputs)} inputs; {folds} folds, seed "
        f"{SEED}, the same for every model; AUC and KS of all folds together, then the mean and "
        f"standard deviation of the folds' own.\n\n"
        f"{discrimination_table(found)}\n\n"
        f"Our card: {size['characteristics']:.1f} characteristics, {size['bins']:.0f} bins (mean "
        f"of the folds). Reasons of {reasons['people']:,} people held out: "
        f"{reasons['mean_reasons']:.2f} each; {reasons['true']:,} of {reasons['stated']:,} stated "
        f"reasons raise the score when removed. First reasons: {shown}."
    )
    return text, {"models": _plain(found), "size": size, "reasons": reasons}


def _plain(found: Mapping[str, Figures | str]) -> dict[str, Any]:
    return {
        name: one if isinstance(one, str) else dataclasses.asdict(one)
        for name, one in found.items()
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench-scoring", description="sets our card beside other models on real data"
    )
    parser.add_argument("--quick", action="store_true", help="two folds, fast models")
    parser.add_argument("--only", type=_sets, default=SETS, help=f"some of {','.join(SETS)}")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder of the data files")
    parser.add_argument("--out", type=Path, help="also write the report to this file")
    return parser


def _sets(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(","))
    unknown = [part for part in wanted if part not in SETS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(SETS)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
