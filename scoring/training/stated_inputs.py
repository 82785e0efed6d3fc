"""Turns Give Me Some Credit rows into what a customer can state; it must not know any model."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

DATA_NAME = "Give Me Some Credit (Kaggle 2011), training file"
TARGET = "SeriousDlqin2yrs"
AGE = "age"
# Names of the card's characteristics, in the order in which they are reported.
CHARACTERISTICS = (
    "card_utilisation",
    "late_payments_30_up",
    "late_payments_60_up",
    "late_payments_90_up",
    "debt_share",
    "relative_income",
    "open_credit_lines",
    "real_estate_loans",
    "dependents",
)
# 99.5 % of the people without any open line carry this value, and nobody carries 1 by chance as
# often: it means "no card limit to use", not a full card.
NO_CARD = 0.9999999
# Above ten times the limit the column holds sums of money of accounts whose limit is unknown.
UTILISATION_LIMIT = 10.0
UTILISATION_CAP = 2.0
# 96 and 98 are codes, not counts: no other value lies above 17.
LATE_CODES_FROM = 90.0
# Incomes of 0, 1 and a few dollars a month are codes: DebtRatio then holds dollars, as it does
# where MonthlyIncome is missing.
INCOME_FROM = 200.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """Stated inputs of many people; NaN means not stated.

    Attributes:
        inputs: rows by CHARACTERISTICS.
        bad: 1 where a payment was 90 days late within the 24 months after, otherwise 0.
        age: years, only for checks of fairness.
        median_monthly_income: the sample's own, in its own currency.
    """

    inputs: Floats
    bad: Ints
    age: Floats
    median_monthly_income: float


def read_sample(path: Path) -> Sample:
    """Read the gzipped CSV and derive the stated inputs.

    Raises:
        OSError: the file cannot be read.
        KeyError: a column is missing.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        names = next(rows)
        table = np.array(
            [[float(cell) if cell not in ("", "NA") else np.nan for cell in row] for row in rows]
        )
    columns = {name: table[:, number] for number, name in enumerate(names)}
    return derive(columns)


def derive(columns: dict[str, Floats]) -> Sample:
    """Derive the stated inputs from the file's columns."""
    utilisation = columns["RevolvingUtilizationOfUnsecuredLines"].copy()
    no_card = np.abs(utilisation - NO_CARD) < 1e-9
    utilisation[no_card | (utilisation > UTILISATION_LIMIT)] = np.nan
    income = columns["MonthlyIncome"].copy()
    # Comparing with NaN is false, so a missing income is unknown too.
    income[~(income >= INCOME_FROM)] = np.nan
    late = [
        np.where(columns[name] >= LATE_CODES_FROM, np.nan, columns[name])
        for name in (
            "NumberOfTimes90DaysLate",
            "NumberOfTime60-89DaysPastDueNotWorse",
            "NumberOfTime30-59DaysPastDueNotWorse",
        )
    ]
    late_90, late_60, late_30 = np.cumsum(late, axis=0)
    median = float(np.nanmedian(income))
    inputs = {
        "card_utilisation": np.minimum(utilisation, UTILISATION_CAP),
        "late_payments_30_up": late_30,
        "late_payments_60_up": late_60,
        "late_payments_90_up": late_90,
        "debt_share": np.where(np.isnan(income), np.nan, columns["DebtRatio"]),
        "relative_income": income / median,
        "open_credit_lines": columns["NumberOfOpenCreditLinesAndLoans"],
        "real_estate_loans": columns["NumberRealEstateLoansOrLines"],
        "dependents": columns["NumberOfDependents"],
    }
    return Sample(
        inputs=np.column_stack([inputs[name] for name in CHARACTERISTICS]),
        bad=columns[TARGET].astype(np.int64),
        age=columns[AGE],
        median_monthly_income=median,
    )
