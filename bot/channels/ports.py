"""What channels and the gateway ask of each other; knows no platform and no database."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.channels.message import Button, Inbound, Outbound
from bot.errors import ShandaiError


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """A message is stored: the platform may be told so.

    Attributes:
        conversation: opaque id of its conversation.
        sequence: its place in the conversation.
        duplicate: this delivery was not the first of it.
    """

    conversation: str
    sequence: int
    duplicate: bool


class TooBusy(ShandaiError):
    """The gateway takes no more messages this second; the same one may be handed in again."""


class Door(Protocol):
    """Where channels hand in what customers send."""

    async def receive(self, inbound: Inbound) -> Receipt:
        """Store a message; returns when it is committed. The answer follows by itself.

        Raises:
            StorageBusy: it could not be stored; hand it in again.
            TooBusy: as the class says.
        """
        ...

    async def blocked(self, channel: str, channel_user_id: str) -> None:
        """Note that the customer blocked the sender on the platform: an opt-out of everything."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one call of a platform delivers of a reply.

    Attributes:
        text: words, or the caption of the picture.
        buttons: under it.
        picture: the card that is drawn as a picture, None for words alone.
        language: of text and picture.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    picture: Mapping[str, Any] | None = None
    language: str


class DeliveryError(ShandaiError):
    """A part was not delivered, or not for certain."""


class NotNow(DeliveryError):
    """The platform asks the whole sender to wait (Telegram's 429)."""

    def __init__(self, seconds: float) -> None:
        """Keep how long to wait."""
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class NotSent(DeliveryError):
    """The platform could not be reached; nothing was delivered, the same call may be made again."""


class NoReceipt(DeliveryError):
    """The call was made and its answer lost: it may have been delivered."""


class Unreachable(DeliveryError):
    """The customer blocked the sender or their account is gone (Telegram's 403)."""


class Refused(DeliveryError):
    """The platform refuses this part for good (a 400)."""


class Messenger(Protocol):
    """A channel that pushes replies to its platform."""

    @property
    def channel(self) -> str:
        """Name of the channel."""
        ...

    def parts(self, reply: Outbound) -> tuple[Part, ...]:
        """Split a reply into calls within the platform's limits; the last one has the buttons."""
        ...

    async def send(self, channel_user_id: str, part: Part) -> str:
        """Deliver one part and return the platform's id of it.

        Raises:
            DeliveryError: one of its kinds above.
        """
        ...

    async def typing(self, channel_user_id: str) -> None:
        """Show that an answer is being made; failing is not an error."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One message of a conversation as a page shows it; `reply` is None on the customer's own.

    Attributes:
        sequence: its place in the conversation; rising, not without gaps.
        message_id: the channel's id of the customer's own message, so that the page that sent
            it knows it again.
        text: the customer's own words, freed of identifiers; empty for a button.
        title: what stood on the button they chose.
    """

    sequence: int
    at: datetime
    message_id: str | None = None
    text: str = ""
    title: str = ""
    reply: Outbound | None = None


class Feed(Protocol):
    """What a page that shows a conversation reads."""

    async def start(
        self, channel: str, channel_user_id: str, language: str | None, *, hint: str | None = None
    ) -> str:
        """Return the customer's conversation; one that is new has been opened and greeted.

        Args:
            channel: name of the channel.
            channel_user_id: the customer there.
            language: what they chose on the page; None lets their writing decide.
            hint: in which a new conversation opens when they chose none: their browser's.
        """
        ...

    async def since(self, conversation: str, sequence: int) -> Sequence[Entry]:
        """Return the entries after a place, in order; at most 500, the newest."""
        ...

    def changes(self, conversation: str) -> AsyncIterator[bool]:
        """Yield whenever there may be something new: True while an answer is being made.

        Ends when the gateway shuts down.
        """
        ...
