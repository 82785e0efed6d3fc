from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import InvalidInput
from scoring.money import CENT, LARGEST_AMOUNT, Rounding, checked_amount, to_cents, to_units


@pytest.mark.parametrize(
    ("rounding", "amount", "rounded"),
    [
        (Rounding.HALF_UP, "1.005", "1.01"),
        (Rounding.HALF_UP, "1.0049999", "1.00"),
        (Rounding.HALF_EVEN, "1.005", "1.00"),
        (Rounding.HALF_EVEN, "1.015", "1.02"),
        (Rounding.CEILING, "1.0001", "1.01"),
        (Rounding.CEILING, "1.00", "1.00"),
    ],
)
def test_rounds_as_told(rounding: Rounding, amount: str, rounded: str) -> None:
    assert to_cents(Decimal(amount), rounding) == Decimal(rounded)


@pytest.mark.parametrize(
    ("unit", "rounding", "amount", "rounded"),
    [
        ("1", Rounding.CEILING, "15051.01", "15052.00"),
        ("1", Rounding.HALF_UP, "0.5", "1.00"),
        ("1", Rounding.HALF_EVEN, "0.5", "0.00"),
        ("10", Rounding.HALF_UP, "344.99", "340.00"),
        ("0.10", Rounding.CEILING, "344.91", "345.00"),
        ("0.05", Rounding.HALF_UP, "1.03", "1.05"),
    ],
)
def test_rounds_to_units(unit: str, rounding: Rounding, amount: str, rounded: str) -> None:
    assert str(to_units(Decimal(amount), Decimal(unit), rounding)) == rounded


@pytest.mark.parametrize(
    "amount",
    [
        *map(Decimal, ("0", "-5", "NaN", "sNaN", "Infinity", "-Infinity", "1.001", "1E+13")),
        # Floats have lost cents before they come here; text and None are no sums.
        5.0,
        5,
        "5",
        None,
    ],
)
def test_an_unusable_amount_names_its_field(amount: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_amount("amount", amount)
    assert caught.value.field == "amount"
    assert caught.value.remedy


def test_keeps_two_decimals() -> None:
    assert str(checked_amount("amount", Decimal("1E+4"))) == "10000.00"
    assert str(checked_amount("amount", Decimal(0), minimum=Decimal(0))) == "0.00"
    assert checked_amount("amount", LARGEST_AMOUNT) == LARGEST_AMOUNT


@given(
    amount=st.decimals("-1000000", "1000000", places=6),
    unit=st.sampled_from([CENT, Decimal("0.10"), Decimal(1), Decimal(10)]),
)
def test_rounding_stays_within_one_unit(amount: Decimal, unit: Decimal) -> None:
    for rounding in Rounding:
        rounded = to_units(amount, unit, rounding)
        assert rounded % unit == 0
        assert rounded.as_tuple().exponent == -2
        assert abs(rounded - amount) <= (unit if rounding is Rounding.CEILING else unit / 2)
        assert rounding is not Rounding.CEILING or rounded >= amount
    assert to_units(amount, CENT, Rounding.HALF_UP) == to_cents(amount, Rounding.HALF_UP)
