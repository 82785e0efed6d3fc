"""Measures a card on people it was not fitted on, for a report; it draws and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from scoring.batch.scoring import BatchScorer
from scoring.errors import InvalidInput
from scoring.scorecard import Card
from scoring.training.card_fit import fit_card
from scoring.training.comparison import compare
from scoring.training.fairness import GroupFigures, fairness
from scoring.training.fit import CARD, held_out_rows
from scoring.training.metrics import (
    Discrimination,
    brier,
    calibration_error,
    discrimination,
    population_stability,
)
from scoring.training.stated_inputs import Floats, Ints
from scoring.training.table import Table

GROUPS = 10
FOLDS = 5
# The share of people that the fairness figures approve, unless a cut-off is given.
APPROVED = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Decile:
    """A tenth of the people, the riskiest first.

    Attributes:
        predicted: mean probability.
        seen: share of bad.
        lift: ``seen`` over the share of bad of all.
        caught: share of all bad people in this tenth and the riskier ones.
    """

    predicted: float
    seen: float
    lift: float
    caught: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A model's probabilities for the people held out and what they show."""

    probability: Floats
    discrimination: Discrimination
    calibration_error: float
    brier: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Validation:
    """Everything that a validation report shows.

    Attributes:
        card: the card.
        source: the data.
        is_own: the card was fitted on the other rows of the same file.
        bad: outcomes of the people held out.
        points: their points.
        models: the card under CARD, then the challengers.
        deciles: the riskiest tenth first.
        cut_off: points from which the fairness figures approve.
        fairness: for each attribute that is no input, its groups.
        score_stability: PSI of the points, people fitted on against people held out.
        input_stability: PSI of each characteristic's bins, the card's own shares as expected.
        folds: discrimination of cards fitted anew on each fold's other rows.
    """

    card: Card
    source: str
    is_own: bool
    bad: Ints
    points: Ints
    models: Mapping[str, Model]
    deciles: tuple[Decile, ...]
    cut_off: int
    fairness: Mapping[str, Mapping[str, GroupFigures]]
    score_stability: float
    input_stability: Mapping[str, float]
    folds: tuple[Discrimination, ...]


def validate_card(
    card: Card, table: Table, *, seed: int, cut_off: int | None = None, folds: int = FOLDS
) -> Validation:
    """Measure a card on the 30 % of the people that are held out with this seed.

    The challengers are fitted on the other 70 %. With the data and the seed that the card was
    fitted with, these are the card's own training rows, so the held-out ones are new to it.

    Args:
        card: the card.
        table: people with outcomes, by the card's schema and medians.
        seed: of the split and of the challengers.
        cut_off: points from which a person counts as approved, None to approve 80 %.
        folds: how many cards to fit anew for their stability, 0 for none.

    Raises:
        InvalidInput: the table lacks an input of the card.
    """
    rows, others = held_out_rows(table.bad, seed=seed)
    train, test = table.rows(rows), table.rows(others)
    scorer = BatchScorer(card)
    points = scorer.points(test.columns)
    train_points = scorer.points(train.columns)
    chances = {CARD: scorer.probability(points), **compare(train, test, seed=seed)}
    if cut_off is None:
        cut_off = int(np.quantile(points, 1 - APPROVED, method="lower"))
    return Validation(
        card=card,
        source=table.schema.source,
        is_own=_is_own(card, table, seed),
        bad=test.bad,
        points=points,
        models={name: _model(test.bad, chance) for name, chance in chances.items()},
        deciles=deciles_of(test.bad, chances[CARD]),
        cut_off=cut_off,
        fairness={
            name: fairness(groups, test.bad, chances[CARD], points >= cut_off)
            for name, groups in test.groups.items()
        },
        score_stability=population_stability(*_by_quantile(train_points, points)),
        input_stability=_input_stability(scorer, test),
        folds=_refitted(table, seed, folds) if folds else (),
    )


def deciles_of(bad: Ints, probability: Floats, groups: int = GROUPS) -> tuple[Decile, ...]:
    """Cut people into equal groups, the riskiest first.

    Raises:
        InvalidInput: there are fewer people than groups, or nobody is bad.
    """
    if len(bad) < groups or not bad.any():
        raise InvalidInput("people", "are too few, or none of them is bad", "give more of them")
    order = np.argsort(-probability, kind="stable")
    caught = 0.0
    found = []
    for part in np.array_split(order, groups):
        caught += float(bad[part].sum()) / float(bad.sum())
        seen = float(bad[part].mean())
        found.append(
            Decile(
                predicted=float(probability[part].mean()),
                seen=seen,
                lift=seen / float(bad.mean()),
                caught=caught,
            )
        )
    return tuple(found)


def _model(bad: Ints, chance: Floats) -> Model:
    return Model(
        probability=chance,
        discrimination=discrimination(bad, chance),
        calibration_error=calibration_error(bad, chance),
        brier=brier(bad, chance),
    )


def _is_own(card: Card, table: Table, seed: int) -> bool:
    notes = card.training
    return (notes.get("people"), notes.get("seed")) == (len(table.bad), seed)


def _by_quantile(expected: Ints, actual: Ints) -> tuple[Floats, Floats]:
    """Return the shares of both in tenths of the first."""
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, GROUPS + 1)[1:-1]))
    counts = [
        np.bincount(np.searchsorted(edges, one, side="right"), minlength=len(edges) + 1) / len(one)
        for one in (expected, actual)
    ]
    return counts[0], counts[1]


def _input_stability(scorer: BatchScorer, test: Table) -> dict[str, float]:
    places = scorer.places(test.columns)
    return {
        one.name: population_stability(
            np.array([float(place.share) for place in one.bins]),
            np.bincount(places[one.name], minlength=len(one.bins)) / len(test.bad),
        )
        for one in scorer.card.characteristics
    }


def _refitted(table: Table, seed: int, folds: int) -> tuple[Discrimination, ...]:
    cut = StratifiedKFold(folds, shuffle=True, random_state=seed)
    found = []
    for train, test in cut.split(table.values, table.bad):
        card = fit_card(table.rows(train), seed=seed)
        found.append(discrimination(table.bad[test], card.probability(table.values[test])))
    return tuple(found)
