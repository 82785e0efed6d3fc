"""Whether and in which shape a product fits a need; it must not know prices or other products."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.need import Need
from scoring.products import IncomePattern, Method, Product, Segment, Urgency
from scoring.reasons import Reason, reason
from scoring.regulation import RuleBook, check_purpose, permitted_terms, student_may_borrow_for

# The term proposed to someone who has named none.
USUAL_MONTHS = 12
# A product with at most this many purposes was made for them.
FEW_PURPOSES = 3
# Named as a condition when a customer's segment is unknown; a wider product serves most people.
FEW_SEGMENTS = 2
FAST_DAYS = 1

# Methods that suit a cash flow, best first: level sums for steady money, everything at the end
# when the money itself comes at the end, interest first where good months follow bad ones.
SUITABLE_METHODS = {
    IncomePattern.SALARY: (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL),
    IncomePattern.TAKINGS: (Method.EQUAL_INSTALMENT, Method.INTEREST_ONLY),
    IncomePattern.HARVEST: (Method.BULLET, Method.INTEREST_ONLY),
    IncomePattern.IRREGULAR: (Method.EQUAL_INSTALMENT, Method.INTEREST_ONLY),
    IncomePattern.ALLOWANCE: (Method.EQUAL_INSTALMENT, Method.INTEREST_ONLY),
    IncomePattern.NONE: (Method.EQUAL_INSTALMENT, Method.INTEREST_ONLY),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """The shape in which a product would serve a need, with the reasons for it."""

    product: Product
    amount: Decimal
    months: int
    method: Method
    fit: tuple[Reason, ...]


def misfits(product: Product, need: Need, rules: RuleBook, today: date) -> tuple[Reason, ...]:
    """Return why a product cannot be offered for a need at all; empty when it can."""
    forbidden = check_purpose(need.purpose, rules, today)
    if forbidden is not None:
        return (forbidden,)
    if need.segment is Segment.STUDENT and not student_may_borrow_for(need.purpose, rules, today):
        return (reason("student_consumer_loan", purpose=need.purpose.value),)
    reasons = []
    if need.purpose not in product.purposes:
        reasons.append(
            reason("purpose_not_covered", purpose=need.purpose.value, product_id=product.id)
        )
    if need.segment is not None and need.segment not in product.segments:
        reasons.append(
            reason("segment_not_served", segment=need.segment.value, product_id=product.id)
        )
    if need.amount < product.amount_min:
        reasons.append(
            reason(
                "amount_below_minimum",
                amount=need.amount,
                minimum=product.amount_min,
                product_id=product.id,
            )
        )
    minimum = product.eligibility.monthly_income_min
    if need.monthly_income is not None and need.monthly_income < minimum:
        reasons.append(reason("income_below_minimum", minimum=minimum, product_id=product.id))
    return tuple(reasons)


def place(
    product: Product,
    need: Need,
    rules: RuleBook,
    today: date,
    preferred_method: Method | None = None,
) -> Placement:
    """Return amount, term and method with which a fitting product would serve a need."""
    amount = min(need.amount, largest_amount(product, rules, today))
    method = _method(product, need, rules, today, preferred_method)
    months = nearest_term(permitted_terms(product, method, rules, today), need.months)
    return Placement(
        product=product,
        amount=amount,
        months=months,
        method=method,
        fit=(
            *_whom_and_what(product, need),
            *_how(product, need, method, preferred_method),
            *_changed(need, amount, months),
            *(reason(f"requires_{paper}") for paper in product.eligibility.requirements),
        ),
    )


def largest_amount(product: Product, rules: RuleBook, today: date) -> Decimal:
    """Return the most that product and law allow, in yuan."""
    by_law = rules.largest_loan(product.kind, today)
    return product.amount_max if by_law is None else min(product.amount_max, by_law)


def nearest_term(terms: tuple[int, ...], months: int | None) -> int:
    """Return the term nearest to the wish; between two, the longer with its lighter instalment."""
    wanted = USUAL_MONTHS if months is None else months
    return min(terms, key=lambda term: (abs(term - wanted), -term))


def _method(
    product: Product, need: Need, rules: RuleBook, today: date, preferred: Method | None
) -> Method:
    """Return the wished method, or the best for the cash flow that keeps the wished term."""
    terms = {
        method: offered
        for method in product.methods
        if (offered := permitted_terms(product, method, rules, today))
    }
    if preferred in terms:
        return preferred
    suitable = [
        method
        for method in (SUITABLE_METHODS[need.income_pattern] if need.income_pattern else ())
        # To halve the wished term would do more harm than the method does good.
        if method in terms and 2 * nearest_term(terms[method], need.months) >= (need.months or 0)
    ]
    exact = [method for method in suitable if need.months in terms[method]]
    return [*exact, *suitable, *terms][0]


def _whom_and_what(product: Product, need: Need) -> list[Reason]:
    narrow = len(product.purposes) <= FEW_PURPOSES
    code = "purpose_match" if narrow else "purpose_covered"
    reasons = [reason(code, purpose=need.purpose.value)]
    if need.segment is not None:
        reasons.append(reason("segment_match", segment=need.segment.value))
    elif len(product.segments) <= FEW_SEGMENTS:
        reasons.append(reason("segment_condition", segments=",".join(product.segments)))
    return reasons


def _how(product: Product, need: Need, method: Method, preferred: Method | None) -> list[Reason]:
    reasons = []
    pattern = need.income_pattern
    if pattern in product.income_patterns and method in SUITABLE_METHODS[pattern]:
        reasons.append(reason("cash_flow_match", income_pattern=pattern.value, method=method.value))
    if preferred is method:
        reasons.append(reason("method_as_wished", method=method.value))
    elif preferred is not None:
        reasons.append(reason("method_not_offered", method=preferred.value, offered=method.value))
    if not product.fees:
        reasons.append(reason("no_fee"))
    if need.urgency is Urgency.NOW and product.days_to_money <= FAST_DAYS:
        reasons.append(reason("fast", days=product.days_to_money))
    return reasons


def _changed(need: Need, amount: Decimal, months: int) -> list[Reason]:
    reasons = []
    if amount < need.amount:
        reasons.append(reason("amount_clipped", requested=need.amount, maximum=amount))
    if need.months is None:
        reasons.append(reason("term_suggested", months=months))
    elif months != need.months:
        reasons.append(reason("term_adjusted", requested=need.months, offered=months))
    return reasons
