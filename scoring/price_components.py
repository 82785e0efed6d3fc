"""The rate at which a loan pays for everything it costs; it must not know ceilings or products.

A loan of 1 yuan has n periods of tau years. With i = rate x tau, balance b_k and interest-bearing
sum c_k in period k (the same, save for flat interest, where c_k = 1), with s = exp(-h tau) the
share of borrowers who pass a period without default and v = 1 / (1 + f tau) the discount factor at
the cost of money f,

    A = tau sum_k s^(k-1) v^k b_k     expected exposure, discounted, in yuan-years
    C = tau sum_k s^(k-1) v^k c_k     what a rate of 1 would bring in

Who defaults in period k owes b_k and the period's interest, and LGD of it is lost:

    EL = LGD (1 - s) (A / tau + rate C)

The rate that pays for all costs then solves

    rate C = (f + operating + capital + margin + adjustment) A + cost per loan + EL

A component is its present value divided by C: an annual rate on what bears interest. The solution
is unique and rises with h. EL, A / C and 1 / C rise with h at a given rate; for equal instalments A
= C rises with the rate, so cost per loan / C falls, and rate - right side / C crosses zero once, at
a higher rate for a higher h.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from scoring.day_count import MONTHS
from scoring.errors import InvalidInput
from scoring.products import LONGEST_TERM, Method

COMPONENT_UNIT = Decimal("0.000001")
LEAST_SURVIVAL = Decimal("0.000001")
_ONE = Decimal(1)
_CLOSE = Decimal("1E-16")
_MOST_STEPS = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanShape:
    """How a loan of 1 yuan is repaid: equal periods of whole months.

    Attributes:
        method: how it is repaid.
        periods: number of instalments.
        months: months in a period.
    """

    method: Method
    periods: int
    months: int

    @property
    def years(self) -> Decimal:
        """Length of a period."""
        return Decimal(self.months) / MONTHS


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskOfLoss:
    """How often and how much is lost.

    Attributes:
        intensity: yearly intensity of default.
        lgd: share of the exposure lost at default.
    """

    intensity: Decimal
    lgd: Decimal

    def survival(self, years: Decimal) -> Decimal:
        """Return exp(-intensity x years): the share that passes this time without default.

        At least a millionth, so that even with everything lost some rate pays for it.
        """
        return max((-self.intensity * years).exp(), LEAST_SURVIVAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """What one loan has to pay for; annual rates on the balance.

    Attributes:
        funding: cost of money for the term.
        operating: cost of keeping the loan.
        per_loan: cost of opening it, as a share of the sum lent.
        capital: what own funds must earn above the cost of money.
        margin: the lender's margin.
        adjustment: for segment and channel.
    """

    funding: Decimal
    operating: Decimal
    per_loan: Decimal
    capital: Decimal
    margin: Decimal
    adjustment: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Components:
    """What a price is made of: annual rates on what bears interest, multiples of 0.000001."""

    funding: Decimal
    expected_loss: Decimal
    operating: Decimal
    capital: Decimal
    margin: Decimal
    adjustment: Decimal

    @property
    def full_rate(self) -> Decimal:
        """The sum: the rate that covers every cost."""
        return (
            self.funding
            + self.expected_loss
            + self.operating
            + self.capital
            + self.margin
            + self.adjustment
        )


def loan_shape(method: Method, months: int) -> LoanShape:
    """Return the shape of a loan paid by months, or once at the end.

    Raises:
        InvalidInput: months is no whole number from 1 to 600.
    """
    if isinstance(months, bool) or not isinstance(months, int):
        raise InvalidInput("months", "is not a whole number", "give whole months")
    if not 1 <= months <= LONGEST_TERM:
        raise InvalidInput(
            "months", f"{months} is outside 1 to {LONGEST_TERM}", "give whole months"
        )
    if method is Method.BULLET:
        return LoanShape(method=method, periods=1, months=months)
    return LoanShape(method=method, periods=months, months=1)


def default_intensity(pd: Decimal, horizon_months: int) -> Decimal:
    """Return the yearly intensity h of default with 1 - exp(-h x years) = pd."""
    return -(1 - pd).ln() * MONTHS / horizon_months


def components(shape: LoanShape, costs: Costs, risk: RiskOfLoss) -> Components:
    """Return the components at the rate that pays for all of them.

    Their sum is that rate rounded to 0.000001; operating takes what rounding leaves, at most three
    units.
    """
    survival = risk.survival(shape.years)
    a_yuan_year = (
        costs.funding + costs.operating + costs.capital + costs.margin + costs.adjustment
    ) + risk.lgd * (1 - survival) / shape.years
    defaulted_interest = risk.lgd * (1 - survival)

    def paying(rate: Decimal) -> tuple[Decimal, Decimal]:
        """Return the rate that pays for the exposure at a rate, and that exposure's A / C."""
        exposure, bearing = expected_exposure(shape, rate, survival, costs.funding)
        rate = (a_yuan_year * exposure + costs.per_loan) / bearing
        # No interest is lost where a discount leaves none.
        return (rate / (1 - defaulted_interest) if rate > 0 else rate), exposure / bearing

    rate, weight = _fixed_point(paying, moves=shape.method is Method.EQUAL_INSTALMENT)
    full = rate.quantize(COMPONENT_UNIT)
    loss = defaulted_interest * (weight / shape.years + max(rate, Decimal(0)))
    shares = {
        "funding": costs.funding * weight,
        "expected_loss": loss,
        "capital": costs.capital * weight,
        "margin": costs.margin * weight,
        "adjustment": costs.adjustment * weight,
    }
    rounded = {name: share.quantize(COMPONENT_UNIT) for name, share in shares.items()}
    return Components(operating=full - sum(rounded.values()), **rounded)


