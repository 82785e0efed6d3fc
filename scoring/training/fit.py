"""Command line that fits the stated card, measures it and writes it; offline only.

python -m scoring.training.fit --data give_me_some_credit.csv.gz --seed 42 --out stated-v1.json
"""

import argparse
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sklearn
from sklearn.model_selection import train_test_split

from scoring.training.binning import bin_characteristics, place_all
from scoring.training.comparison import compare
from scoring.training.fitting import evidence_of, fit_levels
from scoring.training.metrics import Discrimination, brier, calibration_error, discrimination
from scoring.training.points import bad_probability, card_document, merge_repeats, to_points
from scoring.training.stated_inputs import DATA_NAME, Floats, Ints, Sample, read_sample

TEST_SHARE = 0.3
CARD = "this card"
AGE_GROUPS = ((0, 30), (30, 40), (40, 50), (50, 60), (60, 200))


@dataclass(frozen=True, kw_only=True, slots=True)
class Trained:
    """A fitted card with what was measured on the rows that were held out.

    Attributes:
        document: the card, ready to be written as JSON.
        measured: every model's discrimination, the card's under CARD.
        calibration: the card's probabilities beside what happened.
        by_age: the same inside groups by age, which is not an input.
    """

    document: dict[str, object]
    measured: dict[str, Discrimination]
    calibration: dict[str, str]
    by_age: dict[str, dict[str, str]]


def train_card(sample: Sample, *, version: str, seed: int) -> Trained:
    """Fit on 70 % of the people, drawn with equal shares of bad, and measure on the others."""
    rows = np.arange(len(sample.bad))
    train, test = train_test_split(
        rows, test_size=TEST_SHARE, stratify=sample.bad, random_state=seed
    )
    inputs, bad = sample.inputs, sample.bad
    binnings = bin_characteristics(inputs[train], bad[train], seed=seed)
    places = place_all(binnings, inputs)
    fit = fit_levels(binnings, places[train], bad[train], seed=seed)
    binnings, points = merge_repeats(binnings, to_points(fit))
    places = place_all(binnings, inputs)
    probability = bad_probability(points.total(places[test]))
    measured = {CARD: discrimination(bad[test], probability)}
    measured |= compare((inputs[train], bad[train]), (inputs[test], bad[test]), seed=seed)
    calibration = {
        "mean_gap_over_deciles": _text(calibration_error(bad[test], probability)),
        "brier": _text(brier(bad[test], probability)),
        "predicted": _text(float(probability.mean())),
        "seen": _text(float(bad[test].mean())),
    }
    by_age = _by_age(sample.age[test], bad[test], probability)
    training = {
        "data": DATA_NAME,
        "people": len(rows),
        "bad_share": _text(float(bad.mean())),
        "median_monthly_income": f"{sample.median_monthly_income:.0f} USD",
        "split": f"{TEST_SHARE:.0%} held out, stratified by target",
        "seed": seed,
        "strength": _text(fit.strength),
        "calibration_slope": _text(fit.slope),
        "held_out": {
            name: {"auc": _text(found.auc), "ks": _text(found.ks)}
            for name, found in measured.items()
        },
        "held_out_calibration": calibration,
        "held_out_by_age": by_age,
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
    }
    document = card_document(
        version=version,
        binnings=binnings,
        points=points,
        evidence=evidence_of(binnings, places[train], bad[train]),
        training=training,
    )
    return Trained(document=document, measured=measured, calibration=calibration, by_age=by_age)


def report(trained: Trained) -> str:
    """Return the measured figures as a table for the terminal."""
    lines = [f"{'held-out':34}{'AUC':>8}{'KS':>8}"]
    lines += [f"{name:34}{one.auc:8.4f}{one.ks:8.4f}" for name, one in trained.measured.items()]
    lines += ["", "calibration of this card", *_listed(trained.calibration)]
    lines += ["", "this card by age, which is not an input", *_listed(trained.by_age)]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write the card and print the report."""
    parser = argparse.ArgumentParser(description="Fit the card on what a customer can state.")
    parser.add_argument("--data", type=Path, required=True, help="the gzipped CSV")
    parser.add_argument("--seed", type=int, default=42, help="seed of the split and of all models")
    parser.add_argument("--out", type=Path, required=True, help="where to write the card")
    options = parser.parse_args(arguments)
    trained = train_card(read_sample(options.data), version=options.out.stem, seed=options.seed)
    text = json.dumps(trained.document, indent=1, ensure_ascii=False)
    options.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(report(trained))


def _by_age(age: Floats, bad: Ints, probability: Floats) -> dict[str, dict[str, str]]:
    """Measure the card inside groups by age, which is not an input."""
    found = {}
    for low, high in AGE_GROUPS:
        group = (age >= low) & (age < high)
        if bad[group].min(initial=1) == bad[group].max(initial=0):
            continue
        name = f"{low} and over" if high > 100 else f"{low} to {high - 1}" if low else "under 30"
        found[name] = {
            "auc": _text(discrimination(bad[group], probability[group]).auc),
            "predicted": _text(float(probability[group].mean())),
            "seen": _text(float(bad[group].mean())),
        }
    return found


def _listed(figures: Mapping[str, object]) -> list[str]:
    return [f"  {name}: {value}" for name, value in figures.items()]


def _text(number: float) -> str:
    return f"{number:.4f}"


if __name__ == "__main__":
    main()
