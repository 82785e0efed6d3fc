"""The gateway's client to Rasa: one message in, its replies out, or a named failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.errors import RasaUnavailable

WEBHOOK = "/webhooks/gateway/webhook"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One bubble as Rasa returned it: text with buttons, or a card."""

    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    card: Mapping[str, Any] | None = None


class RasaClient:
    """Talks to one Rasa server over a kept connection.

    A connection that cannot be made is tried once more, since nothing has been processed then; a
    request that was sent is never repeated, since Rasa may have acted on it.
    """

    def __init__(self, url: str, token: str, *, timeout_seconds: float) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout_seconds, connect=min(2.0, timeout_seconds)),
            transport=httpx.AsyncHTTPTransport(retries=1),
        )

    async def close(self) -> None:
        """Close the connection."""
        await self._http.aclose()

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        """Send one message and return what the bot says to it.

        Raises:
            RasaUnavailable: no connection, no answer in time, an error status, or an answer
                without any bubble (Rasa's channel swallows its own errors and says nothing).
        """
        body = {"sender": sender, "message": text, "metadata": dict(metadata)}
        try:
            response = await self._http.post(WEBHOOK, json=body)
            response.raise_for_status()
            said = tuple(_said(bubble) for bubble in response.json())
        except (httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not any(bubble.text for bubble in said):
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
