"""Whether a person can carry a loan, also in a bad time; it must not know scores or outcomes."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from scoring.applicant import Applicant
from scoring.decision_policy import AffordabilityPolicy, LimitPolicy
from scoring.money import CENT
from scoring.option import monthly_burden
from scoring.products import Purpose
from scoring.reasons import Reason, reason
from scoring.schedule import Schedule

ZERO = Decimal(0)
SHARE_UNIT = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True, slots=True)
class Affordability:
    """What a loan leaves of an income; yuan a month unless said otherwise.

    Attributes:
        instalment: what the new loan takes.
        payments: debts that stay plus the new loan.
        room: the most that the new loan may take.
        dti: payments as a share of income, None without income.
        stressed_income: income in a bad time.
        stressed_dti: payments as a share of it, None without income.
        living_costs: what the applicant and the dependents need.
        surplus: what a bad time leaves after payments and living costs; may be negative.
        obstacles: every limit that is broken, as reasons; none when the loan is affordable.
    """

    instalment: Decimal
    payments: Decimal
    room: Decimal
    dti: Decimal | None
    stressed_income: Decimal
    stressed_dti: Decimal | None
    living_costs: Decimal
    surplus: Decimal
    obstacles: tuple[Reason, ...]

    @property
    def affordable(self) -> bool:
        """Whether no limit is broken."""
        return not self.obstacles


def assess(
    applicant: Applicant,
    instalment: Decimal,
    policy: AffordabilityPolicy,
    *,
    replaced_payments: Decimal = ZERO,
) -> Affordability:
    """Judge whether a person can carry a new monthly payment.

    Affordable means, with payments = debts that stay + instalment and stressed income =
    income x (1 - stress of the income pattern):
    payments <= max_debt_share x income,
    payments <= max_stressed_debt_share x stressed income, and
    payments <= stressed income - living costs.

    Args:
        applicant: who would pay.
        instalment: yuan a month that the new loan takes.
        policy: the limits.
        replaced_payments: yuan a month of present debts that the loan pays off.
    """
    income = applicant.monthly_income
    stress = policy.income_stress[applicant.income_pattern]
    stressed = income * (1 - stress)
    living = policy.living_costs_applicant + applicant.dependents * policy.living_costs_dependent
    staying = applicant.monthly_debt_payments - replaced_payments
    payments = staying + instalment
    most = (
        policy.max_debt_share * income,
        policy.max_stressed_debt_share * stressed,
        stressed - living,
    )
    dti, stressed_dti = _share(payments, income), _share(payments, stressed)
    obstacles = []
    if payments > most[0]:
        obstacles.append(
            reason(
                "payments_above_share",
                payments=payments,
                monthly_income=income,
                maximum=policy.max_debt_share,
            )
        )
    if payments > most[1]:
        obstacles.append(
            reason(
                "payments_above_share_in_bad_time",
                payments=payments,
                stressed_income=stressed.quantize(CENT),
                stress=stress,
                maximum=policy.max_stressed_debt_share,
            )
        )
    if payments > most[2]:
        obstacles.append(
            reason(
                "too_little_left_to_live_on",
                left=max(stressed - payments, ZERO).quantize(CENT),
                needed=living,
            )
        )
    return Affordability(
        instalment=instalment,
        payments=payments,
        room=min(most) - staying,
        dti=dti,
        stressed_income=stressed.quantize(CENT),
        stressed_dti=stressed_dti,
        living_costs=living,
        surplus=(stressed - payments - living).quantize(CENT),
        obstacles=tuple(obstacles),
    )


def burden_of(
    schedule: Schedule, *, months: int, purpose: Purpose, policy: AffordabilityPolicy
) -> Decimal:
    """Return the yuan a month that a loan takes.

    The first (highest) payment, or for principal repaid at the end what must be put aside each
    month. Of a principal that is turned over (stock, seed) only the share that does not come
    back from what it bought has to be put aside.
    """
    burden = monthly_burden(schedule, months)
    if (
        purpose in policy.self_liquidating_purposes
        and schedule.method in policy.self_liquidating_methods
    ):
        burden -= schedule.principal * policy.self_liquidating_share / months
    return burden.quantize(CENT, rounding=ROUND_CEILING)


def replaced_payments(
    applicant: Applicant, purpose: Purpose, amount: Decimal, policy: AffordabilityPolicy
) -> Decimal:
    """Return the yuan a month of present debts that the loan would pay off.

    Nobody states what is still owed, so a consolidation loan is taken to end payments of at most
    amount / consolidation_months a month.
    """
    if purpose is not Purpose.DEBT_CONSOLIDATION:
        return ZERO
    most = (amount / policy.consolidation_months).quantize(CENT)
    return min(applicant.monthly_debt_payments, most)


def highest_affordable_amount(
    assess_at: Callable[[Decimal], Affordability],
    *,
    least: Decimal,
    most: Decimal,
    limits: LimitPolicy,
) -> Decimal | None:
    """Return the largest round amount a person can carry, None when not even the least.

    The burden is nearly proportional to the amount, so the search goes down by proportion and
    then up by steps; every amount it returns was assessed at its own price. ``most`` itself
    counts as round.

    Args:
        assess_at: the assessment of an amount at its own price, term and method.
        least: smallest amount of interest, in yuan.
        most: largest amount of interest, in yuan.
        limits: the steps.
    """
    amount = most
    while amount >= least:
        found = assess_at(amount)
        if found.affordable:
            break
        by_proportion = amount * max(found.room, ZERO) / found.instalment
        amount = round_down(min(by_proportion, amount - CENT), limits)
    else:
        return None
    while (higher := amount + step_of(amount, limits)) <= most and assess_at(higher).affordable:
        amount = higher
    return amount


def step_of(amount: Decimal, limits: LimitPolicy) -> Decimal:
    """Return the step in which amounts of this size are named, in yuan."""
    return limits.small_step if amount < limits.small_below else limits.step


def round_down(amount: Decimal, limits: LimitPolicy) -> Decimal:
    """Return the highest amount in whole steps that is not above."""
    step = step_of(amount, limits)
    return (amount // step * step).quantize(CENT)


def _share(payments: Decimal, income: Decimal) -> Decimal | None:
    return (payments / income).quantize(SHARE_UNIT, rounding=ROUND_HALF_UP) if income else None
