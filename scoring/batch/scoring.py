"""Scores columns of people by a card, to the very points of ``Card.score``; it fits nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.card_bins import Characteristic
from scoring.errors import InvalidInput
from scoring.scorecard import Card

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Column = NDArray[Any]


class BatchScorer:
    """A card over whole columns, made once for any number of batches.

    A column of numbers holds floats, NaN for not stated; a value counts as the decimal number that
    it is written as (0.3 is 0.3). A column of categories holds names, ``""`` for not stated.
    """

    def __init__(self, card: Card) -> None:
        self.card = card
        self._columns = tuple(_ColumnScorer(one) for one in card.characteristics)
        # Every total that can occur, so that probabilities are looked up and exact.
        self._lowest = card.intercept + sum(int(one.points.min()) for one in self._columns)
        highest = card.intercept + sum(int(one.points.max()) for one in self._columns)
        self._probability = np.array(
            [float(card.bad_probability(total)) for total in range(self._lowest, highest + 1)]
        )

    def points(self, columns: Mapping[str, Column]) -> Ints:
        """Return everyone's points, exactly those of ``Card.score``.

        Args:
            columns: one for each characteristic by its name, all of one length.

        Raises:
            InvalidInput: names the column that is absent, of the wrong kind or length, or does not
                state what the card needs.
        """
        total: Ints | None = None
        for one in self._columns:
            found = one.points[one.places(columns)]
            if total is None:
                total = np.full(len(found), self.card.intercept, dtype=np.int64)
            if len(found) != len(total):
                raise InvalidInput(one.name, "is of another length", "give columns of one length")
            total += found
        if total is None:
            raise InvalidInput("characteristics", "are absent", "give a card with some")
        return total

    def probability(self, points: Ints) -> Floats:
        """Return the probability of the card's target that belongs to points, to six decimals."""
        return np.asarray(self._probability[points - self._lowest], dtype=np.float64)

    def places(self, columns: Mapping[str, Column]) -> dict[str, Ints]:
        """Return, for each characteristic, the position of everyone's bin in the card."""
        return {one.name: one.places(columns) for one in self._columns}


class _ColumnScorer:
    """One characteristic over a column."""

    def __init__(self, one: Characteristic) -> None:
        self.name = one.name
        self.points = np.array([place.points for place in one.bins], dtype=np.int64)
        self._is_number = one.is_number
        self._missing = len(one.bins) - 1 if one.bins[-1].missing else None
        edges = [place.low for place in one.ranges[1:] if place.low is not None]
        self._edges = np.array([float(edge) for edge in edges])
        self._codes: tuple[tuple[float, int], ...] = tuple(
            (float(code), number) for number, place in enumerate(one.bins) for code in place.special
        )
        names = sorted(
            (name, number) for number, place in enumerate(one.bins) for name in place.categories
        )
        self._names = np.array([name for name, _ in names], dtype=np.str_)
        self._name_places = np.array([number for _, number in names], dtype=np.int64)

    def places(self, columns: Mapping[str, Column]) -> Ints:
        """Return the position of everyone's bin."""
        if self.name not in columns:
            raise InvalidInput(self.name, "is absent", "give a column")
        column = np.asarray(columns[self.name])
        if (column.dtype.kind in "fiu") != self._is_number or column.ndim != 1:
            needed = "numbers" if self._is_number else "names"
            raise InvalidInput(self.name, f"is no column of {needed}", f"give {needed}")
        return self._of_numbers(column) if self._is_number else self._of_names(column)

    def _of_numbers(self, column: Column) -> Ints:
        values = column.astype(np.float64)
        unknown = np.isnan(values)
        if np.isinf(values).any():
            raise InvalidInput(self.name, "holds an infinite number", "give NaN for not stated")
        found = np.searchsorted(self._edges, values, side="right").astype(np.int64)
        for code, place in self._codes:
            found[values == code] = place
        return self._with_missing(found, unknown)

    def _of_names(self, column: Column) -> Ints:
        texts = column.astype(np.str_)
        nearest = np.minimum(np.searchsorted(self._names, texts), len(self._names) - 1)
        return self._with_missing(self._name_places[nearest], self._names[nearest] != texts)

    def _with_missing(self, found: Ints, unknown: NDArray[np.bool_]) -> Ints:
        if unknown.any():
            if self._missing is None:
                raise InvalidInput(self.name, "is not stated for someone", "state it")
            found[unknown] = self._missing
        return found


def exact(value: float) -> Decimal | None:
    """Return the decimal number that a float of a column counts as, None for NaN."""
    return None if np.isnan(value) else Decimal(repr(float(value)))
