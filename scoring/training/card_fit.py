"""Fits a card on some rows of a table; it must not know files, reports or the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from scoring.errors import InvalidInput
from scoring.training.binning import Binning, bin_table, place_all
from scoring.training.fitting import evidence_of, fit_levels
from scoring.training.points import (
    Points,
    bad_probability,
    card_document,
    merge_repeats,
    to_points,
)
from scoring.training.stated_inputs import Floats, Ints
from scoring.training.table import Table

# An input whose points spread less than this over the people says nothing that a reason could.
LEAST_SPREAD = 0.5
# Fewer bad or good people than this leave some folds without any.
FEWEST = 30
# Among fewer people bins fit their own sample so closely that the calibration must be measured on
# people who had no part in them; among more it makes no difference and only takes time.
FEW_PEOPLE = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class FittedCard:
    """A card with the bins it was fitted with.

    Attributes:
        table: the rows it was fitted on, with the inputs that were kept.
        kept: positions of the kept inputs in the schema.
        binnings: bins of each kept input.
        points: points of each bin.
        strength: how strongly the levels were held to their evidence, chosen on folds.
        slope: the calibration slope that was applied.
    """

    table: Table
    kept: tuple[int, ...]
    binnings: tuple[Binning, ...]
    points: Points
    strength: float
    slope: float

    def places(self, values: Floats) -> Ints:
        """Return the bin of every kept input for rows of the whole schema."""
        return place_all(self.binnings, values[:, list(self.kept)])

    def total(self, values: Floats) -> Ints:
        """Return the points of rows of the whole schema."""
        return self.points.total(self.places(values))

    def probability(self, values: Floats) -> Floats:
        """Return the probability of a bad outcome of rows of the whole schema."""
        return bad_probability(self.total(values))

    def document(self, version: str, training: Mapping[str, object]) -> dict[str, object]:
        """Return the card as JSON data."""
        return card_document(
            version=version,
            schema=self.table.schema,
            categories=self.table.categories,
            binnings=self.binnings,
            points=self.points,
            evidence=evidence_of(
                self.binnings, place_all(self.binnings, self.table.values), self.table.bad
            ),
            training=training,
        )


def fit_card(table: Table, *, seed: int) -> FittedCard:
    """Fit a card on all rows of a table: bins, selection, monotone levels, calibration, points.

    An input whose bins end up with nearly the same points is left out, and the rest fitted again.

    Raises:
        InvalidInput: there are too few people of one outcome.
    """
    check_enough(table.bad)
    kept = tuple(range(len(table.schema.inputs)))
    fitted = _fit(table, kept, seed)
    spread = [
        float(np.std(worth[column]))
        for worth, column in zip(fitted.points.bins, fitted.places(table.values).T, strict=True)
    ]
    useful = tuple(place for place, one in zip(kept, spread, strict=True) if one >= LEAST_SPREAD)
    return fitted if useful == kept or not useful else _fit(table, useful, seed)


def check_enough(bad: Ints) -> None:
    """Refuse a sample that cannot teach a card anything.

    Raises:
        InvalidInput: there are fewer than FEWEST of one outcome.
    """
    least = min(int(bad.sum()), int((1 - bad).sum()))
    if least < FEWEST:
        problem = f"have one outcome only {least} times"
        raise InvalidInput("people", problem, f"give at least {FEWEST} of each")


def _fit(table: Table, kept: tuple[int, ...], seed: int) -> FittedCard:
    part = replace(
        table,
        schema=replace(table.schema, inputs=tuple(table.schema.inputs[place] for place in kept)),
        values=table.values[:, list(kept)],
        categories=tuple(table.categories[place] for place in kept),
    )
    binnings = bin_table(part, seed=seed)

    def rebin(rows: Ints) -> tuple[tuple[Binning, ...], Ints]:
        cut = bin_table(part.rows(rows), seed=seed)
        return cut, place_all(cut, part.values)

    fit = fit_levels(
        binnings,
        place_all(binnings, part.values),
        part.bad,
        seed=seed,
        prior_people=table.schema.prior_people,
        rebin=rebin if len(part.bad) < FEW_PEOPLE else None,
    )
    binnings, points = merge_repeats(binnings, to_points(fit))
    return FittedCard(
        table=part,
        kept=kept,
        binnings=binnings,
        points=points,
        strength=fit.strength,
        slope=fit.slope,
    )
