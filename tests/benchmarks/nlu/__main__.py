"""Command line: our understanding beside Rasa's default on messages never trained on.

python -m tests.benchmarks.nlu [--quick] [--only ours,default,generality] [--data FOLDER]
                               [--generality FOLDER] [--epochs N]
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from tests.benchmarks.card import SHARED
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.machine import MEGABYTE, describe_machine
from tests.benchmarks.nlu.dev_set import (
    FALLBACK,
    LANGUAGES,
    Judged,
    Message,
    read_dev_sets,
)
from tests.benchmarks.nlu.generality import PublicSet, measure_set, read_public_sets
from tests.benchmarks.nlu.metrics import figures, only_one_right
from tests.benchmarks.nlu.picture import draw_confusions
from tests.benchmarks.nlu.pipelines import (
    DEFAULT,
    EPOCHS,
    OURS,
    Pipeline,
    configuration,
    default_pipeline,
    our_pipeline,
    without_extractors,
)
from tests.benchmarks.nlu.report import NAMES, TITLES, render
from tests.benchmarks.nlu.runtime import Model, Parsed, parse, train
from tests.benchmarks.timing import summary

GENERALITY = "generality"
PARTS = (OURS, DEFAULT, GENERALITY)
REPORTS = ROOT / "var" / "nlu"
# Lookups belong to what is taught; rules of the dialogue, beside them, are passed over.
TAUGHT = ROOT / "nlu_data"
# The template's 100 take hours with as many examples as there are (docs/benchmarks-nlu.md).
USUAL_EPOCHS = 10
QUICK_EPOCHS = 1
QUICK_STEP = 6  # every sixth message still has most intents
EXIT_FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, parse, print the report, and keep it with its pictures in `var/nlu`."""
    options = _parser().parse_args(arguments)
    at = datetime.now(UTC)
    kept = REPORTS / f"{at:%Y%m%dT%H%M%SZ}.json"
    REPORTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="shandai-nlu-") as name:
            results = _measure(options, at, Path(name), kept)
    except KeyboardInterrupt:
        return EXIT_FAILED
    except BenchmarkError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILED
    report = render(results)
    sys.stdout.write(report)
    kept.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    kept.with_suffix(".md").write_text(report, encoding="utf-8")
    sys.stderr.write(f"Kept in {kept.relative_to(ROOT).with_suffix('')}.md, .json and .png\n")
    return 0


def _measure(options: argparse.Namespace, at: datetime, folder: Path, kept: Path) -> dict[str, Any]:
    epochs = QUICK_EPOCHS if options.quick else options.epochs
    pipelines: Mapping[str, Pipeline] = {
        OURS: our_pipeline(),
        DEFAULT: default_pipeline("zh", epochs=epochs),
    }
    wanted = [name for name in pipelines if name in options.only]
    # Both are read first: what is missing should be said before an hour of training.
    messages = read_dev_sets(options.data) if wanted else ()
    sets = read_public_sets(options.generality) if options.generality else ()
    if options.quick:
        messages = messages[::QUICK_STEP]
    results: dict[str, Any] = {
        "at": f"{at:%Y-%m-%d %H:%M} UTC",
        "quick": options.quick,
        "epochs": {"used": epochs, "template": EPOCHS},
        "machine": describe_machine(),
        "pipelines": {},
        "compared": {},
        "pictures": [],
    }
    judged: dict[str, Sequence[Judged]] = {}
    for name in wanted:
        own = folder / name
        own.mkdir()
        config = configuration(pipelines[name], "zh")
        model = train(config, TAUGHT, own, what=TITLES[name], echo=sys.stderr)
        parsed = parse(model, [one.text for one in messages], what=TITLES[name], echo=sys.stderr)
        judged[name] = [_judge(*pair) for pair in zip(messages, parsed, strict=True)]
        results["pipelines"][name] = {
            **_cost(model, parsed),
            **{language: figures(_of(judged[name], language)) for language in NAMES},
        }
        for language in LANGUAGES:
            picture = kept.with_name(f"{kept.stem}-{name}-{language}.png")
            title = f"{TITLES[name]}: {NAMES[language]}, labels and what was understood"
            draw_confusions(_of(judged[name], language), picture, title=title)
            results["pictures"].append(str(picture.relative_to(ROOT)))
    if len(wanted) == len(pipelines):
        results["compared"] = {
            language: only_one_right(*(_of(judged[name], language) for name in (OURS, DEFAULT)))
            for language in NAMES
        }
    if GENERALITY in options.only:
        results[GENERALITY] = _generality(sets, wanted or list(pipelines), folder / GENERALITY)
    return results


def _judge(message: Message, parsed: Parsed) -> Judged:
    likeliest, confidence = next(
        ((name, sure) for name, sure in parsed.ranking if name != FALLBACK), (parsed.intent, 0.0)
    )
    return Judged(message=message, intent=parsed.intent, likeliest=likeliest, confidence=confidence)


def _of(judged: Sequence[Judged], language: str) -> Sequence[Judged]:
    return [one for one in judged if language in (one.message.language, "both")]


def _cost(model: Model, parsed: Sequence[Parsed]) -> dict[str, Any]:
    worked = summary([one.processor_seconds for one in parsed])
    return {
        "training": {
            "seconds": model.seconds,
            "processor_seconds": model.processor_seconds,
            "model_mb": model.path.stat().st_size / MEGABYTE,
        },
        "parsing": {
            **summary([one.seconds for one in parsed]),
            "processor_median_ms": worked["median_ms"],
        },
    }


def _generality(sets: Sequence[PublicSet], wanted: Sequence[str], folder: Path) -> dict[str, Any]:
    if not sets:
        return {
            "skipped": "no folder with public intent sets was named with --generality; they are "
            "not part of the project, docs/benchmarks-nlu.md says where they are published"
        }
    # Ours stays what it is for customers; the default gets what Rasa gives an English project.
    pipelines = {
        OURS: (without_extractors(our_pipeline()), "zh"),
        DEFAULT: (default_pipeline("en", epochs=EPOCHS), "en"),
    }
    measured = {}
    for public in sets:
        own = folder / public.name
        own.mkdir(parents=True)
        measured[public.name] = measure_set(
            public, {name: pipelines[name] for name in wanted}, own, sys.stderr
        )
    return {"sets": measured}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make nlu-report", description="measures how well customers' own words are understood"
    )
    parser.add_argument("--quick", action="store_true", help="few messages, to see that it works")
    parser.add_argument(
        "--only",
        type=_parts,
        default=PARTS,
        metavar="PARTS",
        help=f"some of {','.join(PARTS)}",
    )
    parser.add_argument("--data", type=Path, default=SHARED, help="folder of the labelled messages")
    parser.add_argument(
        "--epochs",
        type=int,
        default=USUAL_EPOCHS,
        help=f"epochs of DIET (default {USUAL_EPOCHS}; Rasa's template {EPOCHS})",
    )
    parser.add_argument("--generality", type=Path, help="folder of public intent sets")
    return parser


def _parts(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(","))
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(PARTS)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
