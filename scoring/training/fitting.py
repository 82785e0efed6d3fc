"""Weights of evidence and logistic regression over bins; it must not know points or files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from scoring.training.binning import Binning
from scoring.training.stated_inputs import Floats, Ints

# People of average risk added to each bin, so that a small one is not believed too much.
PRIOR_PEOPLE = 20.0
STRENGTHS = (10.0, 30.0, 100.0, 1000.0)
FOLDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What was seen in the bins of one characteristic, missing last.

    Attributes:
        woe: weights of evidence: ln(share of all bad / share of all good).
        shares: share of all people.
    """

    woe: Floats
    shares: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """Log-odds of being bad = intercept + one level of each characteristic.

    Attributes:
        intercept: log-odds of someone at level 0 everywhere.
        levels: for each characteristic, the log-odds of its bins, missing last.
        evidence: what was seen in the same bins.
        strength: how strongly the levels were held to slope x WOE.
        slope: the calibration slope that was applied, 1 when the raw fit was calibrated.
    """

    intercept: float
    levels: tuple[Floats, ...]
    evidence: tuple[Evidence, ...]
    strength: float
    slope: float

    def log_odds(self, places: Ints) -> Floats:
        """Return the log-odds of being bad of each row of bin numbers."""
        return self.intercept + _sum_levels(self.levels, places)


def weights_of_evidence(
    places: Ints, bad: Ints, size: int, prior_people: float = PRIOR_PEOPLE
) -> Floats:
    """Return ln((bad in bin / all bad) / (good in bin / all good)), held to 0 in small bins."""
    rate = float(bad.mean())
    bads = np.bincount(places, weights=bad, minlength=size) + prior_people * rate
    people = np.bincount(places, minlength=size) + prior_people
    goods = people - bads
    return np.asarray(np.log(bads / goods) - np.log(rate / (1 - rate)), dtype=np.float64)


def evidence_of(binnings: Sequence[Binning], places: Ints, bad: Ints) -> tuple[Evidence, ...]:
    """Return what was seen in the bins of every characteristic."""
    return tuple(
        Evidence(
            woe=weights_of_evidence(places[:, number], bad, binning.size),
            shares=np.bincount(places[:, number], minlength=binning.size) / len(bad),
        )
        for number, binning in enumerate(binnings)
    )


def fit_levels(
    binnings: Sequence[Binning],
    places: Ints,
    bad: Ints,
    *,
    seed: int,
    prior_people: float = PRIOR_PEOPLE,
    rebin: Callable[[Ints], tuple[Sequence[Binning], Ints]] | None = None,
) -> Fit:
    """Fit the levels of all bins, with the strength and calibration chosen on folds.

    First a logistic regression over the WOE gives one slope to each characteristic. Then each
    bin's level may leave slope x WOE under a squared penalty on the steps between bins, with
    steps against the expected direction forbidden.

    Args:
        binnings: bins of each characteristic.
        places: people by characteristics: numbers of bins.
        bad: outcomes.
        seed: of the folds.
        prior_people: people of average risk that each bin's evidence is mixed with.
        rebin: cuts bins on some rows alone and returns them with the places of all people, so that
            a fold's own people had no part in its bins; None keeps the bins as they are.
    """
    losses = dict.fromkeys(STRENGTHS, 0.0)
    apart = {strength: np.zeros(len(bad)) for strength in STRENGTHS}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for train, test in folds.split(places, bad):
        cut, found = rebin(train) if rebin else (binnings, places)
        prior = _slopes_times_woe(cut, found[train], bad[train], prior_people)
        for strength in STRENGTHS:
            intercept, levels = _refine(cut, found[train], bad[train], prior, strength)
            apart[strength][test] = intercept + _sum_levels(levels, found[test])
            losses[strength] += float(log_loss(bad[test], expit(apart[strength][test])))
    strength = min(losses, key=lambda one: losses[one])
    calibration = LogisticRegression(C=np.inf).fit(apart[strength][:, None], bad)
    slope = float(calibration.coef_[0, 0])
    prior = _slopes_times_woe(binnings, places, bad, prior_people)
    intercept, levels = _refine(binnings, places, bad, prior, strength)
    return Fit(
        intercept=intercept * slope + float(calibration.intercept_[0]),
        levels=tuple(level * slope for level in levels),
        evidence=evidence_of(binnings, places, bad),
        strength=strength,
        slope=slope,
    )


