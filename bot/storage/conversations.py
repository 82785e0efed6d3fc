"""Conversations in the tables; knows no message."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.services.records import Conversation, JsonObject, NotFound, Owner
from bot.storage.tables import ConversationRow, CustomerRow


class SqlConversations:
    """The conversations; implements `ports.Conversations`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, *, customer: str, channel: str, language: str, at: datetime) -> Conversation:
        """Begin a conversation that the bot owns."""
        row = ConversationRow(
            customer=customer,
            channel=channel,
            language=language,
            owner=Owner.BOT,
            created_at=at,
            last_activity_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def get(self, conversation: str) -> Conversation:
        """Return a conversation."""
        return _record(self._row(conversation))

    def latest(self, *, customer: str, channel: str) -> Conversation | None:
        """Return the customer's most recently active conversation on this channel."""
        row = self._session.scalar(
            select(ConversationRow)
            .where(ConversationRow.customer == customer, ConversationRow.channel == channel)
            .order_by(ConversationRow.last_activity_at.desc(), ConversationRow.id.desc())
            .limit(1)
            .execution_options(populate_existing=True)
        )
        return _record(row) if row else None

    def set_language(self, conversation: str, language: str) -> None:
        """Keep the language of a conversation, and of its customer for later ones."""
        row = self._row(conversation, lock=True)
        row.language = language
        self._session.execute(
            update(CustomerRow).where(CustomerRow.id == row.customer).values(language=language)
        )

    def update_state(self, conversation: str, changes: JsonObject) -> JsonObject:
        """Set the named keys, drop those set to None, leave the rest; return the new state."""
        row = self._row(conversation, lock=True)
        merged = {**row.state, **changes}
        row.state = {key: value for key, value in merged.items() if value is not None}
        self._session.flush()
        return row.state

    def _row(self, conversation: str, *, lock: bool = False) -> ConversationRow:
        # A lock that lets others refer to the conversation while it is held.
        query = select(ConversationRow).where(ConversationRow.id == conversation)
        row = self._session.scalar(
            (query.with_for_update(key_share=True) if lock else query).execution_options(
                populate_existing=True
            )
        )
        if row is None:
            raise NotFound(f"no conversation {conversation}")
        return row


def _record(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        customer=row.customer,
        channel=row.channel,
        language=row.language,
        owner=Owner(row.owner),
        lease_holder=row.lease_holder,
        lease_until=row.lease_until,
        sequence=row.sequence,
        turn=row.turn,
        state=row.state,
        created_at=row.created_at,
        last_activity_at=row.last_activity_at,
    )
