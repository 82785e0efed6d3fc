"""The gateway's client to Rasa: one message in, its replies out, or a named failure."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from bot.errors import RasaUnavailable
from bot.gateway.breaker import Breaker

WEBHOOK = "/webhooks/gateway/webhook"
HEALTH = "/webhooks/gateway/"
MOST_CONNECTIONS = 100
FAILURES_THAT_OPEN = 5
OPEN_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One bubble as Rasa returned it: text with buttons, or a card."""

    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    card: Mapping[str, Any] | None = None


class RasaClient:
    """Talks to one Rasa server over kept connections.

    A server that cannot be reached, or goes away while it works, is tried again until the patience
    ends: it is being started anew. What was sent before it went may have been processed, so it is
    marked as sent again, and Rasa's channel repeats an answer that it has given already. An answer
    that is late, an error status and silence are not tried again. After several such failures in a
    row messages are spared the wait for a while; where the server could not be reached, only until
    it answers again.

    Args:
        url: address of the server.
        token: its secret.
        timeout_seconds: how long an answer may take.
        patience_seconds: how long a server that cannot be reached is tried; at least twice.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout_seconds: float,
        patience_seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout_seconds, connect=min(2.0, timeout_seconds), pool=None),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS),
        )
        self._patience = patience_seconds
        self._clock = clock
        self._unreachable = False
        self.breaker = Breaker(failures=FAILURES_THAT_OPEN, pause_seconds=OPEN_SECONDS, clock=clock)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def is_up(self) -> bool:
        """Whether the server answers at all."""
        try:
            response = await self._http.get(HEALTH, timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        """Send one message and return what the bot says to it.

        Raises:
            RasaUnavailable: no connection, no answer in time, an error status, or an answer
                without any bubble (Rasa's channel swallows its own errors and says nothing).
        """
        # A server that was started anew is found by asking: everyone who waited for it would
        # otherwise be sent away just when it is back.
        if not self.breaker.lets_through() and not (self._unreachable and await self.is_up()):
            raise RasaUnavailable("circuit open")
        body = {"sender": sender, "message": text, "metadata": dict(metadata)}
        try:
            said = await self._posted(body)
        except RasaUnavailable:
            self.breaker.failed()
            raise
        self.breaker.succeeded()
        return said

    async def _posted(self, body: dict[str, Any]) -> tuple[Said, ...]:
        deadline = self._clock() + self._patience
        for attempt in count():
            try:
                response = await self._http.post(WEBHOOK, json=body)
                response.raise_for_status()
                said = tuple(_said(bubble) for bubble in response.json())
            except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout) as error:
                if attempt and self._clock() > deadline:
                    self._unreachable = True
                    raise RasaUnavailable(type(error).__name__) from error
                if not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                    body["metadata"]["again"] = True
                await asyncio.sleep(min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**attempt))
            except (httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:
                self._unreachable = False
                raise RasaUnavailable(type(error).__name__) from error
            else:
                break
        if not any(bubble.text for bubble in said):
            self._unreachable = False
            raise RasaUnavailable("silence")
        return said


def _said(bubble: Mapping[str, Any]) -> Said:
    custom = bubble.get("custom") or {}
    return Said(
        text=str(bubble.get("text") or ""),
        buttons=tuple(
            (str(button["title"]), str(button["payload"])) for button in bubble.get("buttons") or ()
        ),
        card=custom.get("card"),
    )
