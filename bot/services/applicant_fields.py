"""The fields of the pre-qualification form: only what a person can state about themselves. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.services.heard import Heard, HeardEntity
from bot.services.interview import Doubt, Field, Found, Known, Listening, Problem
from bot.services.loan_size import Bounds, read_choice
from bot.services.need_fields import need_fields
from bot.services.stated import aimed_at, bare_numbers, count, counted, decimal_of, money, plain
from scoring.products import Segment

MONEY_FIELDS = frozenset({"monthly_income", "monthly_debt"})
NUMBER_FIELDS = MONEY_FIELDS | {
    "age", "months_in_work", "open_credit_lines", "real_estate_loans", "dependents", "late_count",
}  # fmt: skip
ADULT = 18
OLDEST = 75
OLDEST_PLAUSIBLE = 110
LARGEST_MONTHLY_INCOME = Decimal(5_000_000)
MOST_LINES = 60
MOST_DEPENDENTS = 15
MOST_LATE = 50
LATE_CATEGORIES = ("none", "under_30", "30_59", "60_89", "90_up")
NO_CARD = "no_card"
NOT_SAID = "not_said"


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
            read=_counted("real_estate_loans", MOST_LINES),
            needed=lambda known: bool(known.get("open_credit_lines")),
        ),
        Field(name="late_payments", read=read_late_payments),
        Field(
            name="late_count",
            read=_counted("late_count", MOST_LATE),
            needed=lambda known: known.get("late_payments") in {"30_59", "60_89", "90_up"},
        ),
        Field(name="dependents", read=_counted("dependents", MOST_DEPENDENTS)),
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
    aimed = aimed_at("age", heard, listening, family=NUMBER_FIELDS)
    if number is None and aimed:
        said_numbers = [*bare_numbers(heard), *heard.of("amount")]
        number = next((decimal_of(_bare(one)) for one in said_numbers), None)
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


def _bare(entity: HeardEntity) -> object:
    return entity.value["value"] if isinstance(entity.value, Mapping) else entity.value


def _money_entity(heard: Heard, listening: Listening, field: str, roles: set[str]) -> (
    HeardEntity | None
):  # fmt: skip
    """The amount meant for ``field``: by its role, else because this field is being asked."""
    by_role = [entity for entity in heard.of("amount") if entity.role in roles]
    if by_role:
        return by_role[0]
    if not aimed_at(field, heard, listening, family=MONEY_FIELDS):
        return None
    without = [entity for entity in heard.of("amount") if entity.role is None]
    return next(iter([*without, *bare_numbers(heard)]), None)


def read_monthly_income(heard: Heard, listening: Listening) -> Found | Problem | Doubt | None:
    """Income of a month after the costs of a business, in yuan."""
    entity = _money_entity(heard, listening, "monthly_income", {"income"})
    asked = listening.requested == "monthly_income"
    if entity is None:
        none_said = asked and (heard.says_none or heard.value("income_pattern") == "none")
        return Found(value=_nothing(heard)) if none_said else None
    if heard.asks and not asked and not heard.corrects and listening.known.get("monthly_income"):
        return None
    stated = money(entity, monthly=True)
    if stated is None:
        return None
    value = Decimal(stated["value"])
    said = {"value": plain(value)}
    if value < 0:
        return Problem(field="monthly_income", code="income_negative", params=said)
    if value > LARGEST_MONTHLY_INCOME:
        return Problem(field="monthly_income", code="income_too_large", params=said)
    if not stated["explicit"] and 0 < value < 100:
        meant = {**stated, "value": plain(value * 1000), "explicit": True}
        return Doubt(field="monthly_income", code="income_in_thousands", value=meant, params=said)
    return Found(value=stated)


def _nothing(heard: Heard) -> dict[str, Any]:
    return {"value": "0", "low": None, "high": None, "approximate": False, "text": heard.text,
            "explicit": True, "unit": "CNY"}  # fmt: skip


def read_monthly_debt(heard: Heard, listening: Listening) -> Found | Problem | Doubt | None:
    """What already goes to loans and cards in a month, in yuan."""
    asked = listening.requested == "monthly_debt"
    chosen = read_choice(heard, "monthly_debt")
    if chosen == "0" or (
        asked and (heard.says_none or _denies(heard) or _owes_nothing(heard.text))
    ):
        return Found(value=_nothing(heard))
    entity = _money_entity(heard, listening, "monthly_debt", {"debt_payment"})
    if entity is None:
        if asked and any(one.role == "debt_total" for one in heard.of("amount")):
            return Problem(field="monthly_debt", code="debt_total_not_monthly")
        return None
    if heard.asks and not asked:
        return None
    stated = money(entity, monthly=True)
    if stated is None:
        return None
    value = Decimal(stated["value"])
    if value < 0:
        return Problem(field="monthly_debt", code="debt_negative", params={"value": plain(value)})
    income = decimal_of((listening.known.get("monthly_income") or {}).get("value"))
    if income is not None and value > income and listening.agreed != plain(value):
        return Doubt(
            field="monthly_debt",
            code="debt_exceeds_income",
            value=stated,
            params={"value": plain(value), "income": plain(income)},
        )
    return Found(value=stated)


_OWES_NOTHING = re.compile(
    r"(?:没|沒|无|無|不)(?:有|欠)?.{0,6}(?:贷|貸|债|債|欠|要还|要還|负担|負擔)"
    r"|\b(?:no|don'?t have any|without|zero)\b.{0,12}\b(?:debts?|loans?|mortgage|payments?)\b"
    r"|\bdebt[- ]free\b",
    re.IGNORECASE,
)


def _owes_nothing(text: str) -> bool:
    """Whether the words say that nothing is owed; a number in them says otherwise."""
    return _OWES_NOTHING.search(text) is not None and not re.search(
        r"\d|[一二两三四五六七八九十百千万]", text
    )


def _denies(heard: Heard) -> bool:
    return heard.intent == "deny" and not heard.entities


def read_months_in_work(heard: Heard, listening: Listening) -> Found | Problem | None:
    """Months in the present job, business or trade."""
    chosen = read_choice(heard, "months_in_work")
    if chosen is not None:
        return Found(value=int(chosen))
    tenure = [one for one in heard.of("term") if one.role == "tenure"]
    asked = listening.requested == "months_in_work"
    if not tenure and not asked:
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


def read_card_utilisation(heard: Heard, listening: Listening) -> Found | Problem | None:
    """Share of the credit cards' limits in use ("0.30"), or ``no_card``."""
    chosen = read_choice(heard, "card_utilisation")
    if chosen is not None:
        return Found(value=chosen)
    if listening.requested != "card_utilisation":
        return None
    share = decimal_of(heard.value("percent"))
    if share is not None:
        if not 0 <= share <= 2:
            return Problem(field="card_utilisation", code="share_implausible")
        return Found(value=plain(share))
    if "信用卡" not in heard.text and _denies(heard) and not heard.says_none:
        return None
    if heard.says_none or _denies(heard) or "没有信用卡" in heard.text or _no_card(heard.text):
        return Found(value=NO_CARD)
    if heard.value("topic") == "unused_card":
        return Found(value="0")
    return None


