"""What a loan costs in all when paid in time and when not; it must not know sentences."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from scoring.overdue import OverdueTerms, overdue_interest
from scoring.products import Product
from scoring.schedule import Schedule

ZERO = Decimal("0.00")
# How late the examples are: a month, and the days after which a loan counts as defaulted.
EXAMPLE_DAYS = 30
DEFAULT_DAYS = 90


class Scenario(StrEnum):
    """How a loan goes."""

    NORMAL = "normal"  # every instalment on its due date
    ONE_LATE = "one_late"  # the first instalment 30 days late, the others in time
    DEFAULT = "default"  # nothing is ever paid; after 90 days everything is due and is paid


@dataclass(frozen=True, kw_only=True, slots=True)
class CostScenario:
    """What is paid in one scenario; amounts in yuan.

    Attributes:
        code: how the loan goes.
        days_late: days from the first due date to the late payment, 0 when nothing is late.
        overdue_interest: what being late costs on top of the contract interest.
        total_payment: all that is paid, fees at disbursement included.
    """

    code: Scenario
    days_late: int
    overdue_interest: Decimal
    total_payment: Decimal


def scenarios(product: Product, schedule: Schedule) -> tuple[CostScenario, ...]:
    """Return the normal scenario and two in which payments are late.

    In default the instalments that fell due within the 90 days bear overdue interest on their
    principal, each from its own due date; then the whole balance is due. Contract interest runs to
    the last due date before that, as in the schedule.
    """
    terms = OverdueTerms(
        annual_rate=product.penalty_rate(schedule.annual_rate), rounding=schedule.rounding
    )
    first = schedule.instalments[0]
    ends = first.due + timedelta(days=DEFAULT_DAYS)
    missed = [row for row in schedule.instalments if row.due <= ends]
    late = overdue_interest(
        principal=max(first.principal, ZERO),
        due=first.due,
        until=first.due + timedelta(days=EXAMPLE_DAYS),
        terms=terms,
    ).total
    defaulted = sum(
        (
            overdue_interest(
                principal=max(row.principal, ZERO), due=row.due, until=ends, terms=terms
            ).total
            for row in missed
        ),
        ZERO,
    )
    contract = sum((row.payment for row in missed), schedule.upfront_fees) + missed[-1].balance
    normal = schedule.total_payment
    return (
        CostScenario(
            code=Scenario.NORMAL, days_late=0, overdue_interest=ZERO, total_payment=normal
        ),
        CostScenario(
            code=Scenario.ONE_LATE,
            days_late=EXAMPLE_DAYS,
            overdue_interest=late,
            total_payment=normal + late,
        ),
        CostScenario(
            code=Scenario.DEFAULT,
            days_late=DEFAULT_DAYS,
            overdue_interest=defaulted,
            total_payment=contract + defaulted,
        ),
    )
