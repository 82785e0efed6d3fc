"""Find all quantities of a customer's message: the one entry to amounts, terms, dates and the rest.

Pure: today is an argument, nothing is read or written, and no text makes it raise.
"""

from __future__ import annotations

from datetime import date

from bot.dialogue.components.ages import find_ages
from bot.dialogue.components.amounts import find_amounts
from bot.dialogue.components.corrections import without_retracted
from bot.dialogue.components.counts import find_counts
from bot.dialogue.components.dates import find_dates
from bot.dialogue.components.entity import Candidate, Entity, JsonValue, resolve
from bot.dialogue.components.lookalikes import find_lookalikes
from bot.dialogue.components.mentions import find_numbers
from bot.dialogue.components.normalise import Normalised, normalise
from bot.dialogue.components.ordinals import find_ordinals
from bot.dialogue.components.roles import find_cues
from bot.dialogue.components.shares import find_shares
from bot.dialogue.components.terms import find_terms


def extract(text: str, *, today: date) -> list[Entity]:
    """Find the quantities of a text.

    Args:
        text: What the customer wrote, in any width, script or case; at most
            :data:`~bot.dialogue.components.normalise.MAX_CHARACTERS` characters are read.
        today: The day on which 明天 and ages are reckoned.

    Returns:
        The quantities in the order of the text, none overlapping another, amounts in yuan as
        decimal strings; what the customer took back in the same message is left out.
    """
    normal = normalise(text)
    numbers = find_numbers(normal.text)
    cues = find_cues(normal.text, [(number.start, number.end) for number in numbers])
    candidates = [
        *find_amounts(normal.text, numbers, cues),
        *find_terms(normal.text, numbers),
        *find_dates(normal.text, today, numbers),
        *find_ages(normal.text, today, numbers),
        *find_counts(normal.text, numbers),
        *find_shares(normal.text, numbers),
        *find_ordinals(normal.text),
        *find_lookalikes(normal.text, numbers),
    ]
    held = without_retracted(normal.text, resolve(candidates))
    return _apart([_entity(normal, candidate) for candidate in held])


def _apart(found: list[Entity]) -> list[Entity]:
    """Without those that share a character: one of the text may be several once normalised."""
    kept: list[Entity] = []
    for entity in found:
        if not kept or entity.start >= kept[-1].end:
            kept.append(entity)
    return kept


def _entity(normal: Normalised, candidate: Candidate) -> Entity:
    start, end = normal.span(candidate.start, candidate.end)
    said = normal.original[start:end]
    return Entity(
        entity=candidate.entity,
        value=_in_own_words(candidate.value, said),
        start=start,
        end=end,
        role=candidate.role,
        text=said,
    )


def _in_own_words(value: JsonValue, said: str) -> JsonValue:
    """Where a value repeats its text, repeat what was really written."""
    if isinstance(value, dict) and "text" in value:
        return {**value, "text": said}
    return value
