"""Offers in the tables, one open at a time for a customer; knows no price."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.services.records import JsonObject, NotFound, OfferRecord, OfferStatus
from bot.storage.tables import CustomerRow, DecisionRow, OfferRow


class SqlOffers:
    """Offers; a customer has at most one open offer; implements `ports.Offers`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(
        self,
        *,
        decision: str,
        product: str,
        amount: Decimal,
        months: int,
        method: str,
        annual_rate: Decimal,
        annual_cost_nominal: Decimal,
        annual_cost_effective: Decimal,
        cost_sheet: JsonObject,
        cost_sheet_digest: str,
        valid_until: date,
        at: datetime,
    ) -> OfferRecord:
        """Keep the offer that follows from a decision; it supersedes the customer's open one."""
        made = self._session.get(DecisionRow, decision)
        if made is None:
            raise NotFound(f"no decision {decision}")
        self._supersede(made.customer)
        row = OfferRow(
            decision=decision,
            customer=made.customer,
            conversation=made.conversation,
            product=product,
            amount=amount,
            months=months,
            method=method,
            annual_rate=annual_rate,
            annual_cost_nominal=annual_cost_nominal,
            annual_cost_effective=annual_cost_effective,
            cost_sheet=cost_sheet,
            cost_sheet_digest=cost_sheet_digest,
            valid_until=valid_until,
            status=OfferStatus.OPEN,
            created_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def get(self, offer: str) -> OfferRecord:
        """Return an offer, or raise NotFound."""
        row = self._session.get(OfferRow, offer, populate_existing=True)
        if row is None:
            raise NotFound(f"no offer {offer}")
        return _record(row)

    def current(self, *, customer: str, today: date) -> OfferRecord | None:
        """Return the open offer if it is valid on this day; its last day counts."""
        row = self._session.scalar(
            select(OfferRow).where(
                OfferRow.customer == customer,
                OfferRow.status == OfferStatus.OPEN,
                OfferRow.valid_until >= today,
            )
        )
        return _record(row) if row else None

    def _supersede(self, customer: str) -> None:
        # Two offers saved at once queue here, so that the second sees the first.
        self._session.execute(
            select(CustomerRow.id).where(CustomerRow.id == customer).with_for_update(key_share=True)
        )
        self._session.execute(
            update(OfferRow)
            .where(OfferRow.customer == customer, OfferRow.status == OfferStatus.OPEN)
            .values(status=OfferStatus.SUPERSEDED)
        )


def _record(row: OfferRow) -> OfferRecord:
    return OfferRecord(
        id=row.id,
        decision=row.decision,
        customer=row.customer,
        conversation=row.conversation,
        product=row.product,
        amount=row.amount,
        months=row.months,
        method=row.method,
        annual_rate=row.annual_rate,
        annual_cost_nominal=row.annual_cost_nominal,
        annual_cost_effective=row.annual_cost_effective,
        cost_sheet=row.cost_sheet,
        cost_sheet_digest=row.cost_sheet_digest,
        valid_until=row.valid_until,
        status=OfferStatus(row.status),
        created_at=row.created_at,
    )
