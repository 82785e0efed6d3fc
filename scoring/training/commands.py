"""What the command line does with cards: paths in, values out; it prints and writes nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from scoring.batch.scoring import BatchScorer
from scoring.errors import InvalidData, InvalidInput
from scoring.scorecard import Card, parse_card
from scoring.training.card_fit import fit_card
from scoring.training.comparison import compare as challengers
from scoring.training.derived_inputs import Columns, column_of, derive_inputs
from scoring.training.fit import CARD, train_card
from scoring.training.metrics import brier, calibration_error, discrimination
from scoring.training.recalibration import calibrated_document, recalibrate
from scoring.training.schema import Schema, parse_schema
from scoring.training.score_table import inputs_of, score_rows, usable
from scoring.training.stated_inputs import Floats, Ints
from scoring.training.table import Table, named_columns, read_cells, read_table
from scoring.training.validation import Validation, validate_card

HERE = Path(__file__).parent
SCHEMAS = HERE / "schemas"
CARDS = HERE.parent / "cards"
FOLDS = 5


def read_schema(name: str) -> Schema:
    """Read a schema by its name here, or by the path of a YAML file.

    Raises:
        OSError: there is no such file.
        InvalidData: names the field that is wrong.
    """
    path = Path(name) if name.endswith((".yml", ".yaml")) else SCHEMAS / f"{name}.yml"
    return parse_schema(path.read_text(encoding="utf-8"))


def card_path(name: str) -> Path:
    """Return the path of a card by its version here, or the path itself."""
    return Path(name) if name.endswith(".json") else CARDS / f"{name}.json"


def read_card(path: Path) -> Card:
    """Read a card.

    Raises:
        OSError: there is no such file.
        InvalidData: names the field that is wrong.
    """
    return parse_card(path.read_text(encoding="utf-8"))


def fit(data: Path, schema: str, *, version: str, seed: int = 42) -> dict[str, object]:
    """Fit a card on 70 % of the people and measure it on the others; return it as JSON data."""
    return train_card(read_table(data, read_schema(schema)), version=version, seed=seed).document


def validate(
    card: Path, data: Path, schema: str, *, seed: int = 42, cut_off: int | None = None
) -> Validation:
    """Measure a card on people held out, and how stable and fair it is."""
    found = read_card(card)
    table = read_table(data, read_schema(schema), medians=medians_of(found))
    return validate_card(found, table, seed=seed, cut_off=cut_off)


def compare(
    data: Path, schema: str, *, seed: int = 42, folds: int = FOLDS
) -> dict[str, dict[str, str]]:
    """Return AUC, KS, calibration error and Brier score of every model over all folds together."""
    return compare_table(read_table(data, read_schema(schema)), seed=seed, folds=folds)


def compare_table(table: Table, *, seed: int, folds: int = FOLDS) -> dict[str, dict[str, str]]:
    """Do what ``compare`` does, on a table."""
    chances: dict[str, Floats] = {}
    cut = StratifiedKFold(folds, shuffle=True, random_state=seed)
    for rows, others in cut.split(table.values, table.bad):
        train, test = table.rows(rows), table.rows(others)
        found = {CARD: fit_card(train, seed=seed).probability(test.values)}
        found |= challengers(train, test, seed=seed)
        for name, chance in found.items():
            chances.setdefault(name, np.full(len(table.bad), np.nan))[others] = chance
    return {name: _figures(table.bad, chance) for name, chance in chances.items()}


def calibrate(
    card: Path,
    outcomes: Path,
    *,
    version: str,
    source: str,
    target: str = "bad",
    schema: str | None = None,
) -> dict[str, object]:
    """Move a card's level to a lender's own portfolio; return the new card as JSON data.

    Args:
        card: the card.
        outcomes: a CSV; with a schema it holds the schema's columns and target, otherwise a column
            of 0 and 1 and either ``points`` or the card's inputs by name.
        version: of the new card.
        source: what the portfolio is, and of when.
        target: the column of 0 and 1, without a schema.
        schema: name or path.

    Raises:
        InvalidInput: names the column or value that cannot be used.
    """
    text = card.read_text(encoding="utf-8")
    found = parse_card(text)
    if version == found.version:
        raise InvalidInput("version", "is the old card's", "give the new level a name of its own")
    if schema is not None:
        table = read_table(outcomes, read_schema(schema), medians=medians_of(found))
        bad, points = table.bad, BatchScorer(found).points(table.columns)
    else:
        cells = read_cells(outcomes)
        bad = _whole(cells, target)
        points = _points(found, cells)
    level = recalibrate(found, points, bad)
    return calibrated_document(json.loads(text), level, version=version, source=source)


def score_file(
    card: Path, people: Path, *, schema: str | None = None
) -> Iterator[dict[str, object]]:
    """Yield the score of every row of a CSV in its order.

    Args:
        card: the card.
        people: with a schema the schema's columns, otherwise the card's inputs by name; an empty
            cell is not stated.
        schema: name or path.

    Yields:
        ``points``, ``pd`` within the card's horizon, ``annual_pd`` and up to four ``reasons`` (what
        loses most points against its best attainable bin), or ``error``.

    Raises:
        InvalidInput: names the column that is missing.
    """
    found = read_card(card)
    cells = read_cells(people)
    if schema is None:
        yield from score_rows(found, inputs_of(cells, found))
        return
    used = read_schema(schema)
    columns = named_columns(derive_inputs(cells, used, medians_of(found)), used)
    yield from score_rows(found, usable(found, columns))


def medians_of(card: Card) -> dict[str, float]:
    """Return the medians that a card's sums of money were divided by.

    Raises:
        InvalidData: one is no number.
    """
    noted = card.training.get("medians")
    own = card.training.get("median_monthly_income")
    pairs = noted.items() if isinstance(noted, dict) else ()
    try:
        found = {name: float(str(value)) for name, value in pairs}
        if own is not None:
            found["MonthlyIncome"] = float(str(own).split()[0])
    except (TypeError, ValueError) as error:
        raise InvalidData("training.medians", str(error), "give numbers by column") from error
    return found


def _points(found: Card, cells: Columns) -> Ints:
    if "points" in cells:
        return _whole(cells, "points")
    people = inputs_of(cells, found)
    if people.problems:
        row, problem = min(people.problems.items(), key=lambda pair: pair[0])
        raise InvalidInput(problem.field, f"{problem.problem} in row {row + 2}", problem.remedy)
    return BatchScorer(found).points(people.columns)


def _whole(cells: Columns, name: str) -> Ints:
    texts = column_of(cells, name)
    try:
        return texts.astype(np.int64)
    except ValueError as error:
        raise InvalidInput(name, f"holds no whole number ({error})", "correct the cell") from error


def _figures(bad: Ints, chance: Floats) -> dict[str, str]:
    found = discrimination(bad, chance)
    return {
        "auc": f"{found.auc:.4f}",
        "ks": f"{found.ks:.4f}",
        "calibration_error": f"{calibration_error(bad, chance):.4f}",
        "brier": f"{brier(bad, chance):.4f}",
    }
