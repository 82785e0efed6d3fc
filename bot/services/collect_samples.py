"""Keep what was not understood, for labelling, in words that belong to nobody."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from bot.dialogue.components.normalise import matching_form
from bot.services.ports import UnitsOfWork
from bot.services.sample_text import sample_text

KEPT_INTENTS = 5
_SIGNS = re.compile(r"[\W_]+")

type Ranking = Sequence[tuple[str, float]]


class Trouble(StrEnum):
    """What became of a message that was not understood, or hardly."""

    LOW_CONFIDENCE = "low_confidence"  # answered all the same
    REPAIR_1 = "repair_1"  # asked which of two meanings was meant
    REPAIR_2 = "repair_2"  # asked again, in other words
    HANDED_OVER = "handed_over"  # a person was called


def collect_sample(
    uow: UnitsOfWork,
    *,
    text: str,
    language: str,
    ranking: Ranking,
    trouble: Trouble,
    model: str,
    on: date,
    keep_days: int,
) -> bool:
    """Keep a message's words if nothing personal is left in them; remove what is too old.

    Args:
        uow: storage.
        text: what the customer wrote.
        language: of the conversation.
        ranking: the likeliest intents, best first.
        trouble: what became of the message.
        model: id of the dialogue model, empty when not known.
        on: the day.
        keep_days: days after which unseen words are removed; 0 keeps none.

    Returns:
        Whether they were kept.
    """
    kept = sample_text(text) if keep_days > 0 else None
    if kept is None:
        return False
    with uow() as work:
        work.samples.purge(on - timedelta(days=keep_days))
        work.samples.collect(
            key=sample_key(kept),
            text=kept,
            language=language,
            ranking=[(intent, round(much, 2)) for intent, much in ranking[:KEPT_INTENTS]],
            happened=trouble,
            model=model,
            on=on,
        )
        work.commit()
    return True


def note_choice(uow: UnitsOfWork, *, text: str, intent: str) -> None:
    """Count that a customer, asked what ``text`` meant, chose this intent.

    The words are found again by themselves: nothing kept leads from the customer to them.
    """
    kept = sample_text(text)
    if kept is not None:
        with uow() as work:
            work.samples.note_choice(sample_key(kept), intent)
            work.commit()


def sample_key(text: str) -> str:
    """Return the digest that words share which look the same to the model, signs left out."""
    form = matching_form(text)
    return hashlib.sha256((_SIGNS.sub("", form) or form).encode()).hexdigest()
