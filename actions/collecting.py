"""What was not understood is passed to the learning loop; a customer never waits or sees of it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any, Protocol

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.collect_samples import Trouble, collect_sample, note_choice

log = logging.getLogger("shandai.samples")

# A busy database must not hold up a reply; the work goes on without it.
LONGEST_WAIT_SECONDS = 0.3


class WithEvents(Protocol):
    """What is read of a Rasa tracker."""

    events: list[dict[str, Any]]


async def collect(context: Context, turn: Turn, reply: Reply, tracker: WithEvents) -> None:
    """Keep the message for labelling if it was hardly understood; never raises."""
    keep = _what_to_keep(context, turn, reply, tracker)
    if keep is None:
        return
    try:
        await asyncio.wait_for(asyncio.to_thread(keep), LONGEST_WAIT_SECONDS)
    except Exception as error:
        log.warning(
            "sample_not_kept conversation=%s error=%s", turn.conversation, type(error).__name__
        )


def _what_to_keep(
    context: Context, turn: Turn, reply: Reply, tracker: WithEvents
) -> Callable[[], object] | None:
    keep_days = context.settings.sample_days
    # An action that only leads on to another leaves the message to that one.
    if keep_days == 0 or not (reply.text or reply.response):
        return None
    if turn.heard.chosen:
        text = _choice(turn, tracker)
        if text is None:
            return None
        return partial(note_choice, context.unit_of_work, text=text, intent=turn.heard.intent)
    trouble = reply.trouble or _low_confidence(turn)
    if trouble is None:
        return None
    return partial(
        collect_sample,
        context.unit_of_work,
        text=turn.heard.text,
        language=turn.language,
        ranking=turn.heard.ranking,
        trouble=trouble,
        model=_model(tracker),
        on=context.today(),
        keep_days=keep_days,
    )


def _low_confidence(turn: Turn) -> Trouble | None:
    # A bare answer to a question is understood by its question, however unsure the classifier is.
    hardly = turn.unsure or turn.heard.intent == "nlu_fallback"
    return Trouble.LOW_CONFIDENCE if hardly and not turn.requested else None


def _message(tracker: WithEvents, back: int) -> Mapping[str, Any]:
    """The customer's message so many before the newest; empty when there is none."""
    messages = (event for event in reversed(tracker.events) if event.get("event") == "user")
    return next(islice(messages, back, None), {})


def _model(tracker: WithEvents) -> str:
    return str((_message(tracker, 0).get("metadata") or {}).get("model_id") or "")


def _choice(turn: Turn, tracker: WithEvents) -> str | None:
    """The words whose meaning a customer chose with this button, if that is what it does."""
    # Only right after "which of these do you mean": any other button answers something else.
    if not turn.known.get("misunderstood"):
        return None
    before = _message(tracker, 1)
    ranking = (before.get("parse_data") or {}).get("intent_ranking") or ()
    offered = any(one.get("name") == turn.heard.intent for one in ranking)
    return str(before.get("text") or "") if offered else None
