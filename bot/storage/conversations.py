"""Conversations in the tables; knows no message."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.services.records import Conversation, JsonObject, NotFound, Owner, Stir
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

    def claim(self, conversation: str, *, holder: str, until: datetime, now: datetime) -> bool:
        """Take the right to answer for the bot; False while another holds it or an agent owns."""
        return self._change(
            conversation,
            ConversationRow.owner == Owner.BOT,
            _free(holder, now),
            lease_holder=holder,
            lease_until=until,
        )

    def holds(self, conversation: str, holder: str) -> bool:
        """Whether the holder may still answer; until the unit of work ends nobody can change it.

        A lease that ran out and that nobody took counts: nobody else has spoken.
        """
        return self._change(
            conversation,
            ConversationRow.owner == Owner.BOT,
            ConversationRow.lease_holder == holder,
            lease_holder=holder,
        )

    def release(self, conversation: str, holder: str) -> None:
        """Give the right to answer back, if this holder has it."""
        self._change(
            conversation,
            ConversationRow.lease_holder == holder,
            lease_holder=None,
            lease_until=None,
        )

    def renew(self, conversations: Sequence[str], *, holder: str, until: datetime) -> None:
        """Prolong the right to answer these, where this holder has it."""
        self._session.execute(
            update(ConversationRow)
            .where(
                ConversationRow.id.in_(conversations),
                ConversationRow.lease_holder == holder,
                ConversationRow.owner == Owner.BOT,
            )
            .values(lease_until=until)
            .execution_options(synchronize_session=False)
        )

    def hand_over(self, conversation: str, *, agent: str, until: datetime, now: datetime) -> bool:
        """Make an agent the owner; False while another agent's lease runs."""
        return self._change(
            conversation,
            or_(ConversationRow.owner == Owner.BOT, _free(agent, now)),
            owner=Owner.AGENT,
            lease_holder=agent,
            lease_until=until,
        )

    def hand_back(self, conversation: str, *, agent: str) -> bool:
        """Make the bot the owner again; False when this agent does not own it."""
        return self._change(
            conversation,
            ConversationRow.owner == Owner.AGENT,
            ConversationRow.lease_holder == agent,
            owner=Owner.BOT,
            lease_holder=None,
            lease_until=None,
        )

    def speaks(self, conversation: str, *, agent: str, until: datetime) -> bool:
        """Whether this agent owns it, their lease prolonged; nobody changes that until the end."""
        return self._change(
            conversation,
            ConversationRow.owner == Owner.AGENT,
            ConversationRow.lease_holder == agent,
            lease_until=until,
        )

    def stirring(self, conversations: Sequence[str], now: datetime) -> Mapping[str, Stir]:
        """Return where each conversation stands, for pages that show it."""
        rows = self._session.execute(
            select(
                ConversationRow.id,
                ConversationRow.sequence,
                ConversationRow.owner,
                ConversationRow.lease_until,
            ).where(ConversationRow.id.in_(conversations))
        )
        return {
            row.id: Stir(
                sequence=row.sequence,
                answering=row.owner == Owner.BOT
                and row.lease_until is not None
                and row.lease_until > now,
            )
            for row in rows
        }

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

    def _change(self, conversation: str, *where: ColumnElement[bool], **values: object) -> bool:
        changed = self._session.scalar(
            update(ConversationRow)
            .where(ConversationRow.id == conversation, *where)
            .values(**values)
            .returning(ConversationRow.id)
            .execution_options(synchronize_session=False)
        )
        return changed is not None

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


def _free(holder: str, now: datetime) -> ColumnElement[bool]:
    return or_(
        ConversationRow.lease_holder.is_(None),
        ConversationRow.lease_holder == holder,
        ConversationRow.lease_until < now,
    )


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
