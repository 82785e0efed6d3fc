"""Tells pages, senders and platforms what happens in a conversation, as it happens."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Protocol

from bot.channels.ports import Messenger
from bot.services.ports import UnitsOfWork
from bot.services.records import StorageError

log = logging.getLogger("shandai.gateway")

TYPING_SECONDS = 4.0


class Watched(Protocol):
    """Pages that show conversations."""

    def stir(self, conversation: str) -> None:
        """Something may be new."""
        ...

    def set_busy(self, conversation: str, busy: bool) -> None:
        """An answer is being made, or no longer."""
        ...


class Wakeable(Protocol):
    """A sender that may be asleep."""

    def wake(self) -> None:
        """There may be something to send."""
        ...


class Showing:
    """Passes on that a conversation is being answered and that it has a new entry."""

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        messengers: Mapping[str, Messenger],
        senders: Mapping[str, Wakeable],
    ) -> None:
        self._uow = unit_of_work
        self._messengers = messengers
        self._senders = senders
        self._typing: dict[str, asyncio.Task[None]] = {}
        self.feed: Watched | None = None

    def replied(self, conversation: str) -> None:
        """There is a new entry."""
        if self.feed is not None:
            self.feed.stir(conversation)
        for sender in self._senders.values():
            sender.wake()

    def set_busy(self, conversation: str, busy: bool) -> None:
        """An answer is being made, or no longer."""
        if self.feed is not None:
            self.feed.set_busy(conversation, busy)
        if not self._messengers:
            return
        if busy:
            self._typing[conversation] = asyncio.create_task(self._show_typing(conversation))
        elif (task := self._typing.pop(conversation, None)) is not None:
            task.cancel()

    async def _show_typing(self, conversation: str) -> None:
        try:
            found = await asyncio.to_thread(self._address, conversation)
        except StorageError:
            return  # a courtesy: the answer does not depend on it
        if found is None:
            return
        messenger, channel_user_id = found
        while True:
            await messenger.typing(channel_user_id)
            await asyncio.sleep(TYPING_SECONDS)

    def _address(self, conversation: str) -> tuple[Messenger, str] | None:
        with self._uow(reading=True) as work:
            talk = work.conversations.get(conversation)
            messenger = self._messengers.get(talk.channel)
            if messenger is None:
                return None
            account = work.customers.account(customer=talk.customer, channel=talk.channel)
        return messenger, account.channel_user_id
