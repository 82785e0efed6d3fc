"""Everything that can be said of the training examples in one reading; it must not print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.confusions import Confusion, Doubt, confusions, doubts
from bot.corpus.duplicates import Duplicate, NearDuplicate, duplicates, near_duplicates
from bot.corpus.examples import Example
from bot.corpus.gaps import Gap, gaps
from bot.corpus.likeness import alike, groups, vectors
from bot.corpus.out_of_fold import predict_out_of_fold

# Examples this much alike stay on one side of a fold.
TOGETHER = 0.75


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was found; ``accuracy`` is that of the plain model on examples it did not see."""

    counts: Counter[tuple[str, str]]
    accuracy: float
    duplicates: tuple[Duplicate, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    confusions: tuple[Confusion, ...]
    doubts: tuple[Doubt, ...]
    gaps: tuple[Gap, ...]

    @property
    def contradicts_itself(self) -> bool:
        """Whether the same words are examples of two intents."""
        return any(one.across for one in self.duplicates)


def check(examples: Sequence[Example]) -> Report:
    """Look at the examples from every side; needs two intents at least."""
    rows = vectors([example.form for example in examples])
    pairs = tuple(alike(rows, TOGETHER))
    labels = [example.intent for example in examples]
    keys = [example.key for example in examples]
    predictions = predict_out_of_fold(rows, labels, keys, groups(len(examples), pairs))
    right = sum(predictions.best(place)[0] == label for place, label in enumerate(labels))
    return Report(
        counts=Counter((example.intent, example.language) for example in examples),
        accuracy=round(right / len(examples), 4),
        duplicates=duplicates(examples),
        near_duplicates=near_duplicates(examples, pairs),
        confusions=confusions(examples, rows, predictions),
        doubts=doubts(examples, rows, predictions),
        gaps=gaps(examples),
    )
