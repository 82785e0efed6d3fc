"""How much and for how long: the two figures of a need, told from every other figure. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.services.form import Doubt, Found, Listening, Problem
from bot.services.heard import Heard, HeardEntity
from bot.services.interview import SURE_ENOUGH
from bot.services.stated import (
    ABSURD_AMOUNT,
    TEN_THOUSAND,
    bare_numbers,
    below_nothing,
    decimal_of,
    money,
    plain,
)

# A bare number up to here is read as years when a term was asked ("2" -> two years, confirmed).
MAX_BARE_YEARS = 5
# A bare number below here cannot be a loan in yuan; it is probably meant in 万.
MIN_BARE_YUAN = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """What a need may be at all.

    Attributes:
        smallest: smallest loan of the catalogue, yuan.
        largest: largest loan of the catalogue, yuan.
        longest_months: longest term of the catalogue.
        forbidden: purposes the law does not allow.
    """

    smallest: Decimal
    largest: Decimal
    longest_months: int
    forbidden: frozenset[str]


def read_choice(heard: Heard, field: str) -> str | None:
    """The value of a chosen button meant for ``field``, if this message is one.

    A button that only asks to change the field names it without a choice.
    """
    choice = heard.value("choice")
    return str(choice) if choice is not None and heard.value("field") == field else None


def only_mentioned(heard: Heard, listening: Listening, field: str) -> bool:
    """Whether a word that could change what is known merely occurs in what is about something else.

    "装修贷利息多少" asks for a price and, while another question is open, "家里还有个念书的娃"
    tells of the family; "那交学费呢" and "不要装修，买车" do change it.
    """
    asked = field in (listening.requested, listening.reopened)
    if asked or listening.known.get(field) is None or heard.corrects or heard.chosen:
        return False
    told_anew = heard.intent in {"discover_need", "prequalify"}
    if heard.asks:
        other = not told_anew and heard.intent not in {"inform", "nlu_fallback"}
        return other and heard.confidence >= SURE_ENOUGH
    beside = _OF_LIFE.search(heard.text) is not None
    return listening.requested is not None and not told_anew and beside


# What comes in, what goes out, and who is at home.
_OF_LIFE = re.compile(
    r"生活[费費]|兼[职職]|挣|掙|[赚賺]|[卖賣]|成本|收入|[没沒]有?(?:固定)?工[资資作]|老伴|老婆|老公"
    r"|[孩娃]|爸|[妈媽]"
    r"|\b(?:(?:good|bad|slow|a|per|every|each) (?:month|day)|on my|costs?|wages?)\b"
    r"|\b(?:wife|husband|kids?|child(?:ren)?|parents?)\b",
    re.IGNORECASE,
)


def read_amount(
    heard: Heard, listening: Listening, bounds: Bounds
) -> Found | Problem | Doubt | None:
    """How much is needed, in yuan, with its range when one was said."""
    asked = listening.requested == "amount"
    entity = _loan_entity(heard, listening)
    if entity is None:
        return _amount_without_number(heard, bounds) if asked else None
    stated = money(entity)
    if stated is None:
        return None
    if stated["unit"] != "CNY":
        return Problem(field="amount", code="amount_foreign", params={"unit": str(stated["unit"])})
    value = Decimal(stated["value"])
    if below_nothing(entity, heard):
        value = -abs(value)
    said = {"value": plain(value)}
    if value <= 0:
        return Problem(field="amount", code="amount_not_positive", params=said)
    if not stated["explicit"] and value < MIN_BARE_YUAN:
        meant = {**stated, "value": plain(value * TEN_THOUSAND), "explicit": True}
        params = {"value": plain(value * TEN_THOUSAND)}
        return Doubt(field="amount", code="amount_in_ten_thousands", value=meant, params=params)
    if value >= ABSURD_AMOUNT or value > bounds.largest:
        return _too_large(value, bounds)
    if value < bounds.smallest:
        return Problem(
            field="amount",
            code="amount_too_small",
            params=said | {"smallest": plain(bounds.smallest)},
        )
    return Found(value=stated)


def _amount_without_number(heard: Heard, bounds: Bounds) -> Problem | None:
    """What is wrong with an answer to "how much" in which no sum was found."""
    if _SMALL_CHANGE.search(heard.text):
        params = {"value": "0.01", "smallest": plain(bounds.smallest)}
        return Problem(field="amount", code="amount_too_small", params=params)
    below = _BELOW_NOTHING.match(heard.text)
    if below is not None:
        params = {"value": f"-{below[1]}"}
        return Problem(field="amount", code="amount_not_positive", params=params)
    if _LONG_NUMBER.search(heard.text):
        return _too_large(ABSURD_AMOUNT, bounds)
    if heard.is_vague and not heard.asks:
        return Problem(field="amount", code="amount_vague")
    return None


_SUPPOSES = re.compile(
    r"^\W*(?:那?(?:要是|如果|假如|换成|換成|改成|只)|那(?!个|個|些)"
    r"|what if|how about|what about|and if|suppose)",
    re.IGNORECASE,
)


def supposes(text: str) -> bool:
    """Whether the words ask how it would be otherwise ("那要是十万呢", "what if I take 30k")."""
    return _SUPPOSES.search(text) is not None


_LOAN_NAMED = re.compile(r"金额|金額|借|贷|貸|loan|amount|borrow", re.IGNORECASE)
_FOR_SOMETHING = re.compile(r"\d{3} for (?:an?|my|the|some)\b", re.IGNORECASE)
_BELOW_NOTHING = re.compile(r"^\W*?[-−负負]\s*(\d+)\W*$")
_SMALL_CHANGE = re.compile(r"[一二两三四五六七八九\d]\s*(?:分钱|毛钱?|角钱?|cents?)")
_LONG_NUMBER = re.compile(r"\d{12,}")


def _too_large(value: Decimal, bounds: Bounds) -> Problem:
    return Problem(
        field="amount",
        code="amount_too_large",
        params={"value": plain(value), "largest": plain(bounds.largest)},
    )


def _loan_entity(heard: Heard, listening: Listening) -> HeardEntity | None:
    chosen = read_choice(heard, "amount")
    if chosen is not None:
        return HeardEntity(name="amount", value=chosen, text=chosen)
    amounts = list(heard.of("amount"))
    by_role = [entity for entity in amounts if entity.role == "loan"]
    if by_role:
        return by_role[-1]
    discovering = listening.requested is None or listening.requested in NEED_FIELDS
    without_role = [
        entity
        for entity in amounts
        # "一年能收六万" is no loan: what comes by the month or the year is income or spending.
        if (entity.role is None or (entity.role == "expense" and discovering))
        and (listening.requested == "amount" or (_has_unit(entity) and not _recurs(entity)))
    ]
    named = listening.requested == "facts_confirmed" and _LOAN_NAMED.search(heard.text)
    open_for_it = (
        listening.requested == "amount"
        or bool(named)
        or (
            discovering
            and (
                listening.known.get("amount") is None
                or heard.corrects
                or not (heard.asks or only_mentioned(heard, listening, "amount"))
                or supposes(heard.text)
            )
        )
    )
    if without_role and open_for_it:
        return without_role[-1]
    if listening.requested == "amount":
        return next(iter(bare_numbers(heard)), None)
    if listening.requested == "term":
        return next((one for one in bare_numbers(heard) if _could_be_yuan(one)), None)
    if listening.requested is None and listening.known.get("amount") is None:
        # "Need 4,000 for a course": no unit, but nothing else that a need could name.
        asked_for = [one for one in bare_numbers(heard) if _could_be_yuan(one)]
        if len(asked_for) == 1 and _FOR_SOMETHING.search(heard.text):
            return asked_for[0]
    # Outside a form a message that is only a number ("8000") is another amount.
    alone = listening.requested is None and heard.text.strip().replace(",", "").isdigit()
    return next(iter(bare_numbers(heard)), None) if alone and discovering else None


def _could_be_yuan(entity: HeardEntity) -> bool:
    stated = money(entity)
    return stated is not None and Decimal(stated["value"]) >= MIN_BARE_YUAN


def _recurs(entity: HeardEntity) -> bool:
    return isinstance(entity.value, Mapping) and entity.value.get("period") is not None


def _has_unit(entity: HeardEntity) -> bool:
    return isinstance(entity.value, Mapping) and bool(entity.value.get("explicit"))


def read_term(heard: Heard, listening: Listening, bounds: Bounds) -> Found | Problem | Doubt | None:
    """How long, in months."""
    asked = listening.requested == "term"
    chosen = read_choice(heard, "term")
    if chosen is not None:
        return Found(value={"months": int(chosen), "approximate": False, "text": chosen})
    # A tenure ("开了三年店") is no loan term.
    entity = next((one for one in heard.of("term") if one.role not in _NOT_THE_LOAN), None)
    if entity is not None and not _means_the_loan(entity, heard, listening):
        return None
    if entity is not None and isinstance(entity.value, Mapping):
        if only_mentioned(heard, listening, "term") and heard.intent not in {
            "ask_rate", "ask_repayment_schedule", "change_repayment_method", "discover_need",
        }:  # fmt: skip
            return None
        if below_nothing(entity, heard):
            return Problem(
                field="term",
                code="term_not_positive",
                params={"text": f"-{entity.text}", "months": "0"},
            )
        return _checked_term(dict(entity.value), entity.text, bounds)
    months = _IN_MONTHS.search(heard.text)
    if months is not None and not heard.asks:
        return _checked_term({"months": int(months[1])}, months[0], bounds)
    return _term_without_unit(heard, bounds) if asked else None


def _term_without_unit(heard: Heard, bounds: Bounds) -> Found | Problem | Doubt | None:
    """What an answer to "how long" means in which no length of time was found."""
    if not heard.asks and (heard.is_vague or _DEPENDS.search(heard.text)):
        return Problem(field="term", code="term_vague")
    for bare in bare_numbers(heard):
        number = decimal_of(
            bare.value if not isinstance(bare.value, Mapping) else bare.value["value"]
        )
        if number is None or number != int(number) or number >= MIN_BARE_YUAN:
            continue  # nobody repays over 8,000 months: that is another amount
        if 0 < number <= MAX_BARE_YEARS:
            meant = {"months": int(number) * 12, "approximate": False, "text": bare.text}
            return Doubt(
                field="term", code="term_in_years", value=meant, params={"value": plain(number)}
            )
        return _checked_term({"months": int(number)}, bare.text, bounds)
    return None


_DEPENDS = re.compile(r"看情况|看情況|不一定|\b(?:it )?depends\b", re.IGNORECASE)
# "Pay it back in 6 months" names a day as a date does.
_IN_MONTHS = re.compile(
    r"\b(?:pay|paid|repay|give it|back|return)\b[^.?!]{0,40}\bin (\d{1,2}) months?\b", re.IGNORECASE
)
# How long somebody has worked, or how late a payment was.
_NOT_THE_LOAN = frozenset({"tenure", "delay"})
NEED_FIELDS = frozenset({"purpose", "amount", "term", "segment", "income_pattern", "urgency"})
_REPAYING = re.compile(
    r"分|还|還|期|改|借|loan|repay|instal|term|pay (?:it )?(?:back|off)", re.IGNORECASE
)


def _means_the_loan(entity: HeardEntity, heard: Heard, listening: Listening) -> bool:
    """Whether a length of time is the loan's, while something else is being asked.

    "三年" answers how long somebody has worked, or how late a payment was, when that is the
    question; the loan's term changes only when the words say so.
    """
    if any(entity.text in soon.text for soon in heard.of("urgency")):
        return False  # "within a month" says how soon, not how long
    if listening.requested in {None, *NEED_FIELDS} - {"urgency"}:
        return True
    return (
        entity.role == "loan"
        or (
            _REPAYING.search(heard.text) is not None
            and listening.requested not in {"months_in_work", "late_payments", "late_count"}
        )
        or (heard.corrects and (listening.last in NEED_FIELDS or listening.requested == "urgency"))
    )


def _checked_term(value: Mapping[str, Any], text: str, bounds: Bounds) -> Found | Problem:
    months = int(value.get("months") or 0)
    said = {"text": text, "months": str(months)}
    if months <= 0:
        return Problem(field="term", code="term_not_positive", params=said)
    if months > bounds.longest_months:
        longest = {"longest": str(bounds.longest_months)}
        return Problem(field="term", code="term_too_long", params=said | longest)
    return Found(
        value={
            "months": months,
            "low": value.get("low"),
            "high": value.get("high"),
            "approximate": bool(value.get("approximate")),
            "text": text,
        }
    )
