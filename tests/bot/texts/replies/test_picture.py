from decimal import Decimal

import pytest

from bot.texts.languages import LANGUAGES
from bot.texts.replies.picture import caption, lists_plan
from scoring.products import Fee, FeeManner
from tests.bot.channels.pictures.plans import quote_card

FEE = Fee(
    code="service",
    name="服务费",
    payee="本公司",
    manner=FeeManner.PER_INSTALMENT,
    amount=Decimal(200),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("months", [1, 12, 360])
def test_a_reply_that_lists_the_plan_is_known_in_every_language(language: str, months: int) -> None:
    card, words = quote_card(months, language=language)

    assert lists_plan(words, card, language)
    assert lists_plan(f"好的。\n\n{words}\n\n还想看什么？", card, language)
    assert not lists_plan(words.split("\n")[0], card, language)


@pytest.mark.parametrize(
    "change", [{"type": "decision"}, {"type": "recommendation"}, {"instalments": []}]
)
def test_only_offers_and_quotes_with_a_plan_have_a_picture(change: dict[str, object]) -> None:
    card, words = quote_card(12)

    assert not lists_plan(words, card | change, "zh_CN")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_leads_with_the_annual_cost_and_explains_the_colours(language: str) -> None:
    card, _ = quote_card(12, fees=(FEE,))
    first, second = caption(card, language).split("\n")

    assert "9.60%" in first
    assert [sign for sign in "🟦🟧🟩▬" if sign in second] == list("🟦🟧🟩▬")


def test_a_plan_without_fees_has_no_colour_for_them() -> None:
    card, _ = quote_card(12)
    offer = {"type": "offer", "offer": card["product"], "instalments": card["instalments"]}

    assert caption(offer, "zh_CN") == (
        "年化综合成本 9.60%，共 12 期的还款计划：\n🟦 本金 🟧 利息 ▬ 剩余本金（看右边的数）"
    )
