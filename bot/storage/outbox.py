"""Parts to deliver in the table; knows no channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, exists, func, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from bot.services.delivery import Delivery, DeliveryState
from bot.services.records import JsonObject, NotFound
from bot.storage.tables import ChannelAccountRow, OutboxRow

MOST_RESENDS = 1


class SqlOutbox:
    """Parts to deliver; implements `delivery.Outbox`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(
        self,
        *,
        conversation: str,
        account: str,
        channel: str,
        sequence: int,
        bodies: Sequence[JsonObject],
        at: datetime,
    ) -> None:
        """Add the parts of one reply."""
        self._session.add_all(
            OutboxRow(
                conversation=conversation,
                account=account,
                channel=channel,
                sequence=sequence,
                part=part,
                body=body,
                state=DeliveryState.WAITING,
                due_at=at,
                created_at=at,
            )
            for part, body in enumerate(bodies)
        )

    def has_due(self, *, channel: str, now: datetime) -> bool:
        """Whether there is anything to take; a reading unit of work can ask this."""
        due = select(exists().where(OutboxRow.channel == channel, OutboxRow.due_at <= now))
        return bool(self._session.scalar(due))

    def take(
        self, *, channel: str, limit: int, until: datetime, now: datetime
    ) -> tuple[Delivery, ...]:
        """Take due parts for sending, at most one a conversation: the earliest that is open.

        One that was taken and not settled until its time is taken once more, as a re-send; after
        that it is given up as UNSURE.
        """
        self._give_up(channel, now)
        earlier = aliased(OutboxRow)
        due = self._session.scalars(
            select(OutboxRow.id)
            .where(
                OutboxRow.channel == channel,
                OutboxRow.due_at <= now,
                ~exists().where(
                    earlier.conversation == OutboxRow.conversation,
                    earlier.due_at.is_not(None),
                    tuple_(earlier.sequence, earlier.part)
                    < tuple_(OutboxRow.sequence, OutboxRow.part),
                ),
            )
            .order_by(OutboxRow.due_at, OutboxRow.id)
            .limit(limit)
        ).all()
        taken = [one for one in (self._take(part, until, now) for part in due) if one]
        return tuple(taken)

    def recover(self, *, channel: str, now: datetime) -> int:
        """Let what was being sent by a sender that is gone be taken now; return how much it was."""
        broken = self._session.scalars(
            update(OutboxRow)
            .where(OutboxRow.channel == channel, OutboxRow.state == DeliveryState.SENDING)
            .values(due_at=now)
            .returning(OutboxRow.id)
            .execution_options(synchronize_session=False)
        )
        return len(broken.all())

    def sent(self, delivery: str, receipt: str, at: datetime) -> None:
        """The platform accepted it and gave this id."""
        self._settle(delivery, state=DeliveryState.SENT, receipt=receipt, sent_at=at)

    def later(self, delivery: str, due: datetime) -> None:
        """It was not delivered; try again then, unless it was closed meanwhile."""
        self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == delivery, OutboxRow.state == DeliveryState.SENDING)
            .values(state=DeliveryState.WAITING, due_at=due)
            .execution_options(synchronize_session=False)
        )

    def no_receipt(self, delivery: str, due: datetime) -> DeliveryState:
        """It may have been delivered: send it once more then, flagged, or give it up as UNSURE."""
        row = self._session.get(OutboxRow, delivery, populate_existing=True, with_for_update=True)
        if row is None:
            raise NotFound(f"no delivery {delivery}")
        if row.state != DeliveryState.SENDING:
            return DeliveryState(row.state)  # closed meanwhile: the account blocked us
        if row.resends < MOST_RESENDS:
            row.state, row.due_at, row.resends = DeliveryState.WAITING, due, row.resends + 1
        else:
            row.state, row.due_at = DeliveryState.UNSURE, None
        return DeliveryState(row.state)

    def refused(self, delivery: str) -> None:
        """The platform will never take it; what follows in the conversation goes on."""
        self._settle(delivery, state=DeliveryState.REFUSED)

    def unreachable(self, account: str) -> int:
        """Close every open part to this account; return how many there were."""
        closed = self._session.scalars(
            update(OutboxRow)
            .where(OutboxRow.account == account, OutboxRow.due_at.is_not(None))
            .values(state=DeliveryState.UNREACHABLE, due_at=None)
            .returning(OutboxRow.id)
            .execution_options(synchronize_session=False)
        )
        return len(closed.all())

    def states(self) -> Mapping[str, int]:
        """Return how many parts are in each open or failed state."""
        counted = self._session.execute(
            select(OutboxRow.state, func.count())
            .where(OutboxRow.state != DeliveryState.SENT)
            .group_by(OutboxRow.state)
        )
        return {str(state): count for state, count in counted}

    def _give_up(self, channel: str, now: datetime) -> None:
        self._session.execute(
            update(OutboxRow)
            .where(
                OutboxRow.channel == channel,
                OutboxRow.state == DeliveryState.SENDING,
                OutboxRow.due_at <= now,
                OutboxRow.resends >= MOST_RESENDS,
            )
            .values(state=DeliveryState.UNSURE, due_at=None)
            .execution_options(synchronize_session=False)
        )

    def _take(self, part: str, until: datetime, now: datetime) -> Delivery | None:
        # Another sender may have been quicker since the part was found.
        taken = self._session.scalar(
            update(OutboxRow)
            .where(OutboxRow.id == part, OutboxRow.due_at <= now)
            .values(
                resends=OutboxRow.resends
                + case((OutboxRow.state == DeliveryState.SENDING, 1), else_=0),
                state=DeliveryState.SENDING,
                attempts=OutboxRow.attempts + 1,
                due_at=until,
            )
            .returning(OutboxRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        if taken is None:
            return None
        account = self._session.get_one(ChannelAccountRow, taken.account)
        return Delivery(
            id=taken.id,
            conversation=taken.conversation,
            channel_user_id=account.channel_user_id,
            account=taken.account,
            sequence=taken.sequence,
            part=taken.part,
            body=taken.body,
            attempts=taken.attempts,
            resends=taken.resends,
        )

    def _settle(self, delivery: str, **values: object) -> None:
        settled = self._session.scalar(
            update(OutboxRow)
            .where(OutboxRow.id == delivery)
            .values(due_at=None, **values)
            .returning(OutboxRow.id)
            .execution_options(synchronize_session=False)
        )
        if settled is None:
            raise NotFound(f"no delivery {delivery}")
