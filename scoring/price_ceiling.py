"""The highest rate under a ceiling, or what breaks it; it must not know why the rate is wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations

from scoring.apr import AnnualCost, annual_cost
from scoring.dated_rules import CeilingInForce, CostFigure
from scoring.errors import NoSingleRate, PriceAboveCeiling
from scoring.products import Fee, FeeManner, Product
from scoring.regulation import RuleBook
from scoring.schedule import Schedule

RATE_UNIT = Decimal("0.0001")
PRODUCT = "product"
_ENDLESS = Decimal("Infinity")
# After so many steps by the gap the search halves instead.
GUESSES = 4

type ScheduleAt = Callable[[Decimal, Sequence[Fee]], Schedule]


@dataclass(frozen=True, kw_only=True, slots=True)
class PricedSchedule:
    """A schedule with its annualised total cost."""

    schedule: Schedule
    cost: AnnualCost


def binding_ceiling(product: Product, rules: RuleBook, today: date) -> CeilingInForce:
    """Return the lower of the law's ceiling and the product's, whose source is "product".

    Raises:
        NoRuleInForce: the book holds no ceiling for the lender on this day.
    """
    law = rules.ceiling_in_force(today)
    if law.annual_cost <= product.cost_ceiling:
        return law
    return CeilingInForce(
        annual_cost=product.cost_ceiling, figure=law.figure, source=PRODUCT, confirmed=True
    )


def highest_feasible(
    product: Product,
    schedule_at: ScheduleAt,
    *,
    floor: Decimal,
    wanted: Decimal,
    ceiling: CeilingInForce,
) -> PricedSchedule:
    """Return the plan at the highest rate, at most the one wanted, that keeps to the ceiling.

    One rate unit more would break the ceiling, unless the wanted rate itself keeps to it. No rate
    above the ceiling is tried save the floor, even where a single repayment after more than a year,
    or cents rounded away, make the cost lower than the rate.

    Args:
        product: what is sold.
        schedule_at: builds the plan at a rate with some fees.
        floor: the lowest permitted rate, a multiple of the rate unit.
        wanted: a rate of at least the floor, a multiple of the rate unit.
        ceiling: the ceiling that binds.

    Raises:
        PriceAboveCeiling: even the floor costs too much; names the fees and the rule.
    """
    limit = ceiling.annual_cost

    def at(units: int) -> tuple[PricedSchedule, Decimal]:
        """Return the plan and how far its cost stays below the ceiling, in rate units."""
        schedule = schedule_at(units * RATE_UNIT, product.fees)
        cost = annual_cost(schedule)
        room = limit - figure_of(cost, ceiling.figure)
        return PricedSchedule(schedule=schedule, cost=cost), room / RATE_UNIT

    lowest = int(floor / RATE_UNIT)
    # A contract rate above the ceiling is not wanted, whatever its cost.
    start = max(lowest, int((min(wanted, limit) / RATE_UNIT).to_integral_value(ROUND_FLOOR)))
    try:
        plan, room = at(start)
        if room >= 0:
            return plan
        found = _search(at, lowest, start, room)
    except NoSingleRate:
        found = None  # nothing is left after the fees
    if found is None:
        raise _broken(product, schedule_at, floor, ceiling)
    return found


def first_unit_at(rate: Decimal) -> Decimal:
    """Round a rate up to the next multiple of the rate unit."""
    return (rate / RATE_UNIT).to_integral_value(ROUND_CEILING) * RATE_UNIT


def figure_of(cost: AnnualCost, figure: CostFigure) -> Decimal:
    """Return the annualised cost that a ceiling is applied to."""
    return cost.nominal if figure is CostFigure.NOMINAL else cost.effective


def _search(
    at: Callable[[int], tuple[PricedSchedule, Decimal]], lowest: int, broken: int, room: Decimal
) -> PricedSchedule | None:
    """Return the plan one unit below the first that is broken; None when the lowest is.

    A unit of rate is nearly a unit of cost, so the gap to the ceiling says where to look next.
    """
    kept: PricedSchedule | None = None
    feasible = lowest - 1
    tried = 0
    while broken - feasible > 1:
        tried += 1
        if tried > GUESSES:
            next_units = (feasible + broken) // 2
        elif room < 0:
            next_units = broken + int(room.to_integral_value(ROUND_FLOOR))
        else:
            next_units = feasible + max(int(room.to_integral_value(ROUND_FLOOR)), 1)
        next_units = min(max(next_units, feasible + 1), broken - 1)
        plan, room = at(next_units)
        if room >= 0:
            kept, feasible = plan, next_units
        else:
            broken = next_units
    return kept


def _broken(
    product: Product, schedule_at: ScheduleAt, floor: Decimal, ceiling: CeilingInForce
) -> PriceAboveCeiling:
    """Name the fewest fees without which the lowest rate would keep to the ceiling."""

    def cost(fees: Sequence[Fee]) -> Decimal:
        try:
            return figure_of(annual_cost(schedule_at(floor, fees)), ceiling.figure)
        except NoSingleRate:
            return _ENDLESS

    bare = schedule_at(floor, ())
    weights = {fee.code: _charged(fee, bare) for fee in product.fees}
    heaviest_first = sorted(product.fees, key=lambda fee: (-weights[fee.code], fee.code))
    culprits: tuple[str, ...] = ()
    for dropped in range(1, len(product.fees) + 1):
        sets = combinations(heaviest_first, dropped)
        for left_out in sets:
            if cost([fee for fee in product.fees if fee not in left_out]) <= ceiling.annual_cost:
                culprits = tuple(fee.code for fee in left_out)
                break
        if culprits:
            break
    return PriceAboveCeiling(
        product.id,
        fee_codes=culprits,
        ceiling=ceiling.annual_cost,
        ceiling_source=ceiling.source,
        annual_cost=cost(product.fees),
    )


def _charged(fee: Fee, bare: Schedule) -> Decimal:
    """Return the yuan of a fee over the whole loan."""
    if fee.manner is FeeManner.ON_BALANCE:
        opening = [bare.principal, *(row.balance for row in bare.instalments[:-1])]
        return sum((fee.charge(balance, bare.rounding) for balance in opening), Decimal(0))
    return fee.charge(bare.principal, bare.rounding) * fee.times(len(bare.instalments))
