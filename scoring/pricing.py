"""The price of a loan from what it costs to lend; it must not know how the price is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from scoring.apr import AnnualCost
from scoring.dated_rules import CeilingInForce
from scoring.errors import InvalidInput
from scoring.lending_costs import LendingCosts, PricingPolicy, parse_pricing_policy
from scoring.money import Rounding, checked_amount
from scoring.price_ceiling import RATE_UNIT, binding_ceiling, first_unit_at, highest_feasible
from scoring.price_components import (
    Components,
    Costs,
    LoanShape,
    RiskOfLoss,
    components,
    default_intensity,
    loan_shape,
)
from scoring.products import LENDER_PAYEE, Fee, Method, Product, Segment
from scoring.profitability import LenderCosts, OwnFees, Profit, profit_of
from scoring.schedule import Schedule, build_schedule

__all__ = [
    "LendingCosts",
    "Price",
    "PricingPolicy",
    "default_intensity",
    "parse_pricing_policy",
    "price",
    "wanted_price",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """The price of one loan and what it is made of; all rates are fractions a year.

    The components are those of the full rate, see scoring/price_components.py.

    Attributes:
        annual_rate: contract rate, a multiple of 0.0001.
        annual_cost: annualised total cost with every fee.
        funding: cost of money for the term.
        expected_loss: what defaults take.
        operating: cost of opening and keeping the loan.
        capital: what own funds must earn above the cost of money.
        margin: the lender's margin.
        adjustment: for segment and channel; 0 unless the policy has some.
        capped: whether the ceiling lowered the rate.
        ceiling: the ceiling that binds this loan, with the rule that sets it.
        profit: what the loan is expected to earn at annual_rate.
        schedule: the schedule at this rate, disbursed on the day of pricing.
    """

    annual_rate: Decimal
    annual_cost: AnnualCost
    funding: Decimal
    expected_loss: Decimal
    operating: Decimal
    capital: Decimal
    margin: Decimal
    adjustment: Decimal
    capped: bool
    ceiling: CeilingInForce
    profit: Profit
    schedule: Schedule

    @property
    def full_rate(self) -> Decimal:
        """The sum of the components: the rate that covers every cost."""
        return (
            self.funding
            + self.expected_loss
            + self.operating
            + self.capital
            + self.margin
            + self.adjustment
        )

    @property
    def shortfall(self) -> Decimal:
        """How far the rate stays below the one that covers every cost, 0 when it does not."""
        return max(self.full_rate - self.annual_rate, Decimal(0))

    @property
    def expected_profit(self) -> Decimal:
        """Income - funding - expected loss - operating, present value in yuan."""
        return self.profit.expected_profit

    @property
    def raroc(self) -> Decimal | None:
        """Expected profit / own funds, a fraction a year; None where none are held."""
        return self.profit.raroc


@dataclass(frozen=True, kw_only=True, slots=True)
class WantedPrice:
    """What a loan should cost before any ceiling.

    Attributes:
        annual_rate: the full rate on the rate's grid, at least the floor.
        floor: the product's lowest rate on the grid.
        components: what the full rate is made of.
        shape: how the loan is repaid.
        risk: how often and how much is lost.
    """

    annual_rate: Decimal
    floor: Decimal
    components: Components
    shape: LoanShape
    risk: RiskOfLoss


def price(
    product: Product,
    *,
    pd: Decimal,
    amount: Decimal,
    months: int,
    method: Method,
    policy: PricingPolicy,
    today: date,
    segment: Segment | None = None,
    channel: str | None = None,
) -> Price:
    """Return the price of a loan paid out today.

    annual_rate = funding + expected loss + operating + capital + margin + adjustment, rounded to
    0.01 %, raised to the product's floor, and lowered until the annualised total cost with every
    fee is at most the product's ceiling and the law's. It never falls when pd rises.

    Args:
        product: what is sold.
        pd: probability of default over the policy's horizon, 0 to below 1.
        amount: yuan lent.
        months: term.
        method: how it is repaid.
        policy: the lender's costs and the rules.
        today: day of pricing and of disbursement.
        segment: the customer's segment, for adjustments only.
        channel: where the loan is sold, for adjustments only.

    Raises:
        InvalidInput: pd, amount or months cannot be used.
        PriceAboveCeiling: even the rate floor costs more than the ceiling; names fees and rule.
    """
    wanted = wanted_price(
        product,
        pd=pd,
        amount=amount,
        months=months,
        method=method,
        costs=policy.costs,
        segment=segment,
        channel=channel,
    )
    ceiling = binding_ceiling(product, policy.rules, today)

    def schedule_at(annual_rate: Decimal, fees: Sequence[Fee]) -> Schedule:
        return build_schedule(
            principal=amount,
            annual_rate=annual_rate,
            months=months,
            method=method,
            disbursed=today,
            fees=fees,
        )

    plan = highest_feasible(
        product, schedule_at, floor=wanted.floor, wanted=wanted.annual_rate, ceiling=ceiling
    )
    parts = wanted.components
    schedule = plan.schedule
    own = tuple(fee for fee in product.fees if fee.payee == LENDER_PAYEE)
    with_own = schedule if len(own) == len(product.fees) else None
    if own and with_own is None:
        with_own = schedule_at(schedule.annual_rate, own)
    return Price(
        annual_rate=schedule.annual_rate,
        annual_cost=plan.cost,
        funding=parts.funding,
        expected_loss=parts.expected_loss,
        operating=parts.operating,
        capital=parts.capital,
        margin=parts.margin,
        adjustment=parts.adjustment,
        capped=schedule.annual_rate < wanted.annual_rate,
        ceiling=ceiling,
        profit=profit_of(
            schedule,
            years=wanted.shape.years,
            risk=wanted.risk,
            costs=LenderCosts(
                funding_rate=policy.costs.funding_rate(months),
                operating_per_loan=policy.costs.operating_per_loan,
                operating_rate=policy.costs.operating_rate,
                capital_ratio=policy.costs.capital_ratio,
            ),
            fees=_own_fees(with_own) if own and with_own else OwnFees(),
        ),
        schedule=schedule,
    )


def wanted_price(
    product: Product,
    *,
    pd: Decimal,
    amount: Decimal,
    months: int,
    method: Method,
    costs: LendingCosts,
    segment: Segment | None = None,
    channel: str | None = None,
) -> WantedPrice:
    """Return the rate that covers every cost, before any ceiling.

    Raises:
        InvalidInput: pd, amount or months cannot be used.
    """
    # A float has already lost digits by the time it comes here.
    if not isinstance(pd, Decimal):
        raise InvalidInput("pd", "is not a decimal", "give a Decimal below 1")
    if not (pd.is_finite() and 0 <= pd < 1):
        raise InvalidInput("pd", f"{pd} is outside 0 to 1", "give a probability below 1")
    amount = checked_amount("amount", amount)
    financed = (fee.charge(amount, Rounding.HALF_UP) for fee in product.fees if fee.financed)
    shape = loan_shape(method, months)
    funding = costs.funding_rate(months)
    risk = RiskOfLoss(intensity=default_intensity(pd, costs.pd_horizon_months), lgd=product.lgd)
    parts = components(
        shape,
        Costs(
            funding=funding,
            operating=costs.operating_rate,
            per_loan=costs.operating_per_loan / sum(financed, amount),
            capital=costs.capital_charge(funding),
            margin=costs.margin,
            adjustment=costs.adjustment(segment, channel),
        ),
        risk,
    )
    floor = first_unit_at(product.rate_floor)
    covering = parts.full_rate.quantize(RATE_UNIT, rounding=ROUND_HALF_UP)
    return WantedPrice(
        annual_rate=max(covering, floor), floor=floor, components=parts, shape=shape, risk=risk
    )


def _own_fees(schedule: Schedule) -> OwnFees:
    return OwnFees(
        at_once=schedule.upfront_fees + schedule.financed_fees,
        later=tuple(row.fees for row in schedule.instalments),
    )
