"""Scores the cells of a file by a card, row by row with reasons; a bad row names its problem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.batch.scoring import BatchScorer, Column
from scoring.card_bins import Characteristic
from scoring.errors import InvalidInput
from scoring.scorecard import Card, Score
from scoring.training.derived_inputs import Columns, column_of
from scoring.training.stated_inputs import Ints

MOST_REASONS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """A card's inputs of many people, and whose cannot be used.

    Attributes:
        columns: by characteristic; a person in ``problems`` has any value in them.
        problems: what is wrong, by row.
    """

    columns: Mapping[str, Column]
    problems: Mapping[int, InvalidInput]


def inputs_of(cells: Columns, card: Card) -> Cells:
    """Read a card's inputs from the columns of the same names; an empty cell is not stated.

    Raises:
        InvalidInput: a column is missing.
    """
    problems: dict[int, InvalidInput] = {}
    columns = {one.name: _column(cells, one, problems) for one in card.characteristics}
    return Cells(columns=columns, problems=problems)


def usable(card: Card, columns: Mapping[str, Column]) -> Cells:
    """Return columns with the people named who lack what the card needs.

    Raises:
        InvalidInput: the card has an input that is no column.
    """
    problems: dict[int, InvalidInput] = {}
    for one in card.characteristics:
        if one.name not in columns:
            raise InvalidInput(one.name, "is no input of the schema", "use the card's own schema")
        _find_unstated(one, columns[one.name], problems)
    return Cells(columns=columns, problems=problems)


def score_rows(card: Card, people: Cells) -> Iterator[dict[str, object]]:
    """Yield every row's points, probabilities and reasons, or its ``error``, in order."""
    size = len(next(iter(people.columns.values())))
    good = np.array([row for row in range(size) if row not in people.problems], dtype=np.int64)
    scorer = BatchScorer(card)
    columns = {name: column[good] for name, column in people.columns.items()}
    points = scorer.points(columns)
    lost = _lost(card, scorer.places(columns))
    by_points: dict[int, Score] = {}
    position = 0
    for row in range(size):
        problem = people.problems.get(row)
        if problem is not None:
            detail = {"field": problem.field, "problem": problem.problem, "remedy": problem.remedy}
            yield {"error": detail}
            continue
        total = int(points[position])
        if total not in by_points:
            by_points[total] = card.score_of(total)
        yield {
            "points": total,
            "pd": str(by_points[total].pd),
            "annual_pd": str(by_points[total].annual_pd),
            "reasons": _reasons(card, lost[position]),
            "card": card.version,
        }
        position += 1


def _lost(card: Card, places: Mapping[str, Ints]) -> Ints:
    """Return people by characteristics: points below the best attainable bin."""
    parts = [
        np.array([max(one.best.points - place.points, 0) for place in one.bins])[places[one.name]]
        for one in card.characteristics
    ]
    return np.column_stack(parts).astype(np.int64)


def _reasons(card: Card, lost: Ints) -> list[dict[str, object]]:
    order = np.argsort(-lost, kind="stable")[:MOST_REASONS]
    return [
        {
            "input": card.characteristics[place].name,
            "reason": card.characteristics[place].reason or card.characteristics[place].name,
            "points_lost": int(lost[place]),
        }
        for place in order
        if lost[place] > 0
    ]


def _column(cells: Columns, one: Characteristic, problems: dict[int, InvalidInput]) -> Column:
    texts = column_of(cells, one.name)
    column: Column = texts
    if one.is_number:
        column = np.full(len(texts), np.nan)
        for row in np.flatnonzero(texts != "").tolist():
            try:
                value = float(texts[row])
            except ValueError:
                value = np.nan
            if np.isfinite(value):
                column[row] = value
            else:
                problems.setdefault(
                    row, InvalidInput(one.name, "is not a number", "give a number or leave it out")
                )
    _find_unstated(one, column, problems)
    return column


def _find_unstated(one: Characteristic, column: Column, problems: dict[int, InvalidInput]) -> None:
    if one.bins[-1].missing:
        return
    unknown: NDArray[np.bool_]
    if one.is_number:
        unknown = np.isnan(column)
    else:
        unknown = ~np.isin(column, [name for place in one.bins for name in place.categories])
    for row in np.flatnonzero(unknown).tolist():
        problems.setdefault(row, InvalidInput(one.name, "is not stated", "state it"))
