import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.batch.loan_columns import PD_UNIT, LoanColumns, PriceColumns
from scoring.batch.pricing import price_loans
from scoring.dated_rules import CostFigure
from scoring.errors import InvalidInput, PriceAboveCeiling
from scoring.lending_costs import PricingPolicy
from scoring.money import CENT
from scoring.price_ceiling import RATE_UNIT
from scoring.pricing import price
from scoring.products import Catalogue, Method, Product
from tests.scoring.loans import fees

METHODS = list(Method)
TODAY = date(2026, 11, 24)


def columns(rows: Sequence[tuple[int, Method, int, int, int]]) -> LoanColumns:
    product, method, months, amount_cents, pd_millionths = (
        np.array(column, dtype=np.int64)
        for column in zip(*((row[0], METHODS.index(row[1]), *row[2:]) for row in rows), strict=True)
    )
    return LoanColumns(
        product=product,
        method=method,
        months=months,
        amount_cents=amount_cents,
        pd_millionths=pd_millionths,
    )


def check_row(
    found: PriceColumns,
    row: int,
    loan: tuple[int, Method, int, int, int],
    products: Sequence[Product],
    policy: PricingPolicy,
    today: date,
) -> None:
    index, method, months, amount_cents, pd_millionths = loan
    try:
        one = price(
            products[index],
            pd=pd_millionths * PD_UNIT,
            amount=amount_cents * CENT,
            months=months,
            method=method,
            policy=policy,
            today=today,
        )
    except PriceAboveCeiling:
        assert found.refused[row]
        return
    assert not found.refused[row]
    assert found.annual_rate(row) == one.annual_rate
    assert found.annual_cost(row) == one.annual_cost.nominal
    assert Decimal(int(found.effective[row])).scaleb(-10) == one.annual_cost.effective
    assert found.first_instalment(row) == one.schedule.instalments[0].payment
    assert found.capped[row] == one.capped


@given(data=st.data())
def test_every_row_equals_the_price_of_its_loan(
    data: st.DataObject, catalogue: Catalogue, policy: PricingPolicy
) -> None:
    """Any fees, ceilings, floors and days, far beyond what the catalogue holds."""
    figure = data.draw(st.sampled_from(CostFigure))
    rules = dataclasses.replace(policy.rules, ceiling_figure=figure)
    policy = dataclasses.replace(policy, rules=rules)
    products = [
        dataclasses.replace(
            data.draw(st.sampled_from(catalogue.products)),
            fees=tuple(data.draw(st.lists(fees(), max_size=2))),
            lgd=data.draw(st.decimals("0", "1", places=2)),
            rate_floor=data.draw(st.decimals("0", "0.06", places=5)),
            cost_ceiling=data.draw(st.decimals("0.06", "0.40", places=4)),
        )
        for _ in range(2)
    ]
    loan = st.tuples(
        st.integers(0, 1),
        st.sampled_from(Method),
        st.sampled_from([1, 2, 6, 12, 13, 24, 36]),
        st.integers(100, 3000).map(lambda hundreds: hundreds * 10_000) | st.integers(1, 10**9),
        st.integers(0, 250_000) | st.integers(0, 999_999),
    )
    loans = data.draw(st.lists(loan, min_size=1, max_size=12))
    today = data.draw(st.dates(date(2025, 10, 1), date(2030, 12, 31)))
    found = price_loans(columns(loans), products, policy=policy, today=today)
    for row, one in enumerate(loans):
        check_row(found, row, one, products, policy, today)


def test_the_shipped_products_are_priced_together(
    catalogue: Catalogue, policy: PricingPolicy
) -> None:
    rng = np.random.default_rng(7)
    loans = []
    for _ in range(400):
        index = int(rng.integers(0, len(catalogue.products)))
        product = catalogue.products[index]
        method = product.methods[int(rng.integers(0, len(product.methods)))]
        months = product.terms[int(rng.integers(0, len(product.terms)))]
        amount = int(rng.integers(int(product.amount_min), int(product.amount_max) + 1))
        loans.append((index, method, months, amount * 100, int(rng.integers(0, 400_000))))
    found = price_loans(columns(loans), catalogue.products, policy=policy, today=TODAY)
    for row, one in enumerate(loans):
        check_row(found, row, one, catalogue.products, policy, TODAY)
    # The exact computation is for the edges only.
    assert found.one_by_one.sum() < 40
    assert found.capped.any()


def test_halves_of_a_batch_are_the_batch(catalogue: Catalogue, policy: PricingPolicy) -> None:
    loans = columns(
        [(k % 5, Method.EQUAL_INSTALMENT, 12, 1_000_000 + 777 * k, 9_000 * k) for k in range(60)]
    )
    whole = price_loans(loans, catalogue.products, policy=policy, today=TODAY)
    halves = [
        price_loans(part, catalogue.products, policy=policy, today=TODAY)
        for part in (loans.rows(0, 30), loans.rows(30, 60))
    ]
    joined = np.concatenate([half.nominal for half in halves])
    assert (joined == whole.nominal).all()
    assert len(loans) == 60


def test_no_loans_no_prices(catalogue: Catalogue, policy: PricingPolicy) -> None:
    empty = columns([(0, Method.BULLET, 6, 100_000, 1)]).rows(0, 0)
    found = price_loans(empty, catalogue.products, policy=policy, today=TODAY)
    assert len(found.nominal) == 0


@pytest.mark.parametrize(
    ("loan", "field"),
    [
        ((-1, Method.BULLET, 6, 100_000, 1), "product[1]"),
        ((0, Method.BULLET, 0, 100_000, 1), "months[1]"),
        ((0, Method.BULLET, 601, 100_000, 1), "months[1]"),
        ((0, Method.BULLET, 6, 0, 1), "amount_cents[1]"),
        ((0, Method.BULLET, 6, 100_000, 1_000_000), "pd_millionths[1]"),
        ((99, Method.BULLET, 6, 100_000, 1), "product"),
    ],
)
def test_a_wrong_row_is_named(
    loan: tuple[int, Method, int, int, int],
    field: str,
    catalogue: Catalogue,
    policy: PricingPolicy,
) -> None:
    with pytest.raises(InvalidInput) as caught:
        price_loans(
            columns([(0, Method.BULLET, 6, 100_000, 1), loan]),
            catalogue.products,
            policy=policy,
            today=TODAY,
        )
    assert caught.value.field == field


def test_floats_are_no_column() -> None:
    good = columns([(0, Method.BULLET, 6, 100_000, 1)])
    with pytest.raises(InvalidInput, match="whole numbers"):
        dataclasses.replace(good, amount_cents=np.array([1000.5]))


def test_a_rate_is_a_multiple_of_its_unit(catalogue: Catalogue, policy: PricingPolicy) -> None:
    loans = columns([(0, Method.EQUAL_INSTALMENT, 12, 6_000_000, 45_000)])
    found = price_loans(loans, catalogue.products, policy=policy, today=TODAY)
    assert found.annual_rate(0) % RATE_UNIT == 0
    assert found.annual_cost(0) > 0
