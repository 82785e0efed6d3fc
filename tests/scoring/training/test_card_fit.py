import json
from decimal import Decimal
from functools import cache
from unittest import mock

import numpy as np
import pytest

from scoring.batch.scoring import BatchScorer
from scoring.errors import InvalidInput
from scoring.scorecard import Card, parse_card
from scoring.training import binning
from scoring.training.card_fit import FittedCard, fit_card
from scoring.training.fit import held_out_rows
from scoring.training.metrics import discrimination
from scoring.training.schema import parse_schema
from scoring.training.table import Table, table_of

SCHEMA = """
name: invented
source: invented
target: late
horizon_months: 6
column: bad
bad: "1"
smallest_share: 0.02
inputs:
  - { name: months, columns: [months], risk: falls, special: [-7], most_bins: 5 }
  - { name: job, columns: [job], kind: category, most_bins: 3 }
  - { name: noise, columns: [noise], most_bins: 4 }
"""
RISK_OF_JOB = {"a": -1.0, "b": -0.9, "c": 0.8, "d": 0.9, "e": 2.0}


@cache
def table() -> Table:
    chance = np.random.default_rng(9)
    people = 5000
    never = chance.random(people) < 0.2
    months = np.where(never, -7, chance.integers(0, 60, people))
    jobs = chance.choice(list(RISK_OF_JOB), people)
    risk = np.array([RISK_OF_JOB[job] for job in jobs.tolist()])
    odds = -1.0 + risk - np.where(never, 1.5, months / 30)
    bad = (chance.random(people) < 1 / (1 + np.exp(-odds))).astype(np.int64)
    columns = {
        "months": months.astype(np.str_),
        "job": jobs.astype(np.str_),
        "noise": chance.integers(0, 9, people).astype(np.str_),
        "bad": bad.astype(np.str_),
    }
    return table_of(columns, parse_schema(SCHEMA))


@cache
def fitted() -> FittedCard:
    with mock.patch.object(binning, "TREES", 60):
        return fit_card(table(), seed=1)


def card() -> Card:
    return parse_card(json.dumps(fitted().document("invented-v1", {"data": "none"})))


def test_categories_of_the_same_risk_share_a_bin_in_the_order_of_risk() -> None:
    bins = card().characteristic("job").ranges
    assert [set(one.categories) for one in bins] == [{"a", "b"}, {"c", "d"}, {"e"}]
    assert [one.points for one in bins] == sorted((one.points for one in bins), reverse=True)


def test_a_code_has_its_own_bin_with_its_own_risk() -> None:
    months = card().characteristic("months")
    never = months.bin_of(Decimal(-7))
    assert never.special == (Decimal(-7),)
    # Worth about as much as 45 of at most 59 months, and far more than the fewest.
    assert months.ranges[0].points < never.points < months.best.points + 15
    points = [one.points for one in months.ranges]
    assert points == sorted(points)


def test_a_category_that_was_never_seen_is_of_average_risk() -> None:
    job = card().characteristic("job")
    assert job.bin_of("z") is job.bins[-1]
    assert job.ranges[-1].points < job.bins[-1].points < job.ranges[0].points


def test_an_input_that_says_nothing_is_left_out_and_the_rest_is_calibrated() -> None:
    names = [one.name for one in card().characteristics]
    assert names[:2] == ["months", "job"]
    spread = {one.name: one.best.points for one in card().characteristics}
    assert spread.get("noise", 0) < 10
    chance = fitted().probability(table().values)
    assert abs(chance.mean() - table().bad.mean()) < 0.005
    assert discrimination(table().bad, chance).auc > 0.75


def test_the_exported_card_scores_columns_as_it_was_fitted() -> None:
    found = BatchScorer(card()).points(table().columns)
    assert found.tolist() == fitted().total(table().values).tolist()


def test_too_few_people_of_one_outcome_are_refused() -> None:
    rows = np.concatenate([np.flatnonzero(table().bad == 0), np.flatnonzero(table().bad)[:29]])
    with pytest.raises(InvalidInput, match="29 times"):
        fit_card(table().rows(rows), seed=1)
    with pytest.raises(InvalidInput, match="at least 30"):
        held_out_rows(table().bad[rows], seed=1)
