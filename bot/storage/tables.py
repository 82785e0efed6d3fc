"""The tables; they must not know who reads them.

Rows stay inside this package: repositories turn them into the records of the ports. Sets that
will grow (outcomes, states, reasons) are plain strings, so that a new one needs no migration.
"""

import base64
import secrets
import time
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage.types import CanonicalJson, ExactDecimal, Money, UtcDateTime, Words

ID_LENGTH = 24


def new_id() -> str:
    """Return an opaque id: 64 random bits after the microsecond, so that ids sort by age."""
    moment = (time.time_ns() // 1000).to_bytes(7)
    return base64.b32hexencode(moment + secrets.token_bytes(8)).decode().lower()


Id = Annotated[str, mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)]
Name = Annotated[str, mapped_column(String(64))]  # of a channel, product, version, state ...
ForeignId = Annotated[str, mapped_column(String(255))]  # given by a channel
Sha256 = Annotated[str, mapped_column(String(64))]
CustomerId = Annotated[str, mapped_column(ForeignKey("customers.id"))]
ConversationId = Annotated[str, mapped_column(ForeignKey("conversations.id"))]


class Base(DeclarativeBase):
    """What all tables share: names of constraints that a migration can rely on."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # read by DeclarativeBase, which names its type
        datetime: UtcDateTime,
        Mapping[str, Any]: CanonicalJson,
    }


class CustomerRow(Base):
    """A person."""

    __tablename__ = "customers"

    id: Mapped[Id]
    language: Mapped[Name]
    status: Mapped[Name] = mapped_column(default="active")
    created_at: Mapped[datetime]


class ChannelAccountRow(Base):
    """One account of a person on one channel."""

    __tablename__ = "channel_accounts"
    __table_args__ = (UniqueConstraint("channel", "channel_user_id"),)

    id: Mapped[Id]
    customer: Mapped[CustomerId] = mapped_column(index=True)
    channel: Mapped[Name]
    channel_user_id: Mapped[ForeignId]
    status: Mapped[Name] = mapped_column(default="active", server_default="active")
    created_at: Mapped[datetime]


class ConversationRow(Base):
    """A conversation; `sequence` and `turn` count its messages."""

    __tablename__ = "conversations"
    __table_args__ = (Index(None, "customer", "channel", "last_activity_at"),)

    id: Mapped[Id]
    customer: Mapped[CustomerId]
    channel: Mapped[Name]
    language: Mapped[Name]
    owner: Mapped[Name]
    lease_holder: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)
    state: Mapped[Mapping[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    last_activity_at: Mapped[datetime]


class MessageRow(Base):
    """A message; `channel` repeats the conversation's so that a delivery is unique in it."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "channel_message_id"),
        UniqueConstraint("conversation", "sequence"),
        Index(
            "ix_messages_unanswered",
            "created_at",
            sqlite_where=text("status = 'received'"),
            postgresql_where=text("status = 'received'"),
        ),
    )

    id: Mapped[Id]
    conversation: Mapped[ConversationId]
    channel: Mapped[Name]
    channel_message_id: Mapped[str | None] = mapped_column(String(255))
    direction: Mapped[Name]
    status: Mapped[str | None] = mapped_column(String(64))
    sequence: Mapped[int]
    turn: Mapped[int]
    text: Mapped[str] = mapped_column(Words)
    payload: Mapped[Mapping[str, Any]]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]


class OutboxRow(Base):
    """One part of a reply to deliver; open ones of a conversation go out in order.

    `due_at` is when to take it: the end of its taking while it is being sent, none when closed.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("conversation", "sequence", "part"),
        Index(
            "ix_outbox_open",
            "channel",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    conversation: Mapped[ConversationId]
    account: Mapped[str] = mapped_column(ForeignKey("channel_accounts.id"), index=True)
    channel: Mapped[Name]
    sequence: Mapped[int]
    part: Mapped[int]
    body: Mapped[Mapping[str, Any]]
    state: Mapped[Name]
    attempts: Mapped[int] = mapped_column(default=0)
    resends: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class LeaseRow(Base):
    """A right that one process at a time holds."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[Name]
    until: Mapped[datetime]


