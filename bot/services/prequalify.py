"""Pre-qualification: consent checked, facts put together, decided by the core, all of it kept."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.services.consents import (
    PREQUALIFICATION,
    PREQUALIFICATION_VERSION,
    required_consent,
)
from bot.services.credit_facts import NO_CARD, NOT_SAID
from bot.services.form import Known
from bot.services.lending import Lending
from bot.services.need_fields import income_pattern_of
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.recommend_products import recommended
from bot.services.records import DecisionRecord
from bot.services.stated import amount_value
from scoring.applicant import Applicant, LoanRequest
from scoring.decision import Decision, decide, replay
from scoring.decision_record import (
    DecisionInputs,
    decision_inputs_from_json,
    decision_inputs_to_json,
)
from scoring.judgement import Outcome
from scoring.option import Option
from scoring.products import Purpose, Segment
from scoring.reasons import Reason

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prequalified:
    """What came of a pre-qualification.

    Attributes:
        decision: the core's decision; None when no product fits the need any more.
        refusal: why no product fits; empty when one was decided on.
    """

    decision: Decision | None
    refusal: tuple[Reason, ...] = ()


def prequalify(
    uow: UnitsOfWork,
    lending: Lending,
    conversation: str,
    known: Known,
    *,
    at: datetime,
    today: date,
) -> Prequalified:
    """Decide on the need and the facts of a conversation, and keep the decision and the offer.

    Raises:
        ConsentMissing: the customer has not agreed, or has withdrawn.
        InvalidInput: a fact that no person can state got past the form.
    """
    with uow(reading=True) as work:
        talk = work.conversations.get(conversation)
        required_consent(work, talk.customer, PREQUALIFICATION, PREQUALIFICATION_VERSION)
    option, refusal = _chosen(known, lending, today)
    if option is None:
        return Prequalified(decision=None, refusal=refusal)
    applicant, request = applicant_from(known), _request(option, known)
    decision = decide(
        applicant,
        request,
        option.product,
        card=lending.card,
        policy=lending.policy,
        pricing_policy=lending.pricing,
        catalogue_version=lending.catalogue.version,
        today=today,
    )
    inputs = DecisionInputs(
        applicant=applicant,
        request=request,
        product=option.product,
        today=today,
        card_version=decision.card_version,
        policy_version=decision.policy_version,
        pricing_version=decision.pricing_version,
        catalogue_version=decision.catalogue_version,
    )
    # Decided outside the writing unit, which would keep every other writer waiting; the consent
    # is looked at again inside it, since it may have been withdrawn meanwhile.
    with uow() as work:
        consent = required_consent(work, talk.customer, PREQUALIFICATION, PREQUALIFICATION_VERSION)
        record = work.decisions.save(
            customer=talk.customer,
            conversation=conversation,
            consent=consent.id,
            inputs=json.loads(decision_inputs_to_json(inputs)),
            inputs_digest=decision.inputs_digest,
            result=result_of(decision),
            outcome=str(decision.outcome),
            card_version=decision.card_version,
            policy_version=decision.policy_version,
            catalogue_version=decision.catalogue_version,
            at=at,
        )
        work.audit.append(
            event="decided",
            actor="bot",
            subjects={"customer": talk.customer, "decision": record.id},
            at=at,
            detail={"outcome": str(decision.outcome), "digest": decision.inputs_digest},
        )
        if decision.outcome is Outcome.APPROVE:
            _offer(work, record.id, decision, at)
        work.commit()
    return Prequalified(decision=decision)


def _chosen(
    known: Known, lending: Lending, today: date
) -> tuple[Option | None, tuple[Reason, ...]]:
    """The option of the chosen product, or of the best one when that no longer fits."""
    found = recommended(known, lending, today)
    by_id = {option.product.id: option for option in found.options}
    best = found.options[0] if found.options else None
    return by_id.get(str(known.get("product")), best), found.refusal


def applicant_from(known: Known) -> Applicant:
    """The applicant as the core takes it, from the form's answers."""
    segment = known.get("segment")
    late, times = str(known.get("late_payments") or "none"), int(known.get("late_count") or 0)
    # The form asks for the worst delay and how often: the worst counts once at its length, the
    # others as the mildest that counts.
    others = max(times - 1, 0)
    worst = {"30_59": 0, "60_89": 0, "90_up": 0}
    if late in worst:
        worst[late] = 1
        worst["30_59"] += others
    utilisation = known.get("card_utilisation")
    return Applicant(
        age=int(known["age"]),
        # Who would rather not say is treated like the customers with the least regular income.
        segment=Segment(segment) if segment in set(Segment) else Segment.FREELANCER,
        income_pattern=income_pattern_of(known),
        monthly_income=_cents(amount_value(known["monthly_income"])),
        monthly_debt_payments=_cents(amount_value(known["monthly_debt"])),
        months_in_work=int(known.get("months_in_work") or 0),
        card_utilisation=None
        if utilisation in (None, NO_CARD, NOT_SAID)
        else Decimal(str(utilisation)),
        late_payments_30_59=worst["30_59"],
        late_payments_60_89=worst["60_89"],
        late_payments_90=worst["90_up"],
        open_credit_lines=int(known.get("open_credit_lines") or 0),
        real_estate_loans=int(known.get("real_estate_loans") or 0),
        dependents=int(known.get("dependents") or 0),
    )


