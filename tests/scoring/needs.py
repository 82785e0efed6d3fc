"""Needs of imagined customers for the tests of recommendations."""

from decimal import Decimal

from scoring.need import Need
from scoring.products import IncomePattern, Purpose, Segment, Urgency


def need(
    purpose: str,
    amount: int,
    months: int | None = None,
    *,
    segment: str | None = None,
    pattern: str | None = None,
    urgency: str | None = None,
    income: int | None = None,
    debts: int | None = None,
) -> Need:
    return Need(
        purpose=Purpose(purpose),
        amount=Decimal(amount),
        months=months,
        segment=Segment(segment) if segment else None,
        income_pattern=IncomePattern(pattern) if pattern else None,
        urgency=Urgency(urgency) if urgency else None,
        monthly_income=None if income is None else Decimal(income),
        monthly_debt_payments=None if debts is None else Decimal(debts),
    )


FARMER = need("farming", 50000, 9, segment="farmer", pattern="harvest")
SHOPKEEPER = need(
    "equipment", 100000, 18, segment="micro_business", pattern="takings", income=15000
)
TRAVELLER = need(
    "travel", 10000, 12, segment="city_employee", pattern="salary", urgency="now", income=12000
)