class ConsentRow(Base):
    """A consent to one purpose; at most one of a version is active."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "uq_consents_active",
            "customer",
            "purpose",
            "version",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    customer: Mapped[CustomerId]
    purpose: Mapped[Name]
    version: Mapped[Name]
    text_sha256: Mapped[Sha256]
    channel: Mapped[Name]
    conversation: Mapped[ConversationId]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class DecisionRow(Base):
    """A decision with all it was made from."""

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "customer", "decided_at"),)

    id: Mapped[Id]
    customer: Mapped[CustomerId]
    conversation: Mapped[ConversationId]
    consent: Mapped[str] = mapped_column(ForeignKey("consents.id"))
    inputs: Mapped[Mapping[str, Any]]
    inputs_digest: Mapped[Sha256]
    result: Mapped[Mapping[str, Any]]
    outcome: Mapped[Name]
    card_version: Mapped[Name]
    policy_version: Mapped[Name]
    catalogue_version: Mapped[Name]
    decided_at: Mapped[datetime]


class OfferRow(Base):
    """An offer as it was shown; at most one of a customer is open."""

    __tablename__ = "offers"
    __table_args__ = (
        Index(
            "uq_offers_open",
            "customer",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[Id]
    decision: Mapped[str] = mapped_column(ForeignKey("decisions.id"), index=True)
    customer: Mapped[CustomerId]
    conversation: Mapped[ConversationId]
    product: Mapped[Name]
    amount: Mapped[Decimal] = mapped_column(Money)
    months: Mapped[int]
    method: Mapped[Name]
    annual_rate: Mapped[Decimal] = mapped_column(ExactDecimal)
    annual_cost_nominal: Mapped[Decimal] = mapped_column(ExactDecimal)
    annual_cost_effective: Mapped[Decimal] = mapped_column(ExactDecimal)
    cost_sheet: Mapped[Mapping[str, Any]]
    cost_sheet_digest: Mapped[Sha256]
    valid_until: Mapped[date]
    status: Mapped[Name]
    created_at: Mapped[datetime]


class HandoffRow(Base):
    """A request for a person; at most one of a conversation is unresolved."""

    __tablename__ = "handoff_requests"
    __table_args__ = (
        Index(
            "uq_handoff_requests_unresolved",
            "conversation",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
        Index(None, "state", "created_at"),
    )

    id: Mapped[Id]
    conversation: Mapped[ConversationId]
    reason: Mapped[Name]
    note: Mapped[str] = mapped_column(Words)
    state: Mapped[Name]
    created_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class SampleRow(Base):
    """Words that were not understood; nothing here, an id or an hour, leads to a conversation."""

    __tablename__ = "nlu_samples"

    key: Mapped[Sha256] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Words)
    language: Mapped[Name]
    ranking: Mapped[Mapping[str, Any]]
    happened: Mapped[Mapping[str, Any]]
    chosen: Mapped[Mapping[str, Any]]
    count: Mapped[int]
    model: Mapped[Name]
    state: Mapped[Name] = mapped_column(index=True)
    label: Mapped[str | None] = mapped_column(String(64))
    first_seen: Mapped[date]
    last_seen: Mapped[date] = mapped_column(index=True)


class AuditRow(Base):
    """One link of the audit chain."""

    __tablename__ = "audit_log"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[Name]
    event: Mapped[Name]
    subjects: Mapped[Mapping[str, Any]]
    detail: Mapped[Mapping[str, Any]]
    previous_hash: Mapped[Sha256]
    hash: Mapped[Sha256]


class AuditHeadRow(Base):
    """The one row that names the newest link: the chain's lock, and proof of its length."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[Sha256]
