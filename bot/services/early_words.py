"""When and how much a customer wants to repay early, by their words. Pure."""

import re
from datetime import date
from decimal import Decimal

from bot.services.heard import Heard
from bot.services.stated import decimal_of
from scoring.due_dates import MONTHS, add_months

HALF = Decimal("0.5")
_HALF = re.compile(r"一半|半数|半數|\bhalf\b", re.IGNORECASE)
_INSTALMENT = re.compile(
    r"第\s*(?P<a>\d{1,2})\s*[期个個]|[还還][了完]?\s*(?P<b>\d{1,2})\s*期"
    r"|\b(?:instal\w*|payment)\s+(?P<c>\d{1,2})\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:in|by|next) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def instalment_named(text: str) -> int | None:
    """The number of the instalment after which it is meant ("还完第 6 期", "after payment 6")."""
    found = _INSTALMENT.search(text)
    return None if found is None else int(next(one for one in found.groups() if one))


def day_named(heard: Heard, today: date) -> date | None:
    """The day that was said; the first of the next month of a name ("in June")."""
    said = heard.value("date")
    if isinstance(said, dict) and said.get("date"):
        return date.fromisoformat(str(said["date"]))
    month = _MONTH.search(heard.text)
    if month is None:
        return None
    ahead = (_MONTHS.index(month[1].lower()) + 1 - today.month) % MONTHS
    return add_months(today.replace(day=1), ahead or MONTHS)


def share_named(heard: Heard) -> Decimal | None:
    """The share of what is owed, when one below the whole was said."""
    share = decimal_of(heard.value("percent"))
    if share is None and _HALF.search(heard.text):
        share = HALF
    return share if share is not None and 0 < share < 1 else None


def sum_named(heard: Heard) -> Decimal | None:
    """The sum in yuan that was said."""
    said = heard.value("amount")
    value = decimal_of(said.get("value")) if isinstance(said, dict) else None
    return value if value is not None and value > 0 else None
