"""From what is known of a need to a recommendation; the ranking itself is the core's."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.services.form import Known
from bot.services.lending import Lending
from bot.services.need_fields import income_pattern_of
from bot.services.stated import amount_value
from scoring.comparison import MethodComparison, compare_methods, why_not
from scoring.need import Need
from scoring.option import Option
from scoring.products import Method, Purpose, Segment, Urgency
from scoring.reasons import Reason
from scoring.recommendation import Recommendation, recommend

# Any amount does where no amount could be lent.
SOME_AMOUNT = Decimal(10_000)
NEEDED = ("purpose", "amount", "term")


def need_is_complete(known: Known) -> bool:
    """Whether enough is known to recommend anything."""
    return all(known.get(name) is not None for name in NEEDED)


def need_from(known: Known) -> Need:
    """The need as the core takes it; the slots must hold purpose, amount and term."""
    segment = known.get("segment")
    return Need(
        purpose=Purpose(known["purpose"]),
        amount=Decimal(str(known["amount"]["value"])),
        months=int(known["term"]["months"]),
        segment=Segment(segment) if segment in set(Segment) else None,
        income_pattern=income_pattern_of(known),
        urgency=Urgency(known["urgency"]) if known.get("urgency") else None,
        monthly_income=_positive(amount_value(known.get("monthly_income"))),
        monthly_debt_payments=amount_value(known.get("monthly_debt")),
    )


def _positive(value: Decimal | None) -> Decimal | None:
    return value if value else None


def preferred_method(known: Known) -> Method | None:
    """The repayment method the customer asked for, if any."""
    method = known.get("method")
    return Method(method) if method else None


def recommended(known: Known, lending: Lending, today: date) -> Recommendation:
    """What fits the need, best first."""
    return recommend(
        need_from(known),
        lending.catalogue,
        policy=lending.pricing,
        today=today,
        preferred_method=preferred_method(known),
    )


def option_of(product_id: str, known: Known, lending: Lending, today: date) -> Option | None:
    """The recommended option of one product, or None when it does not fit the need."""
    found = recommended(known, lending, today)
    return next((option for option in found.options if option.product.id == product_id), None)


def reasons_against(
    product_id: str, known: Known, lending: Lending, today: date
) -> tuple[Reason, ...]:
    """Why a product was not proposed, or not first."""
    found = recommended(known, lending, today)
    return why_not(
        lending.catalogue.get(product_id),
        need_from(known),
        policy=lending.pricing,
        today=today,
        chosen=found.options[0] if found.options else None,
        preferred_method=preferred_method(known),
    )


def quote_methods(option: Option, lending: Lending, today: date) -> tuple[MethodComparison, ...]:
    """The same loan by each method that the product and the law allow."""
    return compare_methods(
        option.product,
        amount=option.amount,
        months=option.months,
        annual_rate=option.annual_rate,
        rules=lending.pricing.rules,
        today=today,
    )


def chosen_product(heard_product: object, ordinal: object, shown: Sequence[str]) -> str | None:
    """The product a customer means by its id or by its place in the list last shown."""
    if isinstance(heard_product, str):
        return heard_product
    if isinstance(ordinal, int) and shown:
        at = len(shown) - 1 if ordinal == -1 else ordinal - 1
        if 0 <= at < len(shown):
            return str(shown[at])
    return None


def never_served(known: Known, lending: Lending, today: date) -> tuple[Reason, ...]:
    """Why no amount and no term could help this customer with this purpose; empty when some could.

    Asked before the remaining questions, so that nobody answers them for nothing.
    """
    purpose, segment = known.get("purpose"), known.get("segment")
    if purpose is None or segment not in set(Segment):
        return ()
    fitting = [product for product in lending.catalogue if Purpose(purpose) in product.purposes]
    if any(Segment(segment) in product.segments for product in fitting):
        return ()
    need = Need(
        purpose=Purpose(purpose),
        amount=max((product.amount_min for product in fitting), default=SOME_AMOUNT),
        segment=Segment(segment),
    )
    return recommend(need, lending.catalogue, policy=lending.pricing, today=today).refusal
