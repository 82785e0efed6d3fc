"""Judges one application at its own price; it must not know changes, records or wording."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoring.affordability import Affordability
from scoring.case import Case
from scoring.consistency import contradictions
from scoring.errors import PriceAboveCeiling
from scoring.fit import nearest_term
from scoring.granting import Granted, allowed_by_risk, grant, least_amount, wanted_amount
from scoring.knock_outs import knock_outs
from scoring.limits import months_of_income
from scoring.pricing import Price
from scoring.reasons import REGULATION_REASONS, Reason, reason
from scoring.regulation import permitted_terms
from scoring.score_reasons import score_reasons
from scoring.scorecard import Score

# What a condition says already: these would only repeat it in other words.
SAID_BY: dict[str, frozenset[str]] = {
    "serious_late_payments": frozenset({"late_payments"}),
    "no_income": frozenset({"income_level"}),
    "income_below_minimum": frozenset({"income_level"}),
    "debts_exceed_income": frozenset({"debt_share"}),
}


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
        hindrances: everything that keeps the result below the best, the weightiest kinds first.
        background: what else keeps the score down, where the score alone did not decide.
    """

    outcome: Outcome
    amount: Decimal | None
    price: Price | None
    affordability: Affordability | None
    score: Score
    hindrances: tuple[Reason, ...]
    background: tuple[Reason, ...]


def judge(case: Case) -> Judgement:
    """Judge one application: conditions, then what can be carried, then risk, then size.

    ``approved_amount`` says the same without reasons, and quicker.
    """
    conditions = conditions_of(case)
    if conditions:
        return _without_offer(case, Outcome.DECLINE, (*conditions, *_besides(case, conditions)))
    wanted = wanted_amount(case)
    try:
        asked = case.assess_at(wanted)
        granted = grant(case)
        offered = case.price_at(granted.amount) if granted else None
    except PriceAboveCeiling:
        found = reason("not_priceable", product_id=case.product.id)
        return _without_offer(case, Outcome.DECLINE, (found, *_besides(case, (found,))))
    risk = risk_of(case)
    weak = () if risk is Outcome.APPROVE else _score_reasons(case)
    conflicts = contradictions(case.applicant)
    if granted is None or offered is None:
        obstacles = (*_too_heavy(case, wanted, asked), *weak, *conflicts)
        # A person who sees every application of a segment sees its weak ones too.
        if case.applicant.segment in case.books.policy.refer_segments:
            seen = _seen_by_person(case, wanted)
            return _without_offer(case, Outcome.REFER, (*seen, *obstacles), asked)
        return _without_offer(case, Outcome.DECLINE, obstacles, asked)
    reductions = _reductions(case, wanted, asked, granted)
    seen = _seen_by_person(case, granted.amount)
    if risk is Outcome.DECLINE:
        too_large = _too_large_for_rule(case, granted.amount)
        return _without_offer(case, risk, (*weak, *conflicts, *too_large), asked)
    if risk is Outcome.REFER or conflicts or seen:
        return _without_offer(case, Outcome.REFER, (*conflicts, *seen, *weak, *reductions), asked)
    dearer = case.score.pd_24_months > case.product.best_pd
    losses = _score_reasons(case)
    return Judgement(
        outcome=Outcome.APPROVE,
        amount=granted.amount,
        price=offered,
        affordability=case.assess_at(granted.amount),
        score=case.score,
        hindrances=(*reductions, *(losses if dearer else ())),
        background=() if dearer else losses,
    )


def approved_amount(case: Case) -> Decimal | None:
    """Return the yuan that ``judge`` would approve, None for no approval."""
    amount = granted_amount(case)
    return None if amount is None or _seen_by_person(case, amount) else amount


def granted_amount(case: Case) -> Decimal | None:
    """Return the yuan that ``judge`` would approve if no amount were too large for a rule.

    What costs least to look at comes first.
    """
    policy, segment = case.books.policy, case.applicant.segment
    if segment in policy.refer_segments or risk_of(case) is not Outcome.APPROVE:
        return None
    if contradictions(case.applicant) or conditions_of(case):
        return None
    try:
        granted = grant(case)
        # The whole amount may have no price where the part that is granted has one.
        case.burden_at(wanted_amount(case))
    except PriceAboveCeiling:
        return None
    return granted.amount if granted else None


def conditions_of(case: Case) -> tuple[Reason, ...]:
    """Return every condition that is not met."""
    return knock_outs(
        case.applicant,
        case.request,
        case.product,
        policy=case.books.policy,
        rules=case.books.pricing.rules,
        today=case.books.today,
    )


def risk_of(case: Case) -> Outcome:
    """Return what the probability of default alone says."""
    policy, pd = case.books.policy, case.score.pd_24_months
    if pd <= min(policy.approve_pd, case.product.worst_pd):
        return Outcome.APPROVE
    return Outcome.REFER if pd <= policy.refer_pd else Outcome.DECLINE


