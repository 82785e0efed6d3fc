"""Which products to propose for a need, ranked and explained; it must not know an assessment."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.advice import advise
from scoring.errors import PriceAboveCeiling
from scoring.fit import misfits
from scoring.need import Need
from scoring.option import Option, option_for
from scoring.pricing import PricingPolicy
from scoring.products import Catalogue, Method, Urgency
from scoring.reasons import Reason, reason
from scoring.regulation import RuleBook, check_purpose
from scoring.tradeoff import tradeoff

MOST_OPTIONS = 3
MOST_REASONS = 4

# What each reason adds to an option's score; the ones with an amount or a term weigh by size.
WEIGHTS: Mapping[str, Decimal] = {
    # A product made for the purpose hardly more than breaks ties: what helps is the price.
    "purpose_match": Decimal(22),
    "purpose_covered": Decimal(18),
    "segment_match": Decimal(15),
    "segment_condition": Decimal(-15),
    "cash_flow_match": Decimal(15),
    "method_as_wished": Decimal(10),
    "method_not_offered": Decimal(-15),
    "no_fee": Decimal(3),
    "fast": Decimal(10),
    "comfortable": Decimal(5),
}
WEIGHT_PAPER = Decimal(-2)
WEIGHT_MISSING_AMOUNT = Decimal(-60)
WEIGHT_CHANGED_TERM = Decimal(-40)
# A percentage point of annual cost.
WEIGHT_COST_POINT = Decimal(-3)
# An option this far below the best is no alternative to it.
WIDEST_GAP = Decimal(30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommendation:
    """What to propose.

    Attributes:
        options: up to three, the best first.
        advice: what would be wiser than the first option.
        refusal: why there is no option; empty when there is one.
    """

    options: tuple[Option, ...]
    advice: tuple[Reason, ...]
    refusal: tuple[Reason, ...]


def recommend(
    need: Need,
    catalogue: Catalogue,
    *,
    policy: PricingPolicy,
    today: date,
    preferred_method: Method | None = None,
) -> Recommendation:
    """Return up to three products for a need, the best first.

    Prices are indicative: the product's reference default probability, with the range from the
    best to the worst approvable customer.

    The score of an option is the sum of its reasons' weights less its annual cost, so the reasons
    explain the order; ties fall to the lower cost, then to the catalogue's order.
    """
    refused = _refusal(need, catalogue, policy.rules, today)
    if refused:
        return Recommendation(options=(), advice=(), refusal=refused)
    priced: list[Option] = []
    unpriced: list[Reason] = []
    for product in catalogue:
        if not misfits(product, need, policy.rules, today):
            try:
                priced.append(
                    option_for(
                        product, need, policy=policy, today=today, preferred_method=preferred_method
                    )
                )
            except PriceAboveCeiling:
                # A small sum can be too small for a fixed fee; other products may remain.
                unpriced.append(reason("not_priceable", product_id=product.id))
    if not priced:
        return Recommendation(options=(), advice=(), refusal=tuple(unpriced[:MOST_REASONS]))
    ranked = sorted(priced, key=lambda option: (-score(option), option.total_cost))
    close = [option for option in ranked if score(option) >= score(ranked[0]) - WIDEST_GAP]
    options = _explained(close[:MOST_OPTIONS], need)
    return Recommendation(
        options=options,
        advice=advise(options[0], need, policy=policy, today=today),
        refusal=(),
    )


def score(option: Option) -> Decimal:
    """Return the ranking score: weights of the reasons, less the annual cost."""
    points = WEIGHT_COST_POINT * option.annual_cost * 100
    for found in option.fit:
        if found.code == "amount_clipped":
            missing = 1 - option.amount / Decimal(found.params["requested"])
            points += WEIGHT_MISSING_AMOUNT * missing
        elif found.code == "term_adjusted":
            terms = sorted((int(found.params["requested"]), option.months))
            points += WEIGHT_CHANGED_TERM * (1 - Decimal(terms[0]) / terms[1])
        elif found.code.startswith("requires_"):
            points += WEIGHT_PAPER
        else:
            points += WEIGHTS.get(found.code, Decimal(0))
    return points


def _refusal(need: Need, catalogue: Catalogue, rules: RuleBook, today: date) -> tuple[Reason, ...]:
    """Return why no product can serve the need; empty when one can."""
    forbidden = check_purpose(need.purpose, rules, today)
    if forbidden is not None:
        return (forbidden,)
    found = [misfits(product, need, rules, today) for product in catalogue]
    if any(not reasons for reasons in found):
        return ()
    covering = [
        reasons
        for product, reasons in zip(catalogue, found, strict=True)
        if need.purpose in product.purposes
    ]
    if not covering:
        return (reason("no_product_for_purpose", purpose=need.purpose.value),)
    # The product that misses by the fewest reasons tells the customer what to change.
    return min(covering, key=len)[:MOST_REASONS]


def _explained(ranked: Iterable[Option], need: Need) -> tuple[Option, ...]:
    """Add to each option what only the others can tell: its cost and its trade-off."""
    options = list(ranked)
    urgent = need.urgency is Urgency.NOW
    explained = []
    for place_in_list, option in enumerate(options):
        peers = [
            other
            for other in options
            if (other.amount, other.months) == (option.amount, option.months)
            and other.total_cost > option.total_cost
        ]
        fit = option.fit
        if peers:
            dearest = max(peers, key=lambda other: other.total_cost)
            fit = (
                *fit,
                reason(
                    "lower_cost_than",
                    product_id=dearest.product.id,
                    saved=dearest.total_cost - option.total_cost,
                ),
            )
        following = options[place_in_list + 1] if place_in_list + 1 < len(options) else None
        compared = tradeoff(option, following, urgent=urgent) if following else None
        explained.append(dataclasses.replace(option, fit=fit, tradeoff=compared))
    return tuple(explained)
