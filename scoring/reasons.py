"""The codes with which the core explains itself; it must not know the sentences (bot/texts does).

Each module that gives reasons keeps its codes in one table here: code -> names of its parameters.
Amounts are Decimal yuan, rates Decimal fractions a year, terms int months, the rest strings that
are canonical values (product id, purpose, method ...).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from scoring.errors import InvalidInput

type Parameter = Decimal | int | str

# scoring/regulation.py: what the law does not allow.
REGULATION_REASONS: Mapping[str, tuple[str, ...]] = {
    "purpose_forbidden": ("purpose",),
    "above_consumer_limit": ("amount", "maximum"),
    "single_repayment_too_long": ("method", "months", "maximum_months"),
    "student_consumer_loan": ("purpose",),
    "cost_above_ceiling": ("annual_cost", "ceiling"),
}

# scoring/fit.py and recommendation.py: why a product fits.
FIT_REASONS: Mapping[str, tuple[str, ...]] = {
    "purpose_match": ("purpose",),
    "purpose_covered": ("purpose",),
    "segment_match": ("segment",),
    "segment_condition": ("segments",),
    "cash_flow_match": ("income_pattern", "method"),
    "method_as_wished": ("method",),
    "method_not_offered": ("method", "offered"),
    "no_fee": (),
    "fast": ("days",),
    "lower_cost_than": ("product_id", "saved"),
    "comfortable": ("share",),
    "amount_clipped": ("requested", "maximum"),
    "term_adjusted": ("requested", "offered"),
    "term_suggested": ("months",),
    "requires_invoice": (),
    "requires_quotation": (),
    "requires_business_licence": (),
    "requires_land_contract": (),
    "requires_enrolment_proof": (),
    "requires_guardian": (),
    "requires_asset_proof": (),
    "requires_medical_record": (),
    "requires_debt_statement": (),
}

# scoring/tradeoff.py: one option against the next; amounts are never negative.
TRADEOFF_REASONS: Mapping[str, tuple[str, ...]] = {
    "cheaper_and_lighter": ("product_id", "saved", "lower_by"),
    "cheaper_but_heavier": ("product_id", "saved", "higher_by"),
    "dearer_but_lighter": ("product_id", "extra", "lower_by"),
    "dearer_and_heavier": ("product_id", "extra", "higher_by"),
    "faster_but_dearer": ("product_id", "days_sooner", "extra"),
    "cheaper": ("product_id", "saved"),
    "dearer": ("product_id", "extra"),
    "same_cost": ("product_id",),
    "more_money": ("product_id", "more"),
    "less_money": ("product_id", "less"),
    "longer_time": ("product_id", "more_months", "lower_by", "extra"),
    "shorter_time": ("product_id", "fewer_months", "higher_by", "saved"),
}

# scoring/advice.py: when borrowing less, later or not at all is wiser.
ADVICE_REASONS: Mapping[str, tuple[str, ...]] = {
    "borrow_less": ("amount", "monthly", "share"),
    "longer_term": ("months", "monthly", "extra"),
    "wait_or_save": ("monthly", "months", "saved"),
    "debts_leave_no_room": ("debt_payments", "comfortable"),
    "out_of_reach": ("monthly", "room"),
}

# scoring/fit.py and comparison.py: why a product, or every product, does not fit.
MISFIT_REASONS: Mapping[str, tuple[str, ...]] = {
    "no_product_for_purpose": ("purpose",),
    "purpose_not_covered": ("purpose", "product_id"),
    "segment_not_served": ("segment", "product_id"),
    "amount_below_minimum": ("amount", "minimum", "product_id"),
    "amount_above_maximum": ("amount", "maximum", "product_id"),
    "term_not_offered": ("months", "nearest", "product_id"),
    "wished_method_not_offered": ("method", "product_id"),
    "income_below_minimum": ("minimum", "product_id"),
    "not_priceable": ("product_id",),
    "dearer_than_chosen": ("product_id", "chosen_id", "extra"),
    "higher_annual_cost": ("product_id", "chosen_id", "annual_cost_gap"),
    "slower_than_chosen": ("product_id", "chosen_id", "days_later"),
    "fits_but_ranked_lower": ("product_id", "chosen_id"),
    "is_recommended": ("product_id",),
}

# scoring/knock_outs.py: conditions without which nothing else is looked at.
KNOCK_OUT_REASONS: Mapping[str, tuple[str, ...]] = {
    "age_below_minimum": ("age", "minimum"),
    "age_above_maximum": ("age_at_maturity", "maximum"),
    "work_too_short": ("months", "minimum"),
    "no_income": (),
    "debts_exceed_income": ("debt_payments", "monthly_income"),
    "serious_late_payments": ("count", "maximum"),
}

# scoring/affordability.py: why a loan cannot be carried. Shares and stress are fractions.
AFFORDABILITY_REASONS: Mapping[str, tuple[str, ...]] = {
    "payments_above_share": ("payments", "monthly_income", "maximum"),
    "payments_above_share_in_bad_time": ("payments", "stressed_income", "stress", "maximum"),
    "too_little_left_to_live_on": ("left", "needed"),
}

# scoring/judgement.py: why a smaller amount, and why a person looks at it.
JUDGEMENT_REASONS: Mapping[str, tuple[str, ...]] = {
    "reduced_to_affordable": ("requested", "amount"),
    "reduced_to_exposure": ("requested", "amount", "months_of_income"),
    "exposure_too_small": ("amount", "minimum"),
    "segment_seen_by_person": ("segment",),
    "large_amount_seen_by_person": ("amount", "threshold"),
}

# scoring/consistency.py: stated facts that cannot all be true.
CONSISTENCY_REASONS: Mapping[str, tuple[str, ...]] = {
    "more_homes_than_loans": ("homes", "lines"),
    "card_without_line": (),
    "payments_without_line": ("payments",),
    "home_loan_without_payments": ("homes",),
    "loans_without_payments": ("lines",),
}

# scoring/limit_review.py: why a limit moves, or does not.
REVIEW_REASONS: Mapping[str, tuple[str, ...]] = {
    "limit_raised_for_paying_well": ("months",),
    "limit_cut_for_lateness": ("days",),
    "limit_frozen_for_lateness": ("days",),
    "limit_above_its_ceiling": ("amount",),
    "limit_at_its_ceiling": ("amount",),
    "too_soon_for_more": ("months",),
    "late_in_recent_months": ("count",),
    "limit_hardly_used": ("share",),
}

# scoring/early_warning.py: signs that ask for attention.
WARNING_REASONS: Mapping[str, tuple[str, ...]] = {
    "seriously_late_now": ("days",),
    "first_late_payment": ("days",),
    "late_again": ("days",),
    "broken_promises": ("count",),
    "missed_contacts": ("count",),
    "limit_nearly_used_up": ("share",),
    "limit_use_rising": ("share", "rise"),
    "only_minimum_paid": ("months",),
    "income_has_fallen": ("share",),
    "many_inquiries": ("count",),
}

# scoring/score_reasons.py: what keeps a score below the best attainable.
SCORE_REASONS: Mapping[str, tuple[str, ...]] = {
    "late_payments": ("count", "worst_days"),
    "card_much_used": ("share",),
    "card_unused": (),
    "no_card": (),
    "debt_share": ("share",),
    "income_level": ("monthly_income",),
    "few_credit_lines": ("count",),
    "many_credit_lines": ("count",),
    "no_real_estate_loan": (),
    "many_real_estate_loans": ("count",),
    "dependents": ("count",),
}

# scoring/card_reasons.py: what keeps a score from records below the best attainable.
CARD_REASONS: Mapping[str, tuple[str, ...]] = {
    "outside_score_low": (),
    "short_credit_history": (),
    "opened_lately_on_record": (),
    "nothing_opened_lately_on_record": (),
    "few_accounts_in_order": (),
    "late_on_record": (),
    "late_not_long_ago": (),
    "status_on_record": (),
    "few_accounts_on_record": (),
    "many_accounts_on_record": (),
    "instalment_share_high": (),
    "inquiry_not_long_ago": (),
    "inquiries_on_record": (),
    "cards_much_used_on_record": (),
    "cards_little_used_on_record": (),
    "loans_little_repaid": (),
    "few_cards_with_balance": (),
    "many_cards_with_balance": (),
    "few_loans_with_balance": (),
    "many_loans_with_balance": (),
    "many_accounts_owe": (),
    "other_record": (),
    "not_on_record": (),
    "our_limit_small": (),
    "paid_us_late": (),
    "paid_us_back_little": (),
    "our_limit_much_used": (),
    "our_limit_little_used": (),
    "other_payment_record": (),
    "characteristic_below_best": ("characteristic",),
}

REASON_PARAMETERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **REGULATION_REASONS,
        **FIT_REASONS,
        **TRADEOFF_REASONS,
        **ADVICE_REASONS,
        **MISFIT_REASONS,
        **KNOCK_OUT_REASONS,
        **AFFORDABILITY_REASONS,
        **JUDGEMENT_REASONS,
        **CONSISTENCY_REASONS,
        **REVIEW_REASONS,
        **WARNING_REASONS,
        **SCORE_REASONS,
        **CARD_REASONS,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One reason, as a code with its parameters.

    Attributes:
        code: a key of ``REASON_PARAMETERS``.
        params: exactly the parameters which that table names.
    """

    code: str
    params: Mapping[str, Parameter] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse an unknown code or other parameters than the code has."""
        expected = REASON_PARAMETERS.get(self.code)
        if expected is None:
            raise InvalidInput("code", f"{self.code!r} is no reason code", "use a listed code")
        if set(self.params) != set(expected):
            raise InvalidInput(
                f"params of {self.code}", f"are {sorted(self.params)}", f"give {sorted(expected)}"
            )
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))


def reason(code: str, **params: Parameter) -> Reason:
    """Make a reason; the keyword arguments are its parameters."""
    return Reason(code=code, params=params)
