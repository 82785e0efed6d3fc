"""Customers and their accounts in the tables; knows no conversation."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.services.delivery import Account, AccountStatus
from bot.services.records import Customer, Duplicate, NotFound
from bot.storage.tables import ChannelAccountRow, CustomerRow


class SqlCustomers:
    """The people, by the accounts they write from; implements `ports.Customers`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ensure(
        self, *, channel: str, channel_user_id: str, language: str, at: datetime
    ) -> Customer:
        """Return the customer of this account; make both when the account is new."""
        row = self._by_account(channel, channel_user_id)
        if row is None:
            row = self._add(channel, channel_user_id, language, at)
        return _record(row)

    def get(self, customer: str) -> Customer:
        """Return a customer, or raise NotFound."""
        row = self._session.get(CustomerRow, customer, populate_existing=True)
        if row is None:
            raise NotFound(f"no customer {customer}")
        return _record(row)

    def account(self, *, customer: str, channel: str) -> Account:
        """Return the customer's account on a channel, or raise NotFound."""
        row = self._session.scalar(
            select(ChannelAccountRow)
            .where(ChannelAccountRow.customer == customer, ChannelAccountRow.channel == channel)
            .order_by(ChannelAccountRow.id)
            .limit(1)
            .execution_options(populate_existing=True)
        )
        if row is None:
            raise NotFound(f"customer {customer} has no account on {channel}")
        return _account(row)

    def set_status(
        self, *, channel: str, channel_user_id: str, status: AccountStatus
    ) -> Account | None:
        """Note whether an account may be written to; None when that is no news.

        What the customer said outlasts what the platform tells: one that is stopped does not become
        blocked, and so is still stopped when they lift the block.
        """
        stays = {status, AccountStatus.STOPPED} if status is AccountStatus.BLOCKED else {status}
        row = self._session.scalar(
            update(ChannelAccountRow)
            .where(
                ChannelAccountRow.channel == channel,
                ChannelAccountRow.channel_user_id == channel_user_id,
                ChannelAccountRow.status.not_in(stays),
            )
            .values(status=status)
            .returning(ChannelAccountRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        return _account(row) if row else None

    def _add(self, channel: str, channel_user_id: str, language: str, at: datetime) -> CustomerRow:
        customer = CustomerRow(language=language, created_at=at)
        try:
            with self._session.begin_nested():
                self._session.add(customer)
                self._session.flush()
                self._session.add(
                    ChannelAccountRow(
                        customer=customer.id,
                        channel=channel,
                        channel_user_id=channel_user_id,
                        created_at=at,
                    )
                )
        except Duplicate:  # another process was first
            row = self._by_account(channel, channel_user_id)
            if row is None:
                raise
            return row
        return customer

    def _by_account(self, channel: str, channel_user_id: str) -> CustomerRow | None:
        return self._session.scalar(
            select(CustomerRow)
            .join(ChannelAccountRow, ChannelAccountRow.customer == CustomerRow.id)
            .where(
                ChannelAccountRow.channel == channel,
                ChannelAccountRow.channel_user_id == channel_user_id,
            )
        )


def _account(row: ChannelAccountRow) -> Account:
    return Account(
        id=row.id,
        customer=row.customer,
        channel=row.channel,
        channel_user_id=row.channel_user_id,
        status=AccountStatus(row.status),
    )


def _record(row: CustomerRow) -> Customer:
    return Customer(id=row.id, language=row.language, status=row.status, created_at=row.created_at)
