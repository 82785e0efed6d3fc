"""What the database and Rasa's tracker hold after a run; reads, judges nothing."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, func, select

from bot.services.delivery import DeliveryState
from bot.services.records import MessageStatus
from bot.storage.tables import ChannelAccountRow, ConversationRow, MessageRow, OutboxRow


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptMessage:
    """One row of `messages`."""

    id: str
    channel_id: str | None
    incoming: bool
    status: str | None
    sequence: int
    turn: int
    text: str
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPart:
    """One row of `outbox`."""

    sequence: int
    part: int
    text: str
    state: str
    resends: int
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptTalk:
    """One customer's conversations on one channel: there should be one."""

    ids: tuple[str, ...]
    messages: tuple[KeptMessage, ...]
    parts: tuple[KeptPart, ...]


def talk_of(engine: Engine, channel: str, user: str) -> KeptTalk:
    """What is kept of a customer."""
    conversations = (
        select(ConversationRow.id)
        .join(ChannelAccountRow, ChannelAccountRow.customer == ConversationRow.customer)
        .where(ChannelAccountRow.channel == channel, ChannelAccountRow.channel_user_id == user)
        .scalar_subquery()
    )
    messages = select(MessageRow).where(MessageRow.conversation.in_(conversations))
    parts = select(OutboxRow).where(OutboxRow.conversation.in_(conversations))
    with engine.connect() as connection:
        ids = connection.scalars(
            select(ConversationRow.id).where(ConversationRow.id.in_(conversations))
        )
        return KeptTalk(
            ids=tuple(ids.all()),
            messages=tuple(
                KeptMessage(
                    id=row.id,
                    channel_id=row.channel_message_id,
                    incoming=row.direction == "in",
                    status=row.status,
                    sequence=row.sequence,
                    turn=row.turn,
                    text=row.text,
                    attempts=row.attempts,
                )
                for row in connection.execute(messages.order_by(MessageRow.sequence))
            ),
            parts=tuple(
                KeptPart(
                    sequence=row.sequence,
                    part=row.part,
                    text=row.body["text"],
                    state=row.state,
                    resends=row.resends,
                    sent_at=row.sent_at,
                )
                for row in connection.execute(parts.order_by(OutboxRow.sequence, OutboxRow.part))
            ),
        )


def left_open(engine: Engine) -> tuple[int, int, int]:
    """How many messages are stored, await an answer, and how many parts await delivery."""
    stored = select(func.count()).where(MessageRow.direction == "in")
    waiting = select(func.count()).where(MessageRow.status == MessageStatus.RECEIVED)
    open_parts = select(func.count()).where(
        OutboxRow.state.in_((DeliveryState.WAITING, DeliveryState.SENDING))
    )
    with engine.connect() as connection:
        counts = [connection.scalar(one) or 0 for one in (stored, waiting, open_parts)]
    return counts[0], counts[1], counts[2]


def heard_by_rasa(tracker: Path) -> Mapping[str, int]:
    """How often the trackers hold each message, by its id."""
    with sqlite3.connect(tracker) as database:
        rows: Sequence[tuple[str]] = database.execute(
            "SELECT data FROM events WHERE type_name = 'user'"
        ).fetchall()
    database.close()
    metadata = (json.loads(data).get("metadata") or {} for (data,) in rows)
    return Counter(str(one["message"]) for one in metadata if one.get("message"))
