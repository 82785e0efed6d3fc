"""The fields of the pre-qualification form: only what a person can state about themselves. Pure."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from bot.services.credit_facts import (
    MOST_LINES,
    NOT_SAID,
    counts_of,
    read_card_utilisation,
    read_late_count,
    read_late_payments,
    read_open_credit_lines,
)
from bot.services.form import Field, Found, Known, Listening, Problem
from bot.services.heard import Heard, HeardEntity
from bot.services.loan_size import Bounds, read_choice
from bot.services.money_facts import MONEY_FIELDS, read_monthly_debt, read_monthly_income
from bot.services.naming import named
from bot.services.need_fields import need_fields
from bot.services.stated import COUNT_FIELDS, aimed_at, bare_numbers, decimal_of
from scoring.products import Segment

ADULT = 18
OLDEST = 75
OLDEST_PLAUSIBLE = 110
MOST_DEPENDENTS = 15
COUNTED_LATE = frozenset({"30_59", "60_89", "90_up"})


def applicant_fields(bounds: Bounds) -> tuple[Field, ...]:
    """The fields of the application, in the order in which they are asked.

    The need's own fields come along, so that "其实借八万就够" is heard here too.
    """
    return (
        *need_fields(bounds, askable=False),
        Field(name="age", read=read_age),
        Field(name="monthly_income", read=read_monthly_income),
        Field(name="monthly_debt", read=read_monthly_debt),
        Field(
            name="months_in_work",
            read=read_months_in_work,
            needed=lambda known: known.get("segment") != Segment.STUDENT,
        ),
        Field(name="card_utilisation", read=read_card_utilisation, when_unsaid=NOT_SAID),
        Field(name="open_credit_lines", read=read_open_credit_lines),
        Field(
            name="real_estate_loans",
            read=counts_of("real_estate_loans", MOST_LINES),
            needed=lambda known: bool(known.get("open_credit_lines")),
            follows=True,
        ),
        Field(name="late_payments", read=read_late_payments),
        Field(
            name="late_count",
            read=read_late_count,
            needed=lambda known: known.get("late_payments") in COUNTED_LATE,
            follows=True,
        ),
        Field(name="dependents", read=counts_of("dependents", MOST_DEPENDENTS)),
        Field(name="facts_confirmed", read=read_confirmation),
    )


def volunteered_fields() -> tuple[Field, ...]:
    """Facts that discovery keeps when a customer mentions them, and never asks for."""
    return (
        Field(name="age", read=read_age, askable=False),
        Field(name="monthly_income", read=read_monthly_income, askable=False),
        Field(name="monthly_debt", read=read_monthly_debt, askable=False),
        Field(name="months_in_work", read=read_months_in_work, askable=False),
    )


def read_age(heard: Heard, listening: Listening) -> Found | Problem | None:
    """Age in whole years."""
    entity = heard.first("age")
    number = decimal_of(entity.value) if entity else None
    about = named(heard.text)
    aimed = "age" in about or (
        not about and aimed_at("age", heard, listening, family=MONEY_FIELDS | COUNT_FIELDS)
    )
    if number is None and aimed and _ROUGHLY.search(heard.text):
        return Problem(field="age", code="age_rough")
    if number is None and aimed:
        said_numbers = [*bare_numbers(heard), *heard.of("amount")]
        number = next((decimal_of(_bare(one)) for one in said_numbers), None)
    plainly = _I_AM.search(heard.text) if number is None and aimed else None
    if plainly is not None:
        number = decimal_of(plainly[1])
    if number is None and aimed and re.search(r"[-−负]\s*\d", heard.text):
        return Problem(field="age", code="age_implausible", params={"value": heard.text[:8]})
    if number is None or (entity is not None and not aimed and heard.asks):
        return None
    years = int(number)
    said = {"value": str(years)}
    if not 0 < years <= OLDEST_PLAUSIBLE:
        return Problem(field="age", code="age_implausible", params=said)
    if years < ADULT:
        return Problem(field="age", code="age_too_young", params=said | {"adult": str(ADULT)})
    if years > OLDEST:
        return Problem(field="age", code="age_too_old", params=said | {"oldest": str(OLDEST)})
    return Found(value=years)


_ROUGHLY = re.compile(
    r"[二两三四五六七2-7]0?十?(?:出头|出頭|好几|好幾|几岁|幾歲|多岁|多歲|来岁|來歲)"
    r"|\b(?:twenties|thirties|forties|fifties|sixties|twenty-something|thirty-something)\b",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\bi(?:'m| am) (?:only |just )?(\d{1,3})\b(?![,.]?\d|k\b|%)", re.IGNORECASE)


def _bare(entity: HeardEntity) -> object:
    return entity.value["value"] if isinstance(entity.value, Mapping) else entity.value


def read_months_in_work(heard: Heard, listening: Listening) -> Found | Problem | None:
    """Months in the present job, business or trade."""
    chosen = read_choice(heard, "months_in_work")
    if chosen is not None:
        return Found(value=int(chosen))
    tenure = [one for one in heard.of("term") if one.role == "tenure"]
    asked = listening.requested == "months_in_work"
    if not tenure and not asked:
        told = "months_in_work" in named(heard.text) and not heard.asks
        if not told and not (heard.corrects and listening.last == "months_in_work"):
            return None
    terms = tenure or [one for one in heard.of("term") if one.role in (None, "loan")]
    months: Decimal | None = None
    if terms and isinstance(terms[0].value, Mapping):
        months = decimal_of(terms[0].value.get("months"))
    elif asked:
        if heard.says_none:
            return Found(value=0)
        years = next((decimal_of(_bare(one)) for one in bare_numbers(heard)), None)
        months = None if years is None else years * 12
    if months is None:
        return None
    if not 0 <= months <= 12 * 60:
        return Problem(field="months_in_work", code="tenure_implausible")
    return Found(value=int(months))


def read_confirmation(heard: Heard, listening: Listening) -> Found | Problem | None:
    """Whether the summary of the facts is right."""
    if listening.requested != "facts_confirmed":
        return None
    if read_choice(heard, "facts_confirmed") == "yes" or (
        heard.intent == "affirm" and not heard.corrects
    ):
        return Found(value="yes")
    if heard.intent == "deny" and not heard.entities:
        return Problem(field="facts_confirmed", code="what_is_wrong")
    return None


FACTS = ("age", "monthly_income", "monthly_debt", "months_in_work", "card_utilisation",
         "open_credit_lines", "real_estate_loans", "late_payments", "late_count", "dependents",
         "facts_confirmed")  # fmt: skip
# What belongs to the questions of one application and ends with it.
PASSING = ("doubt", "reopened", "checked", "facts_at", "recheck")


def facts_of(known: Known) -> dict[str, Any]:
    """The stated facts alone, as they are shown before the decision and kept after a stop."""
    stated = (name for name in FACTS if name != "facts_confirmed")
    return {name: known[name] for name in stated if known.get(name) is not None}


def facts_complete(known: Known, fields: Iterable[Field]) -> bool:
    """Whether an application has nothing left to ask but the confirmation."""
    return all(
        known.get(one.name) is not None
        for one in fields
        if one.askable and one.name != "facts_confirmed" and one.needed(known)
    )
