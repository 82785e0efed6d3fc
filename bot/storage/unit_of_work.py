"""One transaction with its repositories; knows no use case."""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from bot.services import conversing_ports, delivery, ports
from bot.services.records import StorageBusy
from bot.storage.audit import SqlAuditLog
from bot.storage.consents import SqlConsents
from bot.storage.conversations import SqlConversations
from bot.storage.customers import SqlCustomers
from bot.storage.decisions import SqlDecisions
from bot.storage.engine import for_reading
from bot.storage.handoffs import SqlHandoffs
from bot.storage.leases import SqlLeases
from bot.storage.messages import SqlMessages
from bot.storage.offers import SqlOffers
from bot.storage.outbox import SqlOutbox
from bot.storage.samples import SqlSamples


class UnitOfWork:
    """What is done together or not at all; implements `ports.UnitOfWork`.

    The transaction begins on entering, so that a locked database is noticed before anything was
    done, and ends on leaving: rolled back unless `commit` was called.
    """

    def __init__(self, engine: Engine, *, reading: bool = False) -> None:
        self._session = Session(
            for_reading(engine) if reading else engine, autobegin=False, expire_on_commit=False
        )
        self._audit = SqlAuditLog(self._session)
        self.customers: conversing_ports.Customers = SqlCustomers(self._session)
        self.conversations: conversing_ports.Conversations = SqlConversations(self._session)
        self.messages: conversing_ports.Messages = SqlMessages(self._session)
        self.consents: ports.Consents = SqlConsents(self._session)
        self.decisions: ports.Decisions = SqlDecisions(self._session)
        self.offers: ports.Offers = SqlOffers(self._session)
        self.handoffs: ports.Handoffs = SqlHandoffs(self._session)
        self.samples: ports.Samples = SqlSamples(self._session)
        self.outbox: delivery.Outbox = SqlOutbox(self._session)
        self.leases: delivery.Leases = SqlLeases(self._session)
        self.audit: ports.AuditLog = self._audit

    def __enter__(self) -> Self:
        try:
            self._session.begin()
            self._session.connection()
        except Exception as error:
            self._session.close()
            if isinstance(error, NoConnectionFree):
                raise StorageBusy("every connection to the database is in use") from error
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()  # rolls back what was not committed

    def commit(self) -> None:
        """Keep everything; the unit cannot be used afterwards."""
        self._session.flush()
        self._audit.write()
        self._session.commit()


def units_of_work(engine: Engine) -> ports.UnitsOfWork:
    """Return what makes units of work on this database."""

    def make(*, reading: bool = False) -> ports.UnitOfWork:
        return UnitOfWork(engine, reading=reading)

    return make
