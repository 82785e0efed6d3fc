"""`shandai card` and `shandai score`: fit, check and move cards, and score files of people."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from pydantic import ValidationError

from bot.commands.lines import to_json
from bot.commands.problems import problem_of
from scoring.errors import ScoringError
from scoring.training import commands as cards
from scoring.training.validation import Validation
from scoring.training.validation_page import page

EXIT_FAILED = 1


def run(options: argparse.Namespace) -> int:
    """Do what was asked; a file that cannot be used is one ``error`` object and status 1."""
    name = options.command if options.command == "score" else options.part
    bad = 0
    try:
        for answer in _PARTS[name](options):
            bad += "error" in answer
            sys.stdout.write(to_json(answer) + "\n")
    except (ScoringError, ValidationError) as error:
        sys.stdout.write(to_json({"error": asdict(problem_of(error))}) + "\n")
        return EXIT_FAILED
    except OSError as error:
        problem = {"field": str(error.filename), "problem": str(error.strerror).lower()}
        sys.stdout.write(to_json({"error": {**problem, "remedy": "name another file"}}) + "\n")
        return EXIT_FAILED
    return EXIT_FAILED if bad else 0


type Answers = Iterator[Mapping[str, object]]


def _score(options: argparse.Namespace) -> Answers:
    yield from cards.score_file(
        cards.card_path(options.card), options.people, schema=options.schema
    )


def _fit(options: argparse.Namespace) -> Answers:
    _tell("Fitting the card and the models beside it; some minutes for 100,000 people ...")
    document = cards.fit(options.data, options.schema, version=options.version, seed=options.seed)
    _write(options.out, document)
    training = document["training"]
    yield {"card": str(options.out), "version": options.version, "training": training}


def _validate(options: argparse.Namespace) -> Answers:
    _tell("Measuring the card and the models beside it ...")
    found = cards.validate(
        cards.card_path(options.card),
        options.data,
        options.schema,
        seed=options.seed,
        cut_off=options.cut_off,
    )
    options.out.write_text(page(found), encoding="utf-8")
    yield {"report": str(options.out), **_figures(found)}


def _compare(options: argparse.Namespace) -> Answers:
    _tell(f"Fitting every model on {options.folds} folds ...")
    found = cards.compare(options.data, options.schema, seed=options.seed, folds=options.folds)
    for name, figures in found.items():
        yield {"model": name, **figures}


def _calibrate(options: argparse.Namespace) -> Answers:
    document = cards.calibrate(
        cards.card_path(options.card),
        options.outcomes,
        version=options.version,
        source=options.source,
        target=options.target,
        schema=options.schema,
    )
    _write(options.out, document)
    yield {"card": str(options.out), "version": options.version}


_PARTS: Mapping[str, Callable[[argparse.Namespace], Answers]] = {
    "score": _score,
    "fit": _fit,
    "validate": _validate,
    "compare": _compare,
    "calibrate": _calibrate,
}


def _figures(found: Validation) -> Mapping[str, object]:
    return {
        "card": found.card.version,
        "people": len(found.bad),
        "models": {
            name: {
                "auc": f"{one.discrimination.auc:.4f}",
                "ks": f"{one.discrimination.ks:.4f}",
                "calibration_error": f"{one.calibration_error:.4f}",
                "brier": f"{one.brier:.4f}",
            }
            for name, one in found.models.items()
        },
        "score_stability": f"{found.score_stability:.4f}",
    }


def _write(path: Path, document: Mapping[str, object]) -> None:
    text = json.dumps(document, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
