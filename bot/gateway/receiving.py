"""What comes in is stored before anybody thinks about it: the inbox is the messages' table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.channels.message import Inbound, Kind
from bot.gateway.reading import ReadText, Unreadable, read
from bot.gateway.tongue import written_language
from bot.services.delivery import AccountStatus
from bot.services.languages import CHOSEN
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.reachability import change_status
from bot.services.records import Conversation, Message, MessageStatus, Owner

MINUTE = timedelta(minutes=1)
# How many of the newest entries are searched for the button that was pressed.
REMEMBERED_ENTRIES = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A stored message; `limited` when it is the first one too many of a minute."""

    talk: Conversation
    message: Message
    duplicate: bool
    limited: bool = False


class Receiver:
    """Stores what customers send; answers nothing."""

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        language: str,
        messages_per_minute: int,
        now: Callable[[], datetime],
    ) -> None:
        self._uow = unit_of_work
        self._language = language
        self._most = messages_per_minute
        self._now = now

    def begin(
        self,
        channel: str,
        channel_user_id: str,
        language: str | None,
        *,
        anew: bool,
        hint: str | None = None,
    ) -> Conversation:
        """Return the customer's conversation; a new one is made when there is none, or `anew`."""
        with self._uow() as work:
            talk = self._talk(work, channel, channel_user_id, language, hint=hint, anew=anew)
            if language is not None and language != talk.language:
                work.conversations.set_language(talk.id, language)
            if language is not None and not talk.state.get(CHOSEN):
                work.conversations.update_state(talk.id, {CHOSEN: True})
            talk = work.conversations.get(talk.id)
            work.commit()
        return talk

    def receive(self, inbound: Inbound, conversation: str | None = None) -> Stored:
        """Store a message in its conversation; the same delivery twice is stored once.

        Args:
            inbound: the message.
            conversation: its conversation when the channel knows it, else the customer's own.

        Raises:
            NotFound: there is no such conversation.
            StorageBusy: nothing was stored.
        """
        text = read(inbound.text) if inbound.kind is not Kind.BUTTON else ReadText(text="")
        with self._uow() as work:
            if conversation is None:
                talk = self._talk(
                    work, inbound.channel, inbound.channel_user_id, None, hint=inbound.language
                )
                self._writes_again(work, talk, inbound)
            else:
                talk = work.conversations.get(conversation)
            received = work.messages.record_inbound(
                conversation=talk.id,
                channel_message_id=inbound.message_id,
                text=text.text,
                at=inbound.received_at,
                payload=self._payload(work, talk, inbound, text),
            )
            limited = False
            if not received.duplicate:
                # Read again: an agent may have taken over before this message got its place.
                current = work.conversations.get(talk.id)
                limited = self._note(work, current, received.message, text)
            talk = work.conversations.get(talk.id)
            work.commit()
        return Stored(
            talk=talk, message=received.message, duplicate=received.duplicate, limited=limited
        )

    def _talk(
        self,
        work: UnitOfWork,
        channel: str,
        channel_user_id: str,
        language: str | None,
        *,
        hint: str | None = None,
        anew: bool = False,
    ) -> Conversation:
        at, begun_in = self._now(), language or hint or self._language
        customer = work.customers.ensure(
            channel=channel, channel_user_id=channel_user_id, language=begun_in, at=at
        )
        known = None if anew else work.conversations.latest(customer=customer.id, channel=channel)
        return known or work.conversations.open(
            customer=customer.id, channel=channel, language=language or customer.language, at=at
        )

    def _writes_again(self, work: UnitOfWork, talk: Conversation, inbound: Inbound) -> None:
        account = work.customers.account(customer=talk.customer, channel=talk.channel)
        if account.status is AccountStatus.BLOCKED:  # whoever writes has lifted the block
            change_status(
                work, talk.channel, inbound.channel_user_id, AccountStatus.ACTIVE, self._now()
            )

    def _payload(
        self, work: UnitOfWork, talk: Conversation, inbound: Inbound, text: ReadText
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if text.identifiers:
            found["identifiers"] = sorted(text.identifiers)
        if text.unreadable is Unreadable.TOO_LONG:  # no longer seen in what is kept of it
            found["unreadable"] = str(text.unreadable)
        if inbound.text.lstrip().startswith("/") and inbound.kind is Kind.TEXT:
            found["command"] = True
        if inbound.kind is not Kind.TEXT:
            found["kind"] = str(inbound.kind)
        if inbound.kind is Kind.BUTTON:
            found["button"] = _pressed(work, talk, inbound.text)
        return found

    def _note(self, work: UnitOfWork, talk: Conversation, message: Message, text: ReadText) -> bool:
        """Set the language, what an agent is to answer, and what is too much."""
        if not talk.state.get(CHOSEN):
            written = written_language(text.text, talk.language)
            if written != talk.language:
                work.conversations.set_language(talk.id, written)
        if talk.owner is not Owner.BOT:
            work.messages.mark(message.id, MessageStatus.FOR_AGENT)
            return False
        sent = work.messages.count_since(talk.id, message.created_at - MINUTE)
        if sent <= self._most:
            return False
        work.messages.mark(message.id, MessageStatus.LIMITED)
        return sent == self._most + 1


def _pressed(work: UnitOfWork, talk: Conversation, token: str) -> dict[str, Any]:
    """The button of a token and the reply it stood under; empty for one that was never given."""
    recent = work.messages.after(talk.id, 0, limit=REMEMBERED_ENTRIES)
    for entry in reversed(recent):
        for button in entry.payload.get("buttons", ()):
            if token and button.get("token") == token:
                return {
                    "title": button["title"],
                    "payload": button["payload"],
                    "under": entry.sequence,
                }
    return {}
