"""What must hold after every message. Pure: states and replies in, faults out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.message import Outbound
from bot.services.applicant_fields import FACTS
from bot.services.interview import LEAVING
from bot.services.loan_size import NEED_FIELDS
from bot.texts.languages import LANGUAGES
from bot.texts.replies import problems
from tests.dialogue.checks import check_price_is_annual, check_reply
from tests.dialogue.fuzz.generator import Kind, Move, forgotten_by

KNOWN = (*NEED_FIELDS, *(name for name in FACTS if name != "facts_confirmed"))
# Answers that go with their question: no loans, no mortgages among them.
FOLLOWING = frozenset({"real_estate_loans", "late_count"})
FINISHING_CARDS = frozenset({"recommendation", "refusal", "offer", "decision"})
# How a reply ends that leaves the next word to the customer.
_ASKS = re.compile(
    r"[?？]|比如|直接说|直接說|再说|再說|请说|請說|请带|請帶|人工|核对|核對|说个数|說個數"
    r"|e\.g\.|for example|such as|please|say |tell me|agent|person|colleague",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Where Rasa stands: the form, its open question, what is known, what it heard last."""

    form: str | None
    requested: str | None
    slots: Mapping[str, Any]
    intent: str
    heard: str

    def forgot(self, later: "State") -> list[str]:
        """What was known and is not any more."""
        return [
            name
            for name in KNOWN
            if self.slots.get(name) is not None and later.slots.get(name) is None
        ]


def state_of(tracker: Mapping[str, Any]) -> State:
    """Read a tracker as Rasa's HTTP API returns it."""
    message = tracker.get("latest_message") or {}
    return State(
        form=(tracker.get("active_loop") or {}).get("name"),
        requested=tracker["slots"].get("requested_slot"),
        slots=tracker["slots"],
        intent=str((message.get("intent") or {}).get("name")),
        heard=str(message.get("text") or ""),
    )


def faults(
    move: Move, before: State, after: State, reply: Outbound | None, earlier: Sequence[str]
) -> Iterator[str]:
    """Yield what is wrong with the answer to one message; ``earlier`` are the replies before it."""
    if move.kind is Kind.DUPLICATE:
        if reply is not None:
            yield "a delivery that was answered before is answered again"
        return
    if reply is None:
        yield "silence"
        return
    yield from _faults_of_text(reply, earlier)
    left = after.intent in LEAVING
    decided = bool(after.slots.get("decided")) and not before.slots.get("decided")
    answered = before.requested is not None and after.slots.get(before.requested) is not None
    finished = (
        decided
        or (reply.card or {}).get("type") in FINISHING_CARDS
        # A need that was changed in the middle of an application leads straight back to it.
        or (after.form is not None and after.requested is not None and answered)
    )
    was_open = before.form is not None and before.requested is not None
    if was_open and after.form != before.form and not (left or finished):
        yield f"{before.form} is lost (understood as {after.intent}): {after.form}"
    if after.form and not after.requested:
        yield f"{after.form} has no open question"
    if after.form and after.intent != "goodbye" and not _ASKS.search(_last(reply.text)):
        yield f"the question about {after.requested} is not asked"
    # What contradicts a later answer is asked again at once.
    may_go = {forgotten_by(after.heard), after.requested, *FOLLOWING}
    lost = [name for name in before.forgot(after) if name not in may_go]
    if lost and not left:
        yield f"forgotten: {', '.join(lost)}"


def _faults_of_text(reply: Outbound, earlier: Sequence[str]) -> Iterator[str]:
    try:
        check_reply(reply)
        check_price_is_annual(reply)
    except AssertionError as error:
        yield str(error)
    if [reply.text] * 2 == list(earlier[-2:]):
        yield "the same reply three times in a row"
    if any(problems.apology(language) in reply.text for language in LANGUAGES):
        yield "an action failed"


def _last(text: str) -> str:
    return text.rsplit("\n\n", 1)[-1]
