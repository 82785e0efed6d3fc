"""Judges one application at its own price; it must not know changes, records or wording."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoring.affordability import Affordability, highest_affordable_amount
from scoring.case import Case
from scoring.consistency import contradictions
from scoring.errors import PriceAboveCeiling
from scoring.fit import largest_amount
from scoring.knock_outs import knock_outs
from scoring.limits import months_of_income
from scoring.pricing import Price
from scoring.reasons import KNOCK_OUT_REASONS, Reason, reason
from scoring.score_reasons import score_reasons
from scoring.scorecard import Score


class Outcome(StrEnum):
    """What happens to an application."""

    APPROVE = "approve"
    REFER = "refer"
    DECLINE = "decline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What came out, before limit, changes and record.

    Attributes:
        outcome: approve, refer to a person, or decline.
        amount: yuan approved, None without approval.
        price: price of that amount, None without approval.
        affordability: of the amount approved, else of the amount asked for; None when a condition
            was not met or no price exists.
        score: the score, always.
        reasons: the exact reasons, weightiest kinds first, at most as many as the policy says.
    """

    outcome: Outcome
    amount: Decimal | None
    price: Price | None
    affordability: Affordability | None
    score: Score
    reasons: tuple[Reason, ...]


def judge(case: Case) -> Judgement:
    """Judge one application: conditions, then what can be carried, then risk, then size."""
    conditions = knock_outs(
        case.applicant,
        case.request,
        case.product,
        policy=case.books.policy,
        rules=case.books.pricing.rules,
        today=case.books.today,
    )
    if conditions:
        return _without_offer(case, Outcome.DECLINE, (*conditions, *_besides(case, conditions)))
    maximum = largest_amount(case.product, case.books.pricing.rules, case.books.today)
    wanted = min(case.request.amount, maximum)
    try:
        asked = case.assess_at(wanted)
        amount, reductions = _amount(case, wanted, asked)
        approved = case.price_at(amount) if amount is not None else None
    except PriceAboveCeiling:
        found = reason("not_priceable", product_id=case.product.id)
        return _without_offer(case, Outcome.DECLINE, (found,))
    risk = _risk(case)
    weak = () if risk is Outcome.APPROVE else _score_reasons(case)
    if amount is None or approved is None:
        # A person who sees every application of a segment sees its weak ones too.
        if case.applicant.segment in case.books.policy.refer_segments:
            seen = _seen_by_person(case, wanted)
            shown = (*([seen] if seen else []), *reductions, *weak)
            return _without_offer(case, Outcome.REFER, shown, asked)
        return _without_offer(case, Outcome.DECLINE, (*reductions, *weak), asked)
    if risk is not Outcome.APPROVE:
        return _without_offer(case, risk, weak, asked)
    conflicts = contradictions(case.applicant)
    if conflicts:
        return _without_offer(case, Outcome.REFER, (*conflicts, *reductions), asked)
    seen_by_person = _seen_by_person(case, amount)
    if seen_by_person is not None:
        return _without_offer(case, Outcome.REFER, (seen_by_person, *reductions), asked)
    dearer = case.score.pd_24_months > case.product.best_pd
    reasons = (*reductions, *(_score_reasons(case) if dearer else ()))
    return Judgement(
        outcome=Outcome.APPROVE,
        amount=amount,
        price=approved,
        affordability=asked if amount == wanted else case.assess_at(amount),
        score=case.score,
        reasons=reasons[: case.books.policy.most_reasons],
    )


def _besides(case: Case, conditions: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return what would keep the result down even if the person's own conditions were met.

    Where the product does not fit at all, nothing about the person matters.
    """
    codes = {one.code for one in conditions}
    if codes - set(KNOCK_OUT_REASONS):
        return ()
    found: list[Reason] = []
    if not codes & {"no_income", "debts_exceed_income"}:
        maximum = largest_amount(case.product, case.books.pricing.rules, case.books.today)
        with suppress(PriceAboveCeiling):
            found += case.assess_at(min(case.request.amount, maximum)).obstacles
    if _risk(case) is not Outcome.APPROVE:
        # Being late by 90 days has been said already.
        said = {"late_payments"} if "serious_late_payments" in codes else set()
        found += [one for one in _score_reasons(case) if one.code not in said]
    return tuple(found)


def _amount(
    case: Case, wanted: Decimal, asked: Affordability
) -> tuple[Decimal | None, tuple[Reason, ...]]:
    """Return the amount that can be granted, None for none, with the reasons for less.

    Raises:
        PriceAboveCeiling: an amount on the way cannot be sold under its ceiling.
    """
    policy = case.books.policy
    requested = case.request.amount
    # Nobody is helped by a small part of what they need.
    least = max(case.product.amount_min, policy.least_share_of_request * wanted)
    reasons: list[Reason] = []
    if wanted < requested:
        reasons.append(reason("amount_clipped", requested=requested, maximum=wanted))
    exposure = case.exposure_at(wanted)
    amount = min(wanted, exposure)
    if amount < least:
        found = reason("exposure_too_small", amount=exposure, minimum=least)
        return None, (*asked.obstacles, found)
    highest = highest_affordable_amount(
        _remembered(case, wanted, asked), least=least, most=amount, limits=policy.limits
    )
    if highest is None:
        return None, asked.obstacles or case.assess_at(amount).obstacles
    if highest < amount:
        reasons.append(reason("reduced_to_affordable", requested=requested, amount=highest))
        reasons.extend(asked.obstacles)
    elif amount < wanted:
        months = months_of_income(case.score.pd_24_months, policy.limits)
        reasons.append(
            reason(
                "reduced_to_exposure",
                requested=requested,
                amount=amount,
                months_of_income=months,
            )
        )
    return highest, tuple(reasons)


def _remembered(
    case: Case, wanted: Decimal, asked: Affordability
) -> Callable[[Decimal], Affordability]:
    return lambda amount: asked if amount == wanted else case.assess_at(amount)


def _risk(case: Case) -> Outcome:
    """Return what the probability of default alone says."""
    policy = case.books.policy
    if case.score.pd_24_months <= min(policy.approve_pd, case.product.worst_pd):
        return Outcome.APPROVE
    return Outcome.REFER if case.score.pd_24_months <= policy.refer_pd else Outcome.DECLINE


def _seen_by_person(case: Case, amount: Decimal) -> Reason | None:
    policy = case.books.policy
    segment = case.applicant.segment
    if segment in policy.refer_segments:
        return reason("segment_seen_by_person", segment=segment.value)
    threshold = policy.refer_above[segment]
    if amount > threshold:
        return reason("large_amount_seen_by_person", amount=amount, threshold=threshold)
    return None


def _score_reasons(case: Case) -> tuple[Reason, ...]:
    return score_reasons(case.books.card, case.score, case.applicant)


def _without_offer(
    case: Case,
    outcome: Outcome,
    reasons: tuple[Reason, ...],
    affordability: Affordability | None = None,
) -> Judgement:
    return Judgement(
        outcome=outcome,
        amount=None,
        price=None,
        affordability=affordability,
        score=case.score,
        reasons=reasons[: case.books.policy.most_reasons],
    )
