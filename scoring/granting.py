"""How much of a request can be granted; it must not know reasons or outcomes."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.affordability import highest_affordable_amount
from scoring.case import Case
from scoring.fit import largest_amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Granted:
    """An amount that can be granted.

    Attributes:
        amount: yuan.
        by_exposure: whether what the risk allows brought it down last.
    """

    amount: Decimal
    by_exposure: bool


def wanted_amount(case: Case) -> Decimal:
    """Return what was asked for, or the most that product and law allow, in yuan."""
    maximum = largest_amount(case.product, case.books.pricing.rules, case.books.today)
    return min(case.request.amount, maximum)


def least_amount(case: Case) -> Decimal:
    """Return the least that is granted, in yuan: a small part of the need helps nobody."""
    share = case.books.policy.least_share_of_request
    return max(case.product.amount_min, share * wanted_amount(case))


def allowed_by_risk(case: Case) -> Decimal:
    """Return the most up to the request that the risk allows, in yuan."""
    amount = wanted_amount(case)
    while (exposure := case.exposure_at(amount)) < amount:
        amount = exposure
    return amount


def grant(case: Case, *, least: Decimal | None = None) -> Granted | None:
    """Return the largest amount up to the request that risk and income allow, None for none.

    Debts that a loan pays off count again when the loan is smaller, so that an amount must be
    allowed by the risk and be affordable at just that amount.

    Args:
        case: the application.
        least: the least that counts in yuan, None for what is granted at the least.

    Raises:
        PriceAboveCeiling: an amount on the way cannot be sold under its ceiling.
    """
    limits = case.books.policy.limits
    least = least_amount(case) if least is None else least
    amount, by_exposure = wanted_amount(case), False
    while amount >= least:
        exposure = case.exposure_at(amount)
        if exposure < amount:
            amount, by_exposure = exposure, True
            continue
        highest = highest_affordable_amount(case.assess_at, least=least, most=amount, limits=limits)
        if highest is None:
            return None
        if highest == amount:
            return Granted(amount=amount, by_exposure=by_exposure)
        amount, by_exposure = highest, False
    return None
