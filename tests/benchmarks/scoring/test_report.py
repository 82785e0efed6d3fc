import numpy as np
import pytest

from scoring.training.schema import parse_schema
from tests.benchmarks.scoring.challengers import gradient_boosting, logistic_regression
from tests.benchmarks.scoring.discrimination import Figures, five_folds
from tests.benchmarks.scoring.inputs import Inputs
from tests.benchmarks.scoring.raw_columns import raw_inputs
from tests.benchmarks.scoring.report import CARD, discrimination_table, speed_table


def invented(people: int = 400) -> Inputs:
    chance = np.random.default_rng(3)
    use = chance.random(people)
    late = np.where(chance.random(people) < 0.1, -7.0, chance.poisson(1.0, people))
    bad = chance.random(people) < 1 / (1 + np.exp(2 - 3 * use))
    return Inputs(
        names=("use", "late", "kind"),
        values=np.column_stack([use, late, chance.integers(0, 3, people)]),
        categorical=(False, False, True),
        special=((), (-7.0,), ()),
        bad=bad.astype(np.int64),
    )


class Log:
    def write(self, _text: str) -> int:
        return 0

    def flush(self) -> None:
        return None


def test_every_model_is_measured_on_the_same_people() -> None:
    models = {"logistic regression": logistic_regression, "gradient boosting": gradient_boosting}
    found = five_folds(invented(), models, Log(), folds=2)  # type: ignore[arg-type]
    for one in found.values():
        assert isinstance(one, Figures)
        assert 0.6 < one.auc < 1
        assert 0 < one.calibration < 0.3
    table = discrimination_table(found)
    assert all(f"{one.auc:.4f}" in table for one in found.values() if isinstance(one, Figures))


def test_special_codes_are_no_measurements_for_linear_models() -> None:
    inputs = invented()
    assert np.isnan(inputs.measured[:, 1]).sum() == (inputs.values[:, 1] == -7).sum() > 0


def test_a_card_that_falls_short_is_marked() -> None:
    def figures(auc: float) -> Figures:
        return Figures(
            auc=auc, ks=0.5, auc_folds=(auc, 0.01), ks_folds=(0.51, 0.02),
            calibration=0.01, brier=0.1, log_loss=0.3,
            seconds=1.0,
        )  # fmt: skip

    short = discrimination_table({CARD: figures(0.78), "gradient boosting": figures(0.79)})
    near = discrimination_table({CARD: figures(0.788), "gradient boosting": figures(0.79)})
    assert "-0.0100 (short)" in short
    assert "(short)" not in near


def test_a_model_that_failed_is_named() -> None:
    table = discrimination_table({CARD: "no environment"})
    head, _, row = table.splitlines()
    assert "no environment" in row
    assert head.count("|") == row.count("|")


def test_speeds_stand_beside_each_other_as_ratios() -> None:
    table = speed_table("## Speed", {"ours": 2000.0, "theirs": 1000.0}, "a second")
    assert "| ours | 2,000 | 1 |" in table
    assert "| theirs | 1,000 | 2 |" in table


def test_a_files_own_columns_are_taken_as_they_stand() -> None:
    schema = parse_schema(
        """
name: invented
source: invented
target: not paid
horizon_months: 12
column: bad
bad: "1"
inputs:
  - { name: use, columns: [use] }
fairness:
  - { name: age, column: age, ages: [30] }
"""
    )
    texts = {"": "1 2 3", "use": "0.5 NA -7", "kind": "b a b", "age": "20 40 60", "bad": "0 1 1"}
    cells = {name: np.array(text.split()) for name, text in texts.items()}
    found = raw_inputs(cells, schema)

    assert found.names == ("use", "kind")
    assert found.categorical == (False, True)
    assert found.values == pytest.approx(np.array([[0.5, 1], [np.nan, 0], [-7, 1]]), nan_ok=True)
    assert found.bad.tolist() == [0, 1, 1]
    assert raw_inputs(cells, schema, sensitive=True).names == ("use", "kind", "age")
