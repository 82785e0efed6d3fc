"""Pre-qualification: consent checked, facts put together, decided by the core, everything stored."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.services.applicant_fields import NO_CARD
from bot.services.consents import PREQUALIFICATION, required_consent
from bot.services.interview import Known
from bot.services.lending import Lending
from bot.services.need_fields import income_pattern_of
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.recommend_products import recommended
from bot.services.stated import amount_value
from scoring.applicant import Applicant, LoanRequest
from scoring.decision import Decision, Outcome, decide
from scoring.decision_json import decision_to_json, inputs_to_json
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
    with uow() as work:
        talk = work.conversations.get(conversation)
        consent = required_consent(work, talk.customer, PREQUALIFICATION)
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
            today=today,
        )
        record = work.decisions.save(
            customer=talk.customer,
            conversation=conversation,
            consent=consent.id,
            inputs=inputs_to_json(applicant, request, option.product, today=today),
            inputs_digest=decision.inputs_digest,
            result=decision_to_json(decision),
            outcome=str(decision.outcome),
            card_version=decision.card_version,
            policy_version=decision.policy_version,
            catalogue_version=lending.catalogue.version,
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
        card_utilisation=None if utilisation in (None, NO_CARD) else Decimal(str(utilisation)),
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
    sheet = decision.cost_sheet
    if sheet is None or decision.annual_cost is None or decision.valid_until is None:
        raise ValueError("an approval without a cost sheet, a price or a date is no offer")
    ...