def _cents(value: Decimal | None) -> Decimal:
    return (value or ZERO).quantize(Decimal("0.01"))


def _request(option: Option, known: Known) -> LoanRequest:
    return LoanRequest(
        product_id=option.product.id,
        purpose=Purpose(known["purpose"]),
        amount=option.amount,
        months=option.months,
        method=option.method,
    )


def _offer(work: UnitOfWork, record_id: str, decision: Decision, at: datetime) -> None:
    sheet, cost, rate = decision.cost_sheet, decision.annual_cost, decision.annual_rate
    if not (sheet and cost and rate and decision.amount and decision.valid_until):
        raise ValueError("an approval without a price, a cost sheet or a last day is no offer")
    work.offers.save(
        decision=record_id,
        product=sheet.product_id,
        amount=decision.amount,
        months=decision.months,
        method=str(decision.method),
        annual_rate=rate,
        annual_cost_nominal=cost.nominal,
        annual_cost_effective=cost.effective,
        cost_sheet=json.loads(sheet.canonical()),
        cost_sheet_digest=sheet.digest,
        valid_until=decision.valid_until,
        at=at,
    )


def result_of(decision: Decision) -> dict[str, Any]:
    """What is stored of a decision: its result in plain JSON, without what follows from inputs."""
    return {
        "outcome": str(decision.outcome),
        "amount": _text(decision.amount),
        "limit": _text(decision.limit.amount if decision.limit else None),
        "annual_rate": _text(decision.annual_rate),
        "annual_cost": _text(decision.annual_cost.nominal if decision.annual_cost else None),
        "reasons": [
            {"code": one.code, "params": {name: str(value) for name, value in one.params.items()}}
            for one in decision.reasons
        ],
        "changes": [
            {"code": one.code, "params": {name: str(value) for name, value in one.params.items()}}
            for one in (*decision.changes, *decision.joint_changes)
        ],
        "points": decision.score.points,
        "pd_24_months": str(decision.pd_24_months),
        "valid_until": decision.valid_until.isoformat() if decision.valid_until else None,
        "cost_sheet_digest": decision.cost_sheet.digest if decision.cost_sheet else None,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def replayed(record: DecisionRecord, lending: Lending) -> Decision:
    """Decide a stored application again.

    Raises:
        InvalidInput: card or policies are not the versions that decided then.
    """
    text = json.dumps(dict(record.inputs), ensure_ascii=False)
    return replay(
        decision_inputs_from_json(text),
        card=lending.card,
        policy=lending.policy,
        pricing_policy=lending.pricing,
    )


def last_decision(uow: UnitsOfWork, lending: Lending, conversation: str) -> Decision | None:
    """The newest decision of a conversation's customer, decided again; None when there is none.

    Raises:
        InvalidInput: the lender's offer has changed since.
    """
    with uow(reading=True) as work:
        talk = work.conversations.get(conversation)
        records = work.decisions.of_customer(talk.customer)
    return replayed(records[0], lending) if records else None
