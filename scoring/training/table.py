"""Reads a CSV by its schema into the columns that cards are fitted on; it fits nothing."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TextIO

import numpy as np

from scoring.errors import InvalidInput
from scoring.training.derived_inputs import Columns, Derived, Texts, column_of, derive_inputs
from scoring.training.schema import FairnessColumn, Schema
from scoring.training.stated_inputs import Floats, Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """People by inputs.

    Attributes:
        schema: what the columns mean.
        values: people by inputs; numbers, or positions in ``categories``; NaN where nothing is
            known.
        categories: for each input the categories seen, in alphabetical order; none for numbers.
        bad: 1 for a bad outcome, otherwise 0.
        groups: for each fairness attribute, everyone's group.
        medians: of the sums of money that inputs were divided by, by column.
    """

    schema: Schema
    values: Floats
    categories: tuple[tuple[str, ...], ...]
    bad: Ints
    groups: Mapping[str, Texts]
    medians: Mapping[str, float]

    def rows(self, chosen: Ints) -> "Table":
        """Return some of the people."""
        return replace(
            self,
            values=self.values[chosen],
            bad=self.bad[chosen],
            groups={name: groups[chosen] for name, groups in self.groups.items()},
        )

    @property
    def columns(self) -> dict[str, Floats | Texts]:
        """The inputs by name as a batch scores them: numbers, or names, ``""`` where unknown."""
        derived = Derived(values=self.values, categories=self.categories, medians=self.medians)
        return named_columns(derived, self.schema)


def read_table(path: Path, schema: Schema, *, medians: Mapping[str, float] | None = None) -> Table:
    """Read people with outcomes from a CSV, gzipped or not.

    Args:
        path: the file.
        schema: what its columns mean.
        medians: what sums of money are divided by, None for the file's own medians.

    Raises:
        OSError: the file cannot be read.
        InvalidInput: a column is missing, or a cell is no number where one is needed.
    """
    return table_of(read_cells(path), schema, medians=medians)


def read_cells(path: Path) -> dict[str, Texts]:
    """Read the cells of a CSV, gzipped or not, by column.

    Raises:
        OSError: the file cannot be read.
        InvalidInput: it has no rows, a row of another length, or a repeated column.
    """
    with _opened(path) as lines:
        rows = csv.reader(lines)
        names = next(rows, [])
        cells = [row for row in rows if row]
    if not cells or len(set(names)) != len(names):
        raise InvalidInput(path.name, "has no rows, or a column twice", "correct the file")
    for number, row in enumerate(cells, start=2):
        if len(row) != len(names):
            problem = f"has {len(row)} cells in row {number}, not {len(names)}"
            raise InvalidInput(path.name, problem, "correct the row")
    table = np.array(cells, dtype=np.str_)
    return {name: table[:, place] for place, name in enumerate(names)}


def table_of(
    columns: Columns, schema: Schema, *, medians: Mapping[str, float] | None = None
) -> Table:
    """Return the table of columns that were read.

    Raises:
        InvalidInput: names the column that is missing or cannot be used.
    """
    bad = (column_of(columns, schema.column) == schema.bad).astype(np.int64)
    if bad.min() == bad.max():
        raise InvalidInput(schema.column, f"is never or always {schema.bad!r}", "check target, bad")
    derived = derive_inputs(columns, schema, medians)
    return Table(
        schema=schema,
        values=derived.values,
        categories=derived.categories,
        bad=bad,
        groups={one.name: _groups(columns, one) for one in schema.fairness},
        medians=derived.medians,
    )


def named_columns(derived: Derived, schema: Schema) -> dict[str, Floats | Texts]:
    """Return inputs by name as a batch scores them: numbers, or names, ``""`` where unknown."""
    found: dict[str, Floats | Texts] = {}
    for place, one in enumerate(schema.inputs):
        values = derived.values[:, place]
        if one.is_number:
            found[one.name] = values
        else:
            names = np.array([*derived.categories[place], ""], dtype=np.str_)
            found[one.name] = names[np.where(np.isnan(values), -1, values).astype(np.int64)]
    return found


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _groups(columns: Columns, one: FairnessColumn) -> Texts:
    texts = column_of(columns, one.column)
    if not one.ages:
        return np.array([one.names.get(text, text) for text in texts.tolist()], dtype=np.str_)
    names = [f"under {one.ages[0]}"]
    names += [f"{low} to {high - 1}" for low, high in pairwise(one.ages)]
    names.append(f"{one.ages[-1]} and over")
    try:
        ages = texts.astype(np.float64)
    except ValueError as error:
        raise InvalidInput(one.column, "holds an age that is no number", "correct it") from error
    return np.array(names, dtype=np.str_)[np.searchsorted(one.ages, ages, side="right")]
