"""The gateway as its process puts it together, with Telegram as a channel, in a thread."""

import dataclasses
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import httpx
import uvicorn
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.telegram.api import make_bot
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.messenger import TelegramMessenger
from bot.gateway import serve
from bot.settings import ROOT, Settings
from tests.dialogue.assistant import Assistant
from tests.doubles.telegram_api import TelegramApi
from tests.doubles.telegram_test_api.mending import MendingRequest
from tests.doubles.telegram_test_api.server import NodeServer

SECRET = "a-secret-of-tests_only"


@dataclasses.dataclass(frozen=True, slots=True)
class Running:
    """A running gateway."""

    url: str

    def figure(self, name: str, **labels: str) -> float:
        """The sum of a figure over all its labels but the given ones."""
        answer = httpx.get(f"{self.url}/metrics", trust_env=False)
        return sum(
            sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )


@contextmanager
def by_polling(assistant: Assistant, api: TelegramApi) -> Iterator[Running]:
    """The gateway that fetches its updates."""
    with _running(_settings(assistant, api.url, api.token, "polling")) as gateway:
        yield gateway


@contextmanager
def by_webhook(assistant: Assistant, api: TelegramApi) -> Iterator[Running]:
    """The gateway that has its updates delivered."""
    with _running(_settings(assistant, api.url, api.token, "webhook")) as gateway:
        yield gateway


@contextmanager
def by_polling_node(assistant: Assistant, server: NodeServer) -> Iterator[Running]:
    """The gateway that fetches its updates from telegram-test-api."""

    def connect(*, count: Callable[[str], None], **_given: str) -> Telegram:
        bot = make_bot(
            server.token,
            server.url,
            request=MendingRequest(64),
            updates_request=MendingRequest(2),
        )
        return Telegram(bot=bot, messenger=TelegramMessenger(bot), secret=SECRET, count=count)

    with (
        mock.patch.object(serve, "connect", connect),
        _running(_settings(assistant, server.url, server.token, "polling")) as gateway,
    ):
        yield gateway


def _settings(assistant: Assistant, api_url: str, token: str, mode: str) -> Settings:
    return dataclasses.replace(
        assistant.settings,
        telegram_token=token,
        telegram_mode=mode,
        telegram_webhook_secret=SECRET,
        telegram_api_url=api_url,
    )


@contextmanager
def _running(settings: Settings) -> Iterator[Running]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = serve.make_app(dataclasses.replace(settings, public_url=url))
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                ws="websockets-sansio",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=5,
            )
        )
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listening]}, name="gateway"
        )
        thread.start()
        try:
            # Answered when the channels are connected; until then it waits in the socket's queue.
            ready = httpx.get(f"{url}/ready", timeout=30, trust_env=False)
            assert ready.status_code == 200, ready.text
            yield Running(url)
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def own_process(
    assistant: Assistant, api: TelegramApi, *, second: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """The gateway's own process, fetching updates; ended at the end, if not killed before.

    A second one beside the first waits for its turn, and nobody waits for it.
    """
    asked = len(api.calls_of("getUpdates"))
    settings = dataclasses.replace(
        _settings(assistant, api.url, api.token, "polling"), gateway_port=_free_port()
    )
    log = settings.var / f"gateway-{settings.gateway_port}.log"
    with (
        log.open("wb") as written,
        subprocess.Popen(
            [sys.executable, "-m", "bot.gateway.serve"],
            cwd=ROOT,
            env={**os.environ, **settings.environ()},
            stdout=written,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            if not second:
                api.waits_for_call("getUpdates", asked + 1)
            yield process
        finally:
            process.terminate()  # what is on its way is sent, or a later test would see it


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
