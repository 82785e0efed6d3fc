from decimal import Decimal

import pytest

from scoring.errors import InvalidInput
from scoring.money import Rounding, checked_amount, to_cents


@pytest.mark.parametrize(
    ("rounding", "amount", "rounded"),
    [
        (Rounding.HALF_UP, "1.005", "1.01"),
        (Rounding.HALF_EVEN, "1.005", "1.00"),
        (Rounding.HALF_EVEN, "1.015", "1.02"),
        (Rounding.CEILING, "1.0001", "1.01"),
    ],
)
def test_rounds_as_told(rounding: Rounding, amount: str, rounded: str) -> None:
    assert to_cents(Decimal(amount), rounding) == Decimal(rounded)


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity", "1.001", "1E+13"])
def test_an_unusable_amount_names_its_field(amount: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_amount("amount", Decimal(amount))
    assert caught.value.field == "amount"
    assert caught.value.remedy


def test_keeps_two_decimals() -> None:
    assert str(checked_amount("amount", Decimal("1E+4"))) == "10000.00"
