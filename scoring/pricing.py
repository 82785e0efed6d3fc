"""The price of a loan from what it costs to lend; it must not know how the price is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.apr import AnnualCost, annual_cost
from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput, PriceAboveCeiling
from scoring.products import Method, Product
from scoring.regulation import RuleBook
from scoring.schedule import MONTHS, Schedule, build_schedule

RATE_UNIT = Decimal("0.0001")
COMPONENT_UNIT = Decimal("0.000001")


@dataclass(frozen=True, kw_only=True, slots=True)
class FundingPoint:
    """What money for this many months costs the lender, as a fraction a year."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    months: int
    annual_rate: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class LendingCosts:
    """What lending costs the lender.

    Attributes:
        version: name of this set of figures.
        funding_curve: cost of money by term, ascending.
        pd_horizon_months: months that a probability of default covers.
        operating_per_loan: yuan once a loan.
        operating_rate: share of the balance a year.
        capital_ratio: own funds held against a yuan lent.
        hurdle_rate: annual return the own funds must earn.
        margin: annual rate on top.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    funding_curve: tuple[FundingPoint, ...]
    pd_horizon_months: int
    operating_per_loan: Decimal
    operating_rate: Decimal
    capital_ratio: Decimal
    hurdle_rate: Decimal
    margin: Decimal

    def __post_init__(self) -> None:
        """Refuse figures without a usable curve or horizon."""
        months = [point.months for point in self.funding_curve]
        if not months or months != sorted(set(months)):
            raise InvalidInput("funding_curve", "is not ascending", "sort it by months")
        if self.pd_horizon_months < 1:
            raise InvalidInput("pd_horizon_months", "is below 1", "give whole months")


@dataclass(frozen=True, kw_only=True, slots=True)
class PricingPolicy:
    """The lender's costs together with the rules that bound its prices."""

    costs: LendingCosts
    rules: RuleBook

    @property
    def version(self) -> str:
        """Name of the costs and the rules together."""
        return f"costs {self.costs.version}, rules {self.rules.version}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """The price of one loan and what it is made of; all rates are fractions a year.

    Attributes:
        annual_rate: contract rate, a multiple of 0.0001.
        annual_cost: annualised total cost with every fee.
        funding: cost of money for the term.
        expected_loss: yearly default intensity x loss given default.
        operating: cost of opening and keeping the loan.
        capital: what own funds must earn above the cost of money.
        margin: the lender's margin.
        capped: whether the ceiling lowered the rate.
        schedule: the schedule at this rate, disbursed on the day of pricing.
    """

    annual_rate: Decimal
    annual_cost: AnnualCost
    funding: Decimal
    expected_loss: Decimal
    operating: Decimal
    capital: Decimal
    margin: Decimal
    capped: bool
    schedule: Schedule

    @property
    def full_rate(self) -> Decimal:
        """The sum of the components: the rate that covers every cost."""
        return self.funding + self.expected_loss + self.operating + self.capital + self.margin

    @property
    def shortfall(self) -> Decimal:
        """How far the rate stays below the one that covers every cost, 0 when it does not."""
        return max(self.full_rate - self.annual_rate, Decimal(0))


def parse_pricing_policy(text: str, rules: RuleBook) -> PricingPolicy:
    """Read the lender's costs from the text of a YAML file and bind them to the rules.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return PricingPolicy(costs=parse_yaml(text, TypeAdapter(LendingCosts)), rules=rules)


