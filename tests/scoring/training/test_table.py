import gzip
from pathlib import Path

import numpy as np
import pytest

from scoring.errors import InvalidData, InvalidInput
from scoring.training.derived_inputs import Texts
from scoring.training.schema import Risk, parse_schema
from scoring.training.table import read_table, table_of
from tests.scoring.training.samples import SCHEMAS, schema, write_cells

SMALL = """
name: small
source: invented
target: late
horizon_months: 12
column: outcome
bad: late
missing: ["", "?"]
inputs:
  - { name: months, columns: [months], special: [-7], risk: falls }
  - { name: job, columns: [job], kind: category }
  - { name: use, columns: [bill, limit], operation: ratio, risk: rises, high: 1 }
  - { name: income, columns: [income], operation: relative }
  - { name: worst, columns: [a, b], operation: largest }
  - { name: often, columns: [a, b], operation: count, at_least: 2 }
  - { name: paid, columns: [a, b, limit], operation: sum_ratio }
  - { name: both, columns: [a, b], operation: cross, kind: category, edges: [[1], [2]] }
fairness:
  - { name: sex, column: sex, names: { "1": male } }
  - { name: age, column: age, ages: [30, 50] }
"""


def cells() -> dict[str, Texts]:
    columns = {
        "outcome": ["late", "paid", " late ", "paid"],
        "months": ["12", "-7", "?", "3"],
        "job": ["clerk", "?", "baker", "clerk"],
        "bill": ["50", "300", "10", ""],
        "limit": ["100", "100", "0", "100"],
        "income": ["10", "20", "30", "?"],
        "a": ["0", "1", "2", "3"],
        "b": ["2", "2", "0", "0"],
        "sex": ["1", "2", "1", "2"],
        "age": ["29", "30", "49", "50"],
    }
    return {name: np.array(column, dtype=np.str_) for name, column in columns.items()}


def test_every_operation_computes_what_it_says() -> None:
    table = table_of(cells(), parse_schema(SMALL))
    nan = np.nan
    expected: list[list[float]] = [
        [12, -7, nan, 3],
        [1, nan, 0, 1],
        [0.5, 1, nan, nan],
        [0.5, 1, 1.5, nan],
        [2, 2, 2, 3],
        [1, 1, 1, 1],
        [0.02, 0.03, nan, 0.03],
        [1, 3, 2, 2],
    ]
    np.testing.assert_allclose(table.values.T, np.array(expected))
    assert table.bad.tolist() == [1, 0, 1, 0]
    assert table.categories[1] == ("baker", "clerk")
    assert table.columns["job"].tolist() == ["clerk", "", "baker", "clerk"]
    assert table.columns["both"].tolist() == ["0/1", "1/1", "1/0", "1/0"]
    assert table.medians == {"income": 20}
    assert table.groups["sex"].tolist() == ["male", "2", "male", "2"]
    assert table.groups["age"].tolist() == ["under 30", "30 to 49", "30 to 49", "50 and over"]


def test_people_are_divided_by_the_median_that_a_card_was_fitted_with() -> None:
    table = table_of(cells(), parse_schema(SMALL), medians={"income": 10.0})
    np.testing.assert_allclose(table.values[:3, 3], [1, 2, 3])


def test_a_gzipped_file_reads_as_a_plain_one(tmp_path: Path) -> None:
    plain = write_cells(tmp_path / "small.csv", cells())
    packed = tmp_path / "small.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    one, other = (read_table(path, parse_schema(SMALL)) for path in (plain, packed))
    np.testing.assert_array_equal(one.values, other.values)


@pytest.mark.parametrize(
    ("column", "values", "named"),
    [
        ("months", ["12", "x", "1", "2"], "months"),
        ("months", ["12", "inf", "1", "2"], "months"),
        ("outcome", ["paid"] * 4, "outcome"),
        ("income", ["0", "0", "0", "0"], "income"),
        ("age", ["29", "", "3", "4"], "age"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(column: str, values: list[str], named: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        table_of(cells() | {column: np.array(values, dtype=np.str_)}, parse_schema(SMALL))
    assert caught.value.field == named


def test_a_missing_column_and_a_short_row_are_named(tmp_path: Path) -> None:
    columns = cells()
    del columns["limit"]
    with pytest.raises(InvalidInput, match="limit"):
        table_of(columns, parse_schema(SMALL))
    path = tmp_path / "short.csv"
    path.write_text("a,b\n1,2\n1\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="row 3"):
        read_table(path, parse_schema(SMALL))


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("risk: falls", "risk: sinks", "risk"),
        ("horizon_months: 12", "horizon_months: soon", "horizon_months"),
        ("special: [-7]", "special: [never]", "special"),
        ("columns: [bill, limit]", "columns: [bill]", "inputs"),
        ("columns: [months]", "columns: [outcome]", "file"),
        ("columns: [months]", "columns: [sex]", "file"),
        ("at_least: 2", "step: 2", "inputs"),
        ("name: job", "name: months", "file"),
        ("column: outcome", "colum: outcome", "column"),
    ],
)
def test_a_schema_is_refused_by_field(before: str, after: str, named: str) -> None:
    assert before in SMALL
    with pytest.raises(InvalidData) as caught:
        parse_schema(SMALL.replace(before, after))
    assert named in caught.value.field


def test_the_schemas_never_use_a_group_and_keep_what_the_field_expects() -> None:
    for path in SCHEMAS.glob("*.yml"):
        found = schema(path.stem)
        assert found.name == path.stem
        assert {"age"} <= {one.name for one in found.fairness} or path.stem == "heloc_fico"
    taiwan = {one.name: one for one in schema("taiwan_default").inputs}
    assert taiwan["months_two_late"].risk is Risk.RISES
    assert not {"SEX", "MARRIAGE", "AGE"} & {
        column for one in taiwan.values() for column in one.columns
    }


def test_a_crossed_sum_of_money_counts_as_a_share_of_its_median() -> None:
    text = SMALL.replace(
        "columns: [a, b], operation: cross, kind: category, edges: [[1], [2]] }",
        "columns: [a, income], operation: cross, kind: category, edges: [[2], [0.8]], "
        "shares: [income] }",
    )
    table = table_of(cells(), parse_schema(text))
    # Incomes are 0.5, 1 and 1.5 medians, and one is unknown.
    assert table.columns["both"].tolist() == ["0/0", "0/1", "1/1", ""]
    with pytest.raises(InvalidData):
        parse_schema(text.replace("shares: [income]", "shares: [b]"))
