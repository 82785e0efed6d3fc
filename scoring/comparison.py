"""Answers to "why not this one" and "which repayment method"; it must not know the ranking."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.apr import annual_cost
from scoring.errors import PriceAboveCeiling
from scoring.fit import largest_amount, misfits, nearest_term, place
from scoring.need import Need
from scoring.option import Option, monthly_burden, option_for
from scoring.pricing import PricingPolicy
from scoring.products import Method, Product, Urgency
from scoring.reasons import Reason, reason
from scoring.regulation import RuleBook, permitted_terms
from scoring.schedule import Schedule, build_schedule


@dataclass(frozen=True, kw_only=True, slots=True)
class MethodComparison:
    """One repayment method for the same loan; amounts in yuan.

    Attributes:
        method: how it is repaid.
        schedule: all payments.
        first_payment: first sum due.
        largest_payment: highest sum due on one day.
        last_payment: last sum due.
        monthly_burden: what it takes a month, putting aside included.
        total_cost: interest and fees.
        annual_cost: annualised total cost.
    """

    method: Method
    schedule: Schedule
    first_payment: Decimal
    largest_payment: Decimal
    last_payment: Decimal
    monthly_burden: Decimal
    total_cost: Decimal
    annual_cost: Decimal


def why_not(
    product: Product,
    need: Need,
    *,
    policy: PricingPolicy,
    today: date,
    chosen: Option | None = None,
    preferred_method: Method | None = None,
) -> tuple[Reason, ...]:
    """Return why a product was not proposed, or not first.

    Args:
        product: the one asked about.
        need: what the customer needs.
        policy: costs and rules.
        today: day of pricing.
        chosen: the option proposed first, to compare with.
        preferred_method: the repayment method the customer asked for.
    """
    barred = misfits(product, need, policy.rules, today)
    if barred:
        return barred
    if chosen is not None and chosen.product.id == product.id:
        return (reason("is_recommended", product_id=product.id),)
    reasons = _shortfalls(product, need, policy.rules, today, preferred_method)
    try:
        option = option_for(
            product, need, policy=policy, today=today, preferred_method=preferred_method
        )
    except PriceAboveCeiling:
        return (*reasons, reason("not_priceable", product_id=product.id))
    if chosen is not None:
        reasons += _against(option, chosen, need)
        if not reasons:
            reasons.append(
                reason("fits_but_ranked_lower", product_id=product.id, chosen_id=chosen.product.id)
            )
    return tuple(reasons)


def compare_methods(
    product: Product,
    *,
    amount: Decimal,
    months: int,
    annual_rate: Decimal,
    rules: RuleBook,
    today: date,
) -> tuple[MethodComparison, ...]:
    """Return each method that product and law allow for the term, at the same rate.

    Raises:
        InvalidInput: amount, months or rate cannot be used.
    """
    compared = []
    for method in product.methods:
        longest = rules.longest_term(method, today)
        if longest is not None and months > longest:
            continue
        schedule = build_schedule(
            principal=amount,
            annual_rate=annual_rate,
            months=months,
            method=method,
            disbursed=today,
            fees=product.fees,
        )
        compared.append(
            MethodComparison(
                method=method,
                schedule=schedule,
                first_payment=schedule.instalments[0].payment,
                largest_payment=schedule.largest_payment,
                last_payment=schedule.instalments[-1].payment,
                monthly_burden=monthly_burden(schedule, months),
                total_cost=schedule.total_cost,
                annual_cost=annual_cost(schedule).nominal,
            )
        )
    return tuple(compared)


def _shortfalls(
    product: Product, need: Need, rules: RuleBook, today: date, preferred: Method | None
) -> list[Reason]:
    """Return in what a product that can be offered still misses the wish."""
    reasons = []
    largest = largest_amount(product, rules, today)
    if need.amount > largest:
        reasons.append(
            reason(
                "amount_above_maximum", amount=need.amount, maximum=largest, product_id=product.id
            )
        )
    method = place(product, need, rules, today, preferred).method
    terms = permitted_terms(product, method, rules, today)
    if need.months is not None and need.months not in terms:
        nearest = nearest_term(terms, need.months)
        reasons.append(
            reason("term_not_offered", months=need.months, nearest=nearest, product_id=product.id)
        )
    if preferred is not None and method is not preferred:
        reasons.append(
            reason("wished_method_not_offered", method=preferred.value, product_id=product.id)
        )
    return reasons


def _against(option: Option, chosen: Option, need: Need) -> list[Reason]:
    """Return in what a fitting option is worse than the chosen one."""
    reasons = []
    pair = {"product_id": option.product.id, "chosen_id": chosen.product.id}
    same_loan = (option.amount, option.months) == (chosen.amount, chosen.months)
    extra = option.total_cost - chosen.total_cost
    gap = option.annual_cost - chosen.annual_cost
    if same_loan and extra > 0:
        reasons.append(reason("dearer_than_chosen", **pair, extra=extra))
    elif not same_loan and gap > 0:
        reasons.append(reason("higher_annual_cost", **pair, annual_cost_gap=gap))
    later = option.product.days_to_money - chosen.product.days_to_money
    if need.urgency is Urgency.NOW and later > 0:
        reasons.append(reason("slower_than_chosen", **pair, days_later=later))
    return reasons