def _slopes_times_woe(
    binnings: Sequence[Binning], places: Ints, bad: Ints, prior_people: float
) -> tuple[Floats, ...]:
    woe = [
        weights_of_evidence(places[:, number], bad, binning.size, prior_people)
        for number, binning in enumerate(binnings)
    ]
    columns = np.column_stack([one[places[:, number]] for number, one in enumerate(woe)])
    slopes = LogisticRegression(C=1.0, max_iter=500).fit(columns, bad).coef_[0]
    # A negative slope would turn a characteristic's evidence around.
    return tuple(max(float(slope), 0.0) * one for slope, one in zip(slopes, woe, strict=True))


def _refine(
    binnings: Sequence[Binning],
    places: Ints,
    bad: Ints,
    prior: Sequence[Floats],
    strength: float,
) -> tuple[float, tuple[Floats, ...]]:
    """Minimise log-loss + strength x squared distance of the steps from the prior's steps.

    A characteristic's parameters are the level of its first range, the steps to the next ranges
    and the levels of the special and missing bins; bounds on steps keep the direction.
    """
    sizes = [binning.size for binning in binnings]
    cuts = np.cumsum([1, *sizes])
    start = np.concatenate(
        [[0.0], *(_to_steps(part, one.ranges) for part, one in zip(prior, binnings, strict=True))]
    )
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for binning in binnings:
        bounds.extend(_step_bounds(binning))
    for number, (low, high) in enumerate(bounds):
        start[number] = np.clip(start[number], low, high)
    target = start.copy()

    def loss(parameters: Floats) -> tuple[float, Floats]:
        steps = np.split(parameters[1:], cuts[1:-1] - 1)
        odds = parameters[0] + _sum_levels(_all_levels(steps, binnings), places)
        residual = expit(odds) - bad
        gradient = [np.array([residual.sum()])]
        for number, binning in enumerate(binnings):
            by_bin = np.bincount(places[:, number], weights=residual, minlength=binning.size)
            ordered = by_bin[: binning.ranges]
            gradient.append(np.append(np.cumsum(ordered[::-1])[::-1], by_bin[binning.ranges :]))
        away = parameters - target
        away[0] = 0.0
        value = np.logaddexp(0.0, odds).sum() - odds @ bad + strength * (away @ away)
        return float(value), np.concatenate(gradient) + 2 * strength * away

    # The optimiser's matrices are tiny: threads would spend the time waiting for each other.
    with threadpool_limits(limits=1):
        found = minimize(
            loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}
        )
    steps = np.split(found.x[1:], cuts[1:-1] - 1)
    return float(found.x[0]), tuple(_all_levels(steps, binnings))


def _step_bounds(binning: Binning) -> list[tuple[float | None, float | None]]:
    allowed: dict[int, tuple[float | None, float | None]] = {1: (0.0, None), -1: (None, 0.0)}
    steps = [allowed.get(binning.direction, (None, None))] * (binning.ranges - 1)
    if binning.free_first and steps:
        steps[0] = (None, None)
    # The first range, special codes and what is missing stand where they will.
    return [(None, None), *steps, *[(None, None)] * (binning.size - binning.ranges)]


def _to_steps(levels: Floats, ranges: int) -> Floats:
    return np.concatenate([levels[:1], np.diff(levels[:ranges]), levels[ranges:]])


def _to_levels(steps: Floats, ranges: int) -> Floats:
    return np.append(np.cumsum(steps[:ranges]), steps[ranges:])


def _all_levels(steps: Sequence[Floats], binnings: Sequence[Binning]) -> list[Floats]:
    return [_to_levels(part, one.ranges) for part, one in zip(steps, binnings, strict=True)]


def _sum_levels(levels: Sequence[Floats], places: Ints) -> Floats:
    total = np.zeros(len(places))
    for number, level in enumerate(levels):
        total += level[places[:, number]]
    return total
