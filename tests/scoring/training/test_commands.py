import json
from decimal import Decimal
from pathlib import Path
from unittest import mock

import numpy as np
import pytest

from scoring.errors import InvalidData, InvalidInput
from scoring.scorecard import parse_card
from scoring.training import binning, commands, comparison
from scoring.training.derived_inputs import Texts
from scoring.training.fit import CARD
from tests.scoring.applicants import card
from tests.scoring.cards import mixed_card, mixed_document
from tests.scoring.training.samples import (
    as_cells,
    invented_columns,
    invented_table,
    trained,
    write_cells,
)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    path = tmp_path / "mixed-v1.json"
    path.write_text(json.dumps(mixed_document()), encoding="utf-8")
    return path


def test_rows_are_scored_in_order_and_a_bad_one_names_its_field(
    mixed: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("months,job\n12,driver\nx,clerk\n-7,\n,baker\n1e999,baker\n", "utf-8")
    found = list(commands.score_file(mixed, people))
    one = mixed_card().score({"months": Decimal(12), "job": "driver"})
    assert found[0] == {
        "points": one.points,
        "pd": str(one.pd),
        "annual_pd": str(one.annual_pd),
        "reasons": [
            {"input": "months", "reason": "months", "points_lost": 20},
            {"input": "job", "reason": "job_kind", "points_lost": 9},
        ],
        "card": "mixed-v1",
    }
    assert found[1]["error"] == {
        "field": "months",
        "problem": "is not a number",
        "remedy": "give a number or leave it out",
    }
    assert found[2]["points"] == 534
    assert found[3]["points"] == 517
    assert "error" in found[4]


def test_what_a_card_must_know_is_named_by_row(tmp_path: Path) -> None:
    names = [one.name for one in card().characteristics]
    needed = next(one.name for one in card().characteristics if not one.bins[-1].missing)
    rows = [",".join("1" for _ in names), ",".join("" if n == needed else "1" for n in names)]
    people = tmp_path / "people.csv"
    people.write_text("\n".join([",".join(names), *rows]), encoding="utf-8")
    found = list(commands.score_file(commands.card_path("stated-v1"), people))
    assert found[0]["points"] == card().score(dict.fromkeys(names, Decimal(1))).points
    assert found[1]["error"] == {
        "field": needed,
        "problem": "is not stated",
        "remedy": "state it",
    }


def test_a_file_of_the_schema_scores_as_the_table(tmp_path: Path) -> None:
    cells = {name: column[:50] for name, column in as_cells(invented_columns()).items()}
    path = write_cells(tmp_path / "people.csv", cells)
    own = tmp_path / "own.json"
    own.write_text(json.dumps(trained().document), encoding="utf-8")
    found = list(commands.score_file(own, path, schema="give_me_some_credit"))
    expected = trained().card.total(invented_table().values[:50])
    assert [one["points"] for one in found] == expected.tolist()


def test_a_missing_column_or_file_is_named(mixed: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("months\n1\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="job"):
        list(commands.score_file(mixed, people))
    with pytest.raises(FileNotFoundError):
        commands.read_schema("none")
    with pytest.raises(InvalidData):
        commands.medians_of(mixed_card(training={"medians": {"income": "much"}}))


def test_a_level_is_measured_on_points_or_on_inputs(mixed: Path, tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    months = chance.integers(0, 15, 2000).astype(np.str_)
    jobs = chance.choice(["clerk", "driver"], 2000)
    card_read = mixed_card()
    points = [
        card_read.score({"months": Decimal(str(month)), "job": str(job)}).points
        for month, job in zip(months, jobs, strict=True)
    ]
    bad = (chance.random(2000) < 0.5 - (np.array(points) - 500) / 100).astype(np.int64)
    outcomes: Texts = bad.astype(np.str_)
    months_read: Texts = months
    by_inputs: dict[str, Texts] = {
        "months": months_read,
        "job": np.array(jobs, dtype=np.str_),
        "bad": outcomes,
    }
    by_points: dict[str, Texts] = {
        "points": np.array(points).astype(np.str_),
        "bad": outcomes,
    }
    found = [
        commands.calibrate(
            mixed,
            write_cells(tmp_path / f"{number}.csv", cells),
            version="own-v1",
            source="a book",
        )
        for number, cells in enumerate((by_inputs, by_points))
    ]
    assert found[0] == found[1]
    new = parse_card(json.dumps(found[0]))
    mean = np.mean([float(new.bad_probability(one)) for one in points])
    assert mean == pytest.approx(bad.mean(), abs=0.002)
    with pytest.raises(InvalidInput, match="version"):
        commands.calibrate(mixed, tmp_path / "0.csv", version="mixed-v1", source="a book")


def test_fitting_and_comparing_from_a_file(tmp_path: Path) -> None:
    cells = {name: column[:1200] for name, column in as_cells(invented_columns()).items()}
    path = write_cells(tmp_path / "people.csv", cells)
    with (
        mock.patch.object(binning, "TREES", 20),
        mock.patch.object(comparison, "TREES", 10),
        mock.patch.object(comparison, "BAGS", 1),
    ):
        document = commands.fit(path, "give_me_some_credit", version="own-v1")
        found = commands.compare(path, "give_me_some_credit", folds=2)
    assert parse_card(json.dumps(document)).version == "own-v1"
    assert next(iter(found)) == CARD
    assert set(found[CARD]) == {"auc", "ks", "calibration_error", "brier"}
    assert 0.6 < float(found[CARD]["auc"]) < 1
