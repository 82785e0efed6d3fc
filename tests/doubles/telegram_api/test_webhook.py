"""Updates pushed to a webhook: in order, with the secret, until the bot takes them."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from typing import Any

import pytest
from telegram.error import BadRequest

from tests.doubles.telegram_api import TelegramApi
from tests.doubles.telegram_api.conftest import Ptb
from tests.doubles.telegram_api.webhook import SECRET


class Hook:
    """A bot's side of a webhook, answering with the statuses it was given, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: list[tuple[str | None, dict[str, Any]]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.came.append((self.headers[SECRET], loads(body)))
                self.send_response(hook.statuses.pop(0) if hook.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.came]


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook()
    thread = threading.Thread(target=hook.server.serve_forever, args=(0.01,))
    thread.start()
    yield hook
    hook.server.shutdown()
    hook.server.server_close()
    thread.join()


def test_updates_are_pushed_in_order_with_the_secret(
    api: TelegramApi, ptb: Ptb, hook: Hook
) -> None:
    user = api.user("小林")
    user.sends("一")
    ptb.run(ptb.bot.set_webhook(hook.url, secret_token="s3cret-_"))
    user.sends("二")
    api.waits_until_heard()
    assert hook.texts == ["一", "二"]
    assert {secret for secret, _ in hook.came} == {"s3cret-_"}


def test_what_is_not_taken_is_pushed_again_before_anything_else(
    api: TelegramApi, ptb: Ptb, hook: Hook
) -> None:
    hook.statuses = [503, 302]
    ptb.run(ptb.bot.set_webhook(hook.url))
    user = api.user("小林")
    user.sends("一")
    user.sends("二")
    api.waits_until_heard()
    assert hook.texts == ["一", "一", "一", "二"]
    assert [status for _, status in api.webhook.delivered] == [503, 302, 200, 200]
    info = ptb.run(ptb.bot.get_webhook_info())
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"
    assert (info.url, info.pending_update_count) == (hook.url, 0)


def test_another_chat_does_not_wait(api: TelegramApi, ptb: Ptb, hook: Hook) -> None:
    api.options.webhook_backoff = api.options.webhook_backoff_longest = 0.3
    hook.statuses = [500]
    ptb.run(ptb.bot.set_webhook(hook.url))
    api.user("小林").sends("一")
    api.user("小周").sends("二")
    api.waits_until_heard()
    assert set(hook.texts[:2]) == {"一", "二"}
    assert sorted(status for _, status in api.webhook.delivered) == [200, 200, 500]


def test_an_update_is_pushed_twice_on_request(api: TelegramApi, ptb: Ptb, hook: Hook) -> None:
    api.delivers_twice()
    ptb.run(ptb.bot.set_webhook(hook.url))
    api.user("小林").sends("一")
    api.waits_until_heard()
    assert [update["update_id"] for _, update in hook.came] == [hook.came[0][1]["update_id"]] * 2


def test_nothing_is_lost_while_nobody_listens(api: TelegramApi, ptb: Ptb, hook: Hook) -> None:
    ptb.run(ptb.bot.set_webhook("http://127.0.0.1:9/nobody"))
    api.user("小林").sends("一")
    while not ptb.run(ptb.bot.get_webhook_info()).last_error_message:
        pass
    assert ptb.run(ptb.bot.get_webhook_info()).pending_update_count == 1
    ptb.run(ptb.bot.set_webhook(hook.url))
    api.waits_until_heard()
    assert hook.texts == ["一"]


@pytest.mark.parametrize("secret", ["two words", "密", "x" * 257])
def test_a_secret_has_plain_signs(ptb: Ptb, secret: str) -> None:
    with pytest.raises(BadRequest, match="ecret token contains unallowed characters"):
        ptb.run(ptb.bot.set_webhook("https://bank.example/hook", secret_token=secret))


def test_a_webhook_needs_tls(api: TelegramApi, ptb: Ptb) -> None:
    api.options.http_webhooks = False
    with pytest.raises(BadRequest, match="an https url must be provided"):
        ptb.run(ptb.bot.set_webhook("http://bank.example/hook"))
    assert ptb.run(ptb.bot.get_webhook_info()).url == ""
