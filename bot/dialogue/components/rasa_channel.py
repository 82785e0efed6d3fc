"""The gateway's door into Rasa: the REST channel with a secret; it must not know the app.

A gateway that was killed, or lost its connection, hands its message in again and marks it so. A
tracker is saved when a turn is complete, so what it holds of that message is the whole answer and
is said again; what it does not hold has not happened.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.core.events import BotUttered, Event, UserUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class GatewayInput(RestInput):
    """Stock REST webhook under ``/webhooks/gateway`` that refuses callers without the secret.

    Rasa's own token protects its HTTP API but not its channels.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        """Path segment of the webhook and name of the input channel."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build the channel; an empty secret is refused rather than taken as "no secret"."""
        token = str((credentials or {}).get("token") or "")
        if not token:
            raise ValueError(
                "credentials: the gateway channel has no token; set SHANDAI_RASA_TOKEN"
            )
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """Put the check of the secret, and of messages sent again, in front of the stock routes."""
        apps: list[Any] = []

        async def once(message: UserMessage) -> None:
            sent_again = (message.metadata or {}).get("again")
            if not (sent_again and await _repeated(message, apps[-1].ctx.agent)):
                await on_new_message(message)

        blueprint = super().blueprint(once)

        @blueprint.middleware("request")
        async def refuse_strangers(request: Request) -> HTTPResponse | None:
            if request.method == "GET":  # health
                return None
            apps[:] = [request.app]
            given = request.headers.get("authorization", "")
            if hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return None
            return response.json({"status": "refused"}, status=401)

        return blueprint


async def _repeated(message: UserMessage, agent: Any) -> bool:
    """Say again what was answered to this message; False when it was not answered yet."""
    # The first handling of it may still be under way: its lock is waited for.
    async with agent.lock_store.lock(message.sender_id):
        tracker = await agent.tracker_store.retrieve(message.sender_id)
    said = answered(tracker.events if tracker else (), str(message.metadata.get("message")))
    for bubble in said or ():
        await message.output_channel.send_response(message.sender_id, bubble)
    return said is not None


def answered(events: Iterable[Event], message: str) -> list[dict[str, Any]] | None:
    """What was said to the message with this id, None when the events do not hold it."""
    said: list[dict[str, Any]] | None = None
    for event in events:
        if isinstance(event, UserUttered):
            if said is not None:
                break
            if event.metadata.get("message") == message:
                said = []
        elif isinstance(event, BotUttered) and said is not None:
            given = {"text": event.text, **(event.data or {})}
            said.append({name: value for name, value in given.items() if value})
    return said
