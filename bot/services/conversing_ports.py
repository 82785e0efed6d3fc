"""What the use cases ask of storage about people, conversations and messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.services.delivery import Account, AccountStatus
from bot.services.records import (
    Conversation,
    Customer,
    JsonObject,
    Message,
    MessageStatus,
    Received,
    Stir,
)


class Customers(Protocol):
    """The people, by the accounts they write from."""

    def ensure(
        self, *, channel: str, channel_user_id: str, language: str, at: datetime
    ) -> Customer:
        """Return the customer of this account; make both when the account is new."""
        ...

    def get(self, customer: str) -> Customer:
        """Return a customer, or raise NotFound."""
        ...

    def account(self, *, customer: str, channel: str) -> Account:
        """Return the customer's account on a channel, or raise NotFound."""
        ...

    def set_status(
        self, *, channel: str, channel_user_id: str, status: AccountStatus
    ) -> Account | None:
        """Note whether an account may be written to; None when that is no news.

        What the customer said outlasts what the platform tells: one that is stopped does not become
        blocked, and so is still stopped when they lift the block.
        """
        ...


class Conversations(Protocol):
    """The conversations; every method but `open` and `latest` raises NotFound for a wrong id."""

    def open(self, *, customer: str, channel: str, language: str, at: datetime) -> Conversation:
        """Begin a conversation that the bot owns."""
        ...

    def get(self, conversation: str) -> Conversation:
        """Return a conversation."""
        ...

    def latest(self, *, customer: str, channel: str) -> Conversation | None:
        """Return the customer's most recently active conversation on this channel."""
        ...

    def claim(self, conversation: str, *, holder: str, until: datetime, now: datetime) -> bool:
        """Take the right to answer for the bot; False while another holds it or an agent owns."""
        ...

    def holds(self, conversation: str, holder: str) -> bool:
        """Whether the holder may still answer; until the unit of work ends nobody can change it."""
        ...

    def release(self, conversation: str, holder: str) -> None:
        """Give the right to answer back, if this holder has it."""
        ...

    def renew(self, conversations: Sequence[str], *, holder: str, until: datetime) -> None:
        """Prolong the right to answer these, where this holder has it."""
        ...

    def hand_over(self, conversation: str, *, agent: str, until: datetime, now: datetime) -> bool:
        """Make an agent the owner; False while another agent's lease runs."""
        ...

    def hand_back(self, conversation: str, *, agent: str) -> bool:
        """Make the bot the owner again; False when this agent does not own it."""
        ...

    def speaks(self, conversation: str, *, agent: str, until: datetime) -> bool:
        """Whether this agent owns it, their lease prolonged; nobody changes that until the end."""
        ...

    def stirring(self, conversations: Sequence[str], now: datetime) -> Mapping[str, Stir]:
        """Return where each conversation stands, for pages that show it."""
        ...

    def set_language(self, conversation: str, language: str) -> None:
        """Keep the language of a conversation, and of its customer for later ones."""
        ...

    def update_state(self, conversation: str, changes: JsonObject) -> JsonObject:
        """Set the named keys, drop those set to None, leave the rest; return the new state."""
        ...


class Messages(Protocol):
    """What was said, in order."""

    def record_inbound(
        self,
        *,
        conversation: str,
        channel_message_id: str,
        text: str,
        at: datetime,
        payload: JsonObject | None = None,
    ) -> Received:
        """Keep a customer's message as the next turn; the same delivery twice is kept once."""
        ...

    def record_outbound(
        self,
        *,
        conversation: str,
        turn: int,
        text: str,
        at: datetime,
        payload: JsonObject | None = None,
    ) -> Message:
        """Keep one reply to the message of that turn."""
        ...

    def begin_answer(self, conversation: str) -> Message | None:
        """Count an attempt at the oldest message that awaits an answer, and return it."""
        ...

    def waiting(self, *, limit: int, now: datetime) -> tuple[str, ...]:
        """Return conversations with a message for the bot that nobody is answering, oldest first.

        One whose answer broke off counts from the end of its lease.
        """
        ...

    def after(self, conversation: str, sequence: int, *, limit: int) -> tuple[Message, ...]:
        """Return the newest messages after a place, in order."""
        ...

    def count_since(self, conversation: str, since: datetime) -> int:
        """Return how many messages the customer sent from this moment on."""
        ...

    def mark(self, message: str, status: MessageStatus) -> None:
        """Note what became of a customer's message."""
        ...

    def leave_to_agent(self, conversation: str) -> None:
        """Note that whatever awaits an answer here is for the agent now."""
        ...

    def mark_answered(self, message: str) -> None:
        """Note that the customer got the answer to this message."""
        ...

    def mark_failed(self, message: str) -> None:
        """Note that the customer got the apology instead of an answer."""
        ...

    def last_outbound(self, conversation: str) -> Message | None:
        """Return the newest reply: the one whose numbered choices a number means."""
        ...

    def replies(self, conversation: str, turn: int) -> tuple[Message, ...]:
        """Return what was said in answer to that turn, in order."""
        ...

    def unanswered(self, conversation: str | None = None) -> tuple[Message, ...]:
        """Return messages that are neither answered nor failed, oldest first; None means all."""
        ...
