"""Expected credit losses of loans and of a portfolio; it must not know how loans are sold.

IFRS 9, 5.5: stage 1 sets aside what defaults within twelve months are expected to lose, stage 2 (a
significant increase in credit risk) and stage 3 (default) what they lose over the whole life. With
t_k the years to due date k, h the yearly intensity of default and r the effective annual rate,

    lifetime  = LGD sum of (exp(-h t_(k-1)) - exp(-h t_k)) (B_(k-1) + interest_k) / (1 + r)^t_k
    12 months = the same with exp(-h min(t, 1)) in place of exp(-h t)
    default   = LGD (balance + accrued interest)

B_k is what is still owed after due date k; principal that is overdue stays owed to the end, and
interest_k is never below what is owed today. Each scenario multiplies h and LGD, and the weighted
sum is rounded to the cent for each loan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum
from itertools import pairwise

from scoring.errors import InvalidInput
from scoring.instalment import Instalment
from scoring.money import CENT, checked_amount
from scoring.price_components import default_intensity
from scoring.provision_policy import ProvisionPolicy, Scenario, Staging
from scoring.schedule import Schedule

YEAR_DAYS = 365
MONTHS = 12
ZERO = Decimal("0.00")


class Stage(IntEnum):
    """The three stages of IFRS 9."""

    PERFORMING = 1
    INCREASED_RISK = 2
    DEFAULT = 3


class StageReason(StrEnum):
    """Why a loan is not in the first stage."""

    PD_INCREASED = "pd_increased"
    PD_HIGH = "pd_high"
    DAYS_PAST_DUE = "days_past_due"
    DEFAULTED = "defaulted"


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanBook:
    """One loan as it stands in the books on a day.

    Attributes:
        loan_id: the lender's name of it.
        as_of: the day.
        balance: principal owed, overdue principal included, in yuan.
        accrued_interest: interest owed up to the day, overdue interest included, in yuan.
        to_come: the instalments due after the day, in order.
        effective_rate: the loan's effective annual rate at origination; discounts.
        lgd: share of the exposure lost at default.
        pd_at_origination: probability of default over the policy's horizon when it was made.
        pd_now: the same today.
        days_past_due: of the oldest unpaid instalment.
        defaulted: in default for another reason than days past due.
    """

    loan_id: str
    as_of: date
    balance: Decimal
    accrued_interest: Decimal
    to_come: tuple[Instalment, ...]
    effective_rate: Decimal
    lgd: Decimal
    pd_at_origination: Decimal
    pd_now: Decimal
    days_past_due: int
    defaulted: bool = False

    def __post_init__(self) -> None:
        """Refuse figures that no loan in the books can have."""
        for field in ("balance", "accrued_interest"):
            amount = checked_amount(field, getattr(self, field), minimum=ZERO)
            object.__setattr__(self, field, amount)
        for field in ("pd_at_origination", "pd_now"):
            pd = getattr(self, field)
            if not (pd.is_finite() and 0 <= pd < 1):
                raise InvalidInput(field, f"{pd} is outside 0 to 1", "give a probability below 1")
        if not (self.lgd.is_finite() and 0 <= self.lgd <= 1):
            raise InvalidInput("lgd", f"{self.lgd} is outside 0 to 1", "give a fraction")
        if not (self.effective_rate.is_finite() and self.effective_rate >= 0):
            raise InvalidInput("effective_rate", "is below 0", "give a fraction a year")
        if self.days_past_due < 0:
            raise InvalidInput("days_past_due", "is below 0", "give whole days")
        days = [self.as_of, *(row.due for row in self.to_come)]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise InvalidInput("to_come", "is not after as_of and ascending", "sort by due date")
        if sum((row.principal for row in self.to_come), ZERO) > self.balance:
            raise InvalidInput("to_come", "repays more than the balance", "give what is left")

    @property
    def exposure(self) -> Decimal:
        """Yuan owed today: principal and accrued interest."""
        return self.balance + self.accrued_interest


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanProvision:
    """What is set aside for one loan, in yuan.

    Attributes:
        loan_id: the loan.
        stage: its stage.
        reasons: why it is not in the first stage.
        exposure: principal and accrued interest owed.
        twelve_months: expected loss of defaults within a year; in default, of the loan itself.
        lifetime: expected loss over the whole life; in default, of the loan itself.
    """

    loan_id: str
    stage: Stage
    reasons: tuple[StageReason, ...]
    exposure: Decimal
    twelve_months: Decimal
    lifetime: Decimal

    @property
    def allowance(self) -> Decimal:
        """What is set aside: twelve months in the first stage, the whole life after it."""
        return self.twelve_months if self.stage is Stage.PERFORMING else self.lifetime


def book_of(
    schedule: Schedule,
    *,
    loan_id: str,
    as_of: date,
    effective_rate: Decimal,
    lgd: Decimal,
    pd_at_origination: Decimal,
    pd_now: Decimal,
) -> LoanBook:
    """Return the book of a loan that has been paid as agreed, without accrued interest."""
    later = tuple(row for row in schedule.instalments if row.due > as_of)
    return LoanBook(
        loan_id=loan_id,
        as_of=as_of,
        balance=sum((row.principal for row in later), ZERO),
        accrued_interest=ZERO,
        to_come=later,
        effective_rate=effective_rate,
        lgd=lgd,
        pd_at_origination=pd_at_origination,
        pd_now=pd_now,
        days_past_due=0,
    )


def stage_of(loan: LoanBook, staging: Staging) -> tuple[Stage, tuple[StageReason, ...]]:
    """Return a loan's stage and every reason for it."""
    if loan.defaulted or loan.days_past_due >= staging.default_days:
        late = StageReason.DEFAULTED if loan.defaulted else StageReason.DAYS_PAST_DUE
        return Stage.DEFAULT, (late,)
    reasons = []
    if loan.days_past_due >= staging.late_days:
        reasons.append(StageReason.DAYS_PAST_DUE)
    rise = loan.pd_now - loan.pd_at_origination
    if (
        rise >= staging.absolute_increase
        and loan.pd_now >= loan.pd_at_origination * staging.relative_increase
    ):
        reasons.append(StageReason.PD_INCREASED)
    if loan.pd_now >= staging.high_pd:
        reasons.append(StageReason.PD_HIGH)
    return (Stage.INCREASED_RISK if reasons else Stage.PERFORMING), tuple(reasons)


