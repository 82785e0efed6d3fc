"""Replies with every kind of card, made by the same builders as the assistant's own."""

from dataclasses import replace
from functools import cache
from typing import Any

from bot.channels.message import Button, Outbound
from bot.services.prequalify import _request, applicant_from
from bot.services.recommend_products import quote_methods, recommended
from bot.texts.replies import decision as results
from bot.texts.replies import plan, quoting, recommendation
from bot.texts.replies.choices import Choice
from bot.texts.replies.quoting import product_names
from scoring.decision import Decision, decide
from tests.bot.services.lent import FACTS, NEED, TODAY, lending, stated


def reply(text: str, choices: tuple[Choice, ...], card: Any, language: str) -> Outbound:
    return Outbound(
        conversation="c",
        turn=1,
        text=text,
        buttons=tuple(
            Button(title=one.title, payload=one.payload, token=f"k{at}{abs(hash(text)) % 9999}")
            for at, one in enumerate(choices)
        ),
        card=card,
        language=language,
    )


def products(language: str) -> Outbound:
    names = product_names(lending().product_names(), language)
    found = recommended(NEED, lending(), TODAY)
    need = {
        "zh_CN": ["装修", "5 万元", "两年"],
        "en": ["home improvement", "CNY 50,000", "2 years"],
    }
    return reply(
        recommendation.recommendation(found, need.get(language, need["zh_CN"]), language, names),
        recommendation.recommendation_choices(found.options, language),
        recommendation.recommendation_card(found, language, names),
        language,
    )


def quote(language: str) -> Outbound:
    names = product_names(lending().product_names(), language)
    option = recommended(NEED, lending(), TODAY).options[0]
    return reply(
        quoting.detail(option, language, names),
        quoting.detail_choices(option.product.id, language),
        quoting.quote_card(option, language, names),
        language,
    )


def methods(language: str) -> Outbound:
    option = recommended(NEED, lending(), TODAY).options[0]
    quotes = quote_methods(option, lending(), TODAY)
    return reply(
        quoting.methods(quotes, language),
        quoting.method_choices(quotes, language),
        quoting.methods_card(option, quotes),
        language,
    )


@cache
def decided(purpose: str = "home_improvement", **facts: Any) -> Decision:
    changed = {name: stated(value) for name, value in facts.items()}
    known = {**NEED, **FACTS, **changed, "purpose": purpose}
    options = recommended(known, lending(), TODAY).options
    option = max(options, key=lambda one: one.schedule.total_fees)  # the first when none has any
    return decide(
        applicant_from(known),
        _request(option, known),
        option.product,
        card=lending().card,
        policy=lending().policy,
        pricing_policy=lending().pricing,
        catalogue_version=lending().catalogue.version,
        today=TODAY,
    )


def _result(decision: Decision, language: str) -> Outbound:
    names = product_names(lending().product_names(), language)
    return reply(
        results.result(decision, language, names),
        results.choices_after(decision, language),
        results.card(decision, language, names),
        language,
    )


def offer(language: str) -> Outbound:
    return _result(decided(), language)


def with_fees(language: str) -> Outbound:
    """An offer of a product that charges more than interest, to somebody else than the lender."""
    return _result(decided("travel", amount="10000"), language)


def refusal(language: str) -> Outbound:
    return _result(decided(monthly_debt="11000"), language)


def costs(language: str) -> Outbound:
    sheet = decided().cost_sheet
    assert sheet is not None
    card = {"type": "cost_sheet", "cost_sheet": plan.sheet_card(sheet)}
    return replace(offer(language), text=plan.cost_sheet(sheet, language), card=card)


EVERY = {
    "products": products,
    "quote": quote,
    "methods": methods,
    "offer": offer,
    "with fees": with_fees,
    "refusal": refusal,
    "costs": costs,
}
