"""Which reasons are told and which of them a change answers; it must not find either."""

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from scoring.changes import Change
from scoring.reasons import Reason

_SIZE = (
    "payments_above_share",
    "payments_above_share_in_bad_time",
    "too_little_left_to_live_on",
    "reduced_to_affordable",
    "not_priceable",
)
_EXPOSURE = ("exposure_too_small", "reduced_to_exposure")

# The reasons that a change removes or lessens by itself, whoever the person is.
ANSWERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "change_amount": frozenset(
            {*_SIZE, *_EXPOSURE, "large_amount_seen_by_person", "amount_clipped"}
        ),
        "change_term": frozenset({*_SIZE, "term_not_offered", "age_above_maximum"}),
        "change_method": frozenset({*_SIZE, "wished_method_not_offered", "term_not_offered"}),
        "change_debt_payments": frozenset(
            {*_SIZE, *_EXPOSURE, "debts_exceed_income", "debt_share"}
        ),
        "change_card_use": frozenset({"card_much_used"}),
        "change_work": frozenset({"work_too_short"}),
        "change_late_payments": frozenset({"late_payments", "serious_late_payments"}),
    }
)


def told_reasons(
    hindrances: Sequence[Reason],
    background: Sequence[Reason],
    changes: Sequence[Change],
    *,
    most: int,
) -> tuple[Reason, ...]:
    """Return at most so many reasons: the weightiest, and for each change one that it answers.

    A lighter reason takes the place of the last one that no change answers. Nobody is told to do
    something of which no reason speaks.
    """
    everything = [*hindrances, *background]
    told = list(hindrances[:most])
    for change in changes:
        if _answered(change, told):
            continue
        lighter = next((one for one in everything if one.code in ANSWERS[change.code]), None)
        if lighter is None:
            continue
        if len(told) >= most:
            del told[_least_needed(told, changes)]
        told.append(lighter)
    return tuple(sorted(told, key=everything.index))


def with_answers(changes: Sequence[Change], told: Sequence[Reason]) -> tuple[Change, ...]:
    """Return the changes with the codes of the told reasons that each answers."""
    return tuple(dataclasses.replace(one, answers=_answered(one, told)) for one in changes)


def _answered(change: Change, told: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(one.code for one in told if one.code in ANSWERS[change.code])


def _least_needed(told: Sequence[Reason], changes: Sequence[Change]) -> int:
    """Return the place of the last reason that no change answers, or of the last one."""
    answered = {code for change in changes for code in _answered(change, told)}
    free = [place for place, one in enumerate(told) if one.code not in answered]
    return free[-1] if free else len(told) - 1
