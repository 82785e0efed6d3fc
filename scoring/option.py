"""One priced way to serve a need, and how heavy it is; it must not know other options."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from scoring.fit import Placement, place
from scoring.money import CENT
from scoring.need import Need
from scoring.pricing import PricingPolicy, price
from scoring.products import Method, Product
from scoring.reasons import Reason, reason
from scoring.schedule import Schedule

# The share of net monthly income up to which loan payments are called comfortable.
COMFORTABLE_SHARE = Decimal("0.40")
SHARE_STEP = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A product in one amount, term and method with its indicative price.

    Prices use the product's reference default probability until the customer is assessed;
    the range runs from the best to the worst customer who can be approved.

    Attributes:
        product: what is sold.
        amount: yuan lent.
        months: term.
        method: how it is repaid.
        annual_rate: indicative contract rate.
        annual_cost: annualised total cost at that rate, the figure shown first.
        annual_cost_low: the same for the best approvable customer.
        annual_cost_high: the same for the worst approvable customer.
        schedule: payments at annual_rate, paid out on the day of the recommendation.
        instalment: yuan of the first payment; with equal principal the highest, with interest
            only one month's interest, with a bullet everything.
        monthly_burden: yuan a month the loan takes: the instalment, or for principal repaid at
            the end the sum to put aside each month.
        total_cost: interest and fees in yuan over the whole loan.
        fit: why it fits, the weightiest kinds first.
        tradeoff: how it compares with the next option, None for the last.
        instalment_share: monthly_burden as a share of net monthly income, when that is known.
        comfortable_income: net yuan a month at which monthly_burden is 40 %.
    """

    product: Product
    amount: Decimal
    months: int
    method: Method
    annual_rate: Decimal
    annual_cost: Decimal
    annual_cost_low: Decimal
    annual_cost_high: Decimal
    schedule: Schedule
    instalment: Decimal
    monthly_burden: Decimal
    total_cost: Decimal
    fit: tuple[Reason, ...]
    tradeoff: Reason | None
    instalment_share: Decimal | None
    comfortable_income: Decimal


def option_for(
    product: Product,
    need: Need,
    *,
    policy: PricingPolicy,
    today: date,
    preferred_method: Method | None = None,
) -> Option:
    """Return a fitting product as an option for a need, saying so when it stays comfortable.

    Raises:
        PriceAboveCeiling: the loan cannot be sold under its ceiling.
    """
    placement = place(product, need, policy.rules, today, preferred_method)
    option = price_option(placement, need.monthly_income, policy=policy, today=today)
    share = option.instalment_share
    if share is None or share > COMFORTABLE_SHARE:
        return option
    return dataclasses.replace(option, fit=(*option.fit, reason("comfortable", share=share)))


def price_option(
    placement: Placement, income: Decimal | None, *, policy: PricingPolicy, today: date
) -> Option:
    """Return the option that a placement makes at today's indicative prices.

    Raises:
        PriceAboveCeiling: the loan cannot be sold under its ceiling.
    """
    product = placement.product
    best, usual, worst = (
        price(
            product,
            pd=pd,
            amount=placement.amount,
            months=placement.months,
            method=placement.method,
            policy=policy,
            today=today,
        )
        for pd in (product.best_pd, product.reference_pd, product.worst_pd)
    )
    burden = monthly_burden(usual.schedule, placement.months)
    return Option(
        product=product,
        amount=placement.amount,
        months=placement.months,
        method=placement.method,
        annual_rate=usual.annual_rate,
        annual_cost=usual.annual_cost.nominal,
        annual_cost_low=best.annual_cost.nominal,
        annual_cost_high=worst.annual_cost.nominal,
        schedule=usual.schedule,
        instalment=usual.schedule.instalments[0].payment,
        monthly_burden=burden,
        total_cost=usual.schedule.total_cost,
        fit=placement.fit,
        tradeoff=None,
        instalment_share=(burden / income).quantize(SHARE_STEP) if income else None,
        comfortable_income=(burden / COMFORTABLE_SHARE).quantize(
            Decimal(1), rounding=ROUND_CEILING
        ),
    )


def monthly_burden(schedule: Schedule, months: int) -> Decimal:
    """Return yuan a month: the first instalment, or all payments spread over the months.

    A loan repaid at the end looks light every month before; what it takes is the sum put aside.
    """
    if schedule.method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL):
        return schedule.instalments[0].payment
    paid = sum((row.payment for row in schedule.instalments), Decimal(0))
    return (paid / months).quantize(CENT, rounding=ROUND_CEILING)
