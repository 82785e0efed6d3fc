"""Customers and their accounts in the tables; knows no conversation."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

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


def _record(row: CustomerRow) -> Customer:
    return Customer(id=row.id, language=row.language, status=row.status, created_at=row.created_at)
