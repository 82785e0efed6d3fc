"""The fields of needs discovery: purpose, amount, term, who, how money comes in, how soon. Pure."""

import re
from collections.abc import Mapping

from bot.services.denials import stated
from bot.services.form import Field, Found, Known, Listening, Problem
from bot.services.heard import Heard, HeardEntity
from bot.services.loan_size import (
    NEED_FIELDS,
    Bounds,
    only_mentioned,
    read_amount,
    read_choice,
    read_term,
)
from bot.services.own_use import is_for_another, own_use_field
from scoring.products import IncomePattern, Purpose, Segment, Urgency

USUAL_PATTERN: Mapping[str, str] = {
    Segment.CITY_EMPLOYEE: IncomePattern.SALARY,
    Segment.MICRO_BUSINESS: IncomePattern.TAKINGS,
    Segment.FARMER: IncomePattern.HARVEST,
    Segment.STUDENT: IncomePattern.ALLOWANCE,
    Segment.FREELANCER: IncomePattern.IRREGULAR,
}


def need_fields(bounds: Bounds, *, askable: bool = True) -> tuple[Field, ...]:
    """The fields of a need, in the order in which they are asked.

    Args:
        bounds: what the catalogue and the law allow.
        askable: False inside the application form, where a need can be corrected but is known.
    """
    return (
        Field(
            name="purpose",
            read=lambda heard, listening: read_purpose(heard, listening, bounds),
            askable=askable,
        ),
        Field(
            name="amount",
            read=lambda heard, listening: read_amount(heard, listening, bounds),
            askable=askable,
        ),
        Field(
            name="term",
            read=lambda heard, listening: read_term(heard, listening, bounds),
            askable=askable,
        ),
        Field(name="segment", read=read_segment, when_unsaid="unsaid", askable=askable),
        Field(
            name="income_pattern",
            read=read_income_pattern,
            needed=lambda known: known.get("segment") not in USUAL_PATTERN,
            when_unsaid=str(IncomePattern.IRREGULAR),
            askable=askable,
        ),
        Field(
            name="urgency", read=read_urgency, when_unsaid=str(Urgency.FLEXIBLE), askable=askable
        ),
        Field(name="method", read=read_method, askable=False),
        own_use_field(),
    )


def income_pattern_of(known: Known) -> IncomePattern:
    """How the money comes in: as stated, else as is usual for who the customer is."""
    stated = known.get("income_pattern") or USUAL_PATTERN.get(str(known.get("segment")))
    return IncomePattern(stated or IncomePattern.IRREGULAR)


def read_purpose(heard: Heard, listening: Listening, bounds: Bounds) -> Found | Problem | None:
    """The purpose; a forbidden one is named and refused, never quietly replaced."""
    if _answers_something_else(heard, listening):
        return None
    chosen = read_choice(heard, "purpose")
    named = [chosen] if chosen else _purposes_named(heard)
    forbidden = [purpose for purpose in named if purpose in bounds.forbidden]
    allowed = [purpose for purpose in named if purpose in Purpose and purpose not in forbidden]
    # "买了房要装修": the home is bought, the money is for the renovation.
    if is_for_another(heard):
        forbidden = [purpose for purpose in forbidden if purpose != "onward_lending"]
    if forbidden == ["property_purchase"] and "home_improvement" in allowed:
        forbidden = []
    if forbidden:
        return Problem(field="purpose", code="purpose_forbidden", params={"purpose": forbidden[0]})
    if not allowed:
        return None
    if only_mentioned(heard, listening, "purpose"):
        return None
    # Of several the first that is more than "daily life".
    specific = [purpose for purpose in allowed if purpose != Purpose.EVERYDAY]
    return Found(value=(specific or allowed)[0])


def _purposes_named(heard: Heard) -> list[str]:
    """The purposes, without those that only say who the customer is when others are named.

    "我开小店,想借钱装修": 开小店 is a purpose of shopkeepers and a shopkeeper's trade alike.
    """
    trades = {entity.text for entity in heard.of("segment")}
    named = [entity for entity in stated(heard, "purpose") if not _is_owned(entity, heard.text)]
    beside = [entity for entity in named if entity.text not in trades]
    return [str(entity.value) for entity in beside or named]


_OWNED = re.compile(r"(?:有|名下|持有|手上|手里|\bown|\bhave)[^，,。.]{0,8}$", re.IGNORECASE)


def _is_owned(entity: HeardEntity, text: str) -> bool:
    """Whether the word names what the customer has: "名下有理财" is no wish to invest."""
    investing = entity.value in {"securities", "property_purchase"}
    return investing and _OWNED.search(text[: text.find(entity.text)]) is not None


def _answers_something_else(heard: Heard, listening: Listening) -> bool:
    """Whether a fact is being asked: "两张信用卡一笔车贷" counts loans and wishes for no car."""
    asked = listening.requested
    if asked in (None, "own_use"):
        return False
    return asked not in NEED_FIELDS and not heard.corrects


# "老板，我养了二十头牛" addresses us and says nothing of the customer.
_ADDRESSED = re.compile(r"^\W*(?:老板|老闆)(?:[娘们們])?[，,!！。~ ]")


def read_segment(heard: Heard, listening: Listening) -> Found | None:
    """Who the customer is; the last word said about it wins."""
    if _answers_something_else(heard, listening):
        return None
    chosen = read_choice(heard, "segment")
    if chosen is not None:
        return Found(value=chosen)
    address = _ADDRESSED.match(heard.text)
    named = [
        str(entity.value)
        for entity in stated(heard, "segment")
        if entity.value in Segment and not (address and entity.text in address[0])
    ]
    if not named or only_mentioned(heard, listening, "segment"):
        return None
    return Found(value=named[0])


def read_income_pattern(heard: Heard, listening: Listening) -> Found | None:
    """How the money comes in."""
    if _answers_something_else(heard, listening):
        return None
    chosen = read_choice(heard, "income_pattern")
    named = (
        [chosen] if chosen else [str(entity.value) for entity in stated(heard, "income_pattern")]
    )
    patterns = [pattern for pattern in named if pattern in IncomePattern]
    if (
        listening.requested in {"purpose", "amount", "term", "urgency"}
        and heard.text[:3] == "看情况"
    ):
        return None  # "it depends" leaves the open question open, and says nothing of the income
    if not patterns or only_mentioned(heard, listening, "income_pattern"):
        return None
    return Found(value=patterns[0])


def read_method(heard: Heard, _listening: Listening) -> Found | None:
    """A way of repaying that is wished for; one that is asked about is no wish."""
    wished = [str(entity.value) for entity in stated(heard, "method")]
    if len(set(wished)) != 1 or heard.asks or heard.topics() & {"compare_methods"}:
        return None
    return Found(value=wished[0])


def read_urgency(heard: Heard, listening: Listening) -> Found | None:
    """How soon the money is needed."""
    chosen = read_choice(heard, "urgency")
    if chosen is not None:
        return Found(value=chosen)
    named = [str(entity.value) for entity in stated(heard, "urgency") if entity.value in Urgency]
    if named:
        return Found(value=named[0])
    if listening.requested != "urgency":
        return None
    if heard.first("date") is not None:
        return Found(value=str(Urgency.WITHIN_MONTH))
    if heard.says_none:
        return Found(value=str(Urgency.FLEXIBLE))
    return None
