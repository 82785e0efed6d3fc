"""What a loan is expected to earn, and on which own funds; it must not know how it was priced.

Period k of n lasts tau years and opens with the balance B_k. S_k = exp(-h tau k) is the share of
borrowers who have not defaulted by its end, V_k = 1 / (1 + f tau)^k the discount factor at the cost
of money f. Everything is a present value on the day of disbursement:

    exposure      = sum of S_(k-1) B_k tau V_k                              yuan-years
    income        = sum of S_(k-1) interest_k V_k + S_k own fees_k V_k, and own fees at once
    funding       = f (1 - capital ratio) exposure                          the borrowed part
    expected loss = LGD sum of (S_(k-1) - S_k) (B_k + interest_k) V_k
    operating     = cost per loan + operating rate x exposure
    capital       = capital ratio x exposure                                yuan-years

    expected profit = income - funding - expected loss - operating
    RAROC           = expected profit / capital

Own funds bear no interest, so RAROC is the hurdle rate plus margin / capital ratio where the rate
covers every cost exactly, and the expected profit before the cost of own funds is that of the
books. (RAROC: return over economic capital, Basel Committee, "Range of practices and issues in
economic capital frameworks", 2009; the income that own funds save is counted in.)
"""

from dataclasses import dataclass
from decimal import Decimal

from scoring.money import CENT
from scoring.price_components import RiskOfLoss
from scoring.schedule import Schedule

RATIO_UNIT = Decimal("0.000001")


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnFees:
    """The fees that the lender keeps, in yuan; those of third parties are no income.

    Attributes:
        at_once: at disbursement.
        later: with each instalment, empty when there are none.
    """

    at_once: Decimal = Decimal(0)
    later: tuple[Decimal, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LenderCosts:
    """What this loan costs the lender.

    Attributes:
        funding_rate: cost of money, a fraction a year.
        operating_per_loan: yuan once.
        operating_rate: share of the balance a year.
        capital_ratio: own funds held against a yuan lent.
    """

    funding_rate: Decimal
    operating_per_loan: Decimal
    operating_rate: Decimal
    capital_ratio: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Profit:
    """Present values in yuan, each rounded to the cent.

    Attributes:
        income: interest and own fees.
        funding: cost of the money that is borrowed.
        expected_loss: what defaults are expected to take.
        operating: cost of opening and keeping the loan.
        capital: own funds held, in yuan-years.
    """

    income: Decimal
    funding: Decimal
    expected_loss: Decimal
    operating: Decimal
    capital: Decimal

    @property
    def expected_profit(self) -> Decimal:
        """Income - funding - expected loss - operating, in yuan."""
        return self.income - self.funding - self.expected_loss - self.operating

    @property
    def raroc(self) -> Decimal | None:
        """Expected profit a year over own funds, a fraction; None where none are held."""
        if not self.capital:
            return None
        return (self.expected_profit / self.capital).quantize(RATIO_UNIT)


def profit_of(
    schedule: Schedule, *, years: Decimal, risk: RiskOfLoss, costs: LenderCosts, fees: OwnFees
) -> Profit:
    """Return what a loan of equal periods is expected to earn.

    Args:
        schedule: the loan.
        years: length of a period.
        risk: how often and how much is lost.
        costs: what it costs the lender.
        fees: what the lender earns besides interest.
    """
    survival = risk.survival(years)
    discount = 1 / (1 + costs.funding_rate * years)
    keep = survival * discount
    opening_weight = discount  # S_(k-1) V_k
    exposure = interest = own_fees = Decimal(0)
    balance = schedule.principal
    for row in schedule.instalments:
        exposure += opening_weight * balance
        interest += opening_weight * row.interest
        if fees.later:
            own_fees += opening_weight * survival * fees.later[row.number - 1]
        balance = row.balance
        opening_weight *= keep
    loss = risk.lgd * (1 - survival) * (exposure + interest)
    exposure *= years
    parts = {
        "income": interest + own_fees + fees.at_once,
        "funding": costs.funding_rate * (1 - costs.capital_ratio) * exposure,
        "expected_loss": loss,
        "operating": costs.operating_per_loan + costs.operating_rate * exposure,
        "capital": costs.capital_ratio * exposure,
    }
    return Profit(**{name: value.quantize(CENT) for name, value in parts.items()})
