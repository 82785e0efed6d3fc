"""Finds the smallest changes only the person can make that turn a result, by judging again."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from scoring.case import Case, open_case
from scoring.changes import Change, Way, ways_to_change
from scoring.judgement import Judgement, Outcome, judge

type Steps = tuple[tuple[Way, int], ...]


def find_changes(case: Case, judged: Judgement) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return (changes that each suffice alone, two that suffice together when none does alone).

    They turn a decline or a referral into an approval, or a part of the amount into all of it.
    """
    whole = judged.outcome is Outcome.APPROVE
    ways = ways_to_change(case, whole=whole)
    search = _Search(case=case, whole=whole)
    single = tuple(change for way in ways for change in search.single(way))
    return single, () if single or whole else search.joint(ways)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Search:
    """Judges variants of one case; ``whole`` asks for the whole amount."""

    case: Case
    whole: bool

    def single(self, way: Way) -> tuple[Change, ...]:
        size = _smallest(way, lambda size: self.turned(((way, size),)) is not None)
        return () if size is None else self.changes(((way, size),))

    def joint(self, ways: tuple[Way, ...]) -> tuple[Change, ...]:
        for first, second in combinations(ways, 2):
            pair = self.pair(first, second)
            if pair is not None:
                return self.changes(pair)
        return ()

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
        judged = self.turned(steps)
        amount = judged.amount if judged is not None else None
        if amount is None:  # pragma: no cover (only steps that turned the result come here)
            return ()
        applicant, request = self.case.applicant, self.case.request
        return tuple(
            Change(code=way.code, params=way.at(applicant, request, size).params, amount=amount)
            for way, size in steps
        )

    def turned(self, steps: Steps) -> Judgement | None:
        """Judge again after the steps; None when it does not come out as hoped for."""
        applicant, request = self.case.applicant, self.case.request
        for way, size in steps:
            variant = way.at(applicant, request, size)
            applicant, request = variant.applicant, variant.request
        judged = judge(open_case(applicant, request, self.case.product, self.case.books))
        # Who is told to ask for a certain amount must get that amount.
        exact = self.whole or any(way.code == "change_amount" for way, _ in steps)
        if judged.outcome is not Outcome.APPROVE or (exact and judged.amount != request.amount):
            return None
        return judged


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
