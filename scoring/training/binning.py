"""Cuts each characteristic into bins where an additive boosted model bends; no points here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.training.stated_inputs import CHARACTERISTICS, Floats, Ints

# Direction of risk the field expects: +1 rises with the value, -1 falls, 0 may do either.
RISK_DIRECTION = {
    "card_utilisation": 1,
    "late_payments_30_up": 1,
    "late_payments_60_up": 1,
    "late_payments_90_up": 1,
    "debt_share": 1,
    "relative_income": -1,
    "open_credit_lines": 0,
    "real_estate_loans": 0,
    "dependents": 1,
}
# Readable edges: a customer's share is known to the percent, a count to one.
EDGE_STEP = {"card_utilisation": 0.01, "debt_share": 0.01, "relative_income": 0.05}
MOST_BINS = {"open_credit_lines": 9, "real_estate_loans": 6, "dependents": 5}
BINS = 18
SMALLEST_SHARE = 0.004
# A card that is not used at all differs from one that is used a little.
UNUSED_BELOW = 0.005
GRID = 400
TREES = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Binning:
    """Bins of one characteristic: [-inf, e1), [e1, e2) ... [en, inf), then missing.

    Attributes:
        name: the characteristic.
        edges: lower edges of every range but the first, ascending.
        direction: direction of risk, see RISK_DIRECTION.
        free_first: the first range lies outside the direction (an unused card).
    """

    name: str
    edges: tuple[float, ...]
    direction: int
    free_first: bool = False

    @property
    def missing(self) -> int:
        """Number of the bin for values that were not stated."""
        return len(self.edges) + 1

    @property
    def size(self) -> int:
        """Number of bins, the one for missing values included."""
        return len(self.edges) + 2

    def place(self, values: Floats) -> Ints:
        """Return the number of the bin of each value."""
        found = np.searchsorted(self.edges, values, side="right")
        return np.where(np.isnan(values), self.missing, found).astype(np.int64)


def bin_characteristics(inputs: Floats, bad: Ints, *, seed: int) -> tuple[Binning, ...]:
    """Choose the bins of every characteristic on training rows.

    One boosted model of single-split trees (additive, monotone where expected) gives each
    characteristic's curve with the others held apart; the edges are those of the piecewise
    constant function that is nearest to the curve, weighted by people.
    """
    directions = [RISK_DIRECTION[name] for name in CHARACTERISTICS]
    used = inputs.copy()
    # An unused card is shown to the monotone model as unknown, the one value it may place freely.
    cards = CHARACTERISTICS.index("card_utilisation")
    used[used[:, cards] < UNUSED_BELOW, cards] = np.nan
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=0.05,
        max_leaf_nodes=2,
        min_samples_leaf=60,
        l2_regularization=1.0,
        early_stopping=False,
        monotonic_cst=directions,
        random_state=seed,
    ).fit(used, bad)
    middle = np.nanmedian(used, axis=0)
    binnings = []
    for number, name in enumerate(CHARACTERISTICS):
        column = used[:, number]
        known = column[~np.isnan(column)]
        values = np.unique(known)
        if len(values) > GRID:
            values = np.unique(np.quantile(known, np.linspace(0, 1, GRID), method="lower"))
        people = np.histogram(known, bins=np.append(values, np.inf))[0].astype(np.float64)
        probes = np.tile(middle, (len(values), 1))
        probes[:, number] = values
        curve = np.asarray(model.decision_function(probes), dtype=np.float64)
        starts = segment(
            curve,
            people,
            most=MOST_BINS.get(name, BINS),
            smallest=SMALLEST_SHARE * len(inputs),
        )
        edges = _readable((values[start] for start in starts), EDGE_STEP.get(name, 1.0))
        unused = name == "card_utilisation"
        binnings.append(
            Binning(
                name=name,
                edges=tuple(sorted({UNUSED_BELOW, *edges})) if unused else edges,
                direction=RISK_DIRECTION[name],
                free_first=unused,
            )
        )
    return tuple(binnings)


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


def _readable(edges: Iterable[float], step: float) -> tuple[float, ...]:
    """Round edges to the step, without repeats and without an edge at 0."""
    rounded = {round(round(edge / step) * step, 6) for edge in edges}
    return tuple(sorted(edge for edge in rounded if edge > 0))
