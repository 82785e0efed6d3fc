"""Every change answers a reason that is told, and what it answers is gone or lighter afterwards."""

from decimal import Decimal

from scoring.answers import ANSWERS, told_reasons, with_answers
from scoring.applicant import Applicant, LoanRequest
from scoring.changes import CHANGE_PARAMETERS, Change, Way, ways_to_change
from scoring.decision import Decision
from scoring.judgement import Judgement, Outcome, judge
from scoring.reasons import REASON_PARAMETERS, Reason, reason
from tests.scoring.people import PEOPLE, Application, applications, case_of

HEAVY = reason("too_little_left_to_live_on", left=Decimal(100), needed=Decimal(1500))
LATE = reason("late_payments", count=2, worst_days=60)
USED = reason("card_much_used", share=Decimal("0.9"))
NO_HOME = reason("no_real_estate_loan")
FAMILY = reason("dependents", count=3)
LESS_USE = Change(
    code="change_card_use",
    params={"share": Decimal("0.3"), "now": Decimal("0.9")},
    amount=Decimal(1000),
)
SMALLER = Change(
    code="change_amount", params={"amount": Decimal(1), "less": Decimal(1)}, amount=Decimal(1)
)


def test_every_change_has_reasons_it_answers() -> None:
    assert set(ANSWERS) == set(CHANGE_PARAMETERS)
    assert all(codes and codes <= set(REASON_PARAMETERS) for codes in ANSWERS.values())


def test_the_weightiest_reasons_are_told() -> None:
    assert told_reasons((HEAVY, LATE, USED), (), (), most=2) == (HEAVY, LATE)


def test_a_reason_that_a_change_answers_takes_the_last_free_place() -> None:
    told = told_reasons((HEAVY, LATE, NO_HOME, USED), (), (LESS_USE,), most=3)
    assert told == (HEAVY, LATE, USED)
    both = told_reasons((NO_HOME, HEAVY, LATE, USED), (), (SMALLER, LESS_USE), most=2)
    assert both == (HEAVY, USED)


def test_a_reason_of_the_background_is_added_where_there_is_room() -> None:
    assert told_reasons((HEAVY,), (USED, FAMILY), (LESS_USE,), most=4) == (HEAVY, USED)
    assert told_reasons((HEAVY,), (USED, FAMILY), (), most=4) == (HEAVY,)


def test_a_change_names_what_it_answers() -> None:
    named = with_answers((SMALLER, LESS_USE), (HEAVY, LATE, USED))
    assert [one.answers for one in named] == [("too_little_left_to_live_on",), ("card_much_used",)]


def test_whatever_is_proposed_answers_a_told_reason_and_lightens_it() -> None:
    answered = 0
    for one in applications():
        found = one.decision
        told = {reason.code: reason for reason in found.reasons}
        for changes in (*((change,) for change in found.changes), found.joint_changes):
            after = _afterwards(one, changes)
            for change in changes:
                assert change.answers, change
                for code in change.answers:
                    # Less than nothing is told as nothing left.
                    nothing_left = told[code].params.get("left") == 0
                    assert nothing_left or after.get(code) != told[code], (change, code)
                    answered += 1
    assert answered >= PEOPLE // 10


def test_two_changes_are_proposed_only_where_neither_suffices() -> None:
    for one in applications():
        for change in one.decision.joint_changes:
            assert _taken(one, (change,)).outcome is not Outcome.APPROVE


def _afterwards(one: Application, changes: tuple[Change, ...]) -> dict[str, Reason]:
    judged = _taken(one, changes)
    return {found.code: found for found in (*judged.hindrances, *judged.background)}


def _taken(one: Application, changes: tuple[Change, ...]) -> Judgement:
    """Judge again after the changes, found again among all that could be proposed."""
    ways = {way.code: way for way in ways_to_change(one.case, whole=_whole(one.decision))}
    applicant, request = one.applicant, one.request
    for change in changes:
        applicant, request = _followed(ways[change.code], change, applicant, request)
    return judge(case_of(applicant, request, one.product))


def _followed(
    way: Way, change: Change, applicant: Applicant, request: LoanRequest
) -> tuple[Applicant, LoanRequest]:
    variants = (way.at(applicant, request, size) for size in range(way.count))
    found = next(variant for variant in variants if variant.params == change.params)
    return found.applicant, found.request


def _whole(decision: Decision) -> bool:
    return decision.outcome is Outcome.APPROVE
