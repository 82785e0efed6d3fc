"""The inputs that every model of a comparison gets; it fits nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """Rows of people by columns of inputs.

    Attributes:
        names: of the columns.
        values: numbers, or codes from 0 of categories; NaN where nothing is known.
        categorical: whether a column holds codes of categories.
        special: codes in a column that are no measurements, like -7 for "never".
        bad: 1 for a bad outcome, otherwise 0.
    """

    names: tuple[str, ...]
    values: Floats
    categorical: tuple[bool, ...]
    special: tuple[tuple[float, ...], ...]
    bad: Ints

    def rows(self, chosen: Ints) -> "Inputs":
        """Return some of the rows."""
        return Inputs(
            names=self.names,
            values=self.values[chosen],
            categorical=self.categorical,
            special=self.special,
            bad=self.bad[chosen],
        )

    @property
    def measured(self) -> Floats:
        """The values with every special code taken for unknown."""
        values = self.values.copy()
        for column, codes in enumerate(self.special):
            if codes:
                values[np.isin(values[:, column], codes), column] = np.nan
        return values

    @property
    def numbers(self) -> list[int]:
        """Positions of the columns that hold numbers."""
        return [place for place, is_category in enumerate(self.categorical) if not is_category]

    @property
    def categories(self) -> list[int]:
        """Positions of the columns that hold categories."""
        return [place for place, is_category in enumerate(self.categorical) if is_category]
