"""Cuts each input into bins where an additive boosted model bends; no points here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from scoring.training.schema import InputColumn
from scoring.training.stated_inputs import Floats, Ints
from scoring.training.table import Table

GRID = 400
TREES = 600
# Among few people more trees only follow chance.
FEWEST_TREES = 300
PEOPLE_FOR_ALL_TREES = 5000
LEARNING_RATE = 0.05
# A leaf of the curves' model holds this many people, fewer in a small sample.
SMALLEST_LEAF = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Binning:
    """Bins of one input: ordered ranges or groups of categories, then special codes, then missing.

    Attributes:
        name: the characteristic.
        edges: lower edges of every range but the first, ascending; none for categories.
        direction: +1 when risk rises with the value, -1 when it falls, 0 when it may do either.
        free_first: the first range lies outside the direction (an unused card).
        specials: codes with a bin of their own each.
        groups: for categories, the positions of the categories in each bin.
    """

    name: str
    edges: tuple[float, ...]
    direction: int
    free_first: bool = False
    specials: tuple[float, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()

    @property
    def ranges(self) -> int:
        """Number of ordered bins."""
        return len(self.groups) or len(self.edges) + 1

    @property
    def missing(self) -> int:
        """Number of the bin for values that are not known, or were never seen."""
        return self.ranges + len(self.specials)

    @property
    def size(self) -> int:
        """Number of bins, the one for missing values included."""
        return self.missing + 1

    def place(self, values: Floats) -> Ints:
        """Return the number of the bin of each value."""
        if self.groups:
            found = np.full(len(values), self.missing)
            for number, group in enumerate(self.groups):
                found[np.isin(values, group)] = number
            return found.astype(np.int64)
        found = np.searchsorted(self.edges, values, side="right")
        for number, code in enumerate(self.specials):
            found[values == code] = self.ranges + number
        return np.where(np.isnan(values), self.missing, found).astype(np.int64)


def bin_table(table: Table, *, seed: int) -> tuple[Binning, ...]:
    """Choose the bins of every input on training rows.

    One boosted model of single-split trees (additive, monotone where the schema says so) gives
    each input's curve with the others held apart; the edges are those of the piecewise constant
    function that is nearest to the curve, weighted by people. Categories are grouped in the same
    way along their own order of risk.
    """
    inputs = table.schema.inputs
    used = table.values.copy()
    for place, one in enumerate(inputs):
        # Special codes, and an unused card, are shown to the monotone model as unknown, the one
        # value it may place freely.
        used[np.isin(used[:, place], one.special), place] = np.nan
        if one.free_below is not None:
            used[used[:, place] < one.free_below, place] = np.nan
    categories = [place for place, one in enumerate(inputs) if not one.is_number]
    model = HistGradientBoostingClassifier(
        max_iter=TREES if len(used) >= PEOPLE_FOR_ALL_TREES else min(FEWEST_TREES, TREES),
        learning_rate=LEARNING_RATE,
        max_leaf_nodes=2,
        min_samples_leaf=min(SMALLEST_LEAF, max(5, len(used) // 50)),
        l2_regularization=1.0,
        early_stopping=False,
        monotonic_cst=[one.risk.sign if one.is_number else 0 for one in inputs],
        categorical_features=categories or None,
        random_state=seed,
    )
    grids = [_grid(used[:, place]) for place in range(len(inputs))]
    # A tree of one split is so little work that threads only wait for each other: on a busy machine
    # they take ten times as long for the same trees.
    with threadpool_limits(limits=1):
        curves = _curves(model.fit(used, table.bad), used[0], grids)
    smallest = table.schema.smallest_share * len(used)
    return tuple(
        _ranges(one, grid, curve, smallest)
        if one.is_number
        else _groups(one, grid, curve, smallest)
        for one, grid, curve in zip(inputs, grids, curves, strict=True)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    """Values of one input, ascending, with how many people stand at each or above it."""

    values: Floats
    people: Floats


def _grid(column: Floats) -> _Grid:
    known = column[~np.isnan(column)]
    values = np.unique(known)
    if len(values) > GRID:
        values = np.unique(np.quantile(known, np.linspace(0, 1, GRID), method="lower"))
    people = np.histogram(known, bins=np.append(values, np.inf))[0].astype(np.float64)
    return _Grid(values=values, people=people)


def _curves(
    model: HistGradientBoostingClassifier, person: Floats, grids: Sequence[_Grid]
) -> list[Floats]:
    """Return the model's curve of each input over its grid, the other inputs one person's."""
    sizes = [len(grid.values) for grid in grids]
    probes = np.tile(person, (sum(sizes), 1))
    ends = np.cumsum(sizes)
    for place, (grid, end) in enumerate(zip(grids, ends, strict=True)):
        probes[end - len(grid.values) : end, place] = grid.values
    # In one call: six hundred trees are asked once, not once for every input.
    found = np.asarray(model.decision_function(probes), dtype=np.float64)
    return np.split(found, ends[:-1])


def _ranges(one: InputColumn, grid: _Grid, curve: Floats, smallest: float) -> Binning:
    edges: tuple[float, ...] = ()
    if len(grid.values) > 1:
        starts = segment(curve, grid.people, most=one.most_bins, smallest=smallest)
        edges = _readable((grid.values[k] for k in starts), one.step, float(grid.values[0]))
    if one.free_below is not None:
        edges = tuple(sorted({one.free_below, *edges}))
    return Binning(
        name=one.name,
        edges=edges,
        direction=one.risk.sign,
        free_first=one.free_below is not None,
        specials=one.special,
    )


def _groups(one: InputColumn, grid: _Grid, curve: Floats, smallest: float) -> Binning:
    order = np.argsort(curve, kind="stable")
    starts = segment(curve[order], grid.people[order], most=one.most_bins, smallest=smallest)
    groups = tuple(
        tuple(sorted(int(grid.values[number]) for number in order[start:end]))
        for start, end in pairwise([0, *starts, len(order)])
    )
    return Binning(name=one.name, edges=(), direction=0, groups=groups)


def segment(curve: Floats, people: Floats, *, most: int, smallest: float) -> list[int]:
    """Return the starts, but for 0, of the best piecewise constant fit to a curve.

    Minimises sum over segments of sum people x (curve - mean)^2 by dynamic programming.

    Args:
        curve: value at each ascending grid point.
        people: weight of each grid point.
        most: largest number of segments.
        smallest: least weight of a segment.
    """
    size = len(curve)
    weight = np.concatenate(([0.0], np.cumsum(people)))
    first = np.concatenate(([0.0], np.cumsum(people * curve)))
    second = np.concatenate(([0.0], np.cumsum(people * curve**2)))
    cost = np.full((most + 1, size + 1), np.inf)
    cost[0, 0] = 0.0
    start_of = np.zeros((most + 1, size + 1), dtype=np.int64)
    for count in range(1, most + 1):
        for end in range(1, size + 1):
            starts = np.flatnonzero(weight[end] - weight[:end] >= max(smallest, 1e-9))
            if not len(starts):
                continue
            mass = weight[end] - weight[starts]
            spread = second[end] - second[starts] - (first[end] - first[starts]) ** 2 / mass
            totals = cost[count - 1, starts] + spread
            best = int(totals.argmin())
            cost[count, end] = totals[best]
            start_of[count, end] = starts[best]
    count = most
    while count > 1 and not np.isfinite(cost[count, size]):
        count -= 1
    found: list[int] = []
    end = size
    for left in range(count, 0, -1):
        end = int(start_of[left, end])
        found.append(end)
    return sorted(found)[1:]


def place_all(binnings: Sequence[Binning], inputs: Floats) -> Ints:
    """Return the bin number of every row and characteristic."""
    columns = [binning.place(inputs[:, number]) for number, binning in enumerate(binnings)]
    return np.column_stack(columns)


def _readable(edges: Iterable[float], step: float, lowest: float) -> tuple[float, ...]:
    """Round edges to the step, without repeats and without one that leaves nobody below it."""
    rounded = {round(round(edge / step) * step, 6) for edge in edges}
    return tuple(sorted(edge for edge in rounded if edge > lowest))
