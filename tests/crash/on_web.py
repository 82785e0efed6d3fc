"""A customer in the web chat: the page's side of the socket, as the page's script does it."""

import json
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from tests.crash.customer import REPEATS, Customer

RETRY_SECONDS = 0.5
LAST_LOOK_SECONDS = 2.0


class WebCustomer(Customer):
    """Keeps a socket open, comes back when it breaks and sends again what was not stored.

    Attributes:
        entries: what the page was shown of the assistant, in order of arrival: place and text.
        seen_at: when a place was first shown.
    """

    channel = "web"

    def __init__(self, url: Callable[[], str], name: str, messages: int, seed: str) -> None:
        super().__init__(name, messages, seed)
        self._url = url
        self._cookie = ""
        self._socket: ClientConnection | None = None
        self._unstored: dict[str, dict[str, Any]] = {}
        self._buttons: list[str] = []
        self._after = 0
        self._answered = 0
        self.entries: list[tuple[int, str]] = []
        self.seen_at: dict[int, datetime] = {}

    @property
    def user(self) -> str:
        """The customer's id on the channel: what the cookie signs."""
        return self._cookie.partition("=")[2].split(".")[0]

    def come(self) -> None:
        """Load the page; it sets the cookie."""
        while not self._cookie:
            try:
                page = httpx.get(f"{self._url()}/chat", timeout=5, trust_env=False)
                self._cookie = page.headers["set-cookie"].split(";")[0]
            except (httpx.HTTPError, KeyError):
                time.sleep(RETRY_SECONDS)
        self._connected()

    def button(self) -> str | None:
        """The token of a button under the newest message, None when it has none."""
        return self.chance.choice(self._buttons) if self._buttons else None

    def say(self, text: str) -> None:
        """Type something; returns at once."""
        page_id = uuid.uuid4().hex
        self._put(page_id, {"type": "say", "id": page_id, "text": text})
        self.note(f"{self.user}:{page_id}")

    def press(self, token: str) -> None:
        """Press a button; returns at once."""
        page_id = uuid.uuid4().hex
        self._put(page_id, {"type": "press", "id": page_id, "token": token})
        self.note(f"button:{token}")

    def wait_for_answer(self, seconds: float) -> None:
        """Wait for something new from the assistant, all own messages stored."""
        deadline = time.monotonic() + seconds
        before = self._answered
        while self._unstored or self._answered == before:
            assert time.monotonic() < deadline, f"no answer in {seconds:g} s"
            self._read(1.0)

    def leave(self) -> None:
        """Stay until `finish` is set, reading what still comes, and look once more."""
        while not self.finish.is_set() or self._unstored:
            self._read(0.5)
        deadline = time.monotonic() + LAST_LOOK_SECONDS
        while time.monotonic() < deadline:
            self._read(0.5)
        if self._socket is not None:
            self._socket.close()

    def _put(self, page_id: str, frame: dict[str, Any]) -> None:
        self._unstored[page_id] = frame
        self._send(frame)
        if self.chance.random() < REPEATS:
            self.repeated += 1
            self._send(frame)

    def _send(self, frame: dict[str, Any]) -> None:
        try:
            self._connected().send(json.dumps(frame))
        except (OSError, WebSocketException):
            self._socket = None

    def _connected(self) -> ClientConnection:
        while self._socket is None:
            url = self._url()
            try:
                socket = connect(
                    f"{url.replace('http', 'ws', 1)}/chat/socket",
                    additional_headers={"Cookie": self._cookie},
                    origin=url,  # type: ignore[arg-type]
                    proxy=None,
                    open_timeout=5,
                    close_timeout=1,
                )
                socket.send(json.dumps({"type": "hello", "after": self._after, "language": None}))
                for frame in tuple(self._unstored.values()):
                    socket.send(json.dumps(frame))
                self._socket = socket
            except (OSError, WebSocketException):
                time.sleep(RETRY_SECONDS)
        return self._socket

    def _read(self, seconds: float) -> None:
        try:
            self._take(json.loads(self._connected().recv(timeout=seconds)))
        except TimeoutError:
            return
        except (OSError, WebSocketException):
            self._socket = None

    def _take(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "stored":
                self._unstored.pop(frame["id"], None)
            case "retry":
                time.sleep(RETRY_SECONDS)
                with suppress(KeyError):
                    self._send(self._unstored[frame["id"]])
            case "entry":
                self._after = max(self._after, frame["sequence"])
                if frame["side"] == "assistant":
                    self._answered += 1
                    self._buttons = [one["token"] for one in frame["buttons"]]
                    self.entries.append((frame["sequence"], frame["text"]))
                    self.seen_at.setdefault(frame["sequence"], datetime.now(UTC))
