"""The assistant, started once for all conversations."""

from collections.abc import Iterator

import pytest

from bot.errors import ShandaiError
from bot.model import RASA_PYTHON
from tests.dialogue.assistant import Assistant, started


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    if not RASA_PYTHON.exists():
        pytest.skip("the Rasa runtime is not installed; run `make setup`")
    try:
        with started(tmp_path_factory.mktemp("var")) as running:
            yield running
    except ShandaiError as error:
        pytest.fail(str(error))
