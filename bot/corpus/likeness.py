"""How alike examples are, by the groups of letters they share; it knows nothing of intents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

LONGEST_GROUP = 4
# Rows multiplied at once: a thousand keep the product within some tens of megabytes.
_ROWS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two places in a list of texts, the first before the second, and their likeness (0..1)."""

    first: int
    second: int
    likeness: float


def vectors(texts: Sequence[str]) -> csr_matrix:
    """Return one row a text, of length one: groups of 1 to 4 signs, rare ones weighing more."""
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(1, LONGEST_GROUP),
        sublinear_tf=True,
        lowercase=False,
        dtype=np.float32,
    ).fit_transform([text or " " for text in texts])


def alike(rows: csr_matrix, at_least: float) -> Iterator[Pair]:
    """Yield every pair of rows whose cosine is at least so much, in order of the first."""
    columns = rows.T.tocsr()
    for start in range(0, rows.shape[0], _ROWS):
        product = (rows[start : start + _ROWS] @ columns).tocoo()
        wanted = (product.data >= at_least) & (product.col > product.row + start)
        order = np.lexsort((product.col[wanted], product.row[wanted]))
        yield from (
            Pair(first=int(first) + start, second=int(second), likeness=round(float(value), 3))
            for first, second, value in zip(
                product.row[wanted][order],
                product.col[wanted][order],
                product.data[wanted][order],
                strict=True,
            )
        )


def groups(count: int, pairs: Sequence[Pair]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each of ``count`` places the first place of the group that its pairs put it in."""
    leader = list(range(count))

    def first_of(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for pair in pairs:
        one, other = sorted((first_of(pair.first), first_of(pair.second)))
        leader[other] = one
    return np.array([first_of(place) for place in range(count)], dtype=np.int64)
