"""Decides an application and says why, for how long and what would help; it must not word it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from scoring.affordability import Affordability
from scoring.answers import told_reasons, with_answers
from scoring.applicant import Applicant, LoanRequest
from scoring.apr import AnnualCost
from scoring.case import Case, Rulebooks, open_case
from scoring.changes import Change
from scoring.cost_sheet import CostSheet, build_cost_sheet
from scoring.counterfactuals import Changes, find_changes
from scoring.decision_policy import DecisionPolicy
from scoring.decision_record import DecisionInputs
from scoring.errors import InvalidInput
from scoring.fit import largest_amount
from scoring.judgement import Judgement, Outcome, judge
from scoring.limits import Limit, limit_for
from scoring.pricing import PricingPolicy
from scoring.products import Method, Product
from scoring.reasons import Reason
from scoring.schedule import Schedule
from scoring.scorecard import Card, Score


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The result of one application, with everything needed to explain and replay it.

    Attributes:
        outcome: approve, refer to a person, or decline.
        limit: the most this person could borrow in this product, term and method; None without
            approval.
        amount: yuan approved, maybe less than asked for; None without approval, as are all parts
            of the offer below.
        months: term asked for.
        method: repayment method asked for.
        annual_rate: contract rate.
        annual_cost: annualised total cost with every fee.
        schedule: payments when the money is paid out on the day of the decision.
        cost_sheet: every cost.
        reasons: the exact reasons of what is not as good as it could be, at most four; each
            change answers at least one of them.
        changes: changes of which each alone would turn the result.
        joint_changes: two changes that would turn it together, only when none does alone.
        score: points and probabilities, with what each input contributed.
        affordability: what the loan leaves, None when a condition stopped the application.
        valid_until: last day of the offer, None without approval.
        card_version: the card's name.
        policy_version: the decision policy's name.
        pricing_version: the pricing policy's name.
        catalogue_version: the catalogue's name.
        inputs_digest: SHA-256 of everything that went in, see decision_record.
    """

    outcome: Outcome
    limit: Limit | None
    amount: Decimal | None
    months: int
    method: Method
    annual_rate: Decimal | None
    annual_cost: AnnualCost | None
    schedule: Schedule | None
    cost_sheet: CostSheet | None
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]
    joint_changes: tuple[Change, ...]
    score: Score
    affordability: Affordability | None
    valid_until: date | None
    card_version: str
    policy_version: str
    pricing_version: str
    catalogue_version: str
    inputs_digest: str

    @property
    def pd_24_months(self) -> Decimal:
        """Probability of being 90 days late within 24 months."""
        return self.score.pd_24_months


def decide(
    applicant: Applicant,
    request: LoanRequest,
    product: Product,
    *,
    card: Card,
    policy: DecisionPolicy,
    pricing_policy: PricingPolicy,
    catalogue_version: str,
    today: date,
) -> Decision:
    """Decide one application.

    Raises:
        InvalidInput: the request is for another product, or the card and the prices look at
            different horizons.
    """
    if request.product_id != product.id:
        raise InvalidInput("product_id", f"is not {product.id}", "pass the requested product")
    if card.horizon_months != pricing_policy.costs.pd_horizon_months:
        raise InvalidInput("pd_horizon_months", "is not the card's", "use prices for this card")
    books = Rulebooks(card=card, policy=policy, pricing=pricing_policy, today=today)
    case = open_case(applicant, request, product, books)
    judged = judge(case)
    all_granted = judged.amount == request.amount
    changes = Changes() if all_granted else find_changes(case, judged)
    reasons = told_reasons(
        judged.hindrances,
        (*judged.background, *changes.in_the_way),
        (*changes.single, *changes.joint),
        most=policy.most_reasons,
    )
    inputs = DecisionInputs(
        applicant=applicant,
        request=request,
        product=product,
        today=today,
        card_version=card.version,
        policy_version=policy.version,
        pricing_version=pricing_policy.version,
        catalogue_version=catalogue_version,
    )
    price = judged.price
    return Decision(
        outcome=judged.outcome,
        limit=_limit(case, judged),
        amount=judged.amount,
        months=request.months,
        method=request.method,
        annual_rate=price.annual_rate if price else None,
        annual_cost=price.annual_cost if price else None,
        schedule=price.schedule if price else None,
        cost_sheet=build_cost_sheet(product, price.schedule) if price else None,
        reasons=reasons,
        changes=with_answers(changes.single, reasons),
        joint_changes=with_answers(changes.joint, reasons),
        score=judged.score,
        affordability=judged.affordability,
        valid_until=today + timedelta(days=policy.valid_days) if price else None,
        card_version=inputs.card_version,
        policy_version=inputs.policy_version,
        pricing_version=inputs.pricing_version,
        catalogue_version=inputs.catalogue_version,
        inputs_digest=inputs.digest,
    )


def replay(
    inputs: DecisionInputs, *, card: Card, policy: DecisionPolicy, pricing_policy: PricingPolicy
) -> Decision:
    """Decide again from stored inputs.

    Raises:
        InvalidInput: a card or policy is not the version that decided then.
    """
    given = {
        "card_version": card.version,
        "policy_version": policy.version,
        "pricing_version": pricing_policy.version,
    }
    for field, version in given.items():
        wanted = getattr(inputs, field)
        if version != wanted:
            raise InvalidInput(field, f"is {version!r}", f"pass {wanted!r}, which decided then")
    return decide(
        inputs.applicant,
        inputs.request,
        inputs.product,
        card=card,
        policy=policy,
        pricing_policy=pricing_policy,
        catalogue_version=inputs.catalogue_version,
        today=inputs.today,
    )


def _limit(case: Case, judged: Judgement) -> Limit | None:
    if judged.amount is None:
        return None
    rules, today = case.books.pricing.rules, case.books.today
    return limit_for(
        case.assess_at,
        exposure=case.exposure_at(judged.amount),
        minimum=judged.amount,
        maximum=largest_amount(case.product, rules, today),
        policy=case.books.policy.limits,
    )
