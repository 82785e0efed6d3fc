import numpy as np
import pytest

from scoring.training.metrics import brier, calibration_error, discrimination


def test_discrimination_of_four_people() -> None:
    found = discrimination(np.array([0, 1, 0, 1]), np.array([0.1, 0.9, 0.6, 0.4]))
    assert found.auc == pytest.approx(0.75)
    assert found.ks == pytest.approx(0.5)


def test_calibration_error_is_the_mean_gap() -> None:
    bad = np.array([0, 0, 1, 1])
    risk = np.array([0.1, 0.3, 0.6, 0.8])
    assert calibration_error(bad, risk, groups=2) == pytest.approx((0.2 + 0.3) / 2)
    assert brier(bad, risk) == pytest.approx((0.01 + 0.09 + 0.16 + 0.04) / 4)
