"""What somebody typed about a sample: a number, an intent or its beginning, or a letter. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.services.records import Sample

MODEL_GUESSES = 3


class Order(StrEnum):
    """What a single letter asks for."""

    SKIP = "s"
    DISCARD = "x"
    OUT_OF_SCOPE = "o"
    QUIT = "q"
    HELP = "?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """The intent that was meant."""

    intent: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclear:
    """Why nothing was meant: several intents begin so, or none does."""

    candidates: tuple[str, ...] = ()


def offered(sample: Sample) -> tuple[str, ...]:
    """The numbered choices: the model's first guesses, then other meanings that customers chose."""
    guesses = [intent for intent, _ in sample.ranking[:MODEL_GUESSES]]
    others = sorted(set(sample.chosen) - set(guesses), key=lambda one: -sample.chosen[one])
    return (*guesses, *others)


def understood(
    typed: str, numbered: Sequence[str], intents: Collection[str]
) -> Label | Order | Unclear:
    """Read one line; a whole name wins over the beginning of another."""
    word = typed.strip().lower()
    if word == Order.OUT_OF_SCOPE:
        return Label(intent="out_of_scope")
    if word in set(Order):
        return Order(word)
    if word.isascii() and word.isdigit():
        place = int(word) - 1
        return Label(intent=numbered[place]) if 0 <= place < len(numbered) else Unclear()
    if word in intents:
        return Label(intent=word)
    beginning = tuple(sorted(intent for intent in intents if word and intent.startswith(word)))
    return Label(intent=beginning[0]) if len(beginning) == 1 else Unclear(candidates=beginning)
