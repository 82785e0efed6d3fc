"""Prices of many loans at once, equal to the last digit to scoring.pricing.price.

Loans of one product, method and term are computed together, in integers of cents and floats; the
few rows in which a float lies on the edge of a rounding are priced one by one. The function is
pure: split the rows and give each part to a process of its own to use several cores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from scoring.apr import RATE_STEP
from scoring.batch.annual_costs import STEPS_A_WHOLE, AnnualCosts, annual_costs
from scoring.batch.full_rates import Flags, Ints, full_rates, to_units
from scoring.batch.loan_columns import PD_UNIT, PD_UNITS, LoanColumns, PriceColumns, blank_prices
from scoring.batch.plans import UNITS_A_WHOLE, plans
from scoring.dated_rules import CeilingInForce
from scoring.errors import InvalidInput, PriceAboveCeiling
from scoring.money import CENT
from scoring.price_ceiling import GUESSES, RATE_UNIT, binding_ceiling, first_unit_at
from scoring.price_components import LEAST_SURVIVAL, LoanShape, loan_shape
from scoring.pricing import PricingPolicy, price
from scoring.products import LONGEST_TERM, Method, Product

_STEPS_A_UNIT = STEPS_A_WHOLE // UNITS_A_WHOLE


def price_loans(
    loans: LoanColumns, products: Sequence[Product], *, policy: PricingPolicy, today: date
) -> PriceColumns:
    """Return the price of every loan, paid out today.

    Raises:
        InvalidInput: a product's index is outside the products.
        NoRuleInForce: the book holds no ceiling for the lender on this day.
    """
    if len(loans) and int(loans.product.max()) >= len(products):
        raise InvalidInput("product", "is not one of the products", "give an index of theirs")
    size = len(loans)
    found = blank_prices(size)
    methods = list(Method)
    keys = (loans.product * len(methods) + loans.method) * (LONGEST_TERM + 1) + loans.months
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    for rows in np.split(order, starts[1:]) if size else []:
        product = products[int(loans.product[rows[0]])]
        method = methods[int(loans.method[rows[0]])]
        months = int(loans.months[rows[0]])
        group = _Group(
            product=product,
            shape=loan_shape(method, months),
            principal=loans.amount_cents[rows],
            ceiling=binding_ceiling(product, policy.rules, today),
        )
        unsure = _price_group(group, loans.pd_millionths[rows], months, policy, found, rows)
        for row in rows[unsure]:
            _price_row(loans, int(row), product, method, policy, today, found)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Loans of one product, method and term, under one ceiling."""

    product: Product
    shape: LoanShape
    principal: Ints
    ceiling: CeilingInForce

    def at(self, units: Ints, some: Ints) -> tuple[AnnualCosts, Ints, Flags, Ints]:
        """Return cost, first payment, doubt, and room below the ceiling in rate units."""
        laid = plans(self.shape, self.principal[some], units, self.product.fees)
        costs = annual_costs(self.shape, laid)
        limit = int(self.ceiling.annual_cost * STEPS_A_WHOLE)
        room = (limit - costs.figure(self.ceiling.figure)) // _STEPS_A_UNIT
        return costs, laid.payments[0], laid.unsure | costs.unsure, room


