import json
from functools import cache
from unittest import mock

import numpy as np
import pytest

from scoring.errors import InvalidInput
from scoring.scorecard import parse_card
from scoring.training import binning, comparison
from scoring.training.fairness import fairness
from scoring.training.fit import CARD
from scoring.training.metrics import population_stability
from scoring.training.validation import Validation, deciles_of, validate_card
from scoring.training.validation_page import page
from tests.scoring.training.samples import invented_table, trained


@cache
def validation() -> Validation:
    card = parse_card(json.dumps(trained().document))
    with (
        mock.patch.object(binning, "TREES", 40),
        mock.patch.object(comparison, "TREES", 30),
        mock.patch.object(comparison, "BAGS", 1),
    ):
        return validate_card(card, invented_table(), seed=42, folds=2)


def test_a_validation_measures_what_the_training_did() -> None:
    found = validation()
    assert found.is_own
    assert found.models[CARD].discrimination == trained().measured[CARD]
    assert set(found.models) == set(trained().measured)
    assert len(found.folds) == 2
    assert found.deciles[0].lift > 2
    assert found.deciles[-1].caught == pytest.approx(1)
    assert found.score_stability < 0.1
    assert max(found.input_stability.values()) < 0.1
    assert sum(one.people for one in found.fairness["age"].values()) == len(found.bad)


def test_deciles_take_the_riskiest_first() -> None:
    bad = np.repeat([1, 0], [10, 90])
    found = deciles_of(bad, np.linspace(1, 0, 100))
    assert (found[0].seen, found[0].caught) == (1, 1)
    assert found[0].lift == pytest.approx(10)
    assert found[1].seen == 0
    with pytest.raises(InvalidInput):
        deciles_of(np.zeros(100, dtype=np.int64), np.linspace(1, 0, 100))
    with pytest.raises(InvalidInput):
        deciles_of(np.ones(9, dtype=np.int64), np.linspace(1, 0, 9))


def test_stability_is_zero_for_the_same_and_known_for_two_bins() -> None:
    same = np.array([0.3, 0.7])
    assert population_stability(same, same) == 0
    found = population_stability(np.array([0.5, 0.5]), np.array([0.6, 0.4]))
    assert found == pytest.approx(0.1 * np.log(1.2) - 0.1 * np.log(0.8))
    assert np.isfinite(population_stability(np.array([1.0, 0.0]), np.array([0.0, 1.0])))


def test_groups_are_compared_with_the_one_approved_most() -> None:
    groups = np.repeat(["a", "b", "few"], [100, 100, 5])
    approved = np.concatenate([np.repeat([True, False], [80, 20]), np.repeat([True, False], 50)])
    approved = np.append(approved, np.ones(5, dtype=bool))
    bad = np.tile([0, 1, 0, 0, 0], 41)
    found = fairness(groups, bad, np.linspace(0, 1, 205), approved)
    assert list(found) == ["a", "b"]  # five people show chance
    assert (found["a"].impact, found["a"].is_low) == (1, False)
    assert found["b"].impact == pytest.approx(0.5 / 0.8)
    assert found["b"].is_low
    assert found["a"].seen == pytest.approx(0.2)
    assert found["a"].approved_good == pytest.approx(0.8)


def test_the_page_shows_everything_and_needs_nothing_else() -> None:
    text = page(validation())
    for title in ("ROC", "KS", "Calibration", "Lift", "Score distribution", "Fairness", "PSI"):
        assert title in text
    for name in (*validation().models, *validation().input_stability, "under 30"):
        assert name in text
    assert text.count('src="data:image/svg+xml;base64,') == 6
    assert "http" not in text
    assert text == page(validation())
