"""Conditions without which nothing else is looked at; it must not know scores or prices."""

from datetime import date
from decimal import ROUND_CEILING, Decimal

from scoring.affordability import replaced_payments
from scoring.applicant import Applicant, LoanRequest
from scoring.decision_policy import DecisionPolicy
from scoring.fit import misfits, nearest_term
from scoring.need import Need
from scoring.products import Product
from scoring.reasons import Reason, reason
from scoring.regulation import RuleBook, permitted_terms

MONTHS = 12


def knock_outs(
    applicant: Applicant,
    request: LoanRequest,
    product: Product,
    *,
    policy: DecisionPolicy,
    rules: RuleBook,
    today: date,
) -> tuple[Reason, ...]:
    """Return every condition that is not met, the law's and the product's before the lender's."""
    need = Need(
        purpose=request.purpose,
        amount=request.amount,
        segment=applicant.segment,
        monthly_income=applicant.monthly_income,
    )
    return (
        *misfits(product, need, rules, today),
        *_shape(request, product, rules, today),
        *_person(applicant, request, product),
        *_debts(applicant, request, product, policy),
    )


def _shape(
    request: LoanRequest, product: Product, rules: RuleBook, today: date
) -> tuple[Reason, ...]:
    """Return why the loan is not sold in this term and method."""
    if request.method not in product.methods:
        return (
            reason("wished_method_not_offered", method=request.method.value, product_id=product.id),
        )
    terms = permitted_terms(product, request.method, rules, today)
    if request.months in terms:
        return ()
    nearest = nearest_term(terms or product.terms, request.months)
    return (
        reason("term_not_offered", months=request.months, nearest=nearest, product_id=product.id),
    )


def _person(applicant: Applicant, request: LoanRequest, product: Product) -> list[Reason]:
    conditions = product.eligibility
    reasons = []
    if applicant.age < conditions.age_min:
        reasons.append(reason("age_below_minimum", age=applicant.age, minimum=conditions.age_min))
    years = (Decimal(request.months) / MONTHS).to_integral_value(rounding=ROUND_CEILING)
    at_maturity = applicant.age + int(years)
    if at_maturity > conditions.age_max_at_maturity:
        reasons.append(
            reason(
                "age_above_maximum",
                age_at_maturity=at_maturity,
                maximum=conditions.age_max_at_maturity,
            )
        )
    if applicant.months_in_work < conditions.months_in_work_min:
        reasons.append(
            reason(
                "work_too_short",
                months=applicant.months_in_work,
                minimum=conditions.months_in_work_min,
            )
        )
    return reasons


def _debts(
    applicant: Applicant, request: LoanRequest, product: Product, policy: DecisionPolicy
) -> list[Reason]:
    reasons = []
    if applicant.late_payments_90 > policy.most_serious_late_payments:
        reasons.append(
            reason(
                "serious_late_payments",
                count=applicant.late_payments_90,
                maximum=policy.most_serious_late_payments,
            )
        )
    # Where the product asks for an income, "income_below_minimum" has said it already.
    asked = product.eligibility.monthly_income_min > 0 or applicant.segment in policy.refer_segments
    if not applicant.monthly_income and not asked:
        reasons.append(reason("no_income"))
    # A loan that pays off debts ends their payments, so only those that stay weigh on the income.
    replaced = replaced_payments(applicant, request.purpose, request.amount, policy.affordability)
    if applicant.monthly_debt_payments - replaced > applicant.monthly_income:
        reasons.append(
            reason(
                "debts_exceed_income",
                debt_payments=applicant.monthly_debt_payments,
                monthly_income=applicant.monthly_income,
            )
        )
    return reasons
