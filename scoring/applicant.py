"""What a person states about themselves and asks for; it must not know any product or rule."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scoring.errors import InvalidInput
from scoring.money import checked_amount
from scoring.products import LONGEST_TERM, IncomePattern, Method, Purpose, Segment

ZERO = Decimal(0)
OLDEST = 120
LONGEST_WORK = 12 * 80
MOST = 99
# Over a limit by ten times its size is a slip of the tongue, not a card.
HIGHEST_UTILISATION = Decimal(10)
SHARE_UNIT = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """What a person states; nothing here comes from a credit bureau.

    Attributes:
        age: years. Only the legal and contractual limits look at it, never the score.
        segment: how they live and work.
        income_pattern: how their money comes in.
        monthly_income: net yuan a month, after the costs of a business.
        monthly_debt_payments: yuan a month already owed to others.
        months_in_work: months in the present job, business or trade.
        card_utilisation: share of the credit cards' limits in use, None without a card.
        late_payments_30_59: times 30 to 59 days late in the last two years.
        late_payments_60_89: times 60 to 89 days late in the last two years.
        late_payments_90: times 90 days late or more in the last two years.
        open_credit_lines: loans and cards open now.
        real_estate_loans: loans secured by property that are open now.
        dependents: people who live on this income, besides the applicant.
    """

    age: int
    segment: Segment
    income_pattern: IncomePattern
    monthly_income: Decimal
    monthly_debt_payments: Decimal
    months_in_work: int
    card_utilisation: Decimal | None
    late_payments_30_59: int
    late_payments_60_89: int
    late_payments_90: int
    open_credit_lines: int
    real_estate_loans: int
    dependents: int

    def __post_init__(self) -> None:
        """Refuse what no person can truthfully state."""
        _check_count("age", self.age, OLDEST)
        _check_count("months_in_work", self.months_in_work, LONGEST_WORK)
        for field in (
            "late_payments_30_59",
            "late_payments_60_89",
            "late_payments_90",
            "open_credit_lines",
            "real_estate_loans",
            "dependents",
        ):
            _check_count(field, getattr(self, field), MOST)
        for field in ("monthly_income", "monthly_debt_payments"):
            checked = checked_amount(field, getattr(self, field), minimum=ZERO)
            object.__setattr__(self, field, checked)
        share = self.card_utilisation
        if share is not None:
            if not (share.is_finite() and 0 <= share <= HIGHEST_UTILISATION):
                raise InvalidInput(
                    "card_utilisation", f"{share} is outside 0 to 10", "give 30 % as 0.3"
                )
            object.__setattr__(
                self, "card_utilisation", share.quantize(SHARE_UNIT, rounding=ROUND_HALF_UP)
            )

    @property
    def late_payments(self) -> int:
        """All late payments of 30 days or more in the last two years."""
        return self.late_payments_30_59 + self.late_payments_60_89 + self.late_payments_90


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanRequest:
    """The loan a person asks for.

    Attributes:
        product_id: the product's id.
        purpose: what the money is for.
        amount: yuan.
        months: term.
        method: how it is to be repaid.
    """

    product_id: str
    purpose: Purpose
    amount: Decimal
    months: int
    method: Method

    def __post_init__(self) -> None:
        """Refuse amounts and terms that no loan can have."""
        object.__setattr__(self, "amount", checked_amount("amount", self.amount))
        if not 1 <= self.months <= LONGEST_TERM:
            raise InvalidInput(
                "months", f"{self.months} is outside 1 to {LONGEST_TERM}", "give whole months"
            )


def _check_count(field: str, count: int, most: int) -> None:
    if not 0 <= count <= most:
        raise InvalidInput(field, f"{count} is outside 0 to {most}", "give a whole number in it")
