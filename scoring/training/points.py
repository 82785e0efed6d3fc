"""Turns fitted log-odds into whole points and a JSON card; it must not fit anything."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.training.binning import Binning
from scoring.training.fitting import Evidence, Fit
from scoring.training.stated_inputs import Floats, Ints

# 600 points are 20 good to 1 bad; every 40 points more double that.
BASE_POINTS = 600
BASE_ODDS = 20
PDO = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Points:
    """Whole points: total = intercept + those of each characteristic's bin.

    Attributes:
        intercept: points of someone in the worst bin everywhere.
        bins: for each characteristic, the points of its bins, missing last; the worst has 0.
    """

    intercept: int
    bins: tuple[Ints, ...]

    def total(self, places: Ints) -> Ints:
        """Return the points of each row of bin numbers."""
        parts = [bins[places[:, number]] for number, bins in enumerate(self.bins)]
        return np.asarray(self.intercept + np.sum(parts, axis=0), dtype=np.int64)


def to_points(fit: Fit) -> Points:
    """Scale levels to points; rounding keeps every order within a characteristic.

    points = BASE_POINTS + PDO / ln 2 x (ln odds good:bad - ln BASE_ODDS)
    """
    factor = PDO / math.log(2)
    exact = [-level * factor for level in fit.levels]
    # A missing bin that nobody was in has no evidence and is not exported: not a worst bin.
    worst = [
        float(np.min(part[seen.shares > 0])) for part, seen in zip(exact, fit.evidence, strict=True)
    ]
    offset = BASE_POINTS + factor * (-fit.intercept - math.log(BASE_ODDS)) + sum(worst)
    bins = tuple(
        np.rint(part - low).astype(np.int64) for part, low in zip(exact, worst, strict=True)
    )
    return Points(intercept=round(offset), bins=bins)


def merge_repeats(
    binnings: Sequence[Binning], points: Points
) -> tuple[tuple[Binning, ...], Points]:
    """Join neighbouring ranges that rounding or the direction left with the same points."""
    merged = []
    kept_points = []
    for binning, worth in zip(binnings, points.bins, strict=True):
        ranges = worth[:-1]
        new = np.append(True, ranges[1:] != ranges[:-1])
        edges = tuple(edge for edge, keep in zip(binning.edges, new[1:], strict=True) if keep)
        merged.append(dataclasses.replace(binning, edges=edges))
        kept_points.append(np.append(ranges[new], worth[-1]))
    return tuple(merged), Points(intercept=points.intercept, bins=tuple(kept_points))


def bad_probability(points: Ints) -> Floats:
    """Return the probability of being bad that belongs to total points."""
    odds = BASE_ODDS * np.exp2((points - BASE_POINTS) / PDO)
    return np.asarray(1 / (1 + odds), dtype=np.float64)


def card_document(
    *,
    version: str,
    binnings: Sequence[Binning],
    points: Points,
    evidence: Sequence[Evidence],
    training: Mapping[str, object],
) -> dict[str, object]:
    """Return the card as JSON data: bins, points, WOE and shares, but no rows and no counts."""
    return {
        "version": version,
        "scale": {"points": BASE_POINTS, "odds": str(BASE_ODDS), "pdo": PDO},
        "target": "90 days past due or worse",
        "horizon_months": 24,
        "intercept": points.intercept,
        "characteristics": [
            _characteristic(binning, seen, worth)
            for binning, seen, worth in zip(binnings, evidence, points.bins, strict=True)
        ],
        "training": training,
    }


def _characteristic(binning: Binning, evidence: Evidence, points: Ints) -> dict[str, object]:
    edges = [None, *(_text(edge) for edge in binning.edges), None]
    rows: list[dict[str, object]] = []
    for number in range(binning.size):
        if number == binning.missing:
            if not evidence.shares[number]:
                continue
            place: dict[str, object] = {"missing": True}
        else:
            place = {"low": edges[number], "high": edges[number + 1]}
        measured = {
            "points": int(points[number]),
            "woe": _text(round(float(evidence.woe[number]), 4)),
            "share": _text(round(float(evidence.shares[number]), 4)),
        }
        rows.append(place | measured)
    return {
        "name": binning.name,
        "risk": {1: "rises", -1: "falls", 0: "either"}[binning.direction],
        "bins": rows,
    }


def _text(number: float) -> str:
    """Write a number as a short decimal string, so that no float comes back when it is read."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
