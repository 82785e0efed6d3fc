import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from scoring.training.stated_inputs import CHARACTERISTICS, NO_CARD, derive, read_sample
from tests.scoring.training.samples import invented_columns


def column(name: str) -> int:
    return CHARACTERISTICS.index(name)


def test_codes_become_unknown_and_counts_are_nested() -> None:
    columns = invented_columns(6)
    columns["RevolvingUtilizationOfUnsecuredLines"] = np.array([NO_CARD, 0.5, 3.0, 11.0, 0.0, 1.0])
    columns["MonthlyIncome"] = np.array([np.nan, 0.0, 1.0, 1000.0, 3000.0, 2000.0])
    columns["DebtRatio"] = np.array([900.0, 700.0, 300.0, 0.2, 0.4, 0.6])
    columns["NumberOfTime30-59DaysPastDueNotWorse"] = np.array([98.0, 1, 0, 0, 0, 0])
    columns["NumberOfTime60-89DaysPastDueNotWorse"] = np.array([98.0, 1, 1, 0, 0, 0])
    columns["NumberOfTimes90DaysLate"] = np.array([98.0, 1, 0, 2, 0, 0])
    sample = derive(columns)
    use = sample.inputs[:, column("card_utilisation")]
    assert use.tolist()[1:3] + use.tolist()[4:] == [0.5, 2.0, 0.0, 1.0]
    assert np.isnan(use[[0, 3]]).all()
    assert sample.median_monthly_income == 2000
    debt = sample.inputs[:, column("debt_share")]
    assert np.isnan(debt[:3]).all()
    assert debt[3:].tolist() == [0.2, 0.4, 0.6]
    assert sample.inputs[3:, column("relative_income")].tolist() == [0.5, 1.5, 1.0]
    nested = sample.inputs[:, column("late_payments_30_up") : column("late_payments_90_up") + 1]
    assert np.isnan(nested[0]).all()
    assert nested[1:4].tolist() == [[3, 2, 1], [1, 1, 0], [2, 2, 2]]


def test_age_is_kept_apart_from_the_inputs() -> None:
    assert "age" not in CHARACTERISTICS
    columns = invented_columns(50)
    aged = columns | {"age": columns["age"] + 20}
    np.testing.assert_array_equal(derive(columns).inputs, derive(aged).inputs)


def test_a_gzipped_file_reads_as_its_columns(tmp_path: Path) -> None:
    columns = invented_columns(20)
    path = tmp_path / "small.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["", *columns])
        for number in range(20):
            cells = [float(values[number]) for values in columns.values()]
            rows.writerow([number, *("NA" if np.isnan(cell) else repr(cell) for cell in cells)])
    np.testing.assert_allclose(read_sample(path).inputs, derive(columns).inputs)


def test_a_file_without_a_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("a,b\n1,2\n")
    with pytest.raises(KeyError):
        read_sample(path)
