"""Cards, loans and payments that were late, out of a customer's words. Pure.

Told ahead of its question or corrected long after it, a fact is taken when the words name it.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bot.services.form import Found, Listening, Problem
from bot.services.heard import Heard
from bot.services.loan_size import read_choice
from bot.services.naming import denied, named
from bot.services.stated import COUNT_FIELDS, count, counted, decimal_of, plain

MOST_LINES = 60
LATE_CATEGORIES = ("none", "under_30", "30_59", "60_89", "90_up")
NO_CARD = "no_card"
NOT_SAID = "not_said"


def _told(field: str, heard: Heard, listening: Listening) -> bool:
    """Whether a statement about ``field`` is looked for: it is asked, or the words name it.

    A correction without a name belongs to the answer just given.
    """
    none_of = denied(heard.text)
    if listening.requested == field:
        return not none_of or field in none_of
    if heard.asks or heard.chosen:
        return False
    if field in none_of:
        return True
    about = named(heard.text)
    return field in about or (not about and heard.corrects and listening.last == field)


def read_card_utilisation(heard: Heard, listening: Listening) -> Found | Problem | None:
    """Share of the credit cards' limits in use ("0.30"), or ``no_card``."""
    chosen = read_choice(heard, "card_utilisation")
    if chosen is not None:
        return Found(value=chosen)
    asked = listening.requested == "card_utilisation"
    if not asked and not heard.asks and _no_card(heard.text):
        return Found(value=NO_CARD)
    if listening.known.get("card_utilisation") == NO_CARD and _counts_cards(heard):
        return Found(value=None)  # there is a card after all: how far it is used is asked again
    if not _told("card_utilisation", heard, listening):
        return None
    share = decimal_of(heard.value("percent"))
    if share is not None:
        if not 0 <= share <= 2:
            return Problem(field="card_utilisation", code="share_implausible")
        return Found(value=plain(share))
    return _card_without_share(heard) if asked else None


def _card_without_share(heard: Heard) -> Found | None:
    """What an answer to "how much of the limit" means in which no share was found."""
    if "信用卡" not in heard.text and _denies(heard) and not heard.says_none:
        return None
    if heard.says_none or _denies(heard) or _no_card(heard.text):
        return Found(value=NO_CARD)
    return Found(value="0") if heard.value("topic") == "unused_card" else None


_CARDS = re.compile(
    r"[\d一二两三四五六七八九]\s*[张張](?:信用)?卡|[2-9] (?:credit )?cards|\ba (?:credit )?card\b",
    re.IGNORECASE,
)


def _counts_cards(heard: Heard) -> bool:
    return not heard.asks and _CARDS.search(heard.text) is not None and not _no_card(heard.text)


_NO_CARD = re.compile(
    r"没卡|没办(?:过)?(?:信用)?卡|没有?信用卡|沒有?信用卡|沒有?卡|从?不用信用卡|没办信用卡"
    r"|\bno (?:credit )?card|(?:don'?t|do not) have (?:a (?:credit )?card|one|any)\b",
    re.IGNORECASE,
)


def _no_card(text: str) -> bool:
    return _NO_CARD.search(text) is not None


def read_open_credit_lines(heard: Heard, listening: Listening) -> Found | Problem | None:
    """How many loans and credit cards are open now."""
    asked = listening.requested == "open_credit_lines" and not aimed_elsewhere(
        heard, listening, "open_credit_lines"
    )
    things = counted(heard)
    if not asked and not (things and _lines_told(heard, listening)):
        return None
    return _bounded("open_credit_lines", sum(things) if things else count(heard), MOST_LINES)


_LINES = re.compile(r"卡|(?<!房)[贷貸]款|\b(?:cards?|loans?)\b", re.IGNORECASE)


def _lines_told(heard: Heard, listening: Listening) -> bool:
    """Whether a count beside another question is that of all cards and loans.

    Before its question it may be half of it (cards without loans), so only what corrects counts.
    """
    if heard.asks or listening.known.get("open_credit_lines") is None:
        return False
    anew = heard.corrects or listening.requested in {None, "facts_confirmed"}
    return "open_credit_lines" in named(heard.text) or (
        anew and _LINES.search(heard.text) is not None
    )


def aimed_elsewhere(heard: Heard, listening: Listening, field: str) -> bool:
    """Whether a correction is about another answer than the one to the open question ``field``."""
    about = [one for one in named(heard.text) if one in COUNT_FIELDS]
    if about:
        return heard.corrects and field not in about
    return heard.corrects and listening.last in COUNT_FIELDS


def counts_of(field: str, most: int) -> Callable[[Heard, Listening], Found | Problem | None]:
    """A reader of a small number of things."""

    def read(heard: Heard, listening: Listening) -> Found | Problem | None:
        chosen = read_choice(heard, field)
        if chosen is not None:
            return Found(value=int(chosen))
        told = _told(field, heard, listening)
        if told and field in denied(heard.text) and not counted(heard):
            return Found(value=0)
        asked = listening.requested == field and not aimed_elsewhere(heard, listening, field)
        if asked and told:
            return _bounded(field, count(heard), most)
        if not told or listening.requested == field:
            return None
        things = counted(heard)
        number = things[0] if things else _bare_count(heard)
        return _bounded(field, number, most)

    return read


def _bare_count(heard: Heard) -> int | None:
    """A number that is said, not the nothing that a bare "no" means to the open question."""
    return None if heard.intent == "deny" and not heard.entities else count(heard)


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
    if not _told("late_payments", heard, listening):
        return None
    asked = listening.requested == "late_payments"
    if "never_late" in heard.topics() or _NEVER_LATE.search(heard.text):
        return Found(value="none")
    if asked and (heard.says_none or _denies(heard) or 0 in counted(heard)):
        return Found(value="none")
    terms = sorted(heard.of("term"), key=lambda one: one.role != "delay")
    term = terms[0] if terms else None
    if term is not None and isinstance(term.value, Mapping):
        return Found(value=_late_category(term.value))
    return None


_NEVER_LATE = re.compile(
    r"(?:没有?|沒有?|从不|從不|从未|從未|无|無|不)(?:过|過|有过|有過)?(?:任何)?"
    r"(?:逾期|[晚迟遲](?:还|還|缴|繳))"
    r"|\bnever (?:been )?(?:late|overdue|missed)"
    r"|\bno late payments?|\balways (?:paid )?on time",
    re.IGNORECASE,
)


def read_late_count(heard: Heard, listening: Listening) -> Found | Problem | None:
    """How often payments were over 30 days late; a single time told with its length counts too."""
    from_field = counts_of("late_count", MOST_LATE)(heard, listening)
    if from_field is not None or listening.requested == "late_count":
        return from_field
    times = _TIMES.search(heard.text)
    told = _told("late_payments", heard, listening) and heard.first("term") is not None
    if times is None or not told or heard.asks:
        return None
    return Found(value=1 if times["once"] else 2)


_TIMES = re.compile(
    r"(?P<once>(?<!第)一[次回]|1\s*次|\bonce\b)|两次|兩次|2\s*次|\btwice\b", re.IGNORECASE
)
MOST_LATE = 50


def _late_category(term: Mapping[str, Any]) -> str:
    days = decimal_of(term.get("days"))
    if days is None:
        days = Decimal(str(term.get("months") or 0)) * 30
    for category, below in (("under_30", 30), ("30_59", 60), ("60_89", 90)):
        if days < below:
            return category
    return "90_up"


def _denies(heard: Heard) -> bool:
    return heard.intent == "deny" and not heard.entities
