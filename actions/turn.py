"""One call of an action, as the app sees it: what was heard, what is known, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.services.form import Known, Listening
from bot.services.heard import Heard, heard_from_message
from bot.services.interview import SURE_ENOUGH
from bot.texts.languages import SOURCE

# What is written down as the customer's will must be said clearly.
RECORDED = frozenset({"opt_out_marketing"})
SURE_TO_RECORD = 0.7


class TrackerLike(Protocol):
    """What is read of a Rasa tracker."""

    sender_id: str
    slots: dict[str, Any]
    latest_message: dict[str, Any]
    active_loop: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What an action may know of the message it answers.

    Attributes:
        conversation: opaque id; Rasa's sender id.
        language: language to answer in, decided by the gateway.
        heard: the customer's message.
        known: slot values.
        active_form: name of the form under way, or None.
        away_seconds: how long nothing was said before this message.
        at: when the message came.
        typed: the customer's own words where a button was meant by them ("2"); else empty.
    """

    conversation: str
    language: str
    heard: Heard
    known: Known
    active_form: str | None
    away_seconds: float = 0.0
    at: datetime | None = None
    typed: str = ""

    @property
    def requested(self) -> str | None:
        """The field that is being asked, if a form is under way."""
        field = self.known.get("requested_slot")
        return str(field) if field and self.active_form else None

    @property
    def unsure(self) -> bool:
        """Whether the classifier's word is too weak to act on."""
        needed = SURE_TO_RECORD if self.heard.intent in RECORDED else SURE_ENOUGH
        weak = self.heard.confidence < needed or self.heard.is_nonsense
        return weak and not self.heard.chosen

    @property
    def listening(self) -> Listening:
        """What the reader of a form's fields may know."""
        return Listening(
            known=self.known,
            requested=self.requested,
            last=self.known.get("last_field"),
            reopened=self.known.get("reopened"),
            earlier=self.known.get("earlier") or {},
        )


def turn_from_tracker(tracker: TrackerLike) -> Turn:
    """Read a tracker; whatever is missing is taken as not known."""
    message: Mapping[str, Any] = tracker.latest_message or {}
    metadata: Mapping[str, Any] = message.get("metadata") or {}
    return Turn(
        conversation=tracker.sender_id,
        language=str(metadata.get("language") or SOURCE),
        heard=heard_from_message(message),
        known=dict(tracker.slots),
        active_form=(tracker.active_loop or {}).get("name"),
        away_seconds=float(metadata.get("since_last_seconds") or 0),
        at=_time(metadata.get("at")),
        typed=str(metadata.get("typed") or ""),
    )


def _time(stamp: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(stamp)).astimezone(UTC) if stamp else None
    except ValueError:
        return None
