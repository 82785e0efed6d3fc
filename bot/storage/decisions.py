"""Decisions in the tables, only ever added and read; knows no rule of deciding."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.records import DecisionRecord, JsonObject, NotFound
from bot.storage.tables import DecisionRow


class SqlDecisions:
    """Decisions, never changed after they are kept; implements `ports.Decisions`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(
        self,
        *,
        customer: str,
        conversation: str,
        consent: str,
        inputs: JsonObject,
        inputs_digest: str,
        result: JsonObject,
        outcome: str,
        card_version: str,
        policy_version: str,
        catalogue_version: str,
        at: datetime,
    ) -> DecisionRecord:
        """Keep a decision; raises NotFound when customer, conversation or consent is unknown."""
        row = DecisionRow(
            customer=customer,
            conversation=conversation,
            consent=consent,
            inputs=inputs,
            inputs_digest=inputs_digest,
            result=result,
            outcome=outcome,
            card_version=card_version,
            policy_version=policy_version,
            catalogue_version=catalogue_version,
            decided_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def get(self, decision: str) -> DecisionRecord:
        """Return a decision, or raise NotFound."""
        row = self._session.get(DecisionRow, decision)
        if row is None:
            raise NotFound(f"no decision {decision}")
        return _record(row)

    def of_customer(self, customer: str) -> tuple[DecisionRecord, ...]:
        """Return a customer's decisions, newest first."""
        rows = self._session.scalars(
            select(DecisionRow)
            .where(DecisionRow.customer == customer)
            .order_by(DecisionRow.decided_at.desc(), DecisionRow.id.desc())
        )
        return tuple(_record(row) for row in rows)


def _record(row: DecisionRow) -> DecisionRecord:
    return DecisionRecord(
        id=row.id,
        customer=row.customer,
        conversation=row.conversation,
        consent=row.consent,
        inputs=row.inputs,
        inputs_digest=row.inputs_digest,
        result=row.result,
        outcome=row.outcome,
        card_version=row.card_version,
        policy_version=row.policy_version,
        catalogue_version=row.catalogue_version,
        decided_at=row.decided_at,
    )
