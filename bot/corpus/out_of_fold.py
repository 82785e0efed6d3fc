"""What a plain model says of each example when it learned only from others; offline."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

FOLDS = 5

type Floats = np.ndarray[tuple[int, int], np.dtype[np.float64]]
type Ints = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Predictions:
    """A probability for every example and intent; ``intents`` names the columns.

    All are 0 for an example whose like was all that there was to learn from.
    """

    intents: tuple[str, ...]
    probability: Floats

    def best(self, place: int) -> tuple[str, float]:
        """The likeliest intent of an example, and how likely it is."""
        column = int(self.probability[place].argmax())
        return self.intents[column], float(self.probability[place, column])

    def of(self, place: int, intent: str) -> float:
        """How likely an intent is for an example."""
        return float(self.probability[place, self.intents.index(intent)])


def predict_out_of_fold(
    rows: csr_matrix, labels: Sequence[str], texts: Sequence[str], groups: Ints
) -> Predictions:
    """Predict every example by a model that saw neither it nor any of its group.

    Without groups an example's near duplicates would tell the model its label.

    Args:
        rows: one row an example, as `likeness.vectors` makes them.
        labels: their intents, as they are labelled.
        texts: by the first of a group its fold is drawn, so that it stays when others change.
        groups: for each example the place of the first of its group.
    """
    intents = tuple(sorted(set(labels)))
    known = np.array([intents.index(label) for label in labels])
    folds = np.array([_fold(texts[first]) for first in groups.tolist()])
    probability = np.zeros((len(labels), len(intents)))
    for fold in range(FOLDS):
        held_out = folds == fold
        if not held_out.any() or len(set(known[~held_out])) < 2:
            continue
        # One yes/no problem an intent, as the product's own model.
        model = OneVsRestClassifier(LogisticRegression(solver="liblinear", C=10, tol=0.01))
        model.fit(rows[~held_out], known[~held_out])
        probability[np.ix_(held_out, model.classes_)] = model.predict_proba(rows[held_out])
    return Predictions(intents=intents, probability=probability)


def _fold(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[0] % FOLDS
