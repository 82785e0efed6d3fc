"""`shandai price`: a product, a risk and a loan in, the price and what it is made of out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import ConfigDict, TypeAdapter

from bot.services.lending import Lending
from scoring.errors import InvalidInput
from scoring.money import checked_amount
from scoring.pricing import price
from scoring.products import Method, Segment
from scoring.regulation import check_loan, needs_yearly_reapproval

type Answer = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceLine:
    """A line of `shandai price`; the keys are described in docs/command-line.md."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    product_id: str
    pd: Decimal
    amount: Decimal
    months: int
    method: Method
    segment: Segment | None = None
    channel: str | None = None


_LINE = TypeAdapter(PriceLine)


def price_answer(asked: object, *, lending: Lending, today: date) -> Answer:
    """Answer one line.

    Raises:
        InvalidInput: names the key that cannot be used.
        pydantic.ValidationError: the same, for keys that have the wrong form.
        UnknownProduct: the catalogue has no such product.
        PriceAboveCeiling: no permitted rate keeps the cost under the ceiling; names the fee.
    """
    line = _LINE.validate_python(asked)
    product = lending.catalogue.get(line.product_id)
    if line.method not in product.methods:
        raise InvalidInput(
            "method", f"{line.method} is not sold", f"give one of {', '.join(product.methods)}"
        )
    found = price(
        product,
        pd=line.pd,
        amount=checked_amount("amount", line.amount),
        months=line.months,
        method=line.method,
        policy=lending.pricing,
        today=today,
        segment=line.segment,
        channel=line.channel,
    )
    rules = lending.pricing.rules
    objections = check_loan(
        rules,
        today,
        kind=product.kind,
        amount=line.amount,
        months=line.months,
        method=line.method,
    )
    return {
        "annual_rate": found.annual_rate,
        "annual_cost": found.annual_cost,
        "components": {
            "funding": found.funding,
            "expected_loss": found.expected_loss,
            "operating": found.operating,
            "capital": found.capital,
            "margin": found.margin,
            "adjustment": found.adjustment,
        },
        "full_rate": found.full_rate,
        "shortfall": found.shortfall,
        "capped": found.capped,
        "ceiling": found.ceiling,
        "expected_profit": found.expected_profit,
        "raroc": found.raroc,
        "profit": found.profit,
        "first_payment": found.schedule.instalments[0].payment,
        "total_cost": found.schedule.total_cost,
        "objections": [{"code": one.code, "params": one.params} for one in objections],
        "yearly_reapproval": needs_yearly_reapproval(product.kind, line.months, rules, today),
    }
