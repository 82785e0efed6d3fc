"""What changing or ending a running loan costs and saves; it must not know products or people.

Everything due up to the day is taken to have been paid; what is overdue is another matter
(``overdue``, ``allocation``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.amortisation import Instalment
from scoring.loan_events import LoanEvent, PartRepayment, Settlement
from scoring.loan_terms import LoanTerms
from scoring.products import Fee
from scoring.schedule import Schedule, schedule_of

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True, slots=True)
class SettlementQuote:
    """What ends a loan on a day; amounts in yuan.

    Attributes:
        day: the day.
        principal: what is still owed.
        interest: what has accrued since the last due date, or waits from a grace.
        fees: fees that are due at the end of the loan anyway.
        early_fee: the charge for ending it early, never more than what ending it saves.
        total: the sum of the four.
        running_on: what would still be paid if it ran on.
        saving: running_on - total; never negative.
        schedule: the loan as it will have been, without the early fee.
    """

    day: date
    principal: Decimal
    interest: Decimal
    fees: Decimal
    early_fee: Decimal
    total: Decimal
    running_on: Decimal
    saving: Decimal
    schedule: Schedule


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePreview:
    """A loan before and after a change; amounts in yuan.

    Attributes:
        before: the loan as it runs.
        after: the loan with the change.
        early_fee: the charge for repaying a part early, never more than what that saves.
        saving: what the change saves in all, the fee taken off; negative when it costs.
        next_payment: the first payment due after the change.
        instalments_left: how many are due after the change.
    """

    before: Schedule
    after: Schedule
    early_fee: Decimal
    saving: Decimal
    next_payment: Decimal
    instalments_left: int


def settle(
    terms: LoanTerms,
    day: date,
    *,
    events: Sequence[LoanEvent] = (),
    early_fee: Fee | None = None,
) -> SettlementQuote:
    """Quote what ends a loan on a day.

    On a due date the instalment of that day is taken to be paid; the quote is for what comes after
    it. Otherwise interest runs to the day: the period's interest by the share of its days.

    Args:
        terms: the terms.
        day: day of the settlement, after the disbursement and before the last due date.
        events: what has changed the loan so far.
        early_fee: the charge for ending it early, a share of the principal still owed or yuan.

    Raises:
        InvalidInput: the day is not inside the loan.
    """
    running = schedule_of(terms, events)
    running_on = sum((row.payment for row in _after(running, day)), ZERO)
    settled = schedule_of(terms, [*events, Settlement(day=day)])
    last = settled.instalments[-1]
    if last.due == day and _is_due(running, day):
        paid = next(row for row in running.instalments if row.due == day)
        last = _difference(last, paid)
    without_fee = last.payment
    fee = early_fee.charge(last.principal, terms.rounding) if early_fee else ZERO
    fee = min(fee, max(running_on - without_fee, ZERO))
    return SettlementQuote(
        day=day,
        principal=last.principal,
        interest=last.interest,
        fees=last.fees,
        early_fee=fee,
        total=without_fee + fee,
        running_on=running_on,
        saving=running_on - without_fee - fee,
        schedule=settled,
    )


def preview(
    terms: LoanTerms,
    event: LoanEvent,
    *,
    events: Sequence[LoanEvent] = (),
    early_fee: Fee | None = None,
) -> ChangePreview:
    """Show what an event would do to a loan: a part repayment, another rate, term or due day.

    Args:
        terms: the terms.
        event: the change in question.
        events: what has changed the loan so far.
        early_fee: the charge for a part repayment, a share of it or yuan.

    Raises:
        InvalidInput: the change cannot be made.
    """
    before, after = schedule_of(terms, events), schedule_of(terms, [*events, event])
    saved = before.total_payment - after.total_payment
    fee = ZERO
    if early_fee is not None and isinstance(event, PartRepayment):
        fee = min(early_fee.charge(event.amount, terms.rounding), max(saved, ZERO))
    left = _after(after, event.day)
    return ChangePreview(
        before=before,
        after=after,
        early_fee=fee,
        saving=saved - fee,
        next_payment=left[0].payment,
        instalments_left=len(left),
    )


def _after(schedule: Schedule, day: date) -> list[Instalment]:
    return [row for row in schedule.instalments if row.due > day]


def _is_due(schedule: Schedule, day: date) -> bool:
    return any(row.due == day for row in schedule.instalments)


def _difference(all_owed: Instalment, paid: Instalment) -> Instalment:
    """Return what a settlement on a due date asks for beyond the instalment of that day."""
    return Instalment(
        number=all_owed.number,
        due=all_owed.due,
        payment=all_owed.payment - paid.payment,
        principal=all_owed.principal - paid.principal,
        interest=all_owed.interest - paid.interest,
        fees=all_owed.fees - paid.fees,
        balance=all_owed.balance,
    )
