"""Reasons of cards that look at records (bureau, own customers); it must not know any applicant.

The card of what customers state is explained by ``score_reasons`` with the facts they stated. A
record holds what its owner may never have seen, so these reasons say in which direction it falls
short and give no number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from scoring.card_bins import Bin
from scoring.reasons import REASON_PARAMETERS, Reason, reason
from scoring.scorecard import Card, Contribution, Score

MOST_REASONS = 4
NAMED = "characteristic_below_best"
NOT_ON_RECORD = "not_on_record"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """Codes by where a value lies.

    Attributes:
        below: when it is under the best attainable range.
        above: when it is over it.
    """

    below: str
    above: str


def _both(code: str) -> Sides:
    return Sides(below=code, above=code)


# Lateness falls short only upwards, the age of accounts only downwards. Where a card was fitted
# otherwise, the other side has a reason that is true of any value.
_LATE = Sides(below="other_record", above="late_on_record")
_ASKED = Sides(below="other_record", above="inquiries_on_record")
_CARD_USE = Sides(below="cards_little_used_on_record", above="cards_much_used_on_record")
_STATUS = Sides(below="other_payment_record", above="paid_us_late")
_PAID_BACK = Sides(below="paid_us_back_little", above="other_payment_record")
_OTHER = _both("other_payment_record")
_LIMIT_USE = Sides(below="our_limit_little_used", above="our_limit_much_used")

CHARACTERISTIC_REASONS: Mapping[str, Sides] = MappingProxyType(
    {
        # What a bureau holds (scoring/training/schemas/heloc_fico.yml).
        "external_risk_estimate": Sides(below="outside_score_low", above="other_record"),
        "months_since_oldest_trade": Sides(below="short_credit_history", above="other_record"),
        "average_months_in_file": Sides(below="short_credit_history", above="other_record"),
        "months_since_newest_trade": Sides(
            below="opened_lately_on_record", above="nothing_opened_lately_on_record"
        ),
        "satisfactory_trades": Sides(below="few_accounts_in_order", above="other_record"),
        "trades_60_days_late_ever": _LATE,
        "trades_90_days_late_ever": _LATE,
        "percent_trades_never_late": Sides(below="late_on_record", above="other_record"),
        "months_since_late": Sides(below="late_not_long_ago", above="other_record"),
        # Their codes do not rise with lateness throughout, so no direction is said.
        "worst_status_12_months": _both("status_on_record"),
        "worst_status_ever": _both("status_on_record"),
        "total_trades": Sides(below="few_accounts_on_record", above="many_accounts_on_record"),
        "trades_opened_12_months": Sides(below="other_record", above="opened_lately_on_record"),
        "percent_instalment_trades": Sides(below="other_record", above="instalment_share_high"),
        "months_since_inquiry": Sides(below="inquiry_not_long_ago", above="other_record"),
        "inquiries_6_months": _ASKED,
        "inquiries_6_months_without_last_week": _ASKED,
        "revolving_burden_percent": _CARD_USE,
        "instalment_burden_percent": Sides(below="other_record", above="loans_little_repaid"),
        "revolving_trades_with_balance": Sides(
            below="few_cards_with_balance", above="many_cards_with_balance"
        ),
        "instalment_trades_with_balance": Sides(
            below="few_loans_with_balance", above="many_loans_with_balance"
        ),
        "bank_trades_highly_used": _CARD_USE,
        "percent_trades_with_balance": Sides(below="other_record", above="many_accounts_owe"),
        # What a lender knows of its own customers (scoring/training/schemas/taiwan_default.yml).
        "relative_limit": Sides(below="our_limit_small", above="other_payment_record"),
        "status_this_month": _STATUS,
        "status_1_month_ago": _STATUS,
        "status_2_months_ago": _STATUS,
        "status_3_months_ago": _STATUS,
        "status_4_months_ago": _STATUS,
        "status_5_months_ago": _STATUS,
        "worst_status": _STATUS,
        "months_two_late": _STATUS,
        # Two inputs crossed have no direction.
        "status_now_and_1_ago": _OTHER,
        "status_now_and_2_ago": _OTHER,
        "status_1_and_3_ago": _OTHER,
        "status_and_limit": _OTHER,
        "status_1_ago_and_limit": _OTHER,
        "status_and_bill": _OTHER,
        "limit_and_payment": _OTHER,
        "limit_and_bill": _OTHER,
        "bill_and_payment": _OTHER,
        "limit_use": _LIMIT_USE,
        "limit_use_earlier": _LIMIT_USE,
        "payment_of_limit": _PAID_BACK,
        "payment_of_limit_1_ago": _PAID_BACK,
        "payment_of_limit_2_ago": _PAID_BACK,
        "payments_of_limit_6_months": _PAID_BACK,
        "payment_of_bill": _PAID_BACK,
    }
)


def card_reasons(card: Card, score: Score, *, most: int = MOST_REASONS) -> tuple[Reason, ...]:
    """Return what keeps a score below the best attainable one, the weightiest first.

    Characteristics with one code are one reason with the sum of their lost points. A characteristic
    may name its code itself (``Characteristic.reason``) when that code has no parameters; one that
    has none, and is in no table, is told by its name.

    Args:
        card: the card.
        score: a score of this card.
        most: how many reasons at most.
    """
    lost: dict[Reason, int] = {}
    for one in score.losses:
        found = _reason(card, one)
        lost[found] = lost.get(found, 0) + one.lost
    # Sorting is stable, so equal weights keep the order of the single losses.
    return tuple(sorted(lost, key=lambda found: -lost[found])[:most])


def explained(card: Card, score: Score, found: Reason) -> tuple[str, ...]:
    """Return the characteristics that a reason of ``card_reasons`` stands for."""
    return tuple(one.name for one in score.losses if _reason(card, one) == found)


def _reason(card: Card, loss: Contribution) -> Reason:
    characteristic = card.characteristic(loss.name)
    stated = characteristic.reason
    if stated is not None and REASON_PARAMETERS.get(stated) == ():
        return reason(stated)
    sides = CHARACTERISTIC_REASONS.get(loss.name)
    if sides is None:
        return reason(NAMED, characteristic=loss.name)
    if loss.category is not None:
        return reason(sides.above)
    place = characteristic.bin_of(loss.value)
    if loss.value is None or not place.is_range:
        # A code such as "no such event" is no measurement, so it is on no side.
        return reason(NOT_ON_RECORD)
    code = sides.below if _is_below(loss.value, characteristic.best) else sides.above
    # A status of 0 or less is no lateness, even where the card likes another one better.
    if code == "paid_us_late" and loss.value <= 0:
        return reason("other_payment_record")
    return reason(code)


def _is_below(value: Decimal, best: Bin) -> bool:
    return best.low is not None and value < best.low
