from decimal import Decimal

import pytest

from scoring.errors import InvalidInput
from scoring.need import Need
from scoring.products import Purpose


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(-5)}, "amount"),
        ({"months": 0}, "months"),
        ({"months": 1200}, "months"),
        ({"monthly_income": Decimal(-1)}, "monthly_income"),
        ({"monthly_debt_payments": Decimal("0.001")}, "monthly_debt_payments"),
    ],
)
def test_an_impossible_need_names_its_field(changed: dict[str, object], field: str) -> None:
    values: dict[str, object] = {"purpose": Purpose.CAR, "amount": Decimal(1000)}
    with pytest.raises(InvalidInput) as caught:
        Need(**(values | changed))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_only_purpose_and_amount_are_needed() -> None:
    need = Need(purpose=Purpose.CAR, amount=Decimal(1000), monthly_income=Decimal(0))
    assert need.segment is None
    assert need.months is None
    assert need.monthly_income == 0
