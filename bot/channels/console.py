"""The terminal as a channel: lines in, replies out, as text for people or JSON for scripts."""

import json
import sys
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TextIO

from bot.channels.message import Inbound, Outbound

CHANNEL = "console"
SPEAKER = "善贷"


class Console:
    """One customer at one terminal.

    Args:
        source: where lines come from.
        sink: where replies go; nothing else is ever written there.
        as_json: one JSON object a reply instead of text.
        user: the customer as this channel knows them.
    """

    def __init__(
        self, *, source: TextIO, sink: TextIO, as_json: bool = False, user: str = ""
    ) -> None:
        self._source = source
        self._sink = sink
        self._as_json = as_json
        self.user = user or uuid.uuid4().hex
        self._talking = source.isatty() and sink.isatty() and not as_json

    def lines(self) -> Iterator[str]:
        """Yield what the customer types, line by line, until the end of input."""
        while True:
            if self._talking:
                self._sink.write("\n› ")
                self._sink.flush()
            line = self._source.readline()
            if not line:
                return
            if not self._talking and not self._as_json:
                self._sink.write(f"\n› {line.rstrip()}\n")
            yield line.rstrip("\r\n")

    def parse(self, line: str) -> Inbound:
        """Make a line the message of this customer."""
        return Inbound(
            channel=CHANNEL,
            channel_user_id=self.user,
            message_id=uuid.uuid4().hex,
            text=line,
            received_at=datetime.now(UTC),
        )

    def send(self, reply: Outbound) -> None:
        """Write one reply; returns when it has been written."""
        self._sink.write(as_json(reply) if self._as_json else as_text(reply))
        self._sink.flush()


def as_json(reply: Outbound) -> str:
    """One reply as one line of JSON."""
    return (
        json.dumps(
            {
                "text": reply.text,
                "buttons": [
                    {"number": number, "title": button.title}
                    for number, button in enumerate(reply.buttons, 1)
                ],
                "card": reply.card,
                "turn": reply.turn,
                "conversation": reply.conversation,
            },
            ensure_ascii=False,
        )
        + "\n"
    )


def as_text(reply: Outbound) -> str:
    """One reply for a person: the text, then the choices with their numbers."""
    indent = " " * (_width(SPEAKER) + 2)
    said = [indent + line if line else "" for line in reply.text.split("\n")]
    lines = ["", f"{SPEAKER}  {said[0].lstrip()}", *said[1:]]
    lines += [f"{indent}{number}) {button.title}" for number, button in enumerate(reply.buttons, 1)]
    return "\n".join(lines) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def standard(*, as_json: bool = False) -> Console:
    """The console on this process's own input and output, as UTF-8 whatever the locale says."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return Console(source=sys.stdin, sink=sys.stdout, as_json=as_json)
