"""What one option gives and takes against another; it must not know how options are ranked."""

from decimal import Decimal

from scoring.option import Option
from scoring.reasons import Reason, reason


def tradeoff(own: Option, other: Option, *, urgent: bool) -> Reason:
    """Return the one difference that matters most between two options, seen from the first.

    Different amounts come first, then different terms, then (when the customer is in a hurry)
    speed, then cost against monthly weight. The parameters are never negative.
    """
    against = other.product.id
    if own.amount != other.amount:
        if own.amount > other.amount:
            return reason("more_money", product_id=against, more=own.amount - other.amount)
        return reason("less_money", product_id=against, less=other.amount - own.amount)
    saved = other.total_cost - own.total_cost
    lighter = other.monthly_burden - own.monthly_burden
    if own.months > other.months and saved <= 0 <= lighter:
        return reason(
            "longer_time",
            product_id=against,
            more_months=own.months - other.months,
            lower_by=lighter,
            extra=-saved,
        )
    if own.months < other.months and lighter <= 0 <= saved:
        return reason(
            "shorter_time",
            product_id=against,
            fewer_months=other.months - own.months,
            higher_by=-lighter,
            saved=saved,
        )
    sooner = other.product.days_to_money - own.product.days_to_money
    if urgent and sooner > 0 and saved < 0:
        return reason("faster_but_dearer", product_id=against, days_sooner=sooner, extra=-saved)
    return _cost_against_weight(against, saved, lighter)


def _cost_against_weight(against: str, saved: Decimal, lighter: Decimal) -> Reason:
    """Name the case by the signs of both differences."""
    if saved < 0:
        if lighter > 0:
            return reason("dearer_but_lighter", product_id=against, extra=-saved, lower_by=lighter)
        if lighter < 0:
            return reason(
                "dearer_and_heavier", product_id=against, extra=-saved, higher_by=-lighter
            )
        return reason("dearer", product_id=against, extra=-saved)
    if lighter > 0:
        return reason("cheaper_and_lighter", product_id=against, saved=saved, lower_by=lighter)
    if lighter < 0:
        return reason("cheaper_but_heavier", product_id=against, saved=saved, higher_by=-lighter)
    if saved:
        return reason("cheaper", product_id=against, saved=saved)
    return reason("same_cost", product_id=against)
