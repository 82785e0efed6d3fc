"""Amounts, terms and counts as customers state them: kept with their range and words. Pure."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from bot.services.form import Listening
from bot.services.heard import Heard, HeardEntity

WORKING_DAYS_A_MONTH = 22
TEN_THOUSAND = Decimal(10_000)
# More than any personal loan; said as a joke, a test or a slip.
ABSURD_AMOUNT = Decimal(100_000_000)
# Fields answered with a number of things, years or people.
COUNT_FIELDS = frozenset(
    {"age", "months_in_work", "open_credit_lines", "real_estate_loans", "dependents", "late_count"}
)


def decimal_of(value: object) -> Decimal | None:
    """Return ``value`` as a finite Decimal, or None when it is not a number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def same(known: object, told: object) -> bool:
    """Whether two stated values mean the same, in whatever words each was said."""
    if isinstance(known, Mapping) and isinstance(told, Mapping):
        return all(known.get(key) == told.get(key) for key in ("value", "months", "low", "high"))
    return bool(known == told)


def money(entity: HeardEntity, *, monthly: bool = False) -> dict[str, Any] | None:
    """Turn an amount or number entity into a stated amount, or None when it holds no number.

    The result holds ``value`` (yuan, a decimal string), ``low`` and ``high`` (or None),
    ``approximate``, ``text`` (the customer's words) and ``explicit`` (a unit was said).
    With ``monthly`` an amount said by the year or the day is converted to a month, and marked
    approximate, since a year's income rarely comes in twelve equal parts.
    """
    raw = entity.value if isinstance(entity.value, Mapping) else {"value": entity.value}
    value = decimal_of(raw.get("value"))
    if value is None:
        return None
    period = raw.get("period")
    factor = Decimal(1)
    if monthly and period == "year":
        factor = Decimal(1) / Decimal(12)
    elif monthly and period == "day":
        factor = Decimal(WORKING_DAYS_A_MONTH)

    def scaled(number: object) -> str | None:
        amount = decimal_of(number)
        return (
            None if amount is None else plain((amount * factor).quantize(Decimal(1), ROUND_HALF_UP))
        )

    converted = factor != 1
    return {
        "value": scaled(value) if converted else plain(value),
        "low": scaled(raw.get("low")),
        "high": scaled(raw.get("high")),
        "approximate": bool(raw.get("approximate")) or converted,
        "text": entity.text,
        "explicit": bool(raw.get("explicit", entity.name == "amount")),
        "unit": raw.get("unit", "CNY"),
    }


def plain(number: Decimal) -> str:
    """Render without exponent and without trailing zeros after the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_value(stated: Mapping[str, Any] | None) -> Decimal | None:
    """The number to calculate with: what was said, of a range the end that promises less."""
    return None if stated is None else Decimal(str(stated["value"]))


def bare_numbers(heard: Heard) -> list[HeardEntity]:
    """Entities that are a number and nothing more ("8000", "12")."""
    return [
        *heard.of("number"),
        *(
            entity
            for entity in heard.of("amount")
            if entity.role is None
            and isinstance(entity.value, Mapping)
            and not entity.value.get("explicit", True)
        ),
    ]


def aimed_at(field: str, heard: Heard, listening: Listening, *, family: frozenset[str]) -> bool:
    """Whether an amount without a role belongs to ``field``.

    It belongs to the open question; after a word of correction ("不对,是一万二") it belongs to
    the answer just given when that one was of the same family.
    """
    if (heard.corrects or _WAIT.match(heard.text)) and listening.last in family:
        return listening.last == field
    return listening.requested == field


_WAIT = re.compile(
    r"^\W*(?:no[, ]+)?(?:wait|hold on|hang on)\b|^\W*(?:等等|等一下|等下|慢着)", re.IGNORECASE
)
_DIGITS = "一二三四五六七八九十"
_SO_MANY = re.compile(
    r"^\W*(?:有|就|共|一共)?\s*(\d{1,2}|[一二两三四五六七八九十])\s*[个個张張笔筆次口位人]"
)


def counted(heard: Heard) -> list[int]:
    """Every number of things in the message ("两张卡,一笔车贷" -> 2 and 1)."""
    found = (
        decimal_of(entity.value["value"] if isinstance(entity.value, Mapping) else entity.value)
        for entity in heard.of("count")
    )
    return [int(number) for number in found if number is not None]


def count(heard: Heard) -> int | None:
    """A small number of things, when that is what was asked: counted, bare, or "none"."""
    things = counted(heard)
    if things:
        return things[0]
    plainly = _SO_MANY.match(heard.text)
    if plainly is not None:
        said = plainly[1]
        return int(said) if said.isdigit() else _DIGITS.index(said.replace("两", "二")) + 1
    if heard.says_none or (heard.intent == "deny" and not heard.entities):
        return 0
    for entity in bare_numbers(heard):
        stated = money(entity)
        number = decimal_of(stated["value"]) if stated else None
        if number is not None:
            return int(number)
    return None


def below_nothing(entity: HeardEntity, heard: Heard) -> bool:
    """Whether a minus stands before the words ("借-3000块"), which a reader takes for a dash."""
    return re.search(rf"[-−负負]\s*{re.escape(entity.text)}", heard.text) is not None
