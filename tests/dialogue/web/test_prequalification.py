"""A whole pre-qualification through the page: from Chromium to Rasa and the database."""

import dataclasses
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.gateway.serve import make_app
from tests.bot.channels.web.conftest import DESKTOP, Visitor, chromium, visiting
from tests.bot.channels.web.serving import serving
from tests.dialogue.assistant import Assistant

__all__ = ["chromium"]  # a fixture

pytestmark = [pytest.mark.dialogue, pytest.mark.browser]

# Rasa answers in well under a second; its first message after the start takes longer.
PATIENCE = 20_000


@pytest.fixture(scope="module")
def visitor(assistant: Assistant, chromium: Browser) -> Iterator[Visitor]:
    # The tests write faster than people do.
    settings = dataclasses.replace(assistant.settings, customer_messages_per_minute=600)
    with serving(make_app(settings)) as url, visiting(chromium, url) as one:
        yield one


def say(page: Page, text: str) -> None:
    """Write it, and wait for the one reply."""
    replies = page.locator(".entry.reply")
    before = replies.count()
    page.fill("#words", text)
    page.press("#words", "Enter")
    expect(replies).to_have_count(before + 1, timeout=PATIENCE)


def press(page: Page, title: str) -> None:
    replies = page.locator(".entry.reply")
    before = replies.count()
    page.get_by_role("button", name=title, exact=True).last.click()
    expect(replies).to_have_count(before + 1, timeout=PATIENCE)


def newest(page: Page, *has: str) -> None:
    for text in has:
        expect(page.locator(".entry.reply").last).to_contain_text(text)


def test_in_chinese_on_a_phone(visitor: Visitor) -> None:
    page = visitor.visit("/chat?lang=zh_CN")
    expect(page.locator(".entry.reply")).to_have_count(1, timeout=PATIENCE)
    newest(page, "善贷")
    say(page, "你好我是护士想代款装修8万块分两年还不着急")
    expect(page.locator(".product h3").first).to_have_text("安家装修贷")
    newest(page, "年化综合成本", "为什么适合您")
    press(page, "看①的明细")
    expect(page.locator(".entry.own .bubble").last).to_have_text("看①的明细")
    expect(page.locator(".chart svg rect")).to_have_count(2 * 24)
    press(page, "用这款测算")
    newest(page, "不查征信")
    press(page, "同意")
    for told in (
        "我今年31",
        "税后1w2",
        "房贷每月3500",
        "五年了",
        "大概三成吧",
        "两张信用卡一个房贷",
    ):
        say(page, told)
    say(page, "1")
    newest(page, "逾期")
    say(page, "从来没逾期过")
    say(page, "一个娃")
    newest(page, "请核对", "31 岁", "1.2 万元")
    say(page, "没问题")
    offer = page.locator(".card.offer")
    expect(offer.locator(".verdict")).to_have_text("初步结果：可以批")
    expect(offer.locator(".annual strong")).to_have_text(re.compile(r"^\d+\.\d\d%$"))
    expect(offer.locator(".sheet")).to_contain_text("除以上所列，没有其他任何收费。")
    expect(offer.locator(".chart svg rect")).to_have_count(2 * 24)

    said = page.locator(".entry .bubble").all_inner_texts()
    page.reload()
    expect(page.locator(".entry .bubble")).to_have_count(len(said))
    assert page.locator(".entry .bubble").all_inner_texts() == said
    expect(page.locator("#choices button").first).to_have_text("看还款计划")


def test_in_english_on_a_desktop(visitor: Visitor) -> None:
    page = visitor.visit("/chat?lang=en", viewport=DESKTOP, locale="en-GB")
    expect(page.locator(".entry.reply")).to_have_count(1, timeout=PATIENCE)
    say(page, "I'm a teacher, I want to borrow 60000 over 2 years for renovation, no rush")
    expect(page.locator(".product h3").first).to_have_text("Home Improvement Loan")
    newest(page, "Total annual cost", "Why it fits you")
    say(page, "Check if I can get it")
    press(page, "I agree")
    answers = "34; 11000 after tax; 1500; 8 years; about 20%; 2 cards; none; never; none"
    for told in answers.split("; "):
        say(page, told)
    newest(page, "34")
    say(page, "yes")
    offer = page.locator(".card.offer")
    expect(offer).to_contain_text("Home Improvement Loan")
    expect(offer.locator(".sheet")).to_contain_text("There are no other charges")
    assert not re.search(r"[一-鿿]", offer.inner_text())


def test_a_person_is_reached_by_the_button_that_is_always_there(visitor: Visitor) -> None:
    page = visitor.visit("/chat?lang=en", viewport=DESKTOP)
    expect(page.locator(".entry.reply")).to_have_count(1, timeout=PATIENCE)
    page.get_by_role("button", name="Talk to a person").first.click()
    expect(page.locator(".entry.reply")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".entry.reply").last).to_contain_text("colleague")