def _price_group(
    group: _Group,
    pd_millionths: Ints,
    months: int,
    policy: PricingPolicy,
    found: PriceColumns,
    rows: Ints,
) -> Flags:
    """Fill in the prices of a group; return which rows have to be priced one by one."""
    product, ceiling = group.product, group.ceiling
    limit_units = ceiling.annual_cost / RATE_UNIT
    if any(fee.financed for fee in product.fees) or ceiling.annual_cost % RATE_STEP:
        return np.ones(len(rows), dtype=np.bool_)
    lowest = int(first_unit_at(product.rate_floor) / RATE_UNIT)
    wanted, unsure = _wanted_units(group, pd_millionths, months, policy)
    wanted = np.maximum(wanted, lowest)
    start = np.maximum(np.minimum(wanted, int(limit_units)), lowest)
    everyone = np.arange(len(rows))
    costs, first, doubt, room = group.at(start, everyone)
    unsure |= doubt
    units, nominal, effective = start.copy(), costs.nominal.copy(), costs.effective.copy()
    first = first.copy()
    # The search of scoring/price_ceiling.py, step by step, for all that break the ceiling.
    broken, feasible = start.copy(), np.full_like(start, lowest - 1)
    searching = (room < 0) & ~unsure
    refused = searching.copy()
    tried = 0
    while (active := np.flatnonzero(searching & (broken - feasible > 1))).size:
        tried += 1
        low, high, gap = feasible[active], broken[active], room[active]
        if tried > GUESSES:
            following = (low + high) // 2
        else:
            following = np.where(gap < 0, high + gap, low + np.maximum(gap, 1))
        following = np.minimum(np.maximum(following, low + 1), high - 1)
        costs, payment, doubt, gap = group.at(following, active)
        unsure[active] |= doubt
        searching[active] &= ~doubt
        room[active] = gap
        kept, lost = active[gap >= 0], active[gap < 0]
        feasible[kept] = units[kept] = following[gap >= 0]
        nominal[kept] = costs.nominal[gap >= 0]
        effective[kept] = costs.effective[gap >= 0]
        first[kept] = payment[gap >= 0]
        refused[kept] = False
        broken[lost] = following[gap < 0]
    done = ~unsure & ~refused
    for column, values in (
        (found.rate_units, units),
        (found.nominal, nominal),
        (found.effective, effective),
        (found.first_instalment_cents, first),
    ):
        column[rows[done]] = values[done]
    found.capped[rows[done]] = (units < wanted)[done]
    found.refused[rows] = refused & ~unsure
    return unsure


def _wanted_units(
    group: _Group, pd_millionths: Ints, months: int, policy: PricingPolicy
) -> tuple[Ints, Flags]:
    """Return the full rates on the rate's grid, and where a float cannot tell."""
    costs = policy.costs
    funding = costs.funding_rate(months)
    yearly = (
        funding
        + costs.operating_rate
        + costs.capital_charge(funding)
        + costs.margin
        + costs.adjustment(None, None)
    )
    exponent = float(group.shape.years) * 12 / costs.pd_horizon_months
    passed = np.exp(np.log1p(-(pd_millionths / PD_UNITS)) * exponent)
    survival = np.maximum(passed, float(LEAST_SURVIVAL))
    return to_units(
        full_rates(
            group.shape,
            yearly=np.full_like(survival, float(yearly)),
            per_loan=float(costs.operating_per_loan / CENT) / group.principal,
            funding=float(funding),
            survival=survival,
            lgd=np.full_like(survival, float(group.product.lgd)),
        )
    )


def _price_row(
    loans: LoanColumns,
    row: int,
    product: Product,
    method: Method,
    policy: PricingPolicy,
    today: date,
    found: PriceColumns,
) -> None:
    """Fill in the price of one loan by the exact computation."""
    found.one_by_one[row] = True
    try:
        exact = price(
            product,
            pd=int(loans.pd_millionths[row]) * PD_UNIT,
            amount=int(loans.amount_cents[row]) * CENT,
            months=int(loans.months[row]),
            method=method,
            policy=policy,
            today=today,
        )
    except PriceAboveCeiling:
        found.refused[row] = True
        return
    found.rate_units[row] = int(exact.annual_rate / RATE_UNIT)
    found.nominal[row] = int(exact.annual_cost.nominal / RATE_STEP)
    found.effective[row] = int(exact.annual_cost.effective / RATE_STEP)
    found.first_instalment_cents[row] = int(exact.schedule.instalments[0].payment / CENT)
    found.capped[row] = exact.capped
