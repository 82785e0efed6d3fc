"""Our card as one of the models: fitted on the same folds, with its size and its reasons."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scoring.training.card_fit import FittedCard, fit_card
from scoring.training.stated_inputs import Floats, Ints
from scoring.training.table import Table
from tests.benchmarks.scoring.inputs import Inputs

MOST_REASONS = 4
PEOPLE = 1000
REASONS_SEED = 7


def inputs_of(table: Table) -> Inputs:
    """Return a table as every model of a comparison gets it."""
    return Inputs(
        names=tuple(one.name for one in table.schema.inputs),
        values=table.values,
        categorical=tuple(not one.is_number for one in table.schema.inputs),
        special=tuple(tuple(one.special) for one in table.schema.inputs),
        bad=table.bad,
    )


@dataclass(kw_only=True, slots=True)
class OurCard:
    """Fits the card fold by fold and keeps what was seen of each.

    Attributes:
        table: the whole table; folds are found in it by their rows.
        fitted: one card a fold.
        reasons: what the reasons of each fold's people held out were.
    """

    table: Table
    fitted: list[FittedCard] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, train: Inputs, test: Inputs, seed: int) -> Floats:
        """Fit on some rows and return the chance of bad of others."""
        from_rows = Table(
            schema=self.table.schema,
            values=train.values,
            categories=self.table.categories,
            bad=train.bad,
            groups={},
            medians=self.table.medians,
        )
        card = fit_card(from_rows, seed=seed)
        self.fitted.append(card)
        self.reasons.append(reasons_of(card, test.values))
        return card.probability(test.values)

    def size(self) -> dict[str, float]:
        """Return the mean number of characteristics and of bins over the folds."""
        return {
            "characteristics": float(np.mean([len(card.kept) for card in self.fitted])),
            "bins": float(
                np.mean([sum(len(points) for points in card.points.bins) for card in self.fitted])
            ),
        }

    def reasons_summary(self) -> dict[str, Any]:
        """Return what the reasons were over all folds."""
        first: Counter[str] = Counter()
        for one in self.reasons:
            first.update(one["first"])
        return {
            "people": sum(one["people"] for one in self.reasons),
            "mean_reasons": float(np.mean([one["mean_reasons"] for one in self.reasons])),
            "stated": sum(one["stated"] for one in self.reasons),
            "true": sum(one["true"] for one in self.reasons),
            "first": dict(first.most_common(5)),
        }


def reasons_of(card: FittedCard, values: Floats) -> dict[str, Any]:
    """State the reasons of random people held out, and take each at its word.

    A reason is a characteristic below its best attainable bin, the farthest first, four at most.
    It is true when moving that characteristic alone to its best bin raises the points.
    """
    chance = np.random.default_rng(REASONS_SEED)
    people = chance.choice(len(values), size=min(PEOPLE, len(values)), replace=False)
    places = card.places(values[people])
    names = [binning.name for binning in card.binnings]
    best = np.array([_best(card, number) for number in range(len(names))])
    lost = np.column_stack(
        [
            points[best[number]] - points[places[:, number]]
            for number, points in enumerate(card.points.bins)
        ]
    )
    total = card.points.total(places)
    first: Counter[str] = Counter()
    stated = true = 0
    for person in range(len(people)):
        order = np.argsort(-lost[person], kind="stable")[:MOST_REASONS]
        found = [number for number in order if lost[person, number] > 0]
        if found:
            first[names[found[0]]] += 1
        for number in found:
            moved = places[person : person + 1].copy()
            moved[0, number] = best[number]
            stated += 1
            true += int(card.points.total(moved)[0] > total[person])
    return {
        "people": len(people),
        "mean_reasons": stated / len(people),
        "stated": stated,
        "true": true,
        "first": first,
    }


def _best(card: FittedCard, number: int) -> int:
    """Return the best attainable bin: no special code and nothing unknown is to be aimed for."""
    points: Ints = card.points.bins[number]
    return int(np.argmax(points[: card.binnings[number].ranges]))
