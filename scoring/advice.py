"""When borrowing less, longer, later or not at all is wiser; it must not know the ranking."""

from datetime import date
from decimal import ROUND_CEILING, Decimal

from scoring.errors import PriceAboveCeiling
from scoring.fit import Placement
from scoring.money import CENT
from scoring.need import Need
from scoring.option import COMFORTABLE_SHARE, SHARE_STEP, Option, price_option
from scoring.pricing import PricingPolicy
from scoring.products import Purpose, Urgency
from scoring.reasons import Reason, reason
from scoring.regulation import permitted_terms

SAVING_SHARE = Decimal("0.20")
# Saving is proposed unasked up to this long; longer only when no loan stays comfortable.
SHORT_SAVING_MONTHS = 6
LONGEST_SAVING_MONTHS = 36
# Amounts are proposed in whole thousands, small ones in whole hundreds.
STEP, SMALL_STEP = Decimal(1000), Decimal(100)
SMALL_AMOUNT = Decimal(10000)


def advise(best: Option, need: Need, *, policy: PricingPolicy, today: date) -> tuple[Reason, ...]:
    """Return what would be wiser than the best option; empty without a known income.

    Comfortable means that all monthly payments together are at most 40 % of net income. Every
    figure is priced again, not scaled.
    """
    if need.monthly_income is None:
        return ()
    comfortable = (COMFORTABLE_SHARE * need.monthly_income).quantize(CENT)
    # Debts that the loan pays off no longer weigh once it is paid out.
    replaced = need.purpose is Purpose.DEBT_CONSOLIDATION
    debts = Decimal(0) if replaced else need.monthly_debt_payments or Decimal(0)
    room = comfortable - debts
    if room <= 0:
        return (reason("debts_leave_no_room", debt_payments=debts, comfortable=comfortable),)
    if best.monthly_burden <= room:
        saving = _saving(best, need, room) if need.urgency is Urgency.FLEXIBLE else None
        short = saving is not None and int(saving.params["months"]) <= SHORT_SAVING_MONTHS
        return (saving,) if saving and short else ()
    ways = (
        _borrow_less(best, need.monthly_income, room, policy=policy, today=today),
        _longer_term(best, room, policy=policy, today=today),
    )
    found = tuple(way for way in ways if way is not None)
    if found:
        return found
    nothing_fits = reason("out_of_reach", monthly=best.monthly_burden, room=room)
    return (_saving(best, need, room) or nothing_fits,)


def _borrow_less(
    best: Option, income: Decimal, room: Decimal, *, policy: PricingPolicy, today: date
) -> Reason | None:
    """Propose the largest round amount whose monthly burden fits the room."""
    amount = best.amount * room / best.monthly_burden
    step = STEP if amount >= SMALL_AMOUNT else SMALL_STEP
    amount = amount // step * step
    while amount >= best.product.amount_min:
        smaller = _repriced(best, amount, best.months, policy=policy, today=today)
        if smaller is not None and smaller.monthly_burden <= room:
            return reason(
                "borrow_less",
                amount=amount,
                monthly=smaller.monthly_burden,
                share=(smaller.monthly_burden / income).quantize(SHARE_STEP),
            )
        amount -= step
    return None


def _longer_term(
    best: Option, room: Decimal, *, policy: PricingPolicy, today: date
) -> Reason | None:
    """Propose the shortest longer term whose monthly burden fits the room."""
    for months in permitted_terms(best.product, best.method, policy.rules, today):
        if months <= best.months:
            continue
        longer = _repriced(best, best.amount, months, policy=policy, today=today)
        if longer is not None and longer.monthly_burden <= room:
            return reason(
                "longer_term",
                months=months,
                monthly=longer.monthly_burden,
                extra=max(longer.total_cost - best.total_cost, Decimal(0)),
            )
    return None


def _saving(best: Option, need: Need, room: Decimal) -> Reason | None:
    """Propose to put money aside, when that takes a bearable time."""
    monthly = min(room, SAVING_SHARE * (need.monthly_income or Decimal(0)))
    monthly = monthly // SMALL_STEP * SMALL_STEP
    if not monthly:
        return None
    months = int((need.amount / monthly).to_integral_value(rounding=ROUND_CEILING))
    if months > LONGEST_SAVING_MONTHS:
        return None
    return reason("wait_or_save", monthly=monthly, months=months, saved=best.total_cost)


def _repriced(
    option: Option, amount: Decimal, months: int, *, policy: PricingPolicy, today: date
) -> Option | None:
    placement = Placement(
        product=option.product, amount=amount, months=months, method=option.method, fit=()
    )
    try:
        return price_option(placement, None, policy=policy, today=today)
    except PriceAboveCeiling:
        # A smaller loan can carry a fixed fee less easily; then it is no proposal.
        return None
