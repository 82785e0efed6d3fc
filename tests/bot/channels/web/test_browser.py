"""The page in a real browser: what a customer does, and what they see of it."""

import contextlib
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from fastapi import Request, Response
from playwright.sync_api import Browser, Page, expect

from bot.channels.ports import TooBusy
from tests.bot.channels.web import replies
from tests.bot.channels.web.bank import GREETING, NOW, Bank, application, said
from tests.bot.channels.web.conftest import DESKTOP, PHONE, Visitor, visiting
from tests.bot.channels.web.serving import serving

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


def write(page: Page, text: str) -> None:
    page.fill("#words", text)
    page.press("#words", "Enter")


def own(page: Page) -> list[str]:
    return page.locator(".entry.own .bubble").all_inner_texts()


def answered(page: Page, text: str) -> None:
    expect(page.locator(".entry.reply .bubble").last).to_have_text(text)


@BOTH
def test_a_customer_is_greeted_and_answered(visitor: Visitor, size: dict[str, int]) -> None:
    page = visitor.visit(viewport=size)
    expect(page.locator(".entry.reply .bubble").first).to_contain_text("您好，我是善贷")
    expect(page.locator("header")).to_contain_text("自动助手")
    write(page, "借 5 万\n")
    answered(page, "听到：借 5 万")
    assert own(page) == ["借 5 万"]
    expect(page.locator("#pending .entry")).to_have_count(0)
    expect(page.locator("#words")).to_have_value("")


