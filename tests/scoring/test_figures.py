from decimal import Decimal

import pytest

from scoring.errors import InvalidInput
from scoring.figures import figure


def test_exact_numbers_pass() -> None:
    assert figure("n", 3) == Decimal(3)
    assert figure("n", Decimal("1.50")) == Decimal("1.50")


@pytest.mark.parametrize("value", [1.5, "1", None, True, Decimal("NaN"), Decimal("Infinity"), [1]])
def test_anything_else_is_named(value: object) -> None:
    with pytest.raises(InvalidInput, match=r"^n: ") as caught:
        figure("n", value)
    assert caught.value.field == "n"
