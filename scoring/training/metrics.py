"""Measures of a score against outcomes; it must not know where either comes from."""

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

from scoring.training.stated_inputs import Floats, Ints

LEAST_SHARE = 0.0001


@dataclass(frozen=True, kw_only=True, slots=True)
class Discrimination:
    """How well a risk ranks people.

    Attributes:
        auc: chance that a bad one is ranked above a good one.
        ks: largest gap between the two cumulative distributions.
    """

    auc: float
    ks: float


def discrimination(bad: Ints, risk: Floats) -> Discrimination:
    """Measure a risk, higher meaning worse, on rows of both outcomes."""
    false_alarms, hits, _ = roc_curve(bad, risk)
    return Discrimination(
        auc=float(roc_auc_score(bad, risk)), ks=float(np.max(hits - false_alarms))
    )


def calibration_error(bad: Ints, probability: Floats, *, groups: int = 10) -> float:
    """Return the mean gap between predicted and seen share of bad over equal groups by risk."""
    order = np.argsort(probability, kind="stable")
    parts = np.array_split(order, groups)
    gaps = [abs(float(bad[part].mean()) - float(probability[part].mean())) for part in parts]
    weights = [len(part) / len(bad) for part in parts]
    return float(np.dot(gaps, weights))


def brier(bad: Ints, probability: Floats) -> float:
    """Return the mean squared error of the probabilities."""
    return float(np.mean((bad - probability) ** 2))


def population_stability(expected: Floats, actual: Floats) -> float:
    """Return the population stability index of two distributions over the same bins.

    PSI = sum of (actual - expected) x ln(actual / expected). Below 0.1 is usually read as stable,
    above 0.25 as shifted. Shares are held above 0.0001, so that an empty bin counts but is finite.
    """
    first = np.maximum(expected, LEAST_SHARE)
    second = np.maximum(actual, LEAST_SHARE)
    return float(np.sum((second - first) * np.log(second / first)))
