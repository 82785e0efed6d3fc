"""What the use cases ask of storage: repositories and one unit of work; knows no database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Protocol, Self

from bot.services.conversing_ports import Conversations, Customers, Messages
from bot.services.delivery import Leases, Outbox
from bot.services.records import (
    AuditEntry,
    AuditFinding,
    Consent,
    DecisionRecord,
    Facts,
    Handoff,
    JsonObject,
    OfferRecord,
    Sample,
    SampleState,
)


class Consents(Protocol):
    """What each customer agreed to."""

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
        ...

    def active(self, *, customer: str, purpose: str) -> Consent | None:
        """Return the newest consent to this purpose that is not withdrawn."""
        ...

    def withdraw(self, *, customer: str, purpose: str, at: datetime) -> tuple[Consent, ...]:
        """End every active consent to this purpose and return them; none is not an error."""
        ...


class Decisions(Protocol):
    """Decisions, never changed after they are kept."""

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
        ...

    def get(self, decision: str) -> DecisionRecord:
        """Return a decision, or raise NotFound."""
        ...

    def of_customer(self, customer: str) -> tuple[DecisionRecord, ...]:
        """Return a customer's decisions, newest first."""
        ...


class Offers(Protocol):
    """Offers; a customer has at most one open offer."""

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
        ...

    def get(self, offer: str) -> OfferRecord:
        """Return an offer, or raise NotFound."""
        ...

    def current(self, *, customer: str, today: date) -> OfferRecord | None:
        """Return the open offer if it is valid on this day; its last day counts."""
        ...


class Handoffs(Protocol):
    """Requests for a person."""

    def request(self, *, conversation: str, reason: str, at: datetime, note: str = "") -> Handoff:
        """Queue a request; while the conversation has an unresolved one, that one is returned."""
        ...


class Samples(Protocol):
    """Words that were not understood, kept for labelling; every key is a digest of the words."""

    def collect(
        self,
        *,
        key: str,
        text: str,
        language: str,
        ranking: Sequence[tuple[str, float]],
        happened: str,
        model: str,
        on: date,
    ) -> None:
        """Keep a sample, or count it when its words are known."""
        ...

    def note_choice(self, key: str, intent: str) -> None:
        """Count that a customer chose this meaning of the words; unknown words are passed over."""
        ...

    def find(self, *states: SampleState) -> tuple[Sample, ...]:
        """Return the samples in these states, most often seen first."""
        ...

    def label(self, key: str, intent: str) -> None:
        """Give a sample its intent; raises NotFound."""
        ...

    def discard(self, key: str) -> None:
        """Forget the words of a sample, so that they are not collected again; raises NotFound."""
        ...

    def mark_exported(self, keys: Iterable[str]) -> None:
        """Note that these labelled samples are among the suggestions now."""
        ...

    def purge(self, before: date) -> int:
        """Remove every sample last seen before this day; return how many there were."""
        ...


class AuditLog(Protocol):
    """The chained log of who did what to which record."""

    def append(
        self,
        *,
        event: str,
        actor: str,
        subjects: Mapping[str, str],
        at: datetime,
        detail: Facts | None = None,
    ) -> None:
        """Add an entry when the unit of work commits.

        Args:
            event: what happened, e.g. ``consent_given``.
            actor: ``customer``, ``bot``, or the id of an agent.
            subjects: kind of record -> id.
            at: when.
            detail: flat values; never a value that tells something of a person.
        """
        ...

    def entries(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Yield the committed entries with a higher sequence number, in order."""
        ...

    def verify(self) -> tuple[AuditFinding, ...]:
        """Read the whole chain and return what is wrong with it; empty when it is sound."""
        ...


class UnitOfWork(Protocol):
    """What is done together or not at all: rolls back on leaving unless it was committed.

    One thread uses it, once. Every method raises StorageBusy when the database does not answer.
    """

    customers: Customers
    conversations: Conversations
    messages: Messages
    consents: Consents
    decisions: Decisions
    offers: Offers
    handoffs: Handoffs
    samples: Samples
    outbox: Outbox
    leases: Leases
    audit: AuditLog

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def commit(self) -> None:
        """Keep everything; the unit cannot be used afterwards."""
        ...


class UnitsOfWork(Protocol):
    """Makes units of work: ``with uow() as work: ... work.commit()``."""

    def __call__(self, *, reading: bool = False) -> UnitOfWork:
        """Return a unit of work; a `reading` one waits for no writer and refuses to write."""
        ...
