"""Which intents a model takes for each other, and which labels it does not believe; offline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from bot.corpus.examples import Example
from bot.corpus.out_of_fold import Predictions

# A label is doubted when another intent is this likely and its own less likely than that.
SURE = 0.6
UNLIKELY = 0.1
SHOWN_PAIRS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """Two examples of different intents, and how alike they are (0..1)."""

    first: Example
    second: Example
    likeness: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Confusion:
    """Two intents that are taken for each other.

    Attributes:
        first: the one whose examples are more often taken for the other's.
        second: the other.
        first_as_second: how many examples of the first were taken for the second.
        second_as_first: the other way round.
        share: of the examples of both together.
        nearest: the pairs of their examples that are most alike.
    """

    first: str
    second: str
    first_as_second: int
    second_as_first: int
    share: float
    nearest: tuple[Likeness, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """An example that looks like one of another intent.

    Attributes:
        example: what is labelled.
        predicted: the intent it looks like.
        confidence: how likely that is.
        given: how likely its own label is.
        nearest: the example of the predicted intent that it is most like.
    """

    example: Example
    predicted: str
    confidence: float
    given: float
    nearest: Likeness


def confusions(
    examples: Sequence[Example], rows: csr_matrix, predictions: Predictions
) -> tuple[Confusion, ...]:
    """Return every pair of intents that was confused, the most often confused first."""
    places = _places(examples)
    taken: Counter[tuple[str, str]] = Counter()
    for place, example in enumerate(examples):
        best, confidence = predictions.best(place)
        if confidence and best != example.intent:
            taken[example.intent, best] += 1
    found = []
    for one, other in {tuple(sorted(pair)) for pair in taken}:
        first, second = sorted((one, other), key=lambda name: -taken[name, _not(name, one, other)])
        there, back = taken[first, second], taken[second, first]
        found.append(
            Confusion(
                first=first,
                second=second,
                first_as_second=there,
                second_as_first=back,
                share=round((there + back) / (len(places[first]) + len(places[second])), 4),
                nearest=_nearest(examples, rows, places[first], places[second], SHOWN_PAIRS),
            )
        )
    return tuple(
        sorted(found, key=lambda one: (-one.first_as_second - one.second_as_first, one.first))
    )


def doubts(
    examples: Sequence[Example], rows: csr_matrix, predictions: Predictions
) -> tuple[Doubt, ...]:
    """Return the examples whose label is probably wrong, or unclear; the surest first."""
    places = _places(examples)
    found = []
    for place, example in enumerate(examples):
        best, confidence = predictions.best(place)
        given = predictions.of(place, example.intent)
        if best == example.intent or confidence < SURE or given >= UNLIKELY:
            continue
        (nearest,) = _nearest(examples, rows, [place], places[best], 1)
        found.append(
            Doubt(
                example=example,
                predicted=best,
                confidence=round(confidence, 3),
                given=round(given, 3),
                nearest=nearest,
            )
        )
    return tuple(sorted(found, key=lambda one: one.given - one.confidence))


def _places(examples: Sequence[Example]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, example in enumerate(examples):
        places[example.intent].append(place)
    return places


def _not(name: str, one: str, other: str) -> str:
    return other if name == one else one


def _nearest(
    examples: Sequence[Example],
    rows: csr_matrix,
    some: Sequence[int],
    others: Sequence[int],
    count: int,
) -> tuple[Likeness, ...]:
    product = (rows[some] @ rows[others].T).toarray()
    order = product.argsort(axis=None)[::-1][:count]
    return tuple(
        Likeness(
            first=examples[some[place // len(others)]],
            second=examples[others[place % len(others)]],
            likeness=round(float(product.flat[place]), 3),
        )
        for place in order
    )
