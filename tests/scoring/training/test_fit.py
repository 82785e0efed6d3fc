import gzip
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from sklearn.model_selection import train_test_split

from scoring.scorecard import Card, parse_card
from scoring.training import fit
from scoring.training.binning import RISK_DIRECTION
from scoring.training.metrics import discrimination
from scoring.training.points import bad_probability
from scoring.training.stated_inputs import CHARACTERISTICS, Floats, Ints, read_sample
from tests.scoring.applicants import SCORING, card
from tests.scoring.training.samples import invented_sample, trained

SHARED = Path(os.environ.get("SHANDAI_SHARED_DATA", SCORING.parent.parent / "shared" / "data"))
REAL = SHARED / "give_me_some_credit.csv.gz"


def invented_card() -> Card:
    return parse_card(json.dumps(trained().document))


def total_points(found: Card, inputs: Floats) -> Ints:
    """Read the exported card again, by columns."""
    total = np.full(len(inputs), found.intercept)
    for number, one in enumerate(found.characteristics):
        column = inputs[:, number]
        edges = [float(place.low) for place in one.ranges if place.low is not None]
        points = np.array([place.points for place in one.bins])
        place = np.where(np.isnan(column), len(points) - 1, np.searchsorted(edges, column, "right"))
        total += points[place]
    return total


def test_the_exported_card_scores_as_it_was_measured() -> None:
    sample = invented_sample()
    _, held_out = train_test_split(
        np.arange(len(sample.bad)), test_size=0.3, stratify=sample.bad, random_state=42
    )
    risk = bad_probability(total_points(invented_card(), sample.inputs[held_out]))
    assert discrimination(sample.bad[held_out], risk) == trained().measured[fit.CARD]


def test_the_card_and_its_columns_agree_person_by_person() -> None:
    found = invented_card()
    inputs = invented_sample().inputs[:200]
    totals = total_points(found, inputs)
    for row, points in zip(inputs, totals, strict=True):
        features = {
            name: None if np.isnan(value) else Decimal(repr(float(value)))
            for name, value in zip(CHARACTERISTICS, row, strict=True)
        }
        assert found.score(features).points == points


@pytest.mark.parametrize("found", [invented_card, card], ids=["invented", "in use"])
def test_points_keep_the_expected_direction(found: Callable[[], Card]) -> None:
    for one in found().characteristics:
        points = [place.points for place in one.ranges]
        if one.name == "card_utilisation":
            points = points[1:]  # an unused card stands alone
        direction = RISK_DIRECTION[one.name]
        if direction:
            assert points == sorted(points, reverse=direction > 0), one.name


def test_the_card_says_on_what_it_was_fitted_and_holds_no_rows() -> None:
    training = invented_card().training
    assert training["seed"] == 42
    assert set(training) >= {"data", "split", "held_out", "held_out_by_age", "versions"}
    for one in invented_card().characteristics:
        shares = sum((place.share for place in one.bins), Decimal(0))
        assert abs(shares - 1) < Decimal("0.002")


def test_the_report_sets_the_card_beside_the_others() -> None:
    report = fit.report(trained())
    for name in (fit.CARD, "logistic regression, raw inputs", "gradient boosting"):
        assert name in report
    assert trained().measured[fit.CARD].auc > 0.7


def test_the_command_writes_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fit, "read_sample", lambda _: invented_sample())
    monkeypatch.setattr(fit, "train_card", lambda *_, **__: trained())
    out = tmp_path / "stated-v9.json"
    fit.main(["--data", "any.csv.gz", "--out", str(out)])
    assert parse_card(out.read_text(encoding="utf-8")) == invented_card()
    assert "AUC" in capsys.readouterr().out


@pytest.mark.skipif(not REAL.is_file(), reason=f"{REAL.name} is not in the shared data folder")
def test_the_card_in_use_on_the_real_people_held_out() -> None:
    sample = read_sample(REAL)
    _, held_out = train_test_split(
        np.arange(len(sample.bad)), test_size=0.3, stratify=sample.bad, random_state=42
    )
    risk = bad_probability(total_points(card(), sample.inputs[held_out]))
    found = discrimination(sample.bad[held_out], risk)
    stated = card().training["held_out"]
    assert isinstance(stated, dict)
    assert stated[fit.CARD] == {"auc": f"{found.auc:.4f}", "ks": f"{found.ks:.4f}"}
    assert found.auc > 0.858


def test_a_broken_archive_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(b"not gzip")
    with pytest.raises(gzip.BadGzipFile):
        fit.main(["--data", str(broken), "--out", str(tmp_path / "card.json")])
