"""The Node server, once for all tests."""

import os
from collections.abc import Iterator

import pytest

from tests.doubles.telegram_test_api.install import NoNode, NotInstalled
from tests.doubles.telegram_test_api.server import NodeServer, serving


@pytest.fixture(scope="session")
def test_server() -> Iterator[NodeServer]:
    yield from served()


def served() -> Iterator[NodeServer]:
    """The body of a fixture; where Node is missing its tests are skipped."""
    try:
        with serving() as server:
            yield server
    except NoNode as error:
        pytest.skip(f"{error}; telegram-test-api needs it")
    except NotInstalled as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(f"no package registry? {error}")