def test_choices_stand_under_the_newest_reply_alone(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    choices = page.locator("#choices button")
    expect(choices).to_have_text(["想借钱", "问问利率"])
    bank.answer = lambda _: [said("好的，借多少？", "1 万", "5 万")]
    choices.first.click()
    answered(page, "好的，借多少？")
    expect(choices).to_have_text(["1 万", "5 万"])
    assert own(page) == ["想借钱"]
    (pressed,) = bank.received
    assert pressed.message_id.startswith("button:")


def test_a_product_is_chosen_on_its_card(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    bank.put(bank.user, reply=replies.products("zh_CN"))
    product = page.locator(".product").first
    expect(product.locator(".annual strong")).to_have_text("6.17%")
    expect(page.locator("#choices button").first).to_have_text("测测能不能批")
    expect(page.locator("#choices")).not_to_contain_text("看①的明细")
    product.get_by_role("button", name="看①的明细").click()
    expect(page.locator(".entry.own .bubble")).to_have_text("看①的明细")
    expect(page.locator(".product .act")).to_have_count(0)


def test_the_person_is_one_touch_away(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    page.get_by_role("button", name="找人工同事").click()
    answered(page, "听到：人工")
    assert [one.text for one in bank.received] == ["人工"]


def test_a_composition_is_not_sent_by_the_enter_that_ends_it(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    devtools = page.context.new_cdp_session(page)
    page.focus("#words")
    devtools.send(
        "Input.imeSetComposition", {"text": "jie qian", "selectionStart": 8, "selectionEnd": 8}
    )
    # As Chromium tells of a key that the input method keeps to itself.
    for kind in ("rawKeyDown", "keyUp"):
        devtools.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13},
        )
    expect(page.locator("#words")).to_have_value("jie qian")
    devtools.send("Input.insertText", {"text": "借钱"})
    expect(page.locator("#words")).to_have_value("借钱")
    assert bank.received == []
    page.press("#words", "Enter")
    answered(page, "听到：借钱")


def test_shift_enter_is_a_new_line_and_the_field_grows(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    low = page.locator("#words").evaluate("field => field.offsetHeight")
    page.focus("#words")
    page.keyboard.type("一")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("二")
    assert page.locator("#words").evaluate("field => field.offsetHeight") > low
    page.keyboard.press("Enter")
    expect(page.locator(".entry.own .bubble")).to_have_text("一\n二")
    assert bank.received[0].text == "一\n二"


def test_the_limit_is_shown_near_it_and_kept(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    left = page.locator("#left")
    page.fill("#words", "贷" * 899)
    expect(left).to_be_empty()
    page.fill("#words", "贷" * 950)
    expect(left).to_have_text("还可以写 50 个字")
    page.fill("#words", "贷" * 1003)
    expect(left).to_have_text("超出 3 个字，请分成几条发")
    expect(page.locator("#send")).to_be_disabled()
    page.press("#words", "Enter")
    assert bank.received == []


def test_what_the_server_is_too_busy_for_is_sent_again(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    bank.refusals = [TooBusy("full")]
    write(page, "借钱")
    answered(page, "听到：借钱")
    assert own(page) == ["借钱"]
    assert len(bank.received) == 1


def test_what_fails_again_and_again_is_said_to_have_failed(visitor: Visitor, bank: Bank) -> None:
    page = visitor.blank(visitor.browser())
    page.clock.install()
    page.goto(f"{visitor.url}/chat?lang=zh_CN")
    page.wait_for_selector("#log[aria-busy=false]")
    bank.refusals = [TooBusy("full")] * 6
    write(page, "借钱")
    state = page.locator("#pending .state")
    for _ in range(60):
        if state.inner_text() == "没有发出":
            break
        page.clock.run_for(1000)
    expect(state).to_have_text("没有发出")
    assert bank.received == []
    page.get_by_role("button", name="重发").click()
    answered(page, "听到：借钱")
    assert own(page) == ["借钱"]


def test_fees_are_in_the_plan_and_named_with_who_takes_them(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit("/chat?lang=en")
    reply = replies.with_fees("en")
    assert reply.card is not None
    charged = [line for line in reply.card["cost_sheet"]["lines"] if line["fee"]]
    assert charged
    bank.put(bank.user, reply=reply)
    card = page.locator(".card.offer")
    expect(card.locator(".legend")).to_contain_text("Fees")
    expect(card.locator(".chart rect.fees").first).to_be_attached()
    expect(card.locator(".sheet tbody tr")).to_have_count(3 + len(charged))
    assert not re.search(r"[一-鿿]", card.inner_text())


def test_a_customer_whose_line_breaks_misses_nothing(chromium: Browser, bank: Bank) -> None:
    with contextlib.ExitStack() as first, contextlib.ExitStack() as whole:
        url = first.enter_context(serving(application(bank)))
        visitor = whole.enter_context(visiting(chromium, url))
        page = visitor.visit()
        expect(page.locator("#dot")).to_have_attribute("data-state", "online")
        bank.tell(bank.user, on=None)
        first.close()
        expect(page.locator("#line")).to_have_text("正在重新连接")
        write(page, "还在吗")
        expect(page.locator("#pending .state")).to_have_text("等待网络")
        bank.put(bank.user, reply=said("这句是断线时说的。"))
        with serving(application(bank), port=int(url.rpartition(":")[2])):
            answered(page, "听到：还在吗")
            expect(page.locator("#line")).to_be_hidden()
            texts = page.locator(".entry .bubble").all_inner_texts()
            assert texts[1:] == ["这句是断线时说的。", "还在吗", "听到：还在吗"]
            page.context.close()
            visitor.contexts.clear()


def test_an_unsent_message_outlives_the_page(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    page.context.set_offline(True)
    expect(page.locator("#line")).to_have_text(re.compile("网络断开了"))
    write(page, "先写着")
    expect(page.locator("#pending .state")).to_have_text("等待网络")
    assert bank.received == []
    page.context.set_offline(False)
    answered(page, "听到：先写着")
    expect(page.locator("#line")).to_be_hidden()
    page.reload()
    answered(page, "听到：先写着")
    assert own(page) == ["先写着"]
    assert len(bank.received) == 1


def test_a_browser_that_keeps_no_cookie_is_told_what_to_do(chromium: Browser, bank: Bank) -> None:
    app = application(bank)

    @app.middleware("http")
    async def forget(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await call(request)
        if "set-cookie" in answer.headers:
            del answer.headers["set-cookie"]
        return answer

    with serving(app) as url, visiting(chromium, url) as visitor:
        page = visitor.blank(visitor.browser())
        page.goto(f"{url}/chat?lang=zh_CN")
        expect(page.locator("#line")).to_contain_text("请允许 Cookie 后刷新")
    assert set(bank.counted) == {"web_no_session"}


def test_the_history_comes_from_the_server(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    write(page, "借钱")
    answered(page, "听到：借钱")
    other = visitor.tab(page.context, "/chat?lang=zh_CN")
    answered(other, "听到：借钱")
    write(other, "从另一页说")
    answered(page, "听到：从另一页说")
    assert own(page) == own(other) == ["借钱", "从另一页说"]


def test_days_are_told_apart(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    user = bank.user
    bank.put(user, at=NOW + timedelta(days=400), text="很久以后", message_id=f"{user}:x")
    expect(page.locator(".day")).to_have_count(2)


def test_the_dots_show_that_an_answer_is_made(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    expect(page.locator("#typing")).to_be_hidden()
    bank.tell(bank.user, on=True)
    expect(page.locator("#typing")).to_be_visible()
    bank.put(bank.user, reply=said("好了。"))
    answered(page, "好了。")
    expect(page.locator("#typing")).to_be_hidden()


def test_who_reads_further_up_is_told_of_the_new(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    for number in range(30):
        bank.put(bank.user, reply=said(f"第 {number} 句。"))
    answered(page, "第 29 句。")
    log = page.locator("#log")
    log.evaluate("log => log.scrollTo(0, 0)")
    expect(page.locator("#newest")).to_have_text("回到最新")
    bank.put(bank.user, reply=said("新的一句。"))
    expect(page.locator("#newest")).to_have_text("有新消息")
    assert log.evaluate("log => log.scrollTop") == 0
    page.locator("#newest").click()
    expect(page.get_by_text("新的一句。")).to_be_in_viewport()
    expect(page.locator("#newest")).to_be_hidden()


def test_what_is_said_is_never_read_as_html(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    evil = '<img src=x onerror="document.title=1"><b>'
    bank.answer = lambda inbound: [said(inbound.text, inbound.text)]
    write(page, evil)
    answered(page, evil)
    expect(page.locator("#choices button")).to_have_text(evil)
    assert page.locator(".log img, .log b").count() == 0


def test_everything_is_done_with_the_keyboard(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit(viewport=DESKTOP)
    focused = "document.activeElement.id || document.activeElement.textContent.trim()"
    seen = []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the way past the header
    assert page.evaluate(focused) == "words"
    page.keyboard.type("借钱")
    page.keyboard.press("Enter")
    answered(page, "听到：借钱")
    bank.put(bank.user, reply=bank.greeting)
    expect(page.locator("#choices button")).to_have_count(2)
    page.evaluate("document.activeElement.blur()")
    page.locator(".skip").focus()
    for _ in range(7):
        seen.append(page.evaluate(focused))
        page.keyboard.press("Tab")
    assert [one for one in seen if one in {"person", "menu-button", "log", "words"}] == [
        "person", "menu-button", "log", "words",
    ]  # fmt: skip
    assert seen[4:6] == ["想借钱", "问问利率"]
    page.locator("#choices button").first.focus()
    page.keyboard.press("Enter")
    answered(page, re.sub("^", "听到：", bank.received[-1].text))
    page.locator("#menu-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()


def test_dark_follows_the_system_until_the_customer_chooses(visitor: Visitor) -> None:
    page = visitor.visit(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(ground)
    assert dark != light
    page.locator("#menu-button").click()
    page.get_by_label("深色").check(force=True)
    assert page.evaluate(ground) == dark
    page.reload()
    assert page.evaluate(ground) == dark


def test_the_language_is_switched_on_the_page(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    page.locator("#menu-button").click()
    page.get_by_role("link", name="English").click()
    expect(page.locator("header")).to_contain_text("Automated assistant")
    expect(page.locator("#dot")).to_have_attribute("data-state", "online")
    page.reload()
    expect(page.locator("#dot")).to_have_attribute("data-state", "online")
    # Told once: the conversation may have gone on in another language since.
    assert [language for _, _, language in bank.started] == ["zh_CN", "en", None]


def test_the_page_follows_the_language_a_customer_writes_in(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit("/chat", locale="en-GB")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    bank.spoken[bank.user] = "zh_CN"
    page.locator("#words").fill("想借五万")
    page.locator("#words").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#log")).to_contain_text("听到：想借五万")
    expect(page.locator("#words")).to_be_focused()
    # Nothing was chosen: the next English sentence is answered in English again.
    assert {language for _, _, language in bank.started} == {None}


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant_TW", "en"])
def test_an_offer_shows_its_costs_and_its_plan(visitor: Visitor, bank: Bank, language: str) -> None:
    page = visitor.visit(f"/chat?lang={language}")
    reply = replies.offer(language)
    assert reply.card is not None
    bank.put(bank.user, reply=reply)
    card = page.locator(".card.offer")
    expect(card.locator(".chart svg rect")).to_have_count(2 * 24)
    expect(card.locator(".sheet tbody tr")).to_have_count(
        2 + len(reply.card["cost_sheet"]["lines"])
    )
    expect(card.locator(".sheet tfoot")).to_contain_text("52,952.52")
    card.locator("summary").click()
    expect(card.locator(".plan table tbody tr")).to_have_count(24)
    expect(card.locator(".plan table tbody tr").first).to_contain_text("2,206.36")
    assert "undefined" not in card.inner_text()
    assert "{" not in card.inner_text()


@BOTH
def test_nothing_is_wider_than_the_page(visitor: Visitor, bank: Bank, size: dict[str, int]) -> None:
    # 200 % zoom of the phone is half its width in CSS pixels, at most 320 here.
    for width in (size["width"], 320):
        page = visitor.visit("/chat?lang=en", viewport={"width": width, "height": size["height"]})
        for make in replies.EVERY.values():
            bank.put(list(bank.talks)[-1], reply=make("en"))
        expect(page.locator(".entry.reply")).to_have_count(1 + len(replies.EVERY))
        page.locator(".chart svg").last.wait_for()
        wide = page.evaluate(
            "() => [document.documentElement, document.getElementById('log')]"
            ".map(one => one.scrollWidth - one.clientWidth)"
        )
        assert wide == [0, 0], f"at {width}"


def test_what_is_touched_is_large_enough(visitor: Visitor, bank: Bank) -> None:
    page = visitor.visit()
    bank.put(bank.user, reply=replies.products("zh_CN"))
    page.locator(".product .act").first.wait_for()
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, summary, textarea, .menu a')]"
        ".filter(one => one.offsetParent).map(one => [one.textContent.trim(), one.offsetHeight])"
        ".filter(([, height]) => height < 44)"
    )
    assert small == []


def test_a_page_in_a_frame_is_opened_and_closed(chromium: Browser, bank: Bank) -> None:
    host = (
        "<!doctype html><html lang='zh-CN'><title>站点</title><link rel='icon' href='data:,'>"
        "<body><p>别的网站</p><script src='/chat/embed.js' data-lang='en'></script></body></html>"
    )

    with serving(application(bank)) as url, visiting(chromium, url) as visitor:
        page = visitor.blank(visitor.browser())
        page.route("**/site", lambda route: route.fulfill(body=host, content_type="text/html"))
        page.goto(f"{url}/site")
        launcher = page.get_by_role("button", name="Open the 善贷 automated assistant")
        expect(launcher).to_have_attribute("aria-expanded", "false")
        assert bank.talks == {}
        launcher.click()
        chat = page.frame_locator("iframe")
        expect(chat.locator(".entry.reply .bubble").first).to_contain_text(GREETING[:6])
        expect(chat.locator("#words")).to_be_focused()
        chat.locator("#words").press("Escape")
        closed = page.get_by_role("button", name="Open the 善贷 automated assistant")
        expect(closed).to_be_focused()
        expect(page.locator("iframe")).to_be_hidden()
        closed.click()
        chat.locator("#close").click()
        expect(page.locator("iframe")).to_be_hidden()
