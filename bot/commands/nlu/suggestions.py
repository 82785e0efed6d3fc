"""Labelled samples as training examples for somebody to look through. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.corpus.examples import Example, key_of, language_of
from bot.services.records import Sample

PLACEHOLDER = re.compile(r"\[[㐀-鿿]{1,4}\]")
# Would be read as the mark of an entity.
_MARK = re.compile(r"\](?=[({])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorted:
    """Labelled samples by what is to be done with them.

    Attributes:
        new: to be suggested.
        known: an example of their intent already.
        contradicting: an example of another intent, with that example.
    """

    new: tuple[Sample, ...]
    known: tuple[Sample, ...]
    contradicting: tuple[tuple[Sample, Example], ...]


def sort_out(labelled: Iterable[Sample], examples: Iterable[Example]) -> Sorted:
    """Set labelled samples against the examples there are."""
    by_key: Mapping[str, Example] = {example.key: example for example in examples}
    new, known, contradicting = [], [], []
    for sample in labelled:
        example = by_key.get(key_of(sample.text))
        if example is None:
            new.append(sample)
        elif example.intent == sample.label:
            known.append(sample)
        else:
            contradicting.append((sample, example))
    return Sorted(new=tuple(new), known=tuple(known), contradicting=tuple(contradicting))


def as_yaml(found: Iterable[Sample]) -> str:
    """Return samples in the form of `nlu_data/`, a block an intent and language."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Iterable[Sample]) -> Iterator[str]:
    blocks: defaultdict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in found:
        blocks[str(sample.label), language_of(sample.text)].append(sample)
    yield "# Suggestions from `shandai nlu export`: look through them, then move what is good to"
    yield "# nlu_data/nlu/<topic>.yml. Replace bracketed words such as [姓名] with made-up ones."
    yield 'version: "3.1"'
    yield ""
    yield "nlu:"
    for (intent, language), few in sorted(blocks.items()):
        yield f"  # {language}: {len(few)}, seen: {sum(one.count for one in few)}"
        yield f"  - intent: {intent}"
        yield "    examples: |"
        for one in few:
            yield f"      - {_MARK.sub('] ', one.text)}"
        yield ""
