"""What lateness costs; it must not know who is late or how it is said."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.errors import InvalidInput
from scoring.loan_terms import check_annual_rate
from scoring.money import Rounding, checked_amount, to_cents

ZERO = Decimal("0.00")
YEAR_DAYS = 360


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueTerms:
    """What a lender charges on what is late.

    Attributes:
        annual_rate: rate on overdue principal, fraction a year (罚息).
        ceiling: highest annual rate that may be charged all together, None for none.
        on_interest: overdue interest bears the same rate (复利).
        grace_days: days late that cost nothing; when they are over, all days count.
        most_share: overdue interest is never more than this share of the overdue principal.
        year_days: days of the year by which a daily rate is counted.
        rounding: how the sum is brought to the cent.
    """

    annual_rate: Decimal
    ceiling: Decimal | None = None
    on_interest: bool = False
    grace_days: int = 0
    most_share: Decimal | None = None
    year_days: int = YEAR_DAYS
    rounding: Rounding = Rounding.HALF_UP

    def __post_init__(self) -> None:
        """Refuse rates and counts that cannot be meant."""
        check_annual_rate("annual_rate", self.annual_rate)
        if self.ceiling is not None:
            check_annual_rate("ceiling", self.ceiling)
        if self.grace_days < 0:
            raise InvalidInput("grace_days", f"{self.grace_days} is negative", "give 0 or more")
        if self.year_days not in (360, 364, 365):
            raise InvalidInput("year_days", f"{self.year_days} is no year", "give 360, 364 or 365")
        if self.most_share is not None and not (
            self.most_share.is_finite() and self.most_share >= 0
        ):
            raise InvalidInput("most_share", "is no share", "give a fraction such as 0.36")

    @property
    def charged_rate(self) -> Decimal:
        """The annual rate that is charged: the contract's, or the ceiling below it."""
        return self.annual_rate if self.ceiling is None else min(self.annual_rate, self.ceiling)


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueInterest:
    """What being late has cost so far; amounts in yuan.

    Attributes:
        days: days past due.
        on_principal: charged on the overdue principal.
        on_interest: charged on the overdue interest.
        total: the sum of both.
        capped: a ceiling or cap made it less than the contract says.
    """

    days: int
    on_principal: Decimal
    on_interest: Decimal
    total: Decimal
    capped: bool


def overdue_interest(
    *, principal: Decimal, interest: Decimal = ZERO, due: date, until: date, terms: OverdueTerms
) -> OverdueInterest:
    """Return overdue amount x annual rate x days past due / days of the year.

    Args:
        principal: yuan of principal that was due and is not paid.
        interest: yuan of interest that was due and is not paid.
        due: the due date.
        until: the day up to which it is counted; on the due date itself nothing is late.
        terms: what is charged.

    Raises:
        InvalidInput: an amount cannot be used.
    """
    principal = checked_amount("principal", principal, minimum=ZERO)
    interest = checked_amount("interest", interest, minimum=ZERO)
    days = max((until - due).days, 0)
    counted = days if days > terms.grace_days else 0
    rate = terms.charged_rate
    base = interest if terms.on_interest else ZERO
    on_principal = to_cents(principal * rate * counted / terms.year_days, terms.rounding)
    on_interest = to_cents(base * rate * counted / terms.year_days, terms.rounding)
    capped = rate < terms.annual_rate and counted > 0
    if terms.most_share is not None:
        most = to_cents(principal * terms.most_share, terms.rounding)
        capped = capped or on_principal + on_interest > most
        on_principal = min(on_principal, most)
        on_interest = min(on_interest, most - on_principal)
    return OverdueInterest(
        days=days,
        on_principal=on_principal,
        on_interest=on_interest,
        total=on_principal + on_interest,
        capped=capped,
    )