def provide(loan: LoanBook, policy: ProvisionPolicy) -> LoanProvision:
    """Return what is set aside for one loan, to the cent."""
    stage, reasons = stage_of(loan, policy.staging)
    losses = [_losses(loan, stage, scenario, policy) for scenario in policy.scenarios]
    twelve_months, lifetime = (
        sum(
            (scenario.weight * loss for scenario, loss in zip(policy.scenarios, part, strict=True)),
            Decimal(0),
        ).quantize(CENT, rounding=ROUND_HALF_UP)
        for part in zip(*losses, strict=True)
    )
    return LoanProvision(
        loan_id=loan.loan_id,
        stage=stage,
        reasons=reasons,
        exposure=loan.exposure,
        twelve_months=twelve_months,
        lifetime=lifetime,
    )


def provide_all(loans: Iterable[LoanBook], policy: ProvisionPolicy) -> tuple[LoanProvision, ...]:
    """Return what is set aside for each loan, in the same order."""
    return tuple(provide(loan, policy) for loan in loans)


def _losses(
    loan: LoanBook, stage: Stage, scenario: Scenario, policy: ProvisionPolicy
) -> tuple[Decimal, Decimal]:
    """Return the expected loss of twelve months and of the whole life in one scenario."""
    lgd = min(loan.lgd * scenario.lgd_multiple, Decimal(1))
    if stage is Stage.DEFAULT:
        loss = lgd * loan.exposure
        return loss, loss
    intensity = default_intensity(loan.pd_now, policy.pd_horizon_months)
    # Whole days: a factor a day raised to their number.
    survival_a_day = (-intensity * scenario.intensity_multiple / YEAR_DAYS).exp()
    discount_a_day = (1 + loan.effective_rate) ** (-Decimal(1) / YEAR_DAYS)
    within_year = survival_a_day**YEAR_DAYS
    twelve_months = lifetime = Decimal(0)
    before = Decimal(1)
    for days, owed in _exposures(loan, policy.months_after_maturity):
        after = survival_a_day**days
        value = owed * discount_a_day**days
        lifetime += (before - after) * value
        twelve_months += (max(before, within_year) - max(after, within_year)) * value
        before = after
    return lgd * twelve_months, lgd * lifetime


def _exposures(loan: LoanBook, months_after_maturity: int) -> Sequence[tuple[int, Decimal]]:
    """Return, for each due date, the days to it and what is owed when it is not paid."""
    if not loan.to_come:
        return ((months_after_maturity * YEAR_DAYS // MONTHS, loan.exposure),)
    owed = loan.balance
    exposures = []
    for row in loan.to_come:
        interest = max(row.interest, loan.accrued_interest)
        exposures.append(((row.due - loan.as_of).days, owed + interest))
        owed -= row.principal
    return exposures
