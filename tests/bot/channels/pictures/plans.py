"""Quotes with plans, as the dialogue makes their cards and words."""

import datetime as dt
from decimal import Decimal
from typing import Any

from bot.texts.replies import plan
from scoring.products import Fee, Method
from scoring.schedule import build_schedule

COST = Decimal("0.0960")


def quote_card(
    months: int,
    *,
    method: Method = Method.EQUAL_INSTALMENT,
    fees: tuple[Fee, ...] = (),
    language: str = "zh_CN",
) -> tuple[dict[str, Any], str]:
    """The card of a quote, and the words of a reply that lists its plan."""
    schedule = build_schedule(
        principal=Decimal(100_000),
        annual_rate=COST,
        months=months,
        method=method,
        disbursed=dt.date(2026, 12, 1),
        fees=fees,
    )
    card = {
        "type": "quote",
        "product": {"product": "p", "annual_cost": str(COST)},
        "instalments": plan.instalment_rows(schedule),
    }
    return card, plan.rows(schedule, COST, language)
