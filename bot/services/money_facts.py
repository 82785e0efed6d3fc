"""What comes in and what already goes out in a month, out of a customer's words. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.services.form import Doubt, Found, Listening, Problem
from bot.services.heard import Heard, HeardEntity
from bot.services.loan_size import read_choice
from bot.services.naming import named
from bot.services.stated import aimed_at, bare_numbers, decimal_of, money, plain

MONEY_FIELDS = frozenset({"monthly_income", "monthly_debt"})
LARGEST_MONTHLY_INCOME = Decimal(5_000_000)
_NET = re.compile(
    r"到手|税后|稅後|实发|實發|实际拿|净|淨|take[- ]?home|after tax|net\b", re.IGNORECASE
)
_GROSS = re.compile(r"税前|稅前|应发|應發|before tax|gross|pre-?tax", re.IGNORECASE)
_LEFT = re.compile(r"剩|余|餘|落|\bleft\b|after", re.IGNORECASE)
_CLAUSE_SIGNS = 10
# Fewer is a number of loans, not what they cost a month.
LEAST_PAYMENT = 50


def read_monthly_income(heard: Heard, listening: Listening) -> Found | Problem | Doubt | None:
    """Income of a month after the costs of a business, in yuan; what is left after tax wins."""
    entity, gross = _income_entity(heard, listening)
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
        return Doubt(
            field="monthly_income",
            code="income_in_thousands",
            value=meant,
            params={"value": plain(value * 1000)},
        )
    if gross:
        return Problem(field="monthly_income", code="income_gross", params=said)
    return Found(value=stated)


def _income_entity(heard: Heard, listening: Listening) -> tuple[HeardEntity | None, bool]:
    """The amount that is the income, and whether it is only known before tax."""
    candidates = [entity for entity in heard.of("amount") if entity.role == "income"]
    if not candidates and listening.requested == "monthly_income" and _LEFT.search(heard.text):
        # "扣掉成本剩三万": a word of spending stands before what is left of it.
        candidates = [entity for entity in heard.of("amount") if entity.role == "expense"][-1:]
    if not candidates:
        other = _without_role(heard, listening, "monthly_income")
        candidates = [] if other is None else [other]
    net = [entity for entity in candidates if _beside(_NET, entity, heard.text)]
    gross = [entity for entity in candidates if _beside(_GROSS, entity, heard.text)]
    plain_ones = [entity for entity in candidates if entity not in gross]
    chosen = next(iter([*net, *plain_ones, *gross]), None)
    return chosen, chosen is not None and chosen in gross and chosen not in net


def _beside(pattern: re.Pattern[str], entity: HeardEntity, text: str) -> bool:
    """Whether a word of ``pattern`` is the last such word before the amount, or right after it."""
    at = text.find(entity.text)
    before = text[max(0, at - _CLAUSE_SIGNS) : at]
    after = text[at + len(entity.text) : at + len(entity.text) + _CLAUSE_SIGNS]
    last = max((m.start() for p in (_NET, _GROSS) for m in p.finditer(before)), default=-1)
    if last >= 0:
        return any(match.start() == last for match in pattern.finditer(before))
    return re.match(rf"[^\d,，。;；]{{0,6}}(?:{pattern.pattern})", after, re.IGNORECASE) is not None


def _without_role(heard: Heard, listening: Listening, field: str) -> HeardEntity | None:
    """An amount that no word gives a role, when ``field`` is what it can only mean."""
    about = [one for one in named(heard.text) if one in MONEY_FIELDS]
    # "9k, and a 2k mortgage": the amount beside a named one answers the open question.
    beside = listening.requested == field and any(one.role for one in heard.of("amount"))
    if about and about != [field] and not beside:
        return None
    if not about and not aimed_at(field, heard, listening, family=MONEY_FIELDS):
        return None
    without = [entity for entity in heard.of("amount") if entity.role is None]
    return next(iter([*without, *bare_numbers(heard)]), None)


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
    stated = _debt_stated(heard, listening)
    if stated is None:
        if asked and any(one.role == "debt_total" for one in heard.of("amount")):
            return Problem(field="monthly_debt", code="debt_total_not_monthly")
        return None
    if heard.asks and not asked:
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


_MORE = re.compile(
    r"还有|還有|另外|再加|加上|忘了(?:说|說|算)?|漏了|\b(?:also|plus|another|on top|forgot"
    r"|as well)\b",
    re.IGNORECASE,
)
_ALTOGETHER = re.compile(
    r"一共|总共|總共|合计|合計|加起来|加起來|\b(?:altogether|in total|all in all)\b", re.IGNORECASE
)


def _debt_stated(heard: Heard, listening: Listening) -> dict[str, Any] | None:
    """The payments of a month: several named ones are added up, a forgotten one to the rest."""
    by_role = [entity for entity in heard.of("amount") if entity.role == "debt_payment"]
    if not by_role and listening.requested == "monthly_debt":
        # "4,500 mortgage" looks like a count of mortgages.
        counts = {one.text: one for one in heard.of("count")}
        by_role = [one for one in counts.values() if _costs(one)]
    if not by_role:
        other = _without_role(heard, listening, "monthly_debt")
        by_role = [] if other is None else [other]
    each = [stated for entity in by_role if (stated := money(entity, monthly=True)) is not None]
    if not each:
        return None
    if _ALTOGETHER.search(heard.text):
        return each[-1]
    before: Mapping[str, Any] = listening.known.get("monthly_debt") or {}
    known = decimal_of(before.get("value"))
    if known and _MORE.search(heard.text) and listening.requested != "monthly_debt":
        each.append({"value": plain(known), "approximate": bool(before.get("approximate"))})
    if len(each) == 1:
        return each[0]
    total = sum((Decimal(one["value"]) for one in each), Decimal(0))
    return {
        **each[0],
        "value": plain(total),
        "low": None,
        "high": None,
        "approximate": any(one.get("approximate") for one in each),
    }


def _costs(entity: HeardEntity) -> bool:
    said = entity.value["value"] if isinstance(entity.value, Mapping) else entity.value
    return (decimal_of(said) or 0) >= LEAST_PAYMENT


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
