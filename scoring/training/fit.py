"""Fits a card on a table, measures it on people held out and describes it; it reads no file."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sklearn
from sklearn.model_selection import train_test_split

from scoring.training.card_fit import FittedCard, check_enough, fit_card
from scoring.training.comparison import compare
from scoring.training.metrics import Discrimination, brier, calibration_error, discrimination
from scoring.training.stated_inputs import Floats, Ints
from scoring.training.table import Table

TEST_SHARE = 0.3
CARD = "this card"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trained:
    """A fitted card with what was measured on the rows that were held out.

    Attributes:
        card: the card with its bins.
        document: the same ready to be written as JSON.
        measured: every model's discrimination, the card's under CARD.
        calibration: the card's probabilities beside what happened.
        by_group: the same inside groups by attributes that are no inputs.
    """

    card: FittedCard
    document: dict[str, object]
    measured: dict[str, Discrimination]
    calibration: dict[str, str]
    by_group: dict[str, dict[str, dict[str, str]]]


def held_out_rows(bad: Ints, *, seed: int) -> tuple[Ints, Ints]:
    """Return the rows to fit on and those held out, with equal shares of bad.

    Raises:
        InvalidInput: there are too few people of one outcome.
    """
    check_enough(bad)
    train, test = train_test_split(
        np.arange(len(bad)), test_size=TEST_SHARE, stratify=bad, random_state=seed
    )
    return np.asarray(train, dtype=np.int64), np.asarray(test, dtype=np.int64)


def train_card(table: Table, *, version: str, seed: int) -> Trained:
    """Fit on 70 % of the people, drawn with equal shares of bad, and measure on the others."""
    rows, others = held_out_rows(table.bad, seed=seed)
    train, test = table.rows(rows), table.rows(others)
    card = fit_card(train, seed=seed)
    chance = card.probability(test.values)
    measured = {CARD: discrimination(test.bad, chance)}
    for name, challenger in compare(train, test, seed=seed).items():
        measured[name] = discrimination(test.bad, challenger)
    calibration = {
        "mean_gap_over_deciles": _text(calibration_error(test.bad, chance)),
        "brier": _text(brier(test.bad, chance)),
        "predicted": _text(float(chance.mean())),
        "seen": _text(float(test.bad.mean())),
    }
    by_group = _by_group(test, chance)
    training: dict[str, object] = {
        "data": table.schema.source,
        "schema": table.schema.name,
        "people": len(table.bad),
        "bad_share": _text(float(table.bad.mean())),
        "medians": {name: f"{median:g}" for name, median in table.medians.items()},
        "split": f"{TEST_SHARE:.0%} held out, stratified by target",
        "seed": seed,
        "inputs_left_out": [
            one.name for place, one in enumerate(table.schema.inputs) if place not in set(card.kept)
        ],
        "strength": _text(card.strength),
        "calibration_slope": _text(card.slope),
        "held_out": {
            name: {"auc": _text(found.auc), "ks": _text(found.ks)}
            for name, found in measured.items()
        },
        "held_out_calibration": calibration,
        "held_out_by_group": by_group,
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
    }
    return Trained(
        card=card,
        document=card.document(version, training),
        measured=measured,
        calibration=calibration,
        by_group=by_group,
    )


def report(trained: Trained) -> str:
    """Return the measured figures as a table for the terminal."""
    lines = [f"{'held-out':34}{'AUC':>8}{'KS':>8}"]
    lines += [f"{name:34}{one.auc:8.4f}{one.ks:8.4f}" for name, one in trained.measured.items()]
    lines += ["", "calibration of this card", *_listed(trained.calibration)]
    for name, groups in trained.by_group.items():
        lines += ["", f"this card by {name}, which is not an input", *_listed(groups)]
    return "\n".join(lines) + "\n"


def _by_group(table: Table, chance: Floats) -> dict[str, dict[str, dict[str, str]]]:
    """Measure the card inside groups by attributes that are no inputs."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, groups in table.groups.items():
        found[name] = {}
        for group in sorted(set(groups.tolist())):
            rows = groups == group
            if table.bad[rows].min() == table.bad[rows].max():
                continue
            found[name][group] = {
                "auc": _text(discrimination(table.bad[rows], chance[rows]).auc),
                "predicted": _text(float(chance[rows].mean())),
                "seen": _text(float(table.bad[rows].mean())),
            }
    return found


def _listed(figures: Mapping[str, object]) -> list[str]:
    return [f"  {name}: {value}" for name, value in figures.items()]


def _text(number: float) -> str:
    return f"{number:.4f}"
