import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.main import main
from scoring.scorecard import parse_card
from scoring.training import binning, comparison

HEAD = (
    "card_utilisation,late_payments_30_up,late_payments_60_up,late_payments_90_up,debt_share,"
    "relative_income,open_credit_lines,real_estate_loans,dependents"
)
SCHEMA = """
name: invented
source: invented people
target: bad
horizon_months: 24
column: bad
bad: "1"
smallest_share: 0.05
inputs:
  - { name: use, columns: [use], risk: rises, step: 0.05, most_bins: 4 }
  - { name: kind, columns: [kind], kind: category, most_bins: 3 }
fairness:
  - { name: place, column: place }
"""


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    status = main(list(words))
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture(autouse=True)
def few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invented curves are simple, and tests are short."""
    monkeypatch.setattr(binning, "TREES", 40)
    monkeypatch.setattr(comparison, "TREES", 20)
    monkeypatch.setattr(comparison, "BAGS", 1)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(
        f"{HEAD}\n0.3,0,0,0,0.2,1.2,4,1,1\n0.9,x,0,0,0.1,1,1,1,1\n,2,1,0,0.9,0.4,2,0,3\n"
    )
    return file


@pytest.fixture
def invented(tmp_path: Path) -> tuple[Path, Path]:
    chance = np.random.default_rng(5)
    use, kind = chance.random(600), chance.choice(["a", "b", "c"], 600)
    bad = chance.random(600) < 1 / (1 + np.exp(2 - 3 * use - (kind == "c")))
    data, schema = tmp_path / "invented.csv", tmp_path / "invented.yml"
    rows = [
        f"{one:.3f},{sort},{'north' if place else 'south'},{int(outcome)}"
        for one, sort, place, outcome in zip(use, kind, chance.random(600) < 0.5, bad, strict=True)
    ]
    data.write_text("\n".join(["use,kind,place,bad", *rows]) + "\n")
    schema.write_text(SCHEMA)
    return data, schema


def test_every_row_is_scored_in_order(monkeypatch: pytest.MonkeyPatch, people: Path) -> None:
    status, (good, broken, poor) = run(monkeypatch, "score", str(people))
    assert status == 1
    assert good["points"] > poor["points"]
    assert float(good["pd"]) < float(poor["pd"])
    assert len(poor["reasons"]) == 4
    assert broken["error"]["field"] == "late_payments_30_up"


def test_a_card_is_fitted_checked_and_moved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, invented: tuple[Path, Path]
) -> None:
    data, schema = map(str, invented)
    card, page, moved = (str(tmp_path / name) for name in ("v1.json", "page.html", "v2.json"))
    status, (fitted,) = run(
        monkeypatch, "card", "fit", "--data", data, "--schema", schema, "--version", "v1",
        "--out", card,
    )  # fmt: skip
    assert status == 0
    assert float(fitted["training"]["held_out"]["this card"]["auc"]) > 0.6
    status, (checked,) = run(
        monkeypatch, "card", "validate", "--card", card, "--data", data, "--schema", schema,
        "--out", page,
    )  # fmt: skip
    assert status == 0
    assert checked["models"]["this card"]["auc"] in Path(page).read_text(encoding="utf-8")
    status, _ = run(
        monkeypatch, "card", "calibrate", "--card", card, "--outcomes", data, "--schema", schema,
        "--version", "v2", "--source", "own loans", "--out", moved,
    )  # fmt: skip
    assert status == 0
    old, new = (parse_card(Path(one).read_text(encoding="utf-8")) for one in (card, moved))
    assert new.version == "v2"
    assert [one.bins for one in new.characteristics] == [one.bins for one in old.characteristics]
    status, scored = run(monkeypatch, "score", data, "--card", card, "--schema", schema)
    assert (status, len(scored)) == (0, 600)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("score", "nowhere.csv"), "nowhere.csv"),
        (("card", "compare", "--data", "nowhere.csv", "--schema", "german_credit"), "nowhere.csv"),
    ],
)
def test_a_file_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], field: str
) -> None:
    status, (answer,) = run(monkeypatch, *words)
    assert status == 1
    assert answer["error"]["field"] == field
    assert answer["error"]["remedy"]


def test_a_column_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("card_utilisation\n0.3\n")
    status, (answer,) = run(monkeypatch, "score", str(file))
    assert status == 1
    assert answer["error"]["field"] == "late_payments_30_up"
