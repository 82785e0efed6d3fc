"""An invented sample whose risk is known, in the columns of the real file."""

from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np

from scoring.training import binning, comparison
from scoring.training.derived_inputs import Texts
from scoring.training.fit import Trained, train_card
from scoring.training.schema import Schema, parse_schema
from scoring.training.stated_inputs import NO_CARD, Floats
from scoring.training.table import Table, table_of
from tests.scoring.applicants import SCORING

PEOPLE = 4000
SCHEMAS = SCORING / "training" / "schemas"


def invented_columns(people: int = PEOPLE) -> dict[str, Floats]:
    chance = np.random.default_rng(7)
    use = chance.beta(0.7, 1.5, people)
    no_card = chance.random(people) < 0.06
    late = chance.poisson(0.15 + use * 0.3)
    late_60 = chance.binomial(late, 0.3)
    late_90 = chance.binomial(late_60, 0.4)
    income = chance.lognormal(8.6, 0.6, people)
    unknown = chance.random(people) < 0.15
    debt = chance.gamma(2.0, 0.18, people)
    lines = chance.poisson(6, people).astype(np.float64)
    homes = chance.poisson(0.8, people).astype(np.float64)
    dependents = chance.poisson(0.8, people).astype(np.float64)
    log_odds = -3.6 + 2.0 * use + 0.9 * late + 0.6 * late_60 + 0.9 * debt + 0.4 * no_card
    bad = chance.random(people) < 1 / (1 + np.exp(-log_odds))
    return {
        "SeriousDlqin2yrs": bad.astype(np.float64),
        "RevolvingUtilizationOfUnsecuredLines": np.where(no_card, NO_CARD, use),
        "age": chance.integers(20, 80, people).astype(np.float64),
        "NumberOfTime30-59DaysPastDueNotWorse": (late - late_60).astype(np.float64),
        "NumberOfTime60-89DaysPastDueNotWorse": (late_60 - late_90).astype(np.float64),
        "NumberOfTimes90DaysLate": late_90.astype(np.float64),
        "DebtRatio": np.where(unknown, debt * income, debt),
        "MonthlyIncome": np.where(unknown, np.nan, income),
        "NumberOfOpenCreditLinesAndLoans": lines,
        "NumberRealEstateLoansOrLines": homes,
        "NumberOfDependents": dependents,
    }


def as_cells(columns: dict[str, Floats]) -> dict[str, Texts]:
    return {
        name: np.array(["NA" if np.isnan(cell) else f"{cell:.17g}" for cell in column])
        for name, column in columns.items()
    }


def schema(name: str) -> Schema:
    return parse_schema((SCHEMAS / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def invented_table() -> Table:
    return table_of(as_cells(invented_columns()), schema("give_me_some_credit"))


@cache
def trained() -> Trained:
    """Train with few trees: the invented curves are simple, and tests are short."""
    with (
        mock.patch.object(binning, "TREES", 80),
        mock.patch.object(comparison, "TREES", 30),
        mock.patch.object(comparison, "BAGS", 1),
    ):
        return train_card(invented_table(), version="invented-v1", seed=42)


def write_cells(path: Path, columns: dict[str, Texts]) -> Path:
    rows = zip(*columns.values(), strict=True)
    lines = [",".join(columns), *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
