from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidData


def test_a_number_never_passes_through_a_float() -> None:
    text = "rate: 0.1000000000000000055"
    assert parse_yaml(text, TypeAdapter(dict[str, Decimal])) == {
        "rate": Decimal("0.1000000000000000055")
    }


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a: {b: [1, two]}", "a.b.1"),
        ("a: 3", "a"),
        ("- 1", "file"),
        ("a: {b: [{id: x}]}", "a.b.x"),
        ("a: [", "file"),
    ],
)
def test_the_path_of_the_first_wrong_field(text: str, field: str) -> None:
    with pytest.raises(InvalidData) as caught:
        parse_yaml(text, TypeAdapter(dict[str, dict[str, list[int]]]))
    assert caught.value.field == field
