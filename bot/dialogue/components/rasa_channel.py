"""The gateway's door into Rasa: the REST channel with a secret; it must not know the app."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
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
        """Put the check of the secret in front of the stock routes."""
        blueprint = super().blueprint(on_new_message)

        @blueprint.middleware("request")
        async def refuse_strangers(request: Request) -> HTTPResponse | None:
            if request.method == "GET":  # health
                return None
            given = request.headers.get("authorization", "")
            if hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return None
            return response.json({"status": "refused"}, status=401)

        return blueprint
