"""What a page that shows a conversation reads, and how it learns that there is something new."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime

from bot.channels.ports import Entry
from bot.gateway.answer import outbound_of
from bot.gateway.receiving import Receiver
from bot.services.ports import UnitsOfWork
from bot.services.records import Direction, Message, Stir, StorageError

log = logging.getLogger("shandai.gateway")

LOOK_SECONDS = 0.5
MOST_ENTRIES = 500


class PageFeed:
    """Conversations for pages; implements `ports.Feed`.

    What this process does is told at once; what another one does is seen within half a second, by
    one query for all conversations that are shown here.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        receiver: Receiver,
        admit: Callable[[], None],
        work: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self._uow = unit_of_work
        self._receiver = receiver
        self._admit = admit
        self._work = work
        self._now = now
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._seen: dict[str, Stir] = {}
        self._busy: set[str] = set()
        self._closed = False

    async def start(
        self, channel: str, channel_user_id: str, language: str | None, *, hint: str | None = None
    ) -> str:
        """Return the customer's conversation; one that is new will be greeted at once.

        Raises:
            TooBusy: pages are opened faster than conversations can be made.
        """
        self._admit()
        talk = await asyncio.to_thread(
            self._receiver.begin, channel, channel_user_id, language, hint=hint, anew=False
        )
        if talk.sequence == 0:
            self._work(talk.id)
        return talk.id

    async def since(self, conversation: str, sequence: int) -> Sequence[Entry]:
        """Return the entries after a place, in order; at most 500, the newest."""
        return await asyncio.to_thread(self._since, conversation, sequence)

    async def changes(self, conversation: str) -> AsyncIterator[bool]:
        """Yield whenever there may be something new: True while an answer is being made."""
        stirred = asyncio.Event()
        self._watchers[conversation].add(stirred)
        try:
            while not self._closed:
                yield self._is_busy(conversation)
                await stirred.wait()
                stirred.clear()
        finally:
            watchers = self._watchers[conversation]
            watchers.discard(stirred)
            if not watchers:
                del self._watchers[conversation]
                self._seen.pop(conversation, None)

    def stir(self, conversation: str) -> None:
        """Tell the pages that show a conversation to look."""
        for event in self._watchers.get(conversation, ()):
            event.set()

    def set_busy(self, conversation: str, busy: bool) -> None:
        """Note whether this process is answering a conversation."""
        (self._busy.add if busy else self._busy.discard)(conversation)
        self._seen.pop(conversation, None)  # its own lease is no longer news of another process
        self.stir(conversation)

    async def look(self) -> None:
        """Look for what other processes did; runs until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            shown = list(self._watchers)
            if not shown:
                continue
            try:
                found = await asyncio.to_thread(self._stirring, shown)
            except StorageError as error:
                log.warning("look_failed error=%s", type(error).__name__)
                continue
            for conversation, stands in found.items():
                if self._seen.get(conversation) != stands:
                    self._seen[conversation] = stands
                    self.stir(conversation)

    def close(self) -> None:
        """End every page's watching."""
        self._closed = True
        for conversation in list(self._watchers):
            self.stir(conversation)

    def _is_busy(self, conversation: str) -> bool:
        stands = self._seen.get(conversation)
        return conversation in self._busy or (stands is not None and stands.answering)

    def _since(self, conversation: str, sequence: int) -> Sequence[Entry]:
        with self._uow(reading=True) as work:
            messages = work.messages.after(conversation, sequence, limit=MOST_ENTRIES)
            language = work.conversations.get(conversation).language
        return [_entry(message, language) for message in messages]

    def _stirring(self, conversations: Sequence[str]) -> Mapping[str, Stir]:
        with self._uow(reading=True) as work:
            return work.conversations.stirring(conversations, self._now())


def _entry(message: Message, language: str) -> Entry:
    if message.direction is Direction.OUT:
        return Entry(
            sequence=message.sequence,
            at=message.created_at,
            reply=outbound_of(message, language),
        )
    button = message.payload.get("button") or {}
    return Entry(
        sequence=message.sequence,
        at=message.created_at,
        message_id=message.channel_message_id,
        text=message.text,
        title=button.get("title", ""),
    )
