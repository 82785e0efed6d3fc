"""Five folds, the same for every model, and what is measured on the people held out."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import numpy as np
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, train_test_split
from threadpoolctl import threadpool_limits

from scoring.training.metrics import brier, calibration_error, discrimination
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.scoring.challengers import Challenger
from tests.benchmarks.scoring.inputs import Floats, Inputs

FOLDS = 5
SEED = 42
TEST_SHARE = 0.3
# How far a card may lie below boosting on the same inputs.
ALLOWED_GAP = 0.003
BOOSTING = "gradient boosting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What one model showed on people it was not fitted on.

    Attributes:
        auc: area under the ROC curve over all folds together.
        ks: largest gap of the two distributions over all folds together.
        auc_folds: mean and standard deviation of the folds' own areas.
        ks_folds: the same of the folds' own gaps.
        calibration: mean gap between predicted and seen share of bad over deciles.
        brier: mean squared error.
        log_loss: mean negative log-likelihood.
        seconds: for fitting and predicting, all folds.
    """

    auc: float
    ks: float
    auc_folds: tuple[float, float]
    ks_folds: tuple[float, float]
    calibration: float
    brier: float
    log_loss: float
    seconds: float


def five_folds(
    inputs: Inputs, models: Mapping[str, Challenger], echo: TextIO, *, folds: int = FOLDS
) -> dict[str, Figures | str]:
    """Fit every model on the same folds; one that fails is named with the reason."""
    cut = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    parts = list(cut.split(inputs.values, inputs.bad))
    found: dict[str, Figures | str] = {}
    for name, model in models.items():
        echo.write(f"  {name} ...")
        echo.flush()
        began = time.perf_counter()
        chance = np.full(len(inputs.bad), np.nan)
        try:
            for train, test in parts:
                chance[test] = _held_out(model, inputs.rows(train), inputs.rows(test))
        except BenchmarkError as error:
            found[name] = str(error)
            echo.write(f" {error}\n")
            continue
        tests = [test for _, test in parts]
        found[name] = _figures(inputs, chance, tests, time.perf_counter() - began)
        echo.write(f" {time.perf_counter() - began:.0f} s\n")
    return found


def one_split(
    inputs: Inputs, models: Mapping[str, Challenger], echo: TextIO
) -> dict[str, Figures | str]:
    """Fit on 70 % and measure on the others, split by target with the seed."""
    rows = np.arange(len(inputs.bad))
    train, test = train_test_split(
        rows, test_size=TEST_SHARE, stratify=inputs.bad, random_state=SEED
    )
    found: dict[str, Figures | str] = {}
    for name, model in models.items():
        echo.write(f"  {name} ...")
        echo.flush()
        began = time.perf_counter()
        held_out = inputs.rows(test)
        try:
            chance = _held_out(model, inputs.rows(train), held_out)
        except BenchmarkError as error:
            found[name] = str(error)
            continue
        seconds = time.perf_counter() - began
        found[name] = _figures(held_out, chance, [np.arange(len(test))], seconds)
        echo.write(f" {seconds:.0f} s\n")
    return found


def _held_out(model: Challenger, train: Inputs, test: Inputs) -> Floats:
    # Threads that wait for each other on a busy machine take longer than one that works.
    with threadpool_limits(limits=1):
        return model(train, test, SEED)


def _figures(inputs: Inputs, chance: Floats, parts: list[Any], seconds: float) -> Figures:
    pooled = discrimination(inputs.bad, chance)
    own = [discrimination(inputs.bad[part], chance[part]) for part in parts]
    return Figures(
        auc=pooled.auc,
        ks=pooled.ks,
        auc_folds=_mean_and_spread([one.auc for one in own]),
        ks_folds=_mean_and_spread([one.ks for one in own]),
        calibration=calibration_error(inputs.bad, chance),
        brier=brier(inputs.bad, chance),
        log_loss=float(log_loss(inputs.bad, np.clip(chance, 1e-9, 1 - 1e-9))),
        seconds=seconds,
    )


def _mean_and_spread(values: list[float]) -> tuple[float, float]:
    return float(np.mean(values)), float(np.std(values))
