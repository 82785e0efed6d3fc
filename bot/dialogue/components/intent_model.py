"""A linear classifier of intents over the views of a message; knows no Rasa.

One-against-the-rest support vector machines (Fan et al. 2008, LIBLINEAR) over TF-IDF features,
every view scaled to length one. What is stored is numbers and words, never pickled objects.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.components.misspelling import misspelt
from bot.dialogue.components.normalise import normalise
from bot.dialogue.components.views import VIEWS
from bot.dialogue.components.wording import core

_NUMBERS = "intents.npz"
_WORDS = "intents.json"
# A feature seen in one example only says who wrote it; a weak one moves no decision.
_RAREST = {"words": 1, "pairs": 3}
_RAREST_ELSE = 2
_WEAKEST = 0.01
_SIGN = re.compile(r"[a-z']+|\d+|[\u4e00-\u9fff]")
# Of a message with fewer known words than this share nothing can be said for sure.
_KNOWN_ENOUGH = 0.5
_LONG_ENOUGH_FOR_A_SLIP = 4


@dataclass(frozen=True, slots=True)
class IntentModel:
    """Trained weights.

    Attributes:
        intents: names in the order of the columns of ``weights``.
        vocabularies: for each view the row of every feature it knows.
        rarity: inverse document frequency of each row.
        weights: one row a feature, one column an intent.
        biases: one an intent.
        temperature: how fast confidence grows with the distance between two intents' scores.
        nearly_known: the Latin words of the examples, and what one slip of a finger makes of them.
    """

    intents: tuple[str, ...]
    vocabularies: dict[str, dict[str, int]]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    temperature: float
    nearly_known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words = (word for word in self.vocabularies["words"] if " " not in word)
        object.__setattr__(self, "nearly_known", _nearly(words))

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """All intents with their confidences, which sum to one, the likeliest first.

        Words that no example has give no confidence, whatever their letters look like.
        """
        plain = normalise(text).text.strip()
        scores = self._scores(plain) / self.temperature
        odds = np.exp(scores - scores.max())
        familiar = min(1.0, self._known_share(plain) / _KNOWN_ENOUGH)
        shares = familiar * odds / odds.sum() + (1.0 - familiar) / len(self.intents)
        return [(self.intents[i], float(shares[i])) for i in np.argsort(-shares)]

    def _known_share(self, plain: str) -> float:
        """The share of the signs that some example has too.

        A Chinese character counts with a neighbour, since nonsense is made of common ones; a Latin
        word counts even with one slip of a finger in it.
        """
        text = f"^{core(plain)}$"
        known = [self._knows(text, sign) for sign in _SIGN.finditer(text)]
        return sum(known) / len(known) if known else 0.0

    def _knows(self, text: str, sign: re.Match[str]) -> bool:
        if sign[0].isascii():
            slips = (sign[0], *_one_left_out(sign[0]))
            return sign[0].isdigit() or any(one in self.nearly_known for one in slips)
        characters, at = self.vocabularies["characters"], sign.start()
        return text[at - 1 : at + 1] in characters or text[at : at + 2] in characters

    def _scores(self, plain: str) -> NDArray[np.float64]:
        scores = self.biases.astype(np.float64)
        for name, view in VIEWS.items():
            known = self.vocabularies[name]
            counts = Counter(row for one in view(plain) if (row := known.get(one)) is not None)
            if not counts:
                continue
            rows = np.fromiter(counts, dtype=np.int64, count=len(counts))
            times = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
            values = (1.0 + np.log(times)) * self.rarity[rows]
            scores += (values / math.sqrt(float(values @ values))) @ self.weights[rows]
        return scores

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        np.savez_compressed(
            folder / _NUMBERS,
            rarity=self.rarity,
            weights=self.weights.astype(np.float16),
            biases=self.biases,
        )
        words = {
            "intents": self.intents,
            "temperature": self.temperature,
            "vocabularies": {
                name: sorted(known, key=known.__getitem__)
                for name, known in self.vocabularies.items()
            },
        }
        (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what :meth:`save` wrote."""
        words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        vocabularies: dict[str, dict[str, int]] = {}
        rows = 0
        for name, features in words["vocabularies"].items():
            vocabularies[name] = {feature: rows + i for i, feature in enumerate(features)}
            rows += len(features)
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            return cls(
                intents=tuple(words["intents"]),
                vocabularies=vocabularies,
                rarity=numbers["rarity"],
                weights=numbers["weights"].astype(np.float32),
                biases=numbers["biases"],
                temperature=float(words["temperature"]),
            )


def learn(
    examples: Sequence[tuple[str, str]],
    *,
    strictness: float = 0.5,
    temperature: float = 0.2,
    errors: float = 0.25,
) -> IntentModel:
    """Train on (text, intent) pairs; the same pairs in the same order give the same model.

    Args:
        examples: at least two intents.
        strictness: LIBLINEAR's C; higher fits the examples more closely.
        temperature: see :class:`IntentModel`; chosen by measurement, not learned.
        errors: share of the examples that are learned a second time, with a typing error.
    """
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    taught = [*examples, *misspelt(examples, share=errors)]
    texts = [normalise(text).text.strip() for text, _intent in taught]
    vectorizers = {
        name: TfidfVectorizer(
            analyzer=view,
            min_df=_RAREST.get(name, _RAREST_ELSE),
            sublinear_tf=True,
            dtype=np.float32,
        )
        for name, view in VIEWS.items()
    }
    matrix = hstack([one.fit_transform(texts) for one in vectorizers.values()]).tocsr()
    classifier = LinearSVC(C=strictness, random_state=0)
    classifier.fit(matrix, [intent for _text, intent in taught])
    weights, biases = classifier.coef_, classifier.intercept_
    if len(classifier.classes_) == 2:  # scikit-learn keeps one line for two: that of the second
        weights, biases = np.vstack([-weights, weights]), np.concatenate([-biases, biases])
    strong = np.abs(weights).max(axis=0) >= _WEAKEST
    return IntentModel(
        intents=tuple(str(name) for name in classifier.classes_),
        vocabularies=_strong_vocabularies(
            {name: one.vocabulary_ for name, one in vectorizers.items()}, strong
        ),
        rarity=np.concatenate([one.idf_ for one in vectorizers.values()])[strong].astype(
            np.float32
        ),
        weights=weights.T[strong].astype(np.float32),
        biases=biases.astype(np.float32),
        temperature=temperature,
    )


def _nearly(words: Iterable[str]) -> frozenset[str]:
    """The words, and each with one letter left out (the index of SymSpell, Garbe 2012)."""
    return frozenset(near for word in words for near in (word, *_one_left_out(word)))


def _one_left_out(word: str) -> list[str]:
    if len(word) < _LONG_ENOUGH_FOR_A_SLIP:
        return []
    return [word[:index] + word[index + 1 :] for index in range(len(word))]


def _strong_vocabularies(
    vocabularies: dict[str, dict[str, int]], strong: NDArray[np.bool_]
) -> dict[str, dict[str, int]]:
    """The features that are kept, each with its row in the kept weights."""
    new_rows = np.cumsum(strong) - 1
    kept: dict[str, dict[str, int]] = {}
    offset = 0
    for name, vocabulary in vocabularies.items():
        ordered = sorted(vocabulary.items(), key=lambda item: item[1])
        kept[name] = {
            feature: int(new_rows[offset + row]) for feature, row in ordered if strong[offset + row]
        }
        offset += len(vocabulary)
    return kept
