"""A million applicants through the card's columns, and many loans priced, beside other ways."""

import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from bot.wiring import build_lending
from scoring.batch.loan_columns import PD_UNIT, LoanColumns
from scoring.batch.pricing import price_loans
from scoring.batch.scoring import BatchScorer
from scoring.money import CENT
from scoring.pricing import price
from scoring.products import Method
from tests.benchmarks.errors import BenchmarkError

TODAY = date(2026, 11, 24)
SEED = 20261124
CORES = 2


def measure_scoring(*, people: int, repeats: int) -> dict[str, Any]:
    """Score invented people by the card, and by a boosted model of the usual size.

    Raises:
        BenchmarkError: the columns and the card do not give the same points.
    """
    card = build_lending().card
    chance = np.random.default_rng(SEED)
    columns = {
        "card_utilisation": np.where(
            chance.random(people) < 0.1, np.nan, np.round(chance.beta(0.7, 1.5, people), 2)
        ),
        "late_payments_30_up": chance.poisson(0.3, people).astype(np.float64),
        "late_payments_60_up": chance.poisson(0.1, people).astype(np.float64),
        "late_payments_90_up": chance.poisson(0.05, people).astype(np.float64),
        "debt_share": np.round(chance.gamma(2.0, 0.18, people), 4),
        "relative_income": np.round(chance.lognormal(0, 0.6, people), 4),
        "open_credit_lines": chance.poisson(6, people).astype(np.float64),
        "real_estate_loans": chance.poisson(0.8, people).astype(np.float64),
        "dependents": chance.poisson(0.8, people).astype(np.float64),
    }
    scorer = BatchScorer(card)
    values = np.column_stack(list(columns.values()))
    bad = (chance.random(people) < 0.07).astype(np.int64)
    model = HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.03, max_leaf_nodes=15, early_stopping=False, random_state=1
    )
    with threadpool_limits(limits=1):  # only predicting is timed
        model.fit(values[:50_000], bad[:50_000])

    def by_columns() -> object:
        return scorer.probability(scorer.points(columns))

    def one_thread() -> None:
        with threadpool_limits(limits=1):
            model.predict_proba(values)

    points = scorer.points(columns)
    sample = chance.choice(people, size=min(500, people), replace=False)
    began = time.perf_counter()
    one_by_one = [card.score(_features(columns, int(row))).points for row in sample]
    spent = time.perf_counter() - began
    if [int(points[row]) for row in sample] != one_by_one:
        raise BenchmarkError("The columns do not give the card's points.")
    return {
        "people": people,
        "rows_a_second": {
            "our card, columns": people / _best(by_columns, repeats),
            "gradient boosting, 250 trees of 15 leaves, two threads": people
            / _best(lambda: model.predict_proba(values), repeats),
            "gradient boosting, 250 trees of 15 leaves, one thread": people
            / _best(one_thread, repeats),
            "our card, one by one with every contribution": len(sample) / spent,
        },
    }


def _features(columns: dict[str, Any], row: int) -> dict[str, Decimal | None]:
    found = {name: float(column[row]) for name, column in columns.items()}
    return {
        name: None if np.isnan(value) else Decimal(repr(value)) for name, value in found.items()
    }


def invented_loans(count: int) -> LoanColumns:
    """Return loans over the whole catalogue, amounts and risks."""
    chance = np.random.default_rng(SEED)
    products = build_lending().catalogue.products
    methods = list(Method)
    index = chance.integers(0, len(products), count)
    rows = []
    for place in index:
        product = products[place]
        low, high = int(product.amount_min), int(product.amount_max)
        rows.append(
            (
                int(place),
                methods.index(product.methods[chance.integers(len(product.methods))]),
                product.terms[chance.integers(len(product.terms))],
                int(chance.integers(low, high + 1)) * 100,
                int(chance.uniform(0.005, 0.2) * 1_000_000),
            )
        )
    table = np.array(rows, dtype=np.int64)
    return LoanColumns(
        product=table[:, 0].copy(),
        method=table[:, 1].copy(),
        months=table[:, 2].copy(),
        amount_cents=table[:, 3].copy(),
        pd_millionths=table[:, 4].copy(),
    )


def priced(loans: LoanColumns) -> tuple[int, int]:
    """Price loans; return how many, and how many of them one by one."""
    lending = build_lending()
    found = price_loans(loans, lending.catalogue.products, policy=lending.pricing, today=TODAY)
    return len(loans), int(found.one_by_one.sum())


def measure_pricing(*, loans: int, scalar: int) -> dict[str, Any]:
    """Price many loans at once, on one core and on two, beside one by one.

    Raises:
        BenchmarkError: a price is not that of the loan priced alone.
    """
    lending = build_lending()
    columns = invented_loans(loans)
    products, methods = lending.catalogue.products, list(Method)
    found = price_loans(columns.rows(0, scalar), products, policy=lending.pricing, today=TODAY)
    began = time.perf_counter()
    alone = [
        price(
            products[int(columns.product[row])],
            pd=int(columns.pd_millionths[row]) * PD_UNIT,
            amount=int(columns.amount_cents[row]) * CENT,
            months=int(columns.months[row]),
            method=methods[int(columns.method[row])],
            policy=lending.pricing,
            today=TODAY,
        )
        for row in range(scalar)
    ]
    spent = time.perf_counter() - began
    for row, one in enumerate(alone):
        if (found.annual_rate(row), found.annual_cost(row)) != (
            one.annual_rate,
            one.annual_cost.nominal,
        ):
            raise BenchmarkError(f"Row {row} has another price than the loan alone.")
    began = time.perf_counter()
    _, by_themselves = priced(columns)
    one_core = time.perf_counter() - began
    half = loans // CORES
    parts = [columns.rows(0, half), columns.rows(half, loans)]
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(priced, [columns.rows(0, 100)] * CORES))  # the processes are up
        began = time.perf_counter()
        list(pool.map(priced, parts))
        two_cores = time.perf_counter() - began
    return {
        "loans": loans,
        "one_by_one": by_themselves,
        "seconds_on_two_cores": two_cores,
        "loans_a_second": {
            "columns, two processes": loans / two_cores,
            "columns, one process": loans / one_core,
            "one by one": scalar / spent,
        },
    }


def _best(call: Any, repeats: int) -> float:
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        call()
        runs.append(time.perf_counter() - began)
    return min(runs)
