"""What is to be delivered and who may do it: records and ports; knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.services.records import JsonObject


class AccountStatus(StrEnum):
    """Whether a customer may be written to on a channel unasked.

    STOPPED was said by the customer (/stop), BLOCKED is what the platform told.
    """

    ACTIVE = "active"
    STOPPED = "stopped"
    BLOCKED = "blocked"


class DeliveryState(StrEnum):
    """How far the delivery of a part is; only WAITING and SENDING ones are open.

    UNSURE: sent twice, the second time flagged as a re-send, and no receipt either time.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A customer's account on a channel."""

    id: str
    customer: str
    channel: str
    channel_user_id: str
    status: AccountStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One part of a reply on its way.

    Attributes:
        sequence: of the reply in its conversation; parts go out in the order of sequence and part.
        body: the part as plain JSON, as the gateway wrote it.
        attempts: how often it was taken for sending, this time included.
        resends: how often it was sent again although the first may have arrived: 0 or 1.
    """

    id: str
    conversation: str
    channel_user_id: str
    account: str
    sequence: int
    part: int
    body: JsonObject
    attempts: int
    resends: int


class Outbox(Protocol):
    """Parts to deliver, in order within a conversation."""

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
        ...

    def has_due(self, *, channel: str, now: datetime) -> bool:
        """Whether there is anything to take; a reading unit of work can ask this."""
        ...

    def take(
        self, *, channel: str, limit: int, until: datetime, now: datetime
    ) -> tuple[Delivery, ...]:
        """Take due parts for sending, at most one a conversation: the earliest that is open.

        One that was taken and not settled until its time is taken once more, as a re-send.
        """
        ...

    def recover(self, *, channel: str, now: datetime) -> int:
        """Let what was being sent by a sender that is gone be taken now; return how much it was."""
        ...

    def sent(self, delivery: str, receipt: str, at: datetime) -> None:
        """The platform accepted it and gave this id."""
        ...

    def later(self, delivery: str, due: datetime) -> None:
        """It was not delivered; try again then, unless it was closed meanwhile."""
        ...

    def no_receipt(self, delivery: str, due: datetime) -> DeliveryState:
        """It may have been delivered: send it once more then, flagged, or give it up as UNSURE."""
        ...

    def refused(self, delivery: str) -> None:
        """The platform will never take it; what follows in the conversation goes on."""
        ...

    def unreachable(self, account: str) -> int:
        """Close every open part to this account; return how many there were."""
        ...

    def states(self) -> Mapping[str, int]:
        """Return how many parts are in each open or failed state."""
        ...


class Leases(Protocol):
    """Rights that one process at a time holds, by name."""

    def acquire(self, name: str, *, holder: str, until: datetime, now: datetime) -> bool:
        """Take or keep a right; False while another holder's time runs."""
        ...

    def release(self, name: str, *, holder: str) -> None:
        """Give a right back, if this holder has it."""
        ...
