"""Which examples say the same, or nearly; two intents that share one teach the model nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.corpus.examples import Example
from bot.corpus.likeness import Pair

# From here on two examples differ in a particle, a sign or the order of words.
NEARLY_THE_SAME = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Duplicate:
    """Examples that are the same after the product's normalisation, signs left out."""

    examples: tuple[Example, ...]

    @property
    def across(self) -> bool:
        """Whether they are examples of different intents."""
        return len({example.intent for example in self.examples}) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class NearDuplicate:
    """Two examples that are nearly the same, and their likeness (0..1)."""

    first: Example
    second: Example
    likeness: float

    @property
    def across(self) -> bool:
        """Whether they are examples of different intents."""
        return self.first.intent != self.second.intent


def duplicates(examples: Iterable[Example]) -> tuple[Duplicate, ...]:
    """Return the examples that are there more than once, those across intents first."""
    same: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        same[example.key].append(example)
    found = [Duplicate(examples=tuple(few)) for few in same.values() if len(few) > 1]
    return tuple(sorted(found, key=lambda one: not one.across))


def near_duplicates(
    examples: Sequence[Example], pairs: Iterable[Pair]
) -> tuple[NearDuplicate, ...]:
    """Return the pairs that are alike without being the same; across intents first, then likest."""
    found = [
        NearDuplicate(
            first=examples[pair.first], second=examples[pair.second], likeness=pair.likeness
        )
        for pair in pairs
        if pair.likeness >= NEARLY_THE_SAME
        and examples[pair.first].key != examples[pair.second].key
    ]
    return tuple(sorted(found, key=lambda one: (not one.across, -one.likeness)))
