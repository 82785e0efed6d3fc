"""What a customer needs, as far as it is known; it must not know any product."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.errors import InvalidInput
from scoring.money import checked_amount
from scoring.products import LONGEST_TERM, IncomePattern, Purpose, Segment, Urgency

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """What a customer needs; None stands for what is not known.

    Attributes:
        purpose: what the money is for.
        amount: yuan wanted.
        months: how long they want to repay.
        segment: who they are; None also for people of no listed segment.
        income_pattern: how their money comes in.
        urgency: how soon they need it.
        monthly_income: net yuan a month.
        monthly_debt_payments: yuan a month already owed to others.
    """

    purpose: Purpose
    amount: Decimal
    months: int | None = None
    segment: Segment | None = None
    income_pattern: IncomePattern | None = None
    urgency: Urgency | None = None
    monthly_income: Decimal | None = None
    monthly_debt_payments: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse amounts and terms that no loan can have."""
        object.__setattr__(self, "amount", checked_amount("amount", self.amount))
        if self.months is not None and not 1 <= self.months <= LONGEST_TERM:
            raise InvalidInput(
                "months", f"{self.months} is outside 1 to {LONGEST_TERM}", "give whole months"
            )
        for field in ("monthly_income", "monthly_debt_payments"):
            sum_given = getattr(self, field)
            if sum_given is not None:
                object.__setattr__(self, field, checked_amount(field, sum_given, minimum=ZERO))
