"""What the extractors hand over: a typed span of the customer's own text; knows no Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Scalar: TypeAlias = "str | int | bool | None"
JsonValue: TypeAlias = "Scalar | Mapping[str, Scalar]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A quantity found in a text.

    Attributes:
        entity: ``amount``, ``term``, ``date``, ``age``, ``count``, ``percent``, ``ordinal`` or
            ``number``.
        value: A JSON value; its shape depends on ``entity``.
        start: Offset of the first character in the text as the customer wrote it.
        end: Offset behind the last character.
        role: What the quantity is about (``loan``, ``income`` ...), or None when not said.
        text: The characters from ``start`` to ``end``.
    """

    entity: str
    value: JsonValue
    start: int
    end: int
    role: str | None
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A possible reading of a span of the normalised text, before overlaps are resolved.

    Attributes:
        entity: As in :class:`Entity`; empty when the span must not become any quantity.
        value: As in :class:`Entity`.
        start: Offset in the normalised text.
        end: Offset behind the last character in the normalised text.
        role: As in :class:`Entity`.
        priority: Of two readings of equal length the higher one wins.
    """

    entity: str
    value: JsonValue
    start: int
    end: int
    role: str | None = None
    priority: int = 0


def blocked(start: int, end: int, *, priority: int = 5) -> Candidate:
    """A span that only looks like a quantity (a time, a phone number, an idiom)."""
    return Candidate(entity="", value=None, start=start, end=end, priority=priority)


def plain_decimal(value: Decimal) -> str:
    """The number without exponent and without superfluous zeros: 1.5E+5 -> "150000"."""
    return format(value.normalize(), "f") if value else "0"


def resolve(candidates: list[Candidate]) -> list[Candidate]:
    """Keep the longest reading of every stretch of text, in order, none overlapping another."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    ranked = sorted(candidates, key=lambda c: (c.start - c.end, -c.priority, c.start))
    for candidate in ranked:
        positions = range(candidate.start, candidate.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(candidate)
    return sorted((c for c in kept if c.entity), key=lambda c: c.start)
