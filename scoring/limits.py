"""How much one person may owe us; it must not know why they want it or what is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from scoring.affordability import Affordability, highest_affordable_amount, round_down
from scoring.applicant import Applicant
from scoring.decision_policy import LimitPolicy

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """The most that one person may borrow in one product, term and method; amounts in yuan.

    Attributes:
        amount: the least of the three, rounded down; 0 when it is below the product's minimum.
        capacity: what repayments allow, searched up to ``maximum`` and exposure.
        exposure: what the risk allows.
        maximum: what product and law allow.
    """

    amount: Decimal
    capacity: Decimal
    exposure: Decimal
    maximum: Decimal


def months_of_income(pd_24_months: Decimal, policy: LimitPolicy) -> Decimal:
    """Return how many months of free income someone of this risk may owe."""
    for step in policy.exposure:
        if pd_24_months <= step.pd_24_months:
            return step.months_of_income
    return policy.exposure[-1].months_of_income


def exposure_limit(
    applicant: Applicant, pd_24_months: Decimal, policy: LimitPolicy, *, replaced: Decimal
) -> Decimal:
    """Return months_of_income x (income - other debts' payments), rounded down, 0 at least.

    Args:
        applicant: who would owe it.
        pd_24_months: their probability of default.
        policy: the steps.
        replaced: yuan a month of present debts that the loan pays off.
    """
    staying = applicant.monthly_debt_payments - replaced
    free = max(applicant.monthly_income - staying, ZERO)
    return round_down(free * months_of_income(pd_24_months, policy), policy)


def limit_for(
    assess_at: Callable[[Decimal], Affordability],
    *,
    exposure: Decimal,
    minimum: Decimal,
    maximum: Decimal,
    policy: LimitPolicy,
) -> Limit:
    """Return the limit by repayment capacity, exposure, product and law.

    Args:
        assess_at: the assessment of an amount at its own price.
        exposure: what the risk allows, in yuan.
        minimum: the product's smallest loan, in yuan.
        maximum: what product and law allow, in yuan.
        policy: the steps.
    """
    most = min(exposure, maximum)
    capacity = ZERO
    if most >= minimum:
        found = highest_affordable_amount(assess_at, least=minimum, most=most, limits=policy)
        capacity = found if found is not None else ZERO
    return Limit(amount=min(capacity, most), capacity=capacity, exposure=exposure, maximum=maximum)
