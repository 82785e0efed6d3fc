"""An invented sample whose risk is known, in the columns of the real file."""

from functools import cache
from unittest import mock

import numpy as np

from scoring.training import binning, comparison
from scoring.training.fit import Trained, train_card
from scoring.training.stated_inputs import NO_CARD, Floats, Sample, derive

PEOPLE = 4000


def invented_columns(people: int = PEOPLE) -> dict[str, Floats]:
    chance = np.random.default_rng(7)
    use = chance.beta(0.7, 1.5, people)
    no_card = chance.random(people) < 0.06
    late = chance.poisson(0.15 + use * 0.3)
    late_60 = chance.binomial(late, 0.3)
    late_90 = chance.binomial(late_60, 0.4)
    income = chance.lognormal(8.6, 0.6, people)
    unknown = chance.random(people) < 0.15
    debt = chance.gamma(2.0, 0.18, people)
    lines = chance.poisson(6, people).astype(np.float64)
    homes = chance.poisson(0.8, people).astype(np.float64)
    dependents = chance.poisson(0.8, people).astype(np.float64)
    log_odds = -3.6 + 2.0 * use + 0.9 * late + 0.6 * late_60 + 0.9 * debt + 0.4 * no_card
    bad = chance.random(people) < 1 / (1 + np.exp(-log_odds))
    return {
        "SeriousDlqin2yrs": bad.astype(np.float64),
        "RevolvingUtilizationOfUnsecuredLines": np.where(no_card, NO_CARD, use),
        "age": chance.integers(20, 80, people).astype(np.float64),
        "NumberOfTime30-59DaysPastDueNotWorse": (late - late_60).astype(np.float64),
        "NumberOfTime60-89DaysPastDueNotWorse": (late_60 - late_90).astype(np.float64),
        "NumberOfTimes90DaysLate": late_90.astype(np.float64),
        "DebtRatio": np.where(unknown, debt * income, debt),
        "MonthlyIncome": np.where(unknown, np.nan, income),
        "NumberOfOpenCreditLinesAndLoans": lines,
        "NumberRealEstateLoansOrLines": homes,
        "NumberOfDependents": dependents,
    }


@cache
def invented_sample() -> Sample:
    return derive(invented_columns())


@cache
def trained() -> Trained:
    """Train with few trees: the invented curves are simple, and tests are short."""
    with mock.patch.object(binning, "TREES", 80), mock.patch.object(comparison, "TREES", 30):
        return train_card(invented_sample(), version="invented-v1", seed=42)
