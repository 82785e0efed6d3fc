"""Turns fitted log-odds into whole points and a JSON card; it must not fit anything."""

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scoring.training.binning import Binning
from scoring.training.fitting import Evidence, Fit
from scoring.training.schema import Schema
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
        ranges = worth[: binning.ranges]
        new = np.append(True, ranges[1:] != ranges[:-1])
        merged.append(_joined(binning, new))
        kept_points.append(np.append(ranges[new], worth[binning.ranges :]))
    return tuple(merged), Points(intercept=points.intercept, bins=tuple(kept_points))


def _joined(binning: Binning, new: NDArray[np.bool_]) -> Binning:
    """Return a binning in which each range or group that is not new joins the one before it."""
    if not binning.groups:
        edges = tuple(edge for edge, keep in zip(binning.edges, new[1:], strict=True) if keep)
        return dataclasses.replace(binning, edges=edges)
    groups: list[tuple[int, ...]] = []
    for group, keep in zip(binning.groups, new, strict=True):
        groups = [*groups, group] if keep else [*groups[:-1], tuple(sorted(groups[-1] + group))]
    return dataclasses.replace(binning, groups=tuple(groups))


def bad_probability(points: Ints) -> Floats:
    """Return the probability of being bad that belongs to total points."""
    odds = BASE_ODDS * np.exp2((points - BASE_POINTS) / PDO)
    return np.asarray(1 / (1 + odds), dtype=np.float64)


def card_document(
    *,
    version: str,
    schema: Schema,
    categories: Sequence[Sequence[str]],
    binnings: Sequence[Binning],
    points: Points,
    evidence: Sequence[Evidence],
    training: Mapping[str, object],
) -> dict[str, object]:
    """Return the card as JSON data: bins, points, WOE and shares, but no rows and no counts."""
    return {
        "version": version,
        "scale": {"points": BASE_POINTS, "odds": str(BASE_ODDS), "pdo": PDO},
        "target": schema.target,
        "horizon_months": schema.horizon_months,
        "intercept": points.intercept,
        "characteristics": [
            _characteristic(binning, names, seen, worth)
            for binning, names, seen, worth in zip(
                binnings, categories, evidence, points.bins, strict=True
            )
        ],
        "training": training,
    }


def _characteristic(
    binning: Binning, categories: Sequence[str], evidence: Evidence, points: Ints
) -> dict[str, object]:
    rows: list[dict[str, object]] = []
    for number, place in enumerate(_places(binning, categories)):
        # A bin that nobody was in says nothing; only the ranges must cover every value, and a
        # category that was never seen must fall somewhere.
        kept = number < binning.ranges or bool(binning.groups)
        if not kept and not evidence.shares[number]:
            continue
        measured = {
            "points": int(points[number]),
            "woe": _text(round(float(evidence.woe[number]), 4)),
            "share": _text(round(float(evidence.shares[number]), 4)),
        }
        rows.append(place | measured)
    apart: dict[str, object] = {"first_apart": True} if binning.free_first else {}
    risk = {1: "rises", -1: "falls", 0: "either"}[binning.direction]
    return {"name": binning.name, "risk": risk, **apart, "bins": rows}


def _places(binning: Binning, categories: Sequence[str]) -> Iterator[dict[str, object]]:
    """Yield what each bin holds, as the card says it."""
    for group in binning.groups:
        yield {"categories": [categories[place] for place in group]}
    if not binning.groups:
        edges = [None, *(_text(edge) for edge in binning.edges), None]
        for low, high in pairwise(edges):
            yield {"low": low, "high": high}
    for code in binning.specials:
        yield {"special": [_text(code)]}
    yield {"missing": True}


def _text(number: float) -> str:
    """Write a number as a short decimal string, so that no float comes back when it is read."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