def price(
    product: Product,
    *,
    pd: Decimal,
    amount: Decimal,
    months: int,
    method: Method,
    policy: PricingPolicy,
    today: date,
) -> Price:
    """Return the price of a loan paid out today.

    annual_rate = funding + expected loss + operating + capital + margin, raised to the product's
    floor, rounded to 0.01 %, and lowered until the annualised total cost with every fee is at
    most the product's ceiling and the law's. It never falls when pd rises.

    Args:
        product: what is sold.
        pd: probability of default over the policy's horizon, 0 to below 1.
        amount: yuan lent.
        months: term.
        method: how it is repaid.
        policy: the lender's costs and the rules.
        today: day of pricing and of disbursement.

    Raises:
        InvalidInput: pd, amount or months cannot be used.
        PriceAboveCeiling: even the rate floor costs more than the ceiling; names the fee.
    """
    if not 0 <= pd < 1:
        raise InvalidInput("pd", f"{pd} is outside 0 to 1", "give a probability below 1")
    costs = policy.costs
    life = average_life(months, method)
    funding = _on_curve(costs.funding_curve, months)
    # Own funds replace borrowed money, so they cost the hurdle rate less the funding they save.
    capital = costs.capital_ratio * max(costs.hurdle_rate - funding, Decimal(0))
    components = {
        "funding": funding,
        "expected_loss": default_intensity(pd, costs.pd_horizon_months) * product.lgd,
        "operating": costs.operating_rate + costs.operating_per_loan / (amount * life),
        "capital": capital,
        "margin": costs.margin,
    }
    components = {name: rate.quantize(COMPONENT_UNIT) for name, rate in components.items()}

    def schedule_at(annual_rate: Decimal) -> Schedule:
        return build_schedule(
            principal=amount,
            annual_rate=annual_rate,
            months=months,
            method=method,
            disbursed=today,
            fees=product.fees,
        )

    wanted = sum(components.values(), Decimal(0)).quantize(RATE_UNIT, rounding=ROUND_HALF_UP)
    floor = _first_unit_at(product.rate_floor)
    ceiling = min(product.cost_ceiling, policy.rules.ceiling(today))
    # The cost is at least the rate, so nothing above the ceiling needs to be tried.
    highest = max(wanted, floor)
    annual_rate = _highest_feasible(product, schedule_at, floor, min(highest, ceiling), ceiling)
    schedule = schedule_at(annual_rate)
    return Price(
        annual_rate=annual_rate,
        annual_cost=annual_cost(schedule),
        capped=annual_rate < highest,
        schedule=schedule,
        **components,
    )


def default_intensity(pd: Decimal, horizon_months: int) -> Decimal:
    """Return the yearly intensity h of default with 1 - exp(-h x years) = pd.

    A balance that loses h x LGD a year needs exactly that rate on top to break even.
    """
    return -(1 - pd).ln() * MONTHS / horizon_months


def average_life(months: int, method: Method) -> Decimal:
    """Return for how many years a yuan is lent on average.

    With equal parts the k-th is outstanding k months: (n + 1) / 2 months; equal instalments repay
    a little later, which this leaves out. Otherwise the whole principal stays to the end.
    """
    if method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL):
        return Decimal(months + 1) / 2 / MONTHS
    return Decimal(months) / MONTHS


def _on_curve(curve: tuple[FundingPoint, ...], months: int) -> Decimal:
    """Return the rate for a term: on the line between points, flat outside."""
    for before, after in pairwise(curve):
        if before.months <= months <= after.months:
            share = Decimal(months - before.months) / (after.months - before.months)
            return before.annual_rate + share * (after.annual_rate - before.annual_rate)
    return curve[0].annual_rate if months < curve[0].months else curve[-1].annual_rate


def _first_unit_at(rate: Decimal) -> Decimal:
    """Round a rate up to the next multiple of the rate unit."""
    return -(-rate).quantize(RATE_UNIT, rounding=ROUND_FLOOR)


def _highest_feasible(
    product: Product,
    schedule_at: Callable[[Decimal], Schedule],
    floor: Decimal,
    highest: Decimal,
    ceiling: Decimal,
) -> Decimal:
    """Return the highest rate from floor to highest whose total cost is at most the ceiling."""

    def cost(rate: Decimal) -> Decimal:
        return annual_cost(schedule_at(rate)).nominal

    highest = highest.quantize(RATE_UNIT, rounding=ROUND_FLOOR)
    if highest >= floor and cost(highest) <= ceiling:
        return highest
    lowest_cost = cost(floor)
    if lowest_cost > ceiling:
        paid = schedule_at(floor)
        charges = [
            (fee.charge(paid.principal, paid.rounding) * fee.times(len(paid.instalments)), fee.code)
            for fee in product.fees
        ]
        raise PriceAboveCeiling(
            product.id,
            fee_code=max(charges)[1] if charges else None,
            ceiling=ceiling,
            annual_cost=lowest_cost,
        )
    feasible, infeasible = int(floor / RATE_UNIT), int(highest / RATE_UNIT)
    while infeasible - feasible > 1:
        middle = (feasible + infeasible) // 2
        if cost(middle * RATE_UNIT) <= ceiling:
            feasible = middle
        else:
            infeasible = middle
    return feasible * RATE_UNIT
