"""Credit education: finds the lesson that is asked for and works its figures out."""

import re
from decimal import Decimal

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.cases import GENERAL, case_of
from bot.services.heard import Heard
from bot.services.lesson_words import asks_meaning, lesson_in, may_ask_meaning
from bot.services.stated import decimal_of
from bot.texts.replies import answers, lessons
from bot.texts.replies.lessons.basis import Basis

# "日息万五": the way daily rates are spoken of; the share extractor reads only whole fractions.
_IN_TEN_THOUSAND = re.compile(
    r"[万萬](?:分之)?\s*([一二两三四五六七八九]|[1-9](?:\.\d+)?)(?![\d万萬元块])"
)
_BY_THE_DAY = re.compile(r"日息|日利|每日|每天|一天|\bdaily\b|\ba day\b|per day", re.IGNORECASE)
_DIGITS = "一二三四五六七八九"
# Above these a named share is no rate of a day and no fee of a month.
_MOST_A_DAY = Decimal("0.01")
_MOST_EACH_TIME = Decimal("0.05")

# A question of these may be about the word itself: "什么是罚息", "日息万五是年化多少".
_ABOUT_WORDS = frozenset(
    {
        "ask_credit_report",
        "ask_limit",
        "ask_loan_products",
        "ask_penalty_overdue",
        "ask_rate",
        "ask_repayment_schedule",
        "change_repayment_method",
        "credit_education",
        "early_repayment",
        "raise_limit",
        "settlement_certificate",
    }
)


def wants_lesson(heard: Heard) -> bool:
    """Whether the meaning of a word is asked for, by whatever intent."""
    if heard.intent not in _ABOUT_WORDS or "compare_methods" in heard.topics():
        return False
    name = lesson_meant(heard)
    if name is None:
        return False
    converts = name == "period_rates" and _share(heard) is not None
    definite = case_of(heard.intent, heard.text) != GENERAL
    meant = asks_meaning(heard.text) or (may_ask_meaning(heard.text) and not definite)
    return converts or heard.chosen or meant


def lesson_meant(heard: Heard) -> str | None:
    """The lesson of a chosen button, else the one whose word was said."""
    chosen = heard.value("lesson")
    if heard.chosen:
        return chosen if chosen in lessons.LESSONS else None
    if _BY_THE_DAY.search(heard.text) and _share(heard) is not None:
        return "period_rates"
    return lesson_in(heard.text)


def teach(context: Context, turn: Turn) -> Reply:
    """Tell the lesson that is asked for, or which there are."""
    name = lesson_meant(turn.heard)
    if name is None:
        return Reply(
            text=lessons.which(turn.language), choices=lessons.choices(lessons.FIRST, turn.language)
        )
    return Reply(
        text=lessons.lesson(name, _basis(context, turn.heard, name), turn.language),
        choices=(*lessons.related(name, turn.language), answers.person(turn.language)),
    )


def _basis(context: Context, heard: Heard, name: str) -> Basis:
    most = _MOST_A_DAY if name == "period_rates" else _MOST_EACH_TIME
    share = _share(heard)
    months = heard.value("term")
    return Basis(
        today=context.today(),
        rules=context.lending.pricing.rules,
        penalty_multiple=max(one.penalty_multiple for one in context.lending.catalogue),
        debt_share=context.lending.policy.affordability.max_debt_share,
        share=share if share is not None and 0 < share <= most else None,
        months=min(int(months["months"]), context.bounds().longest_months)
        if isinstance(months, dict) and not heard.chosen
        else None,
    )


def _share(heard: Heard) -> Decimal | None:
    spoken = _IN_TEN_THOUSAND.search(heard.text)
    if spoken is not None:
        said = spoken[1].replace("两", "二")
        return Decimal(_DIGITS.index(said) + 1 if said in _DIGITS else said) / 10_000
    return decimal_of(heard.value("percent"))
