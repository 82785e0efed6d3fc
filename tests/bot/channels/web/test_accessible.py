"""What axe-core finds on the page with every card on it, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.bot.channels.web import replies
from tests.bot.channels.web.bank import Bank
from tests.bot.channels.web.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    visitor: Visitor, bank: Bank, scheme: str, language: str
) -> None:
    # The rules are injected as a script, which the page's own policy rightly refuses.
    page = visitor.visit(
        f"/chat?lang={language}",
        viewport=PHONE,
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page.fill("#words", "想借 5 万装修")
    page.press("#words", "Enter")
    for make in replies.EVERY.values():
        bank.put(bank.user, reply=make(language))
    expect(page.locator(".entry.reply")).to_have_count(2 + len(replies.EVERY))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.locator("#menu-button").click()
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], node["target"], node.get("failureSummary"))
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
    assert grave == []
