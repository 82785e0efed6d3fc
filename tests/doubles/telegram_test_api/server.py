"""Run the Node server and stand at its side as a user."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.doubles.telegram_test_api.install import SERVER, installed

TOKEN = "666:telegram-test-api"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message of the bot.

    Attributes:
        buttons: titles and what pressing them sends, in order.
    """

    id: int
    text: str
    buttons: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class NodeServer:
    """The running server."""

    url: str
    http: httpx.Client = field(repr=False)
    token: str = TOKEN

    def user(self, user_id: int, name: str, language: str | None = None) -> "NodeUser":
        """Someone in a private chat with the bot."""
        return NodeUser(server=self, id=user_id, name=name, language=language)

    def tell(self, path: str, body: dict[str, Any]) -> Any:
        """Call the client's side of the server."""
        answer = self.http.post(f"{self.url}/{path}", json=body)
        answer.raise_for_status()
        return answer.json().get("result")


@dataclass(kw_only=True, slots=True)
class NodeUser:
    """A user, with what they have read already."""

    server: NodeServer
    id: int
    name: str
    language: str | None = None
    _read: int = 0

    def sends(self, text: str) -> None:
        """Type something."""
        self._read = len(self.said)
        message = {**self._head(), "text": text}
        if text.startswith("/"):
            length = len(text.partition(" ")[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self.server.tell("sendCommand" if text.startswith("/") else "sendMessage", message)

    def presses(self, title: str) -> None:
        """Press a button of the newest message that has one of this title.

        Raises:
            AssertionError: no message has it.
        """
        message = next((one for one in reversed(self.said) if title in one.buttons), None)
        assert message, f"no button {title!r}; the newest message: {self.said[-1:]}"
        self._read = len(self.said)
        head = self._head()
        about = {
            "message_id": message.id,
            "chat": head["chat"],
            "date": head["date"],
            "text": message.text,
        }
        data = message.buttons[title]
        self.server.tell("sendCallback", {**head, "message": about, "data": data})

    @property
    def said(self) -> list[Said]:
        """What the bot sent to this user, in order."""
        kept = self.server.tell("getUpdatesHistory", {"token": self.server.token})
        return [
            _said(one)
            for one in sorted(kept, key=lambda one: int(one["messageId"]))
            if str(one.get("message", {}).get("chat_id")) == str(self.id)
        ]

    def waits_for(self, what: str | Callable[[Said], bool], timeout: float = 30) -> Said:
        """Wait for a message since the user last did something.

        The server has no way to be told of one, so it is asked again and again.

        Raises:
            AssertionError: it did not come; says what came instead.
        """
        fits = what if callable(what) else lambda said: what in said.text
        until = time.monotonic() + timeout
        while True:
            new = self.said[self._read :]
            if found := next((one for one in reversed(new) if fits(one)), None):
                return found
            assert time.monotonic() < until, f"{what!r} did not come; came: {new}"
            time.sleep(0.05)

    def _head(self) -> dict[str, Any]:
        person = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.language:
            person["language_code"] = self.language
        return {
            "botToken": self.server.token,
            "from": person,
            "chat": {"id": self.id, "type": "private", "first_name": self.name},
            "date": int(time.time()),
        }


def _said(kept: dict[str, Any]) -> Said:
    message = kept["message"]
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return Said(
        id=int(kept["messageId"]),
        text=str(message.get("text", "")),
        buttons={button["text"]: button["callback_data"] for row in rows for button in row},
    )


@contextmanager
def serving() -> Iterator[NodeServer]:
    """Run the server on a free port.

    Raises:
        NoNode: there is nothing to run it with.
        NotInstalled: npm failed.
    """
    folder = installed()
    port = _free_port()
    with (
        subprocess.Popen(
            ["node", SERVER, str(port)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as node,
        httpx.Client(trust_env=False, timeout=10) as http,
    ):
        assert node.stdout
        assert node.stdin
        assert node.stdout.readline() == "ready\n", "telegram-test-api did not start"
        try:
            yield NodeServer(url=f"http://127.0.0.1:{port}", http=http)
        finally:
            node.stdin.close()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
