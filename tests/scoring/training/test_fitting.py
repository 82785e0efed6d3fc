from functools import cache

import numpy as np
import pytest

from scoring.training.binning import Binning
from scoring.training.fitting import Fit, fit_levels, weights_of_evidence
from scoring.training.stated_inputs import Ints


def test_evidence_is_the_log_ratio_of_shares() -> None:
    places = np.repeat([0, 1], [100_000, 100_000])
    bad = np.zeros(200_000, dtype=np.int64)
    bad[:30_000] = 1
    bad[100_000:110_000] = 1
    found = weights_of_evidence(places, bad, 3)
    assert found[0] == pytest.approx(np.log((30 / 40) / (70 / 160)), abs=1e-3)
    assert found[1] == pytest.approx(np.log((10 / 40) / (90 / 160)), abs=1e-3)
    assert found[2] == pytest.approx(0)  # nobody there: no evidence


@cache
def invented(direction: int) -> tuple[Fit, Ints, Ints]:
    chance = np.random.default_rng(3)
    places = np.column_stack([chance.integers(0, 5, 4000), chance.integers(0, 3, 4000)])
    true = np.array([0.0, 0.8, 0.6, 1.5, 0.3])[places[:, 0]] + 0.5 * places[:, 1] - 2.5
    bad = (chance.random(4000) < 1 / (1 + np.exp(-true))).astype(np.int64)
    binnings = (
        Binning(name="bent", edges=(1.0, 2.0, 3.0), direction=direction),
        Binning(name="free", edges=(1.0,), direction=0),
    )
    return fit_levels(binnings, places, bad, seed=1), places, bad


def test_levels_keep_the_expected_direction() -> None:
    fit, _, _ = invented(1)
    assert (np.diff(fit.levels[0][:-1]) >= 0).all()
    free, _, _ = invented(0)
    assert free.levels[0][2] < free.levels[0][1]  # the bend is in the data


def test_predictions_match_what_happened_on_the_whole() -> None:
    fit, places, bad = invented(1)
    predicted = 1 / (1 + np.exp(-fit.log_odds(places)))
    assert predicted.mean() == pytest.approx(bad.mean(), abs=0.005)
    assert fit.slope == pytest.approx(1, abs=0.2)


def test_the_same_seed_gives_the_same_fit() -> None:
    one, _, _ = invented(1)
    other, _, _ = invented.__wrapped__(1)
    np.testing.assert_array_equal(one.levels[0], other.levels[0])
