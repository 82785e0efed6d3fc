import numpy as np
import pytest

from scoring.training.binning import Binning
from scoring.training.points import Points, bad_probability, merge_repeats


def test_forty_points_double_the_odds() -> None:
    found = bad_probability(np.array([600, 640, 560]))
    assert found.tolist() == pytest.approx([1 / 21, 1 / 41, 1 / 11])


def test_ranges_with_the_same_points_become_one() -> None:
    binning = Binning(name="share", edges=(1.0, 2.0, 3.0), direction=1)
    points = Points(intercept=500, bins=(np.array([9, 9, 4, 4, 7]),))
    merged, kept = merge_repeats([binning], points)
    assert merged[0].edges == (2.0,)
    assert kept.bins[0].tolist() == [9, 4, 7]
    values = np.array([0.0, 1.5, 2.0, 9.0, np.nan])
    before = points.total(binning.place(values)[:, None])
    assert kept.total(merged[0].place(values)[:, None]).tolist() == before.tolist()
