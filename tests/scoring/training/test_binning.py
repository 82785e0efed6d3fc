import numpy as np

from scoring.training.binning import Binning, segment


def test_values_fall_into_half_open_ranges_and_the_unknown_apart() -> None:
    binning = Binning(name="share", edges=(0.3, 0.6), direction=1)
    found = binning.place(np.array([-1.0, 0.0, 0.3, 0.59, 0.6, 9.0, np.nan]))
    assert found.tolist() == [0, 0, 1, 1, 2, 2, 3]
    assert (binning.missing, binning.size) == (3, 4)


def test_a_staircase_is_cut_at_its_steps() -> None:
    curve = np.repeat([0.0, 1.0, 1.5, 4.0], [10, 5, 20, 7])
    assert segment(curve, np.ones(42), most=4, smallest=1) == [10, 15, 35]
    assert segment(curve, np.ones(42), most=2, smallest=1) == [35]


def test_no_segment_is_smaller_than_allowed() -> None:
    curve = np.array([0.0, 0.0, 5.0, 0.0, 0.0, 0.0])
    starts = [0, *segment(curve, np.full(6, 10.0), most=6, smallest=20), 6]
    assert min(np.diff(starts)) >= 2


def test_one_value_needs_no_edge() -> None:
    assert segment(np.array([2.0]), np.array([5.0]), most=8, smallest=1) == []
