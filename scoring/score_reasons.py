"""What a card looks at in an applicant, and what keeps the score low; it must not decide."""

from decimal import Decimal

from scoring.applicant import Applicant
from scoring.reasons import Reason, reason
from scoring.scorecard import Card, Contribution, Features, Score

# A share of income without any income: more than everything.
ALL_INCOME = Decimal(10)
LATE_PREFIX = "late_payments_"


def features_of(applicant: Applicant, *, median_monthly_income: Decimal) -> Features:
    """Return the inputs of the card for what customers can state.

    Counts of late payments are nested (30 days or more, 60 or more, 90 or more) and income is
    relative to the median of the place, so that no currency enters the card.
    """
    income = applicant.monthly_income
    debts = applicant.monthly_debt_payments
    without_income = ALL_INCOME if debts else Decimal(0)
    over_60 = applicant.late_payments_60_89 + applicant.late_payments_90
    return {
        "card_utilisation": applicant.card_utilisation,
        "late_payments_30_up": Decimal(applicant.late_payments),
        "late_payments_60_up": Decimal(over_60),
        "late_payments_90_up": Decimal(applicant.late_payments_90),
        "debt_share": debts / income if income else without_income,
        "relative_income": income / median_monthly_income,
        "open_credit_lines": Decimal(applicant.open_credit_lines),
        "real_estate_loans": Decimal(applicant.real_estate_loans),
        "dependents": Decimal(applicant.dependents),
    }


def score_reasons(card: Card, score: Score, applicant: Applicant) -> tuple[Reason, ...]:
    """Return what keeps the score below the best attainable one, the weightiest first.

    The three counts of late payments are one reason: nobody can have the second without the first.
    """
    late = [one for one in score.losses if one.name.startswith(LATE_PREFIX)]
    weighted = [
        (one.lost, _reason(card, one, applicant))
        for one in score.losses
        if not one.name.startswith(LATE_PREFIX)
    ]
    if late:
        worst = 90 if applicant.late_payments_90 else 60 if applicant.late_payments_60_89 else 30
        found = reason("late_payments", count=applicant.late_payments, worst_days=worst)
        weighted.append((sum(one.lost for one in late), found))
    # Sorting is stable, so equal weights keep the card's order.
    return tuple(found for _, found in sorted(weighted, key=lambda pair: -pair[0]))


def _reason(card: Card, loss: Contribution, applicant: Applicant) -> Reason:
    best = card.characteristic(loss.name).best
    value = loss.value
    below_best = value is not None and best.low is not None and value < best.low
    match loss.name:
        case "card_utilisation":
            if value is None:
                return reason("no_card")
            return reason("card_unused") if below_best else reason("card_much_used", share=value)
        case "debt_share":
            return reason("debt_share", share=(value or Decimal(0)).quantize(Decimal("0.0001")))
        case "relative_income":
            return reason("income_level", monthly_income=applicant.monthly_income)
        case "open_credit_lines":
            code = "few_credit_lines" if below_best else "many_credit_lines"
            return reason(code, count=applicant.open_credit_lines)
        case "real_estate_loans" if below_best:
            return reason("no_real_estate_loan")
        case "real_estate_loans":
            return reason("many_real_estate_loans", count=applicant.real_estate_loans)
        case _:
            return reason("dependents", count=applicant.dependents)
