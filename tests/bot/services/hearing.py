"""Hears a sentence as the assistant does, without Rasa: the same extractors, the same lookups."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from bot.dialogue.components.lexicon import Lexicon, LexiconEntry
from bot.dialogue.components.quantities import extract
from bot.services.heard import Heard, HeardEntity

LOOKUPS = Path(__file__).resolve().parents[3] / "nlu_data" / "lookups"
TODAY = date(2026, 11, 24)


@cache
def lexicon() -> Lexicon:
    """The words of every lookup table."""
    entries: list[LexiconEntry] = []
    for path in sorted(LOOKUPS.glob("*.yml")):
        for table in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            terms = [line.removeprefix("- ").strip() for line in table["examples"].splitlines()]
            entity, canonical = table["lookup"].split("/")
            entries += [
                LexiconEntry(entity=entity, canonical=canonical, term=term)
                for term in terms
                if term
            ]
    return Lexicon(entries)


def hear(text: str, intent: str = "inform", confidence: float = 0.9) -> Heard:
    """What is heard in a sentence, given what the classifier makes of it."""
    found = [*extract(text, today=TODAY), *lexicon().find(text)]
    return Heard(
        text=text,
        intent=intent,
        confidence=confidence,
        entities=tuple(
            HeardEntity(
                name=one.entity, value=one.value, role=one.role, text=text[one.start : one.end]
            )
            for one in sorted(found, key=lambda one: one.start)
        ),
    )
