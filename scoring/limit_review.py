"""Reviews the limit of a running account from how it was paid; it must not know who asks.

A rise needs everything: time, clean payments, use, no flag, and room below every ceiling. A cut
needs one bad thing. More lateness never brings a higher limit, which a property test holds to.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoring.early_warning import Flag, Observation, Severity, early_warnings
from scoring.errors import InvalidInput
from scoring.limit_policy import ReviewPolicy
from scoring.money import CENT, checked_amount
from scoring.reasons import Reason, reason

ZERO = Decimal("0.00")


class Move(StrEnum):
    """What happens to a limit."""

    UP = "up"
    HOLD = "hold"
    DOWN = "down"
    FREEZE = "freeze"


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A line as it stands; amounts in yuan.

    Attributes:
        limit: the present limit.
        owed: principal owed now.
        months_since_rise: months since the limit last rose, None when it never has.
        observation: how it was run.
    """

    limit: Decimal
    owed: Decimal
    months_since_rise: int | None
    observation: Observation

    def __post_init__(self) -> None:
        """Refuse an account that cannot be."""
        object.__setattr__(self, "limit", checked_amount("limit", self.limit))
        object.__setattr__(self, "owed", checked_amount("owed", self.owed, minimum=ZERO))
        if self.months_since_rise is not None and self.months_since_rise < 0:
            raise InvalidInput("months_since_rise", "is negative", "give 0 or more")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ceilings:
    """What the new limit may not exceed, in yuan; each from its own rule.

    Attributes:
        capacity: what the customer can repay (``limits.Limit.capacity``).
        exposure: what the risk allows (``limits.Limit.exposure``).
        maximum: what product and law allow.
    """

    capacity: Decimal
    exposure: Decimal
    maximum: Decimal

    @property
    def lowest(self) -> Decimal:
        """The one that binds."""
        return min(self.capacity, self.exposure, self.maximum)


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitReview:
    """The result of one review.

    Attributes:
        move: what happens.
        limit: the limit from now on; when frozen, at most what is owed, so nothing can be drawn.
        reasons: why, the weightiest first; what a rise still lacks when it is held.
        flags: every early warning.
        policy_version: the policy's name.
    """

    move: Move
    limit: Decimal
    reasons: tuple[Reason, ...]
    flags: tuple[Flag, ...]
    policy_version: str


def review_limit(account: Account, ceilings: Ceilings, policy: ReviewPolicy) -> LimitReview:
    """Review one limit.

    Args:
        account: the line and how it was run.
        ceilings: what the new limit may not exceed.
        policy: steps and thresholds.
    """
    seen = account.observation
    flags = early_warnings(seen, policy.warnings)

    def result(move: Move, limit: Decimal, *reasons: Reason) -> LimitReview:
        return LimitReview(
            move=move, limit=limit, reasons=reasons, flags=flags, policy_version=policy.version
        )

    late = seen.worst_days_late
    allowed = min(account.limit, max(_rounded(ceilings.lowest, policy), ZERO))
    lowered = min(_rounded(account.limit * (1 - policy.cut), policy), allowed)
    if late >= policy.late_days_for_freeze:
        frozen = min(account.owed, lowered)
        return result(Move.FREEZE, frozen, reason("limit_frozen_for_lateness", days=late))
    cuts = _causes_to_cut(account, ceilings, policy, flags)
    if cuts:
        # A ceiling that fell takes no more than it has to.
        only_ceiling = all(cause.code == "limit_above_its_ceiling" for cause in cuts)
        return result(Move.DOWN, allowed if only_ceiling else lowered, *cuts)
    lacking = _lacking_for_rise(account, policy, flags)
    # A small limit rises by a step at least, or rounding would keep it where it is for ever.
    higher = max(account.limit * (1 + policy.rise), account.limit + policy.step)
    raised = min(_rounded(higher, policy), ceilings.lowest)
    if not lacking and _rounded(raised, policy) <= account.limit:
        lacking = (reason("limit_at_its_ceiling", amount=account.limit),)
    if lacking:
        return result(Move.HOLD, account.limit, *lacking)
    limit = _rounded(raised, policy)
    return result(
        Move.UP, limit, reason("limit_raised_for_paying_well", months=policy.clean_months)
    )


def _causes_to_cut(
    account: Account, ceilings: Ceilings, policy: ReviewPolicy, flags: tuple[Flag, ...]
) -> tuple[Reason, ...]:
    found = []
    late = account.observation.worst_days_late
    if late >= policy.late_days_for_cut:
        found.append(reason("limit_cut_for_lateness", days=late))
    if ceilings.lowest < account.limit:
        found.append(reason("limit_above_its_ceiling", amount=ceilings.lowest.quantize(CENT)))
    serious = [flag.reason for flag in flags if flag.severity is Severity.STOP]
    return (*found, *serious)


def _lacking_for_rise(
    account: Account, policy: ReviewPolicy, flags: tuple[Flag, ...]
) -> tuple[Reason, ...]:
    seen, found = account.observation, []
    since = account.months_since_rise
    wait = max(
        policy.months_before_rise - seen.months_on_book,
        policy.months_between_rises - since if since is not None else 0,
    )
    if wait > 0:
        found.append(reason("too_soon_for_more", months=wait))
    recent = seen.days_late[-policy.clean_months :]
    if any(recent):
        found.append(reason("late_in_recent_months", count=sum(days > 0 for days in recent)))
    elif len(recent) < policy.clean_months:
        # Only months that were seen can be clean.
        missing = policy.clean_months - len(recent)
        if not found:
            found.append(reason("too_soon_for_more", months=missing))
    if seen.line_use and max(seen.line_use) < policy.least_use:
        found.append(reason("limit_hardly_used", share=max(seen.line_use)))
    return (*found, *(flag.reason for flag in flags))


def _rounded(amount: Decimal, policy: ReviewPolicy) -> Decimal:
    return (amount // policy.step * policy.step).quantize(CENT)
