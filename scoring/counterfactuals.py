"""Finds the smallest changes only the person can make that turn a result, by judging again."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from scoring.case import Case
from scoring.changes import Change, Way, ways_to_change
from scoring.consistency import contradictions
from scoring.judgement import (
    Judgement,
    Outcome,
    approved_amount,
    conditions_of,
    granted_amount,
    judge,
)
from scoring.reasons import Reason

type Steps = tuple[tuple[Way, int], ...]

# Conditions that a person can come to meet; no change of theirs mends another one.
MENDABLE = frozenset(
    {
        "term_not_offered",
        "wished_method_not_offered",
        "age_above_maximum",
        "work_too_short",
        "serious_late_payments",
        "debts_exceed_income",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What turns a result, and what is found in the way of it.

    Attributes:
        single: changes that each suffice alone.
        joint: two that suffice together, only when none does alone.
        in_the_way: what still hinders when only one of the two is made.
    """

    single: tuple[Change, ...] = ()
    joint: tuple[Change, ...] = ()
    in_the_way: tuple[Reason, ...] = ()


def find_changes(case: Case, judged: Judgement) -> Changes:
    """Return what turns a decline or a referral into an approval, or a part into the whole."""
    if not _can_turn(case):
        return Changes()
    whole = judged.outcome is Outcome.APPROVE
    ways = ways_to_change(case, whole=whole)
    search = _Search(case=case, whole=whole)
    single = tuple(change for way in ways for change in search.single(way))
    return Changes(single=single) if single or whole else search.joint(ways)


def _can_turn(case: Case) -> bool:
    """Return whether no fact stands in the way that a person cannot, or should not, change."""
    return (
        case.applicant.segment not in case.books.policy.refer_segments
        and not contradictions(case.applicant)
        and all(one.code in MENDABLE for one in conditions_of(case))
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Search:
    """Judges variants of one case; ``whole`` asks for the whole amount."""

    case: Case
    whole: bool

    def single(self, way: Way) -> tuple[Change, ...]:
        size = self.smallest(way, lambda size: ((way, size),))
        return () if size is None else self.changes(((way, size),))

    def joint(self, ways: tuple[Way, ...]) -> Changes:
        for first, second in combinations(ways, 2):
            pair = self.pair(first, second)
            if pair is not None:
                halves = (judge(self.varied((step,))).hindrances for step in pair)
                return Changes(
                    joint=self.changes(pair),
                    in_the_way=tuple(found for half in halves for found in half),
                )
        return Changes()

    def pair(self, first: Way, second: Way) -> Steps | None:
        """Take the first as far as it goes, the second as little as needed, then the first."""
        far = first.count - 1
        size = self.smallest(second, lambda size: ((first, far), (second, size)))
        if size is None:
            return None
        near = self.smallest(first, lambda near: ((first, near), (second, size)))
        return (first, far if near is None else near), (second, size)

    def smallest(self, way: Way, steps_at: Callable[[int], Steps]) -> int | None:
        """Return a size that turns while the one below does not, None when none turns."""
        if not way.steady:
            sizes = range(way.count)
            return next((size for size in sizes if self.turned(steps_at(size))), None)
        # With fewer debts more is granted, maybe so much that a person has to look: the size that
        # is just enough to be granted anything has the best chance. Asking for less has no limit.
        enough = self.turned if way.code == "change_amount" else self.granted
        size = _first_enough(way.count, lambda size: enough(steps_at(size)))
        return size if size is not None and self.turned(steps_at(size)) else None

    def changes(self, steps: Steps) -> tuple[Change, ...]:
        """Return the changes that the steps are, each result decided again with all reasons."""
        varied = self.varied(steps)
        amount = judge(varied).amount
        if amount is None:  # pragma: no cover (only steps that turned the result come here)
            return ()
        applicant, request = self.case.applicant, self.case.request
        return tuple(
            Change(code=way.code, params=way.at(applicant, request, size).params, amount=amount)
            for way, size in steps
        )

    def varied(self, steps: Steps) -> Case:
        applicant, request = self.case.applicant, self.case.request
        for way, size in steps:
            variant = way.at(applicant, request, size)
            applicant, request = variant.applicant, variant.request
        return self.case.varied(applicant, request)

    def turned(self, steps: Steps) -> bool:
        """Tell whether the steps bring the approval that is hoped for."""
        return self._comes_out(approved_amount, steps)

    def granted(self, steps: Steps) -> bool:
        """Tell the same, were no amount too large to be approved by a rule."""
        return self._comes_out(granted_amount, steps)

    def _comes_out(self, amount_of: Callable[[Case], Decimal | None], steps: Steps) -> bool:
        varied = self.varied(steps)
        amount = amount_of(varied)
        # Who is told to ask for a certain amount must get that amount.
        exact = self.whole or any(way.code == "change_amount" for way, _ in steps)
        return amount == varied.request.amount if exact else amount is not None


def _first_enough(count: int, enough: Callable[[int], bool]) -> int | None:
    """Return the first size that is enough, where every larger one is too; None for none."""
    if not count or not enough(count - 1):
        return None
    low, high = -1, count - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