def _besides(case: Case, conditions: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return what would keep the result down if the conditions were met.

    Where law or product refuse the purpose or the person as such, nothing else matters.
    """
    codes = {one.code for one in conditions}
    if codes & {"purpose_forbidden", "purpose_not_covered", "segment_not_served"}:
        return ()
    if codes & set(REGULATION_REASONS):
        return ()
    found: list[Reason] = []
    # Without income, or with more debts than income, every share of income is exceeded anyway;
    # and only an amount that is lent at all can be weighed.
    nothing_left = "debts_exceed_income" in codes or not case.applicant.monthly_income
    if not nothing_left and "amount_below_minimum" not in codes:
        found += _in_the_way_of_amount(_as_sold(case))
    if risk_of(case) is not Outcome.APPROVE:
        found += _score_reasons(case)
    said = {known for code in codes for known in SAID_BY.get(code, ())}
    kept = [one for one in found if one.code not in said]
    return *kept, *contradictions(case.applicant)


def _as_sold(case: Case) -> Case:
    """Return the case in the method and the term that are sold, nearest to those asked for."""
    product, rules, today = case.product, case.books.pricing.rules, case.books.today
    terms = {method: permitted_terms(product, method, rules, today) for method in product.methods}
    asked = case.request
    sold = [method for method in (asked.method, *product.methods) if terms.get(method)]
    if not sold:
        return case
    method, months = sold[0], nearest_term(terms[sold[0]], asked.months)
    if (method, months) == (asked.method, asked.months):
        return case
    return case.varied(case.applicant, dataclasses.replace(asked, method=method, months=months))


def _in_the_way_of_amount(case: Case) -> tuple[Reason, ...]:
    """Return what would keep the amount from being approved by a rule."""
    wanted = wanted_amount(case)
    try:
        asked = case.assess_at(wanted)
        granted = grant(case)
    except PriceAboveCeiling:
        return (reason("not_priceable", product_id=case.product.id),)
    return _too_large_for_rule(case, granted.amount) if granted else _too_heavy(case, wanted, asked)


def _too_heavy(case: Case, wanted: Decimal, asked: Affordability) -> tuple[Reason, ...]:
    """Return why not even the least amount can be granted."""
    most, least = allowed_by_risk(case), least_amount(case)
    if most < least:
        found = reason("exposure_too_small", amount=most, minimum=least)
        return *asked.obstacles, found, *_why_exposure_is_small(case)
    # What can be carried as a whole may have to be smaller for the risk and be too heavy there.
    tried = (asked, *(case.assess_at(amount) for amount in (most, least) if amount != wanted))
    return next((one.obstacles for one in tried if one.obstacles), ())


def _why_exposure_is_small(case: Case) -> tuple[Reason, ...]:
    """Return what keeps the score down where a better one would allow to owe more."""
    months = months_of_income(case.score.pd_24_months, case.books.policy.limits)
    best = case.books.policy.limits.exposure[0].months_of_income
    approvable = risk_of(case) is Outcome.APPROVE
    return _score_reasons(case) if approvable and months < best else ()


def _reductions(
    case: Case, wanted: Decimal, asked: Affordability, granted: Granted
) -> tuple[Reason, ...]:
    """Return why less than the request is granted."""
    requested = case.request.amount
    found = []
    if wanted < requested:
        found.append(reason("amount_clipped", requested=requested, maximum=wanted))
    if granted.amount == wanted:
        return tuple(found)
    if granted.by_exposure:
        months = months_of_income(case.score.pd_24_months, case.books.policy.limits)
        found.append(
            reason(
                "reduced_to_exposure",
                requested=requested,
                amount=granted.amount,
                months_of_income=months,
            )
        )
        return tuple(found)
    found.append(reason("reduced_to_affordable", requested=requested, amount=granted.amount))
    return *found, *asked.obstacles


def _seen_by_person(case: Case, amount: Decimal) -> tuple[Reason, ...]:
    segment = case.applicant.segment
    if segment in case.books.policy.refer_segments:
        return (reason("segment_seen_by_person", segment=segment.value),)
    return _too_large_for_rule(case, amount)


def _too_large_for_rule(case: Case, amount: Decimal) -> tuple[Reason, ...]:
    policy, segment = case.books.policy, case.applicant.segment
    threshold = policy.refer_above[segment]
    if segment in policy.refer_segments or amount <= threshold:
        return ()
    return (reason("large_amount_seen_by_person", amount=amount, threshold=threshold),)


def _score_reasons(case: Case) -> tuple[Reason, ...]:
    return score_reasons(case.books.card, case.score, case.applicant)


def _without_offer(
    case: Case,
    outcome: Outcome,
    hindrances: Iterable[Reason],
    affordability: Affordability | None = None,
) -> Judgement:
    told = tuple(hindrances)
    codes = {one.code for one in told}
    return Judgement(
        outcome=outcome,
        amount=None,
        price=None,
        affordability=affordability,
        score=case.score,
        hindrances=told,
        background=tuple(one for one in _score_reasons(case) if one.code not in codes),
    )
