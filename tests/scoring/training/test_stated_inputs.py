import numpy as np
import pytest

from scoring.errors import InvalidInput
from scoring.training.stated_inputs import NO_CARD, stated_inputs
from tests.scoring.training.samples import invented_columns


def test_codes_become_unknown_and_counts_are_nested() -> None:
    columns = invented_columns(6)
    columns["RevolvingUtilizationOfUnsecuredLines"] = np.array([NO_CARD, 0.5, 3.0, 11.0, 0.0, 1.0])
    columns["MonthlyIncome"] = np.array([np.nan, 0.0, 1.0, 1000.0, 3000.0, 2000.0])
    columns["DebtRatio"] = np.array([900.0, 700.0, 300.0, 0.2, 0.4, 0.6])
    columns["NumberOfTime30-59DaysPastDueNotWorse"] = np.array([98.0, 1, 0, 0, 0, 0])
    columns["NumberOfTime60-89DaysPastDueNotWorse"] = np.array([98.0, 1, 1, 0, 0, 0])
    columns["NumberOfTimes90DaysLate"] = np.array([98.0, 1, 0, 2, 0, 0])
    found, median = stated_inputs(columns)
    use = found["card_utilisation"]
    assert use.tolist()[1:3] + use.tolist()[4:] == [0.5, 2.0, 0.0, 1.0]
    assert np.isnan(use[[0, 3]]).all()
    assert median == 2000
    assert np.isnan(found["debt_share"][:3]).all()
    assert found["debt_share"][3:].tolist() == [0.2, 0.4, 0.6]
    assert found["relative_income"][3:].tolist() == [0.5, 1.5, 1.0]
    nested = np.column_stack([found[f"late_payments_{days}_up"] for days in (30, 60, 90)])
    assert np.isnan(nested[0]).all()
    assert nested[1:4].tolist() == [[3, 2, 1], [1, 1, 0], [2, 2, 2]]


def test_incomes_can_be_a_share_of_another_median() -> None:
    columns = invented_columns(50)
    own, median = stated_inputs(columns)
    other, used = stated_inputs(columns, 2 * median)
    assert used == 2 * median
    np.testing.assert_allclose(other["relative_income"] * 2, own["relative_income"])


def test_a_file_without_a_column_is_refused() -> None:
    columns = invented_columns(5)
    del columns["DebtRatio"]
    with pytest.raises(InvalidInput, match="DebtRatio"):
        stated_inputs(columns)
