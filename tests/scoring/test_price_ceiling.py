import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.apr import annual_cost
from scoring.dated_rules import CeilingInForce, CostFigure
from scoring.errors import PriceAboveCeiling
from scoring.price_ceiling import RATE_UNIT, binding_ceiling, highest_feasible
from scoring.products import Catalogue, Fee, FeeManner, Method, Product
from scoring.regulation import RuleBook
from scoring.schedule import Schedule, build_schedule
from tests.scoring.loans import fees as fee_strategy

TODAY = date(2026, 11, 24)


def ceiling_at(annual_cost: str) -> CeilingInForce:
    return CeilingInForce(
        annual_cost=Decimal(annual_cost),
        figure=CostFigure.NOMINAL,
        source="金规〔2025〕9号",
        confirmed=True,
    )


def fee(code: str, manner: FeeManner, rate: str | None = None, amount: str | None = None) -> Fee:
    return Fee(
        code=code,
        name="费",
        payee="甲",
        manner=manner,
        rate=None if rate is None else Decimal(rate),
        amount=None if amount is None else Decimal(amount),
    )


def product_with(catalogue: Catalogue, *fees: Fee) -> Product:
    return dataclasses.replace(catalogue.get("shop-turnover"), fees=fees)


def plan(rate: Decimal, fees: Sequence[Fee], amount: str = "50000", months: int = 12) -> Schedule:
    return build_schedule(
        principal=Decimal(amount),
        annual_rate=rate,
        months=months,
        method=Method.EQUAL_INSTALMENT,
        disbursed=TODAY,
        fees=fees,
    )


def broken(product: Product, ceiling: str, floor: str = "0.0480") -> PriceAboveCeiling:
    with pytest.raises(PriceAboveCeiling) as caught:
        highest_feasible(
            product, plan, floor=Decimal(floor), wanted=Decimal("0.3"), ceiling=ceiling_at(ceiling)
        )
    return caught.value


def test_the_lower_ceiling_binds(catalogue: Catalogue, rules: RuleBook) -> None:
    product = catalogue.get("shop-turnover")
    assert binding_ceiling(product, rules, TODAY).source == "product"
    assert binding_ceiling(product, rules, TODAY).annual_cost == Decimal("0.20")
    generous = dataclasses.replace(product, cost_ceiling=Decimal("0.24"))
    assert binding_ceiling(generous, rules, TODAY).source == "金规〔2025〕9号"


def test_without_fees_the_ceiling_is_reached(catalogue: Catalogue) -> None:
    product = product_with(catalogue)
    found = highest_feasible(
        product,
        plan,
        floor=Decimal("0.05"),
        wanted=Decimal("0.5"),
        ceiling=ceiling_at("0.24"),
    )
    assert Decimal("0.2398") <= found.schedule.annual_rate <= Decimal("0.24")
    assert found.cost.nominal <= Decimal("0.24")


def test_the_one_fee_that_breaks_the_ceiling_is_named(catalogue: Catalogue) -> None:
    small = fee("small", FeeManner.AT_DISBURSEMENT, amount="1")
    heavy = fee("heavy", FeeManner.PER_INSTALMENT, rate="0.02")
    error = broken(product_with(catalogue, small, heavy), "0.24")
    assert error.fee_codes == ("heavy",)
    assert error.fee_code == "heavy"
    assert error.ceiling_source == "金规〔2025〕9号"
    assert error.annual_cost > Decimal("0.24")
    assert "fee 'heavy'" in str(error)


def test_of_two_fees_that_each_would_do_the_heavier_is_named(catalogue: Catalogue) -> None:
    # 1 % a month on the balance is 6.5 % of the loan in a year, less than 7 % at once.
    on_balance = fee("on_balance", FeeManner.ON_BALANCE, rate="0.01")
    at_once = fee("at_once", FeeManner.AT_DISBURSEMENT, rate="0.07")
    error = broken(product_with(catalogue, on_balance, at_once), "0.24")
    assert error.fee_codes == ("at_once",)


def test_two_fees_that_only_together_break_it_are_both_named(catalogue: Catalogue) -> None:
    fees = [fee(name, FeeManner.AT_DISBURSEMENT, rate="0.15") for name in ("one", "two")]
    tiny = fee("tiny", FeeManner.AT_DISBURSEMENT, amount="0.01")
    error = broken(product_with(catalogue, *fees, tiny), "0.24")
    assert error.fee_codes == ("one", "two")


def test_a_floor_too_high_without_any_fee_is_the_culprit(catalogue: Catalogue) -> None:
    small = fee("small", FeeManner.AT_DISBURSEMENT, amount="1")
    error = broken(product_with(catalogue, small), "0.24", floor="0.2500")
    assert error.fee_codes == ()
    assert error.fee_code is None
    assert "rate floor" in str(error)


def test_a_fee_that_takes_the_whole_loan_costs_without_end(catalogue: Catalogue) -> None:
    error = broken(product_with(catalogue, fee("all", FeeManner.AT_DISBURSEMENT, rate="1")), "0.24")
    assert error.fee_codes == ("all",)
    assert error.annual_cost == Decimal("Infinity")


@given(data=st.data())
def test_the_highest_feasible_rate_is_found(data: st.DataObject, catalogue: Catalogue) -> None:
    product = product_with(catalogue, *data.draw(st.lists(fee_strategy(), max_size=2)))
    amount = str(data.draw(st.integers(500, 300_000)))
    months = data.draw(st.integers(1, 36))
    limit = data.draw(st.decimals("0.05", "0.36", places=4))
    floor = data.draw(st.integers(100, 500)) * RATE_UNIT
    wanted = floor + data.draw(st.integers(0, 4000)) * RATE_UNIT

    def cost(rate: Decimal) -> Decimal:
        return annual_cost(plan(rate, product.fees, amount, months)).nominal

    try:
        found = highest_feasible(
            product,
            lambda rate, fees: plan(rate, fees, amount, months),
            floor=floor,
            wanted=wanted,
            ceiling=ceiling_at(str(limit)),
        )
    except PriceAboveCeiling:
        assert cost(floor) > limit
        return
    rate = found.schedule.annual_rate
    assert floor <= rate <= wanted
    assert found.cost == annual_cost(found.schedule)
    assert found.cost.nominal <= limit
    if rate < wanted and rate + RATE_UNIT <= limit:
        assert cost(rate + RATE_UNIT) > limit
