"""Repayment schedules to the cent; it must not know prices, products' conditions or people."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scoring.errors import InvalidInput
from scoring.money import Rounding, checked_amount, to_cents
from scoring.products import LONGEST_TERM, Fee, FeeManner, Method

ZERO = Decimal("0.00")
MONTHS = 12
HIGHEST_RATE = Decimal(10)


class DayCount(StrEnum):
    """How a period becomes a fraction of a year."""

    THIRTY_360 = "30/360"
    ACTUAL_360 = "actual/360"
    ACTUAL_365 = "actual/365"


@dataclass(frozen=True, kw_only=True, slots=True)
class Instalment:
    """What is paid on one due date.

    Attributes:
        number: from 1.
        due: the due date.
        payment: principal + interest + fees, in yuan.
        principal: part that repays the loan.
        interest: part that pays for the period since the last due date.
        fees: per-instalment fees.
        balance: principal still owed afterwards.
    """

    number: int
    due: date
    payment: Decimal
    principal: Decimal
    interest: Decimal
    fees: Decimal
    balance: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """A loan with all its payments.

    Attributes:
        principal: yuan lent.
        annual_rate: contract rate, a fraction a year.
        method: how it is repaid.
        disbursed: day the money is paid out.
        instalments: in order of due date.
        upfront_fees: yuan of fees paid at disbursement, on top of the instalments.
        day_count: how interest was counted.
        rounding: how each sum was brought to the cent.
    """

    principal: Decimal
    annual_rate: Decimal
    method: Method
    disbursed: date
    instalments: tuple[Instalment, ...]
    upfront_fees: Decimal
    day_count: DayCount
    rounding: Rounding

    @property
    def total_payment(self) -> Decimal:
        """All yuan paid by the customer, fees at disbursement included."""
        return self.upfront_fees + sum((row.payment for row in self.instalments), ZERO)

    @property
    def total_interest(self) -> Decimal:
        """All interest in yuan."""
        return sum((row.interest for row in self.instalments), ZERO)

    @property
    def total_fees(self) -> Decimal:
        """All fees in yuan, at disbursement and per instalment."""
        return self.upfront_fees + sum((row.fees for row in self.instalments), ZERO)

    @property
    def total_cost(self) -> Decimal:
        """Interest and fees in yuan: what the loan costs beyond its principal."""
        return self.total_interest + self.total_fees

    @property
    def largest_payment(self) -> Decimal:
        """The highest sum due on one day, in yuan."""
        return max(row.payment for row in self.instalments)

    def flows(self) -> tuple[tuple[date, Decimal], ...]:
        """Return (date, yuan) as the customer's purse sees it: received +, paid -."""
        received = (self.disbursed, self.principal - self.upfront_fees)
        return (received, *((row.due, -row.payment) for row in self.instalments))


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int | None:
    """Return n when ``add_months(start, n) == end`` for an n of 1 or more, otherwise None."""
    months = (end.year - start.year) * MONTHS + end.month - start.month
    return months if months >= 1 and add_months(start, months) == end else None


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
    """Build the schedule of a loan.

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
    principal = checked_amount("principal", principal)
    if not (annual_rate.is_finite() and 0 <= annual_rate <= HIGHEST_RATE):
        raise InvalidInput(
            "annual_rate", f"{annual_rate} is outside 0 to 10", "give 9.6 % as 0.096"
        )
    if not 1 <= months <= LONGEST_TERM:
        raise InvalidInput(
            "months", f"{months} is outside 1 to {LONGEST_TERM}", "give whole months"
        )
    dues = due_dates(disbursed, months, method, first_due)
    fractions = _year_fractions(disbursed, dues, day_count)
    period_rates = [annual_rate * fraction for fraction in fractions]
    each_fee = _fees_paid(fees, FeeManner.PER_INSTALMENT, principal, rounding)
    level = _level_payment(principal, period_rates, method, rounding)
    instalments: list[Instalment] = []
    balance = principal
    for number, (due, period_rate) in enumerate(zip(dues, period_rates, strict=True), 1):
        interest = to_cents(balance * period_rate, rounding)
        part = level - interest if method is Method.EQUAL_INSTALMENT else level
        # Cents can make a tiny loan's level payment miss the interest or overshoot the balance.
        part = balance if number == len(dues) else min(max(part, ZERO), balance)
        balance -= part
        instalments.append(
            Instalment(
                number=number,
                due=due,
                payment=part + interest + each_fee,
                principal=part,
                interest=interest,
                fees=each_fee,
                balance=balance,
            )
        )
    return Schedule(
        principal=principal,
        annual_rate=annual_rate,
        method=method,
        disbursed=disbursed,
        instalments=tuple(instalments),
        upfront_fees=_fees_paid(fees, FeeManner.AT_DISBURSEMENT, principal, rounding),
        day_count=day_count,
        rounding=rounding,
    )


def due_dates(
    disbursed: date, months: int, method: Method, first_due: date | None = None
) -> tuple[date, ...]:
    """Return the due dates: one a month, or the single one of a bullet.

    Raises:
        InvalidInput: the first due date does not lie after the disbursement.
    """
    default = add_months(disbursed, months if method is Method.BULLET else 1)
    first = first_due or default
    if first <= disbursed:
        raise InvalidInput("first_due", f"{first} is not after {disbursed}", "give a later date")
    if method is Method.BULLET:
        return (first,)
    offset = whole_months(disbursed, first)
    # 28 February after a loan of 31 January is that loan's month end, not a wish for the 28th.
    start, shift = (disbursed, offset) if offset else (first, 0)
    return tuple(add_months(start, shift + number) for number in range(months))


def _year_fractions(
    disbursed: date, dues: Sequence[date], day_count: DayCount
) -> Iterable[Decimal]:
    """Yield each period's length in years."""
    start = disbursed
    for number, due in enumerate(dues):
        if day_count is DayCount.THIRTY_360:
            months = 1 if number else whole_months(start, due)
            if months:
                yield Decimal(months) / MONTHS
            else:
                yield Decimal(_days_30_360(start, due)) / 360
        else:
            basis = 360 if day_count is DayCount.ACTUAL_360 else 365
            yield Decimal((due - start).days) / basis
        start = due


def _days_30_360(start: date, end: date) -> int:
    """Count days with months of 30 (30E/360, ISDA 2006 section 4.16(g))."""
    days = min(end.day, 30) - min(start.day, 30)
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + days


def _fees_paid(
    fees: Iterable[Fee], manner: FeeManner, principal: Decimal, rounding: Rounding
) -> Decimal:
    """Return the yuan of all fees paid once in this manner."""
    return sum((fee.charge(principal, rounding) for fee in fees if fee.manner is manner), ZERO)


def _level_payment(
    principal: Decimal, period_rates: Sequence[Decimal], method: Method, rounding: Rounding
) -> Decimal:
    """Return the sum that stays the same each period, in yuan.

    Equal instalment: payment = P / sum over k of 1 / prod over j <= k of (1 + i_j), which for
    equal periods is the annuity P i / (1 - (1 + i)^-n), and P / n when the rate is 0. Equal
    principal: the part P / n. The others repay nothing before the end.
    """
    if method is Method.EQUAL_INSTALMENT:
        annuity, factor = Decimal(0), Decimal(1)
        for period_rate in period_rates:
            factor /= 1 + period_rate
            annuity += factor
        return to_cents(principal / annuity, rounding)
    if method is Method.EQUAL_PRINCIPAL:
        return to_cents(principal / len(period_rates), rounding)
    return ZERO
