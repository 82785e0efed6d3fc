"""What in the running of an account asks for attention before it is late; it must not decide."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from scoring.errors import InvalidInput
from scoring.limit_policy import WarningPolicy
from scoring.reasons import Reason, reason

ZERO = Decimal(0)


class Severity(IntEnum):
    """How much attention a flag asks for."""

    WATCH = 1
    CONTACT = 2
    STOP = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """What was seen of one account over its last months, the newest last; shares are fractions.

    Attributes:
        months_on_book: months since the account was opened.
        days_late: the most days late in each month.
        line_use: share of the limit in use at each month's end.
        minimum_only: months in a row, up to now, in which only the least was paid.
        inquiries: credit inquiries of other lenders in the last three months.
        income: monthly income now as a share of that when the limit was set, None when unknown.
        broken_promises: promises to pay that were not kept in the last six months.
        missed_contacts: attempts to reach the customer in a row that failed.
    """

    months_on_book: int
    days_late: tuple[int, ...]
    line_use: tuple[Decimal, ...]
    minimum_only: int = 0
    inquiries: int = 0
    income: Decimal | None = None
    broken_promises: int = 0
    missed_contacts: int = 0

    def __post_init__(self) -> None:
        """Refuse what nobody can have seen."""
        counts = {
            "months_on_book": self.months_on_book,
            "minimum_only": self.minimum_only,
            "inquiries": self.inquiries,
            "broken_promises": self.broken_promises,
            "missed_contacts": self.missed_contacts,
        }
        for name, count in counts.items():
            if count < 0:
                raise InvalidInput(name, f"{count} is negative", "give 0 or more")
        if any(days < 0 for days in self.days_late):
            raise InvalidInput("days_late", "holds a negative number", "give 0 or more")
        shares = (*self.line_use, *(() if self.income is None else (self.income,)))
        if not all(share.is_finite() and share >= 0 for share in shares):
            raise InvalidInput("line_use", "or income is no share", "give 30 % as 0.3")

    @property
    def worst_days_late(self) -> int:
        """The most days late in any of the months."""
        return max(self.days_late, default=0)

    @property
    def months_late(self) -> int:
        """In how many of the months a payment was late."""
        return sum(days > 0 for days in self.days_late)


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """One sign, how serious it is, and the figures behind it."""

    severity: Severity
    reason: Reason


def early_warnings(seen: Observation, policy: WarningPolicy) -> tuple[Flag, ...]:
    """Return every flag, the most serious first, in a fixed order within a severity."""
    found = [*_lateness(seen, policy), *_use(seen, policy), *_surroundings(seen, policy)]
    return tuple(sorted(found, key=lambda flag: -flag.severity))


def _flag(severity: Severity, code: str, **params: Decimal | int) -> Flag:
    return Flag(severity=severity, reason=reason(code, **params))


def _lateness(seen: Observation, policy: WarningPolicy) -> list[Flag]:
    found = []
    now = seen.days_late[-1] if seen.days_late else 0
    if now >= policy.serious_days:
        found.append(_flag(Severity.STOP, "seriously_late_now", days=now))
    elif now > 0:
        first = not any(seen.days_late[:-1])
        code = "first_late_payment" if first else "late_again"
        found.append(_flag(Severity.CONTACT, code, days=now))
    if seen.broken_promises:
        found.append(_flag(Severity.CONTACT, "broken_promises", count=seen.broken_promises))
    if seen.missed_contacts >= policy.missed_contacts:
        found.append(_flag(Severity.CONTACT, "missed_contacts", count=seen.missed_contacts))
    return found


def _use(seen: Observation, policy: WarningPolicy) -> list[Flag]:
    found = []
    if seen.line_use:
        now = seen.line_use[-1]
        rise = now - min(seen.line_use)
        if now >= policy.high_use:
            found.append(_flag(Severity.WATCH, "limit_nearly_used_up", share=now))
        elif rise >= policy.use_rise:
            found.append(_flag(Severity.WATCH, "limit_use_rising", share=now, rise=rise))
    if seen.minimum_only >= policy.minimum_only_months:
        found.append(_flag(Severity.WATCH, "only_minimum_paid", months=seen.minimum_only))
    return found


def _surroundings(seen: Observation, policy: WarningPolicy) -> list[Flag]:
    found = []
    if seen.income is not None and seen.income <= 1 - policy.income_drop:
        found.append(_flag(Severity.CONTACT, "income_has_fallen", share=1 - seen.income))
    if seen.inquiries >= policy.inquiries:
        found.append(_flag(Severity.WATCH, "many_inquiries", count=seen.inquiries))
    return found
