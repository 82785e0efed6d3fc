"""What storage keeps and hands out, and the errors it raises; knows no database.

StorageError
├── StorageBusy     locked or out of reach right now; the same call may succeed later
├── NotFound        no record has this id, or a record names one that does not exist
└── Duplicate       a record that must be unique exists already

Every id is opaque. Every time is aware and comes in as an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.errors import ShandaiError

# Plain JSON: amounts and rates as decimal strings, dates in ISO 8601.
JsonObject = Mapping[str, Any]
# What an audit entry may tell: flat and small, so that no message or form ends up in it.
Facts = Mapping[str, str | int | bool | None]


class StorageError(ShandaiError):
    """What was asked of storage was not done; nothing of the unit of work was kept."""


class StorageBusy(StorageError):
    """The database is locked or out of reach right now; the same call may succeed later."""


class NotFound(StorageError):
    """No record has this id, or a record names one that does not exist."""


class Duplicate(StorageError):
    """A record that must be unique exists already."""


class Owner(StrEnum):
    """Who may speak in a conversation."""

    BOT = "bot"
    AGENT = "agent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stir:
    """Where a conversation stands: its newest place, and whether the bot is answering."""

    sequence: int
    answering: bool


class Direction(StrEnum):
    """Whether a message came from the customer or went to them."""

    IN = "in"
    OUT = "out"


class MessageStatus(StrEnum):
    """What became of a customer's message.

    FAILED: they got the apology; FOR_AGENT: it waits for the person who owns the conversation;
    LIMITED: too many came in a minute, and they were told so.
    """

    RECEIVED = "received"
    ANSWERED = "answered"
    FAILED = "failed"
    FOR_AGENT = "for_agent"
    LIMITED = "limited"


class OfferStatus(StrEnum):
    """Whether an offer stands; a newer one of the same customer supersedes it."""

    OPEN = "open"
    SUPERSEDED = "superseded"


class HandoffState(StrEnum):
    """How far a person is with a request; only PENDING ones wait in the queue."""

    PENDING = "pending"
    RESOLVED = "resolved"


class _Record:
    """Refuses naive times in every record made from it."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            value = getattr(self, field.name)
            if isinstance(value, datetime) and value.tzinfo is None:
                raise ValueError(f"{field.name}: a time without a zone; pass an aware datetime")


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer(_Record):
    """A person as storage knows them: no name, no number, the language they last chose."""

    id: str
    language: str
    status: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation(_Record):
    """One conversation.

    Attributes:
        sequence: number of its newest message, in or out; 0 when there is none.
        turn: number of the customer's newest message; 0 when there is none.
        lease_holder: who holds the right to speak until `lease_until`, None when nobody does.
        state: small values that outlive a turn.
    """

    id: str
    customer: str
    channel: str
    language: str
    owner: Owner
    lease_holder: str | None
    lease_until: datetime | None
    sequence: int
    turn: int
    state: JsonObject
    created_at: datetime
    last_activity_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Message(_Record):
    """One message of a conversation.

    Attributes:
        sequence: its place in the conversation, from 1, in and out together.
        turn: the customer's messages are numbered from 1; a reply carries the number of the
            message it answers, the opening 0.
        status: None on a reply.
        text: freed of identifiers.
        payload: buttons and card of a reply; what else a channel sent beside the text.
        attempts: how often an answer to it was begun.
    """

    id: str
    conversation: str
    sequence: int
    turn: int
    direction: Direction
    status: MessageStatus | None
    channel_message_id: str | None
    text: str
    payload: JsonObject
    created_at: datetime
    attempts: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A recorded inbound message; `duplicate` when this delivery is not the first of it."""

    message: Message
    duplicate: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(_Record):
    """That a customer agreed to one purpose, in the words that `text_sha256` is the hash of."""

    id: str
    customer: str
    purpose: str
    version: str
    text_sha256: str
    channel: str
    conversation: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRecord(_Record):
    """A decision with everything it was made from, so that it can be made again."""

    id: str
    customer: str
    conversation: str
    consent: str
    inputs: JsonObject
    inputs_digest: str
    result: JsonObject
    outcome: str
    card_version: str
    policy_version: str
    catalogue_version: str
    decided_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferRecord(_Record):
    """An offer as it was shown; `amount` in yuan to the cent, rates as exact decimals."""

    id: str
    decision: str
    customer: str
    conversation: str
    product: str
    amount: Decimal
    months: int
    method: str
    annual_rate: Decimal
    annual_cost_nominal: Decimal
    annual_cost_effective: Decimal
    cost_sheet: JsonObject
    cost_sheet_digest: str
    valid_until: date
    status: OfferStatus
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Handoff(_Record):
    """A request for a person; `position` is the place in the queue, from 1, 0 when not waiting."""

    id: str
    conversation: str
    reason: str
    note: str
    state: HandoffState
    position: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry(_Record):
    """One link of the audit chain; `hash` covers every other field, `previous_hash` among them."""

    sequence: int
    at: datetime
    actor: str
    event: str
    subjects: Mapping[str, str]
    detail: Facts
    previous_hash: str
    hash: str


class SampleState(StrEnum):
    """How far a kept sample is; a discarded one has lost its words."""

    OPEN = "open"
    LABELLED = "labelled"
    EXPORTED = "exported"
    DISCARDED = "discarded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """Words that were not understood, of nobody: no id of a customer, and no time but days.

    Attributes:
        key: digest of the normalised words; the same words are one sample.
        text: freed of everything personal; empty when discarded.
        language: of the conversation in which it was seen first.
        ranking: intents and how likely each seemed the last time, best first.
        happened: what became of the message -> how often.
        chosen: intent -> how often a customer chose it as the meaning right after.
        count: how often it was seen.
        model: id of the dialogue model that saw it last, empty when not known.
        label: the intent a person gave it.
    """

    key: str
    text: str
    language: str
    ranking: tuple[tuple[str, float], ...]
    happened: Mapping[str, int]
    chosen: Mapping[str, int]
    count: int
    model: str
    state: SampleState
    label: str | None
    first_seen: date
    last_seen: date


class AuditProblem(StrEnum):
    """What is wrong at one place of the audit chain."""

    CHANGED = "changed"  # the entry's fields do not give its hash
    UNLINKED = "unlinked"  # it does not continue the entry before it
    MISSING = "missing"  # entries up to the one before it, or at the end, are gone
    INSERTED = "inserted"  # it stands after the newest entry that was appended


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditFinding:
    """A problem of the audit chain and the sequence number it was found at."""

    sequence: int
    problem: AuditProblem
