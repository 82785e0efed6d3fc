import json
import os
from pathlib import Path

import numpy as np
import pytest

from scoring.batch.scoring import BatchScorer
from scoring.scorecard import Card, parse_card
from scoring.training import fit
from scoring.training.fit import held_out_rows
from scoring.training.metrics import discrimination
from scoring.training.table import read_table
from tests.scoring.applicants import SCORING, card
from tests.scoring.training.samples import invented_table, schema, trained

SHARED = Path(os.environ.get("SHANDAI_SHARED_DATA", SCORING.parent.parent / "shared" / "data"))
REAL = SHARED / "give_me_some_credit.csv.gz"


def invented_card() -> Card:
    return parse_card(json.dumps(trained().document))


def test_the_exported_card_scores_as_it_was_measured() -> None:
    _, held_out = held_out_rows(invented_table().bad, seed=42)
    people = invented_table().rows(held_out)
    scorer = BatchScorer(invented_card())
    points = scorer.points(people.columns)
    assert points.tolist() == trained().card.total(people.values).tolist()
    assert discrimination(people.bad, scorer.probability(points)) == trained().measured[fit.CARD]


def test_the_card_says_on_what_it_was_fitted_and_holds_no_rows() -> None:
    training = invented_card().training
    assert training["seed"] == 42
    assert set(training) >= {"data", "split", "held_out", "held_out_by_group", "versions"}
    assert training["medians"] == {
        "MonthlyIncome": f"{invented_table().medians['MonthlyIncome']:g}"
    }
    for one in invented_card().characteristics:
        shares = sum(float(place.share) for place in one.bins)
        assert abs(shares - 1) < 0.002


def test_the_report_sets_the_card_beside_the_others() -> None:
    report = fit.report(trained())
    for name in (fit.CARD, "logistic regression, raw inputs", "gradient boosting", "by age"):
        assert name in report
    assert trained().measured[fit.CARD].auc > 0.7


@pytest.mark.skipif(not REAL.is_file(), reason=f"{REAL.name} is not in the shared data folder")
def test_the_card_in_use_on_the_real_people_held_out() -> None:
    table = read_table(REAL, schema("give_me_some_credit"))
    _, held_out = held_out_rows(table.bad, seed=42)
    people = table.rows(np.asarray(held_out))
    scorer = BatchScorer(card())
    found = discrimination(people.bad, scorer.probability(scorer.points(people.columns)))
    stated = card().training["held_out"]
    assert isinstance(stated, dict)
    assert stated[fit.CARD] == {"auc": f"{found.auc:.4f}", "ks": f"{found.ks:.4f}"}
    assert found.auc > 0.858
