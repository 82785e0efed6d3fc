"""The Node server, once for all tests."""

import os
from collections.abc import Iterator

import pytest

from tests.doubles.telegram_test_api.install import NotInstalled
from tests.doubles.telegram_test_api.server import NodeServer, serving


@pytest.fixture(scope="session")
def test_server() -> Iterator[NodeServer]:
    yield from served()


def served() -> Iterator[NodeServer]:
    """The body of a fixture; on CI a server that cannot be installed is a failure."""
    try:
        with serving() as server:
            yield server
    except NotInstalled as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
