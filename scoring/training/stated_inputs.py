"""Turns Give Me Some Credit rows into what a customer can state; it must not know any model."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from scoring.errors import InvalidInput

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

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
COLUMNS = (
    "RevolvingUtilizationOfUnsecuredLines",
    "NumberOfTime30-59DaysPastDueNotWorse",
    "NumberOfTime60-89DaysPastDueNotWorse",
    "NumberOfTimes90DaysLate",
    "DebtRatio",
    "MonthlyIncome",
    "NumberOfOpenCreditLinesAndLoans",
    "NumberRealEstateLoansOrLines",
    "NumberOfDependents",
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


def stated_inputs(
    columns: Mapping[str, Floats], median: float | None = None
) -> tuple[dict[str, Floats], float]:
    """Derive the stated inputs from the file's columns.

    Args:
        columns: numbers by column name, NaN where a cell says nothing.
        median: monthly income that others are a share of, None for the sample's own.

    Returns:
        The inputs by the names of CHARACTERISTICS, NaN for not stated, and the median used.

    Raises:
        InvalidInput: a column is missing.
    """
    for name in COLUMNS:
        if name not in columns:
            raise InvalidInput(name, "is no column of the file", "give the file's own columns")
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
    median = float(np.nanmedian(income)) if median is None else median
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
    return inputs, median