def expected_exposure(
    shape: LoanShape, annual_rate: Decimal, survival: Decimal, funding: Decimal
) -> tuple[Decimal, Decimal]:
    """Return A and C of a loan of 1 yuan at a contract rate, in yuan-years.

    Args:
        shape: how it is repaid.
        annual_rate: contract rate, a fraction a year.
        survival: share that passes one period without default.
        funding: cost of money, a fraction a year; discounts.
    """
    years = shape.years
    keep = survival / (1 + funding * years)
    weight = years / (1 + funding * years)
    growth, part = _repayment(shape, annual_rate)
    exposure = bearing = Decimal(0)
    balance = _ONE
    for _ in range(shape.periods):
        exposure += weight * balance
        bearing += weight
        balance = balance * growth - part
        weight *= keep
    return exposure, bearing if shape.method is Method.FLAT_INTEREST else exposure


def _repayment(shape: LoanShape, annual_rate: Decimal) -> tuple[Decimal, Decimal]:
    """Return g and p with next balance = balance x g - p."""
    if shape.method in (Method.INTEREST_ONLY, Method.BULLET):
        return _ONE, Decimal(0)
    growth = 1 + annual_rate * shape.years
    if shape.method is not Method.EQUAL_INSTALMENT or growth == 1:
        return _ONE, _ONE / shape.periods
    return growth, (growth - 1) / (1 - growth**-shape.periods)


def _fixed_point(
    paying: Callable[[Decimal], tuple[Decimal, Decimal]], *, moves: bool
) -> tuple[Decimal, Decimal]:
    """Return the rate that pays for the exposure at that very rate, and its A / C.

    The gap paying(rate) - rate falls steadily, so secants meet its one zero.
    """
    before, (rate, weight) = Decimal(0), paying(Decimal(0))
    if not moves:
        return rate, weight
    gap_before = rate - before
    for _ in range(_MOST_STEPS):
        found, weight = paying(rate)
        gap = found - rate
        if abs(gap) < _CLOSE or gap == gap_before:
            return found, weight
        step = gap * (rate - before) / (gap_before - gap)
        before, gap_before, rate = rate, gap, rate + step
    return rate, weight
