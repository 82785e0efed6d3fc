"""Telegram's two stand-ins, and the gateway in front of each."""

from collections.abc import Iterator

import pytest

from tests.doubles.telegram_api import TelegramApi
from tests.doubles.telegram_test_api.conftest import served
from tests.doubles.telegram_test_api.server import NodeServer


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi() as running:
        yield running


@pytest.fixture(scope="session")
def node_server() -> Iterator[NodeServer]:
    yield from served()
