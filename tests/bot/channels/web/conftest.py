"""A headless Chromium for the page, and the page's other side."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bot.channels.web.bank import Bank, application
from tests.bot.channels.web.serving import serving

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


# For one module, not the session: while it is open, this thread's event loop counts as running
# and no other test could run one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("SHANDAI_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on the PATH and SHANDAI_CHROMIUM is not set")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@dataclass(kw_only=True)
class Visitor:
    """Somebody at a browser; what its console complains of is a failure of the test."""

    chromium: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def visit(self, path: str = "/chat?lang=zh_CN", **options: Any) -> Page:
        """Open the page in a browser that has never seen it."""
        return self.tab(self.browser(**options), path)

    def browser(self, **options: Any) -> BrowserContext:
        context = self.chromium.new_context(**{"viewport": PHONE, "locale": "zh-CN"} | options)
        self.contexts.append(context)
        return context

    def tab(self, context: BrowserContext, path: str) -> Page:
        page = self.blank(context)
        page.goto(self.url + path)
        page.wait_for_selector("#log[aria-busy=false]")
        return page

    def blank(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, message: Any) -> None:
        # A line that breaks is a test's purpose; anything else would be a fault of the page.
        if message.type in {"error", "warning"} and "WebSocket" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def visitor(chromium: Browser, bank: Bank) -> Iterator[Visitor]:
    with serving(application(bank)) as url, visiting(chromium, url) as one:
        yield one


@contextlib.contextmanager
def visiting(chromium: Browser, url: str) -> Iterator[Visitor]:
    one = Visitor(chromium=chromium, url=url)
    yield one
    for context in one.contexts:
        context.close()
    assert one.complaints == []
