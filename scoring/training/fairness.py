"""Compares what a card does to groups that are no inputs; it judges nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.training.derived_inputs import Texts
from scoring.training.metrics import discrimination
from scoring.training.stated_inputs import Floats, Ints

# Groups of fewer people show chance, not the card.
FEWEST = 30
# Below four fifths of the best treated group's approval rate, ask why (29 CFR 1607.4 D).
FOUR_FIFTHS = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupFigures:
    """One group by an attribute that is no input.

    Attributes:
        people: how many.
        approved: share at or above the cut-off.
        impact: ``approved`` over that of the group approved most.
        auc: how well the card ranks inside the group, None when all had the same outcome.
        predicted: mean probability.
        seen: share of bad.
        approved_good: share of the good people that is approved (equal opportunity).
    """

    people: int
    approved: float
    impact: float
    auc: float | None
    predicted: float
    seen: float
    approved_good: float

    @property
    def is_low(self) -> bool:
        """Whether the approval rate is below four fifths of the highest one."""
        return self.impact < FOUR_FIFTHS


def fairness(
    groups: Texts, bad: Ints, probability: Floats, approved: NDArray[np.bool_]
) -> Mapping[str, GroupFigures]:
    """Return the figures of every group of enough people."""
    names = [name for name in sorted(set(groups.tolist())) if (groups == name).sum() >= FEWEST]
    rates = {name: float(approved[groups == name].mean()) for name in names}
    best = max(rates.values(), default=0.0)
    found = {}
    for name in names:
        rows = groups == name
        mixed = 0 < bad[rows].sum() < rows.sum()
        good = rows & (bad == 0)
        found[name] = GroupFigures(
            people=int(rows.sum()),
            approved=rates[name],
            impact=rates[name] / best if best else 1.0,
            auc=discrimination(bad[rows], probability[rows]).auc if mixed else None,
            predicted=float(probability[rows].mean()),
            seen=float(bad[rows].mean()),
            approved_good=float(approved[good].mean()) if good.any() else 0.0,
        )
    return found
