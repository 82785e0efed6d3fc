"""Repayment schedules to the cent; it must not know prices, products' conditions or people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.amortisation import Instalment as Instalment
from scoring.amortisation import lay_out
from scoring.day_count import MONTHS as MONTHS
from scoring.day_count import DayCount as DayCount
from scoring.due_dates import MONTHLY, Frequency
from scoring.due_dates import add_months as add_months
from scoring.due_dates import whole_months as whole_months
from scoring.errors import InvalidInput
from scoring.loan_events import LoanEvent, PartRepayment
from scoring.loan_terms import LoanTerms
from scoring.money import Rounding
from scoring.products import LONGEST_TERM, Fee, FeeManner, Method

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """A loan with all its payments.

    Attributes:
        principal: yuan lent, later draws and financed fees included.
        annual_rate: contract rate at the start, a fraction a year.
        method: how it is repaid.
        disbursed: day the money is paid out.
        instalments: in order of due date.
        upfront_fees: yuan of fees paid at disbursement, on top of the instalments.
        day_count: how interest was counted.
        rounding: how each sum was brought to the cent.
        financed_fees: yuan of fees that are part of the principal.
        moves: (day, yuan) of later draws (+) and part repayments before time (-).
        frequency: how far apart the due dates lie.
    """

    principal: Decimal
    annual_rate: Decimal
    method: Method
    disbursed: date
    instalments: tuple[Instalment, ...]
    upfront_fees: Decimal
    day_count: DayCount
    rounding: Rounding
    financed_fees: Decimal = ZERO
    moves: tuple[tuple[date, Decimal], ...] = ()
    frequency: Frequency = MONTHLY

    @property
    def paid_out(self) -> Decimal:
        """Yuan paid out over the whole loan, before fees at disbursement are taken off."""
        return self.principal - self.financed_fees

    @property
    def total_payment(self) -> Decimal:
        """All yuan paid by the customer, fees at disbursement and part repayments included."""
        repaid = sum((-amount for _, amount in self.moves if amount < 0), ZERO)
        return self.upfront_fees + repaid + sum((row.payment for row in self.instalments), ZERO)

    @property
    def total_interest(self) -> Decimal:
        """All interest in yuan."""
        return sum((row.interest for row in self.instalments), ZERO)

    @property
    def total_fees(self) -> Decimal:
        """All fees in yuan: at disbursement, paid or financed, and with the instalments."""
        later = sum((row.fees for row in self.instalments), ZERO)
        return self.upfront_fees + self.financed_fees + later

    @property
    def total_cost(self) -> Decimal:
        """Interest and fees in yuan: what the loan costs beyond the money received."""
        return self.total_interest + self.total_fees

    @property
    def largest_payment(self) -> Decimal:
        """The highest sum due on one day, in yuan."""
        return max(row.payment for row in self.instalments)

    def flows(self) -> tuple[tuple[date, Decimal], ...]:
        """Return (date, yuan) as the customer's purse sees it, by date: received +, paid -."""
        drawn_later = sum((amount for _, amount in self.moves if amount > 0), ZERO)
        received = self.principal - drawn_later - self.financed_fees - self.upfront_fees
        paid = [(row.due, -row.payment) for row in self.instalments]
        if self.moves:
            paid = sorted([*paid, *self.moves], key=lambda flow: flow[0])
        return ((self.disbursed, received), *paid)


def build_schedule(
    *,
    principal: Decimal,
    annual_rate: Decimal,
    months: int,
    method: Method,
    disbursed: date,
    first_due: date | None = None,
    day_count: DayCount = DayCount.THIRTY_360,
    rounding: Rounding = Rounding.HALF_UP,
    fees: Sequence[Fee] = (),
) -> Schedule:
    """Build the schedule of a loan paid by months; ``schedule_of`` takes every other kind.

    Interest of a period is balance x annual_rate x fraction of a year, rounded to the cent. With
    30/360 a whole month is exactly 1/12; an odd first period counts (30/360 days)/360. Due dates
    keep the day of the month they started from: 31 January, 28 February, 31 March. The last
    instalment takes what rounding left over, so that the balance ends at 0.00.

    Args:
        principal: yuan, at most two decimals.
        annual_rate: fraction a year, 0 to 10.
        months: number of monthly instalments; for a bullet, the months to its one payment.
        method: how it is repaid.
        disbursed: day the money is paid out.
        first_due: first due date, one month after disbursement unless given; for a bullet its
            only due date.
        day_count: how a period becomes a fraction of a year.
        rounding: how each sum is brought to the cent.
        fees: charges besides interest, on the original principal.

    Raises:
        InvalidInput: names the argument that cannot be used.
    """
    if not 1 <= months <= LONGEST_TERM:
        raise InvalidInput(
            "months", f"{months} is outside 1 to {LONGEST_TERM}", "give whole months"
        )
    return schedule_of(
        LoanTerms(
            principal=principal,
            annual_rate=annual_rate,
            periods=months,
            method=method,
            disbursed=disbursed,
            first_due=first_due,
            day_count=day_count,
            rounding=rounding,
            fees=tuple(fees),
        )
    )


def schedule_of(terms: LoanTerms, events: Sequence[LoanEvent] = ()) -> Schedule:
    """Build the schedule of any loan, with all that has changed it since it was made.

    Raises:
        InvalidInput: names what cannot be used.
    """
    once = [fee for fee in terms.fees if fee.manner is FeeManner.AT_DISBURSEMENT]
    repaid = [(one.day, -one.amount) for one in events if isinstance(one, PartRepayment)]
    return Schedule(
        principal=terms.lent,
        annual_rate=terms.annual_rate,
        method=terms.method,
        disbursed=terms.disbursed,
        instalments=lay_out(terms, events),
        upfront_fees=sum((terms.fee_at_once(fee) for fee in once if not fee.financed), ZERO),
        day_count=terms.day_count,
        rounding=terms.rounding,
        financed_fees=terms.financed_fees,
        moves=tuple(sorted([*((draw.day, draw.amount) for draw in terms.draws), *repaid])),
        frequency=terms.frequency,
    )
