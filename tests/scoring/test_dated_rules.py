from datetime import date
from decimal import Decimal

import pytest

from scoring.dated_rules import CostCeiling, Lender, PrimeRate, Rule
from scoring.errors import InvalidInput


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    rule = Rule(
        in_force=date(2024, 2, 29), ends=date(2024, 3, 31), source="某办法", confirmed=False
    )
    days = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 1)]
    assert [rule.holds(day) for day in days] == [False, True, True, False]


def test_a_rule_without_an_end_goes_on() -> None:
    rule = Rule(in_force=date(2024, 2, 29), source="某办法", confirmed=True)
    assert rule.holds(date(2099, 1, 1))


def test_a_ceiling_has_one_measure() -> None:
    for annual_cost, lpr_multiple in (
        (None, None),
        (Decimal("0.24"), Decimal(4)),
        (Decimal("NaN"), None),
        (None, Decimal(-4)),
    ):
        with pytest.raises(InvalidInput):
            CostCeiling(
                in_force=date(2025, 1, 1),
                source="某办法",
                confirmed=True,
                lenders=(Lender.BANK,),
                annual_cost=annual_cost,
                lpr_multiple=lpr_multiple,
            )


def test_dates_are_checked_for_every_kind_of_rule() -> None:
    with pytest.raises(InvalidInput) as caught:
        PrimeRate(
            in_force=date(2025, 1, 2),
            ends=date(2025, 1, 1),
            source="全国银行间同业拆借中心",
            confirmed=True,
            annual_rate=Decimal("0.03"),
        )
    assert caught.value.field == "ends"
