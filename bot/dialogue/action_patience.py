"""Waits for an action server that is being started again; it must not know the app.

Stock Rasa 3.6.21 gives the action up, and with it the answer, when the server cannot be reached.
A refused connection has done nothing yet, so the call may be made again. One that broke off after
it was accepted may have been carried out, and is left to fail as before.
"""

from __future__ import annotations

import asyncio
import functools
import time
from typing import Any

# Within what the gateway waits for an answer, an action's own time included.
PATIENCE_SECONDS = 7.0
PAUSE_SECONDS = 0.1


def install() -> None:
    """Put the patience around every call of Rasa to its action server."""
    from rasa.utils.endpoints import EndpointConfig

    EndpointConfig.request = patient(EndpointConfig.request)


def patient(request: Any) -> Any:
    """The same call, made again while its connection is refused."""
    from aiohttp import ClientConnectorError

    @functools.wraps(request)
    async def call(*arguments: Any, **options: Any) -> Any:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                # The call takes its options apart.
                return await request(*arguments, **dict(options))
            except ClientConnectorError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(PAUSE_SECONDS)

    return call
