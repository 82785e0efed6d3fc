"""Messages in the tables, numbered within their conversation; knows no channel."""

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.services.records import (
    Direction,
    Duplicate,
    JsonObject,
    Message,
    MessageStatus,
    NotFound,
    Owner,
    Received,
)
from bot.storage.tables import ConversationRow, MessageRow


class SqlMessages:
    """What was said, in order; implements `ports.Messages`."""

    def __init__(self, session: Session) -> None:
        self._session = session

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
        try:
            with self._session.begin_nested():  # undoes the numbering of a duplicate
                channel, sequence, turn = self._advance(conversation, at, turns=1)
                row = MessageRow(
                    conversation=conversation,
                    channel=channel,
                    channel_message_id=channel_message_id,
                    direction=Direction.IN,
                    status=MessageStatus.RECEIVED,
                    sequence=sequence,
                    turn=turn,
                    text=text,
                    payload=payload or {},
                    created_at=at,
                )
                self._session.add(row)
        except Duplicate:
            first = self._delivered(conversation, channel_message_id)
            if first is None:
                raise
            return Received(message=_record(first), duplicate=True)
        return Received(message=_record(row), duplicate=False)

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
        channel, sequence, _turn = self._advance(conversation, at, turns=0)
        row = MessageRow(
            conversation=conversation,
            channel=channel,
            direction=Direction.OUT,
            sequence=sequence,
            turn=turn,
            text=text,
            payload=payload or {},
            created_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def begin_answer(self, conversation: str) -> Message | None:
        """Count an attempt at the oldest message that awaits an answer, and return it."""
        oldest = (
            select(MessageRow.id)
            .where(
                MessageRow.conversation == conversation,
                MessageRow.status == MessageStatus.RECEIVED,
            )
            .order_by(MessageRow.sequence)
            .limit(1)
        )
        row = self._session.scalar(
            update(MessageRow)
            .where(MessageRow.id == oldest.scalar_subquery())
            .values(attempts=MessageRow.attempts + 1)
            .returning(MessageRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        return _record(row) if row else None

    def waiting(self, *, limit: int, now: datetime) -> tuple[str, ...]:
        """Return conversations with a message for the bot that nobody is answering, oldest first.

        One whose answer broke off counts from the end of its lease.
        """
        found = self._session.scalars(
            select(MessageRow.conversation)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation)
            .where(
                MessageRow.status == MessageStatus.RECEIVED,
                ConversationRow.owner == Owner.BOT,
                or_(ConversationRow.lease_holder.is_(None), ConversationRow.lease_until < now),
            )
            .group_by(MessageRow.conversation)
            .order_by(func.min(MessageRow.created_at))
            .limit(limit)
        )
        return tuple(found)

    def after(self, conversation: str, sequence: int, *, limit: int) -> tuple[Message, ...]:
        """Return the newest messages after a place, in order."""
        rows = self._session.scalars(
            select(MessageRow)
            .where(MessageRow.conversation == conversation, MessageRow.sequence > sequence)
            .order_by(MessageRow.sequence.desc())
            .limit(limit)
        ).all()
        return tuple(_record(row) for row in reversed(rows))

    def count_since(self, conversation: str, since: datetime) -> int:
        """Return how many messages the customer sent from this moment on."""
        count = self._session.scalar(
            select(func.count()).where(
                MessageRow.conversation == conversation,
                MessageRow.direction == Direction.IN,
                MessageRow.created_at >= since,
            )
        )
        return count or 0

    def mark(self, message: str, status: MessageStatus) -> None:
        """Note what became of a customer's message."""
        self._mark(message, status)

    def leave_to_agent(self, conversation: str) -> None:
        """Note that whatever awaits an answer here is for the agent now."""
        self._session.execute(
            update(MessageRow)
            .where(
                MessageRow.conversation == conversation,
                MessageRow.status == MessageStatus.RECEIVED,
            )
            .values(status=MessageStatus.FOR_AGENT)
            .execution_options(synchronize_session=False)
        )

    def mark_answered(self, message: str) -> None:
        """Note that the customer got the answer to this message."""
        self._mark(message, MessageStatus.ANSWERED)

    def mark_failed(self, message: str) -> None:
        """Note that the customer got the apology instead of an answer."""
        self._mark(message, MessageStatus.FAILED)

    def last_outbound(self, conversation: str) -> Message | None:
        """Return the newest reply: the one whose numbered choices a number means."""
        row = self._session.scalar(
            select(MessageRow)
            .where(MessageRow.conversation == conversation, MessageRow.direction == Direction.OUT)
            .order_by(MessageRow.sequence.desc())
            .limit(1)
        )
        return _record(row) if row else None

    def replies(self, conversation: str, turn: int) -> tuple[Message, ...]:
        """Return what was said in answer to that turn, in order."""
        rows = self._session.scalars(
            select(MessageRow)
            .where(
                MessageRow.conversation == conversation,
                MessageRow.direction == Direction.OUT,
                MessageRow.turn == turn,
            )
            .order_by(MessageRow.sequence)
        )
        return tuple(_record(row) for row in rows)

    def unanswered(self, conversation: str | None = None) -> tuple[Message, ...]:
        """Return messages that are neither answered nor failed, oldest first; None means all."""
        query = select(MessageRow).where(MessageRow.status == MessageStatus.RECEIVED)
        if conversation is not None:
            query = query.where(MessageRow.conversation == conversation)
        rows = self._session.scalars(
            query.order_by(MessageRow.created_at, MessageRow.sequence).execution_options(
                populate_existing=True
            )
        )
        return tuple(_record(row) for row in rows)

    def _advance(self, conversation: str, at: datetime, *, turns: int) -> tuple[str, int, int]:
        # One statement, so that two writers of a conversation get different numbers.
        numbered = self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation)
            .values(
                sequence=ConversationRow.sequence + 1,
                turn=ConversationRow.turn + turns,
                last_activity_at=at,
            )
            .returning(ConversationRow.channel, ConversationRow.sequence, ConversationRow.turn)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        if numbered is None:
            raise NotFound(f"no conversation {conversation}")
        channel, sequence, turn = numbered
        return channel, sequence, turn

    def _delivered(self, conversation: str, channel_message_id: str) -> MessageRow | None:
        channel = select(ConversationRow.channel).where(ConversationRow.id == conversation)
        return self._session.scalar(
            select(MessageRow).where(
                MessageRow.channel == channel.scalar_subquery(),
                MessageRow.channel_message_id == channel_message_id,
            )
        )

    def _mark(self, message: str, status: MessageStatus) -> None:
        marked = self._session.scalar(
            update(MessageRow)
            .where(MessageRow.id == message, MessageRow.direction == Direction.IN)
            .values(status=status)
            .returning(MessageRow.id)
        )
        if marked is None:
            raise NotFound(f"no inbound message {message}")


def _record(row: MessageRow) -> Message:
    return Message(
        id=row.id,
        conversation=row.conversation,
        sequence=row.sequence,
        turn=row.turn,
        direction=Direction(row.direction),
        status=MessageStatus(row.status) if row.status else None,
        channel_message_id=row.channel_message_id,
        text=row.text,
        payload=row.payload,
        created_at=row.created_at,
        attempts=row.attempts,
    )
