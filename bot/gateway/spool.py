"""Messages that the database could not take: kept in a file, in order, until it can."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.channels.message import Inbound
from bot.gateway.reading import LONGEST_MESSAGE, Unreadable, read


class Spool:
    """One file a conversation, written through to the disk; holds no identifiers."""

    def __init__(self, folder: Path, conversation: str) -> None:
        self._path = folder / f"{conversation}.jsonl"

    def put(self, inbound: Inbound) -> None:
        """Keep a message; returns when it is on the disk."""
        # A typed command keeps its slash; what is too long stays too long when it is read again.
        slash = "/" if inbound.text.lstrip().startswith("/") else ""
        found = read(inbound.text)
        kept = found.text or "…" * (LONGEST_MESSAGE + 1) * (found.unreadable is Unreadable.TOO_LONG)
        safe = replace(inbound, text=slash + kept)
        line = json.dumps(
            {
                "channel": safe.channel,
                "channel_user_id": safe.channel_user_id,
                "message_id": safe.message_id,
                "text": safe.text,
                "received_at": safe.received_at.isoformat(),
            },
            ensure_ascii=False,
        )
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def waiting(self) -> Iterator[Inbound]:
        """Yield the kept messages, oldest first."""
        if not self._path.exists():
            return
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                kept = json.loads(line)
            except ValueError:
                continue  # the last line of a process that was killed while it wrote
            received_at = datetime.fromisoformat(kept.pop("received_at"))
            yield Inbound(**kept, received_at=received_at)

    def clear(self) -> None:
        """Forget the kept messages, once all of them are stored."""
        self._path.unlink(missing_ok=True)
