"""Computes the declared inputs from a file's columns; it reads no file and knows no outcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.errors import InvalidInput
from scoring.training.schema import InputColumn, Operation, Schema
from scoring.training.stated_inputs import CHARACTERISTICS, Floats, stated_inputs

type Texts = NDArray[np.str_]
type Columns = Mapping[str, Texts]

# Under this name the stated inputs' median is kept; every other median has its column's name.
STATED_MEDIAN = "MonthlyIncome"


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived:
    """The inputs of many people.

    Attributes:
        values: people by inputs; numbers, or positions in ``categories``; NaN where unknown.
        categories: for each input the categories seen, in alphabetical order; none for numbers.
        medians: of the sums of money that inputs were divided by, by column.
    """

    values: Floats
    categories: tuple[tuple[str, ...], ...]
    medians: Mapping[str, float]


def derive_inputs(columns: Columns, schema: Schema, medians: Mapping[str, float] | None) -> Derived:
    """Compute every input.

    Args:
        columns: cells by column name, as they stand in the file.
        schema: what they mean.
        medians: what sums of money are divided by, None for the columns' own medians.

    Raises:
        InvalidInput: names the column that is missing or cannot be used.
    """
    work = _Work(columns=columns, schema=schema, medians=dict(medians or {}))
    parts = [work.input(one) for one in schema.inputs]
    return Derived(
        values=np.column_stack([values for values, _ in parts]),
        categories=tuple(categories for _, categories in parts),
        medians=work.medians,
    )


def column_of(columns: Columns, name: str) -> Texts:
    """Return the trimmed cells of a column.

    Raises:
        InvalidInput: there is none.
    """
    if name not in columns:
        raise InvalidInput(name, "is no column of the file", "name a column, or correct the schema")
    return np.char.strip(columns[name])


def cross_name(first: int, second: int) -> str:
    """Return the category of two ranges, numbered from 0."""
    return f"{first}/{second}"


@dataclass(kw_only=True, slots=True)
class _Work:
    """One pass over the inputs; it collects the medians that were used."""

    columns: Columns
    schema: Schema
    medians: dict[str, float]
    stated: Mapping[str, Floats] | None = None

    def input(self, one: InputColumn) -> tuple[Floats, tuple[str, ...]]:
        if one.operation is Operation.CROSS:
            return self._crossed(one)
        if not one.is_number:
            return self._named(one)
        if one.operation is Operation.STATED:
            return self._stated(one.name), ()
        numbers = [self.numbers(name) for name in one.columns]
        if one.operation is Operation.RELATIVE:
            values = numbers[0] / self._median(one.columns[0], numbers[0])
        else:
            values = _OPERATIONS[one.operation](numbers, one)
        special = np.isin(values, one.special)
        return np.where(special, values, np.clip(values, one.low, one.high)), ()

    def numbers(self, name: str) -> Floats:
        texts = column_of(self.columns, name)
        known = ~np.isin(texts, self.schema.missing)
        values = np.full(len(texts), np.nan)
        try:
            values[known] = texts[known].astype(np.float64)
        except ValueError as error:
            problem = f"holds a cell that is no number ({error})"
            raise InvalidInput(name, problem, "correct it, or declare it missing") from error
        if np.isinf(values).any():
            raise InvalidInput(name, "holds an infinite number", "correct the cell")
        return values

    def _median(self, name: str, values: Floats) -> float:
        median = self.medians.setdefault(name, float(np.nanmedian(values)))
        if not median > 0:
            raise InvalidInput(name, "has no positive median", "declare it as a plain column")
        return median

    def _named(self, one: InputColumn) -> tuple[Floats, tuple[str, ...]]:
        texts = column_of(self.columns, one.columns[0])
        known = ~np.isin(texts, self.schema.missing)
        categories = tuple(sorted(set(texts[known].tolist())))
        places = np.searchsorted(np.array(categories, dtype=np.str_), texts)
        return np.where(known, places, np.nan).astype(np.float64), categories

    def _stated(self, name: str) -> Floats:
        if name not in CHARACTERISTICS:
            raise InvalidInput(name, "is no stated input", f"one of {', '.join(CHARACTERISTICS)}")
        if self.stated is None:
            # Derived from the whole file at once, for every input that is.
            columns = {name: self.numbers(name) for name in self.columns if name}
            self.stated, median = stated_inputs(columns, self.medians.get(STATED_MEDIAN))
            self.medians[STATED_MEDIAN] = median
        return self.stated[name]

    def _crossed(self, one: InputColumn) -> tuple[Floats, tuple[str, ...]]:
        """Return a category for each pair of ranges, named by the ranges' numbers from 0."""
        columns = [self.numbers(name) for name in one.columns]
        columns = [
            column / self._median(name, column) if name in one.shares else column
            for name, column in zip(one.columns, columns, strict=True)
        ]
        first, second = (
            np.searchsorted(edges, column, side="right")
            for edges, column in zip(one.edges, columns, strict=True)
        )
        width = len(one.edges[1]) + 1
        names = tuple(
            cross_name(row, place) for row in range(len(one.edges[0]) + 1) for place in range(width)
        )
        unknown = np.isnan(columns[0]) | np.isnan(columns[1])
        return np.where(unknown, np.nan, first * width + second).astype(np.float64), names


def _divided(above: Floats, below: Floats) -> Floats:
    usable = below > 0
    return np.where(usable, above / np.where(usable, below, 1.0), np.nan)


def _count(numbers: list[Floats], one: InputColumn) -> Floats:
    reached = [column >= (one.at_least or 0.0) for column in numbers]
    return np.sum(reached, axis=0).astype(np.float64)


_OPERATIONS: Mapping[Operation, Callable[[list[Floats], InputColumn], Floats]] = {
    Operation.COLUMN: lambda numbers, _: numbers[0],
    Operation.RATIO: lambda numbers, _: _divided(numbers[0], numbers[1]),
    Operation.SUM_RATIO: lambda numbers, _: _divided(np.sum(numbers[:-1], axis=0), numbers[-1]),
    Operation.LARGEST: lambda numbers, _: np.max(numbers, axis=0),
    Operation.COUNT: _count,
}
