"""Consents in the tables; knows no text of one."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.services.records import Consent, Duplicate
from bot.storage.tables import ConsentRow


class SqlConsents:
    """What each customer agreed to; implements `ports.Consents`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(
        self,
        *,
        customer: str,
        purpose: str,
        version: str,
        text_sha256: str,
        channel: str,
        conversation: str,
        at: datetime,
    ) -> Consent:
        """Keep a consent; one that is active in this version already is returned as it is."""
        row = ConsentRow(
            customer=customer,
            purpose=purpose,
            version=version,
            text_sha256=text_sha256,
            channel=channel,
            conversation=conversation,
            given_at=at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except Duplicate:
            given = self._session.scalar(
                _active(customer, purpose).where(ConsentRow.version == version)
            )
            if given is None:
                raise
            return _record(given)
        return _record(row)

    def active(self, *, customer: str, purpose: str) -> Consent | None:
        """Return the newest consent to this purpose that is not withdrawn."""
        row = self._session.scalar(_active(customer, purpose).limit(1))
        return _record(row) if row else None

    def withdraw(self, *, customer: str, purpose: str, at: datetime) -> tuple[Consent, ...]:
        """End every active consent to this purpose and return them; none is not an error."""
        rows = self._session.scalars(_active(customer, purpose).with_for_update()).all()
        for row in rows:
            row.withdrawn_at = at
        self._session.flush()
        return tuple(_record(row) for row in rows)


def _active(customer: str, purpose: str) -> Select[ConsentRow]:
    return (
        select(ConsentRow)
        .where(
            ConsentRow.customer == customer,
            ConsentRow.purpose == purpose,
            ConsentRow.withdrawn_at.is_(None),
        )
        .order_by(ConsentRow.given_at.desc(), ConsentRow.id.desc())
        .execution_options(populate_existing=True)
    )


def _record(row: ConsentRow) -> Consent:
    return Consent(
        id=row.id,
        customer=row.customer,
        purpose=row.purpose,
        version=row.version,
        text_sha256=row.text_sha256,
        channel=row.channel,
        conversation=row.conversation,
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
    )
