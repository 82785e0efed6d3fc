"""What can change a loan after it was made; it must not know how a plan is computed.

A plan is always laid out from the terms and all events so far, so what was paid before an event is
never touched by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scoring.errors import InvalidInput
from scoring.loan_terms import check_annual_rate, check_periods
from scoring.money import checked_amount


class Keep(StrEnum):
    """What an early repayment in part leaves as it was."""

    TERM = "term"  # the same due dates with lower instalments
    INSTALMENT = "instalment"  # the same instalment until it is over sooner; a balloon waits


@dataclass(frozen=True, kw_only=True, slots=True)
class PartRepayment:
    """Principal repaid before it is due; interest to that day stays for the next due date.

    Attributes:
        day: day of the payment.
        amount: yuan of principal.
        keep: what stays as it was.
    """

    day: date
    amount: Decimal
    keep: Keep

    def __post_init__(self) -> None:
        """Refuse a sum that cannot be paid."""
        object.__setattr__(self, "amount", checked_amount("amount", self.amount))


@dataclass(frozen=True, kw_only=True, slots=True)
class RateChange:
    """Another contract rate from a day on; the instalment is computed anew for the same term."""

    day: date
    annual_rate: Decimal

    def __post_init__(self) -> None:
        """Refuse a rate outside 0 to 10."""
        check_annual_rate("annual_rate", self.annual_rate)


@dataclass(frozen=True, kw_only=True, slots=True)
class TermChange:
    """Another number of instalments still due after a day."""

    day: date
    periods: int

    def __post_init__(self) -> None:
        """Refuse a number that is none."""
        check_periods(self.periods)


@dataclass(frozen=True, kw_only=True, slots=True)
class DueDayChange:
    """Another day of the month from the next due date on; the odd period bears its days."""

    day: date
    due_day: int

    def __post_init__(self) -> None:
        """Refuse a day that is in no month."""
        if not 1 <= self.due_day <= 31:
            raise InvalidInput("due_day", f"{self.due_day} is outside 1 to 31", "give a day")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """All that is owed is repaid on a day; a settled loan is one whose last due date it is."""

    day: date


type LoanEvent = PartRepayment | RateChange | TermChange | DueDayChange | Settlement


def in_order(events: Sequence[LoanEvent]) -> list[LoanEvent]:
    """Return events by day, a settlement after everything else of its day."""
    return sorted(events, key=lambda event: (event.day, isinstance(event, Settlement)))


def falls_before(event: LoanEvent, due: date) -> bool:
    """Return whether an event belongs to the time before a due date.

    What happens on a due date comes after its instalment; a settlement takes it in.
    """
    return event.day <= due if isinstance(event, Settlement) else event.day < due
