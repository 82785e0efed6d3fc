"""Find the terms of a dictionary in a text, the longest at every place; knows no Rasa.

Terms and text are compared in their normalised form; a term that begins or ends with an ASCII
letter or digit matches only where no other one touches it there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.dialogue.components.entity import Entity
from bot.dialogue.components.normalise import matching_form, normalise


@dataclass(frozen=True, kw_only=True, slots=True)
class LexiconEntry:
    """One word of the dictionary and what it stands for."""

    entity: str
    canonical: str
    term: str


class Lexicon:
    """A dictionary of terms, ready for search.

    A text of n characters costs at most n times the length of the longest term.
    """

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        self._entries = tuple(entries)
        self._by_form: dict[str, list[tuple[str, str]]] = {}
        for entry in self._entries:
            form = matching_form(entry.term)
            meanings = self._by_form.setdefault(form, []) if form else []
            if (entry.entity, entry.canonical) not in meanings:
                meanings.append((entry.entity, entry.canonical))
        self._longest = max(map(len, self._by_form), default=0)

    def __len__(self) -> int:
        return len(self._by_form)

    def find(self, text: str) -> list[Entity]:
        """The terms in ``text`` in order; a term inside a longer one is not reported.

        A term listed under two entities is reported once for each.
        """
        normal = normalise(text)
        found: list[Entity] = []
        at = 0
        while at < len(normal.text):
            end = self._match(normal.text, at)
            if end is None:
                at += 1
                continue
            start_offset, end_offset = normal.span(at, end)
            found += [
                Entity(
                    entity=entity,
                    value=canonical,
                    start=start_offset,
                    end=end_offset,
                    role=None,
                    text=text[start_offset:end_offset],
                )
                for entity, canonical in self._by_form[normal.text[at:end]]
            ]
            at = end
        return found

    def to_json(self) -> str:
        """The dictionary as JSON, the same for the same entries in the same order."""
        rows = [[entry.entity, entry.canonical, entry.term] for entry in self._entries]
        return json.dumps(rows, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Lexicon:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: The text is no JSON, or a row has not three parts.
        """
        return cls(
            LexiconEntry(entity=entity, canonical=canonical, term=term)
            for entity, canonical, term in json.loads(text)
        )

    def _match(self, text: str, start: int) -> int | None:
        """Where the longest term that begins at ``start`` ends."""
        for end in range(min(len(text), start + self._longest), start, -1):
            if text[start:end] in self._by_form and _at_boundaries(text, start, end):
                return end
        return None


def _at_boundaries(text: str, start: int, end: int) -> bool:
    begins_inside = start > 0 and _wordlike(text[start]) and _wordlike(text[start - 1])
    ends_inside = end < len(text) and _wordlike(text[end - 1]) and _wordlike(text[end])
    return not begins_inside and not ends_inside


def _wordlike(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "_'")