def _no_card(text: str) -> bool:
    lowered = text.lower()
    return any(
        words in lowered
        for words in ("没卡", "没办", "沒有信用卡", "沒有卡", "没信用卡", "不用信用卡", "no card",
                      "no credit card", "don't have a card", "don't have a credit card",
                      "don't have one", "don't have any")
    )  # fmt: skip


def read_open_credit_lines(heard: Heard, listening: Listening) -> Found | Problem | None:
    """How many loans and credit cards are open now."""
    if listening.requested != "open_credit_lines":
        return None
    if aimed_elsewhere(heard, listening):
        return None
    things = counted(heard)
    number = sum(things) if things else count(heard)
    return _bounded("open_credit_lines", number, MOST_LINES)


def aimed_elsewhere(heard: Heard, listening: Listening) -> bool:
    """Whether a correction is about the answer just given rather than the open question."""
    return heard.corrects and listening.last in NUMBER_FIELDS and listening.last is not None


def _counted(field: str, most: int) -> Any:
    def read(heard: Heard, listening: Listening) -> Found | Problem | None:
        asked = listening.requested == field and not aimed_elsewhere(heard, listening)
        corrected = heard.corrects and listening.last == field
        chosen = read_choice(heard, field)
        if chosen is not None:
            return Found(value=int(chosen))
        if not asked and not corrected:
            return None
        return _bounded(field, count(heard), most)

    return read


def _bounded(field: str, number: int | None, most: int) -> Found | Problem | None:
    if number is None:
        return None
    if not 0 <= number <= most:
        return Problem(
            field=field, code="count_implausible", params={"value": str(number), "most": str(most)}
        )
    return Found(value=number)


def read_late_payments(heard: Heard, listening: Listening) -> Found | None:
    """The worst delay of the last two years, as one of ``LATE_CATEGORIES``."""
    chosen = read_choice(heard, "late_payments")
    if chosen in LATE_CATEGORIES:
        return Found(value=chosen)
    if listening.requested != "late_payments":
        return None
    if heard.says_none or _denies(heard) or "never_late" in heard.topics():
        return Found(value="none")
    if 0 in counted(heard):
        return Found(value="none")
    terms = sorted(heard.of("term"), key=lambda one: one.role != "delay")
    term = terms[0] if terms else None
    if term is not None and isinstance(term.value, Mapping):
        return Found(value=_late_category(term.value))
    return None


def _late_category(term: Mapping[str, Any]) -> str:
    days = decimal_of(term.get("days"))
    if days is None:
        days = Decimal(str(term.get("months") or 0)) * 30
    for category, below in (("under_30", 30), ("30_59", 60), ("60_89", 90)):
        if days < below:
            return category
    return "90_up"


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


def facts_of(known: Known) -> dict[str, Any]:
    """The stated facts alone, for the summary shown before the decision."""
    return {name: known[name] for name in FACTS if known.get(name) is not None}
