"""A lender, a database and one conversation, for tests of what is done with them."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from bot.services.lending import Lending
from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation
from bot.wiring import build_lending

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def stated(value: str) -> dict[str, Any]:
    return {"value": value, "low": None, "high": None, "approximate": False, "text": value,
            "explicit": True, "unit": "CNY"}  # fmt: skip


NEED: Mapping[str, Any] = {
    "purpose": "home_improvement",
    "amount": stated("50000"),
    "term": {"months": 24, "approximate": False, "text": "两年"},
    "segment": "city_employee",
    "urgency": "flexible",
}
FACTS: Mapping[str, Any] = {
    "age": 35,
    "monthly_income": stated("12000"),
    "monthly_debt": stated("0"),
    "months_in_work": 36,
    "card_utilisation": "0.30",
    "open_credit_lines": 2,
    "real_estate_loans": 0,
    "late_payments": "none",
    "dependents": 0,
    "facts_confirmed": "yes",
}


@cache
def lending() -> Lending:
    """The lender's offer as it is shipped."""
    return build_lending()


def with_another_card(lender: Lending) -> Lending:
    """The same lender after the card was replaced by a newer version of it."""
    return dataclasses.replace(
        lender, card=dataclasses.replace(lender.card, version=f"{lender.card.version}-next")
    )


def opened(uow: UnitsOfWork, user: str = "u1") -> Conversation:
    with uow() as work:
        customer = work.customers.ensure(
            channel="console", channel_user_id=user, language="zh_CN", at=NOW
        )
        talk = work.conversations.open(
            customer=customer.id, channel="console", language="zh_CN", at=NOW
        )
        work.commit()
    return talk
