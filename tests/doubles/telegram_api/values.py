"""The values the parts of the double hand each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

type Json = dict[str, Any]


class ApiError(Exception):
    """A call is refused, with the status and the words of the real server."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: {why}")


@dataclass(kw_only=True, slots=True)
class Options:
    """What a test may change about the server.

    Attributes:
        http_webhooks: take a webhook without TLS, which the real server never does.
        per_second: messages to all chats in a second before 429; 0 for no limit.
        chat_burst: messages to one chat at once before 429, refilled by one a second; 0 for
            no limit.
        query_seconds: how long a pressed button may be answered.
        webhook_timeout: how long a webhook may take to answer.
        webhook_backoff: wait before the second delivery of an update; doubled each time after.
        webhook_backoff_longest: at most this.
        privacy: of groups only commands are delivered, as Telegram does by default.
    """

    http_webhooks: bool = True
    per_second: int = 30
    chat_burst: int = 20
    query_seconds: float = 30
    webhook_timeout: float = 10
    webhook_backoff: float = 0.05
    webhook_backoff_longest: float = 0.5
    privacy: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of a method as it arrived.

    Attributes:
        method: as the bot wrote it.
        values: its parameters, still as they were encoded, JSON bodies decoded one level.
        files: its uploads by the name of the field.
        at: monotonic time of arrival.
    """

    method: str
    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)
    at: float = 0.0
