"""A file's own columns as they stand in it: no model is held down by derived inputs."""

from collections.abc import Mapping

import numpy as np

from scoring.training.derived_inputs import Texts
from scoring.training.schema import Schema
from tests.benchmarks.scoring.inputs import Floats, Inputs

UNKNOWN = ("", "NA")
# Numbers of rows, which say nothing about a person.
ROW_NUMBERS = ("", "ID")


def raw_inputs(cells: Mapping[str, Texts], schema: Schema, *, sensitive: bool = False) -> Inputs:
    """Return every column but the target; text becomes categories.

    Args:
        cells: a file by column.
        schema: tells the target and the attributes that must not drive decisions.
        sensitive: keep these attributes, only to check figures published with them.
    """
    left_out = {schema.column, *ROW_NUMBERS}
    if not sensitive:
        left_out |= {one.column for one in schema.fairness}
    names = [name for name in cells if name not in left_out]
    columns = [_column(cells[name]) for name in names]
    return Inputs(
        names=tuple(names),
        values=np.column_stack([values for values, _ in columns]),
        categorical=tuple(is_category for _, is_category in columns),
        special=((),) * len(names),
        bad=(cells[schema.column] == schema.bad).astype(np.int64),
    )


def _column(texts: Texts) -> tuple[Floats, bool]:
    """Return numbers, or numbers of categories, and whether they are categories."""
    known = ~np.isin(texts, UNKNOWN)
    values = np.full(len(texts), np.nan)
    try:
        values[known] = texts[known].astype(np.float64)
    except ValueError:
        values[known] = np.unique(texts[known], return_inverse=True)[1]
        return values, True
    return values, False
