"""Give Me Some Credit with every raw column, age among them: only to check the reference lines."""

import csv
import gzip
from pathlib import Path

import numpy as np

from tests.benchmarks.scoring.inputs import Inputs

TARGET = "SeriousDlqin2yrs"


def read_raw_credit(path: Path) -> Inputs:
    """Return the ten inputs as they stand in the file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        names = next(rows)[1:]
        table = np.array(
            [
                [float(cell) if cell not in ("", "NA") else np.nan for cell in row[1:]]
                for row in rows
            ]
        )
    inputs = [place for place, name in enumerate(names) if name != TARGET]
    return Inputs(
        names=tuple(names[place] for place in inputs),
        values=table[:, inputs],
        categorical=(False,) * len(inputs),
        special=((),) * len(inputs),
        bad=table[:, names.index(TARGET)].astype(np.int64),
    )
