"""Finds the smallest changes only the person can make that turn a result, by judging again."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from scoring.case import Case
from scoring.changes import Change, Way, ways_to_change
from scoring.consistency import contradictions
from scoring.judgement import Judgement, Outcome, approved_amount, conditions_of, judge
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
        size = _smallest(way, lambda size: self.turned(((way, size),)) is not None)
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
        size = _smallest(
            second, lambda size: self.turned(((first, far), (second, size))) is not None
        )
        if size is None:
            return None
        near = _smallest(
            first, lambda near: self.turned(((first, near), (second, size))) is not None
        )
        return (first, far if near is None else near), (second, size)

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

    def turned(self, steps: Steps) -> Decimal | None:
        """Return the yuan approved after the steps; None when it does not come out as hoped."""
        varied = self.varied(steps)
        amount = approved_amount(varied)
        # Who is told to ask for a certain amount must get that amount.
        exact = self.whole or any(way.code == "change_amount" for way, _ in steps)
        return None if exact and amount != varied.request.amount else amount


def _smallest(way: Way, turns: Callable[[int], bool]) -> int | None:
    """Return a size that turns while the one below does not, None when none turns."""
    if not way.steady:
        return next((size for size in range(way.count) if turns(size)), None)
    if not way.count or not turns(way.count - 1):
        return None
    low, high = -1, way.count - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turns(middle) else (middle, high)
    return high
