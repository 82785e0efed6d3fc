"""Training examples as they would be mistyped: by sound in Chinese, by slip of a finger in English.

Nobody can write down every typing error; a classifier that has seen many at random learns to go
by what they leave unchanged.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from pypinyin import lazy_pinyin

from bot.dialogue.components.normalise import normalise

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONG_WORD = re.compile(r"[a-z]{4,}")


def misspelt(
    examples: Sequence[tuple[str, str]], *, share: float, seed: int = 1
) -> Iterator[tuple[str, str]]:
    """About ``share`` of the examples again, each with one typing error.

    Args:
        examples: (text, intent) pairs; their characters are what may be mistaken for each other.
        share: 0 to 1.
        seed: the same one gives the same errors.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    alike = _homophones(text for text, _intent in examples)
    for text, intent in examples:
        if chance.random() < share:
            yield _with_error(normalise(text).text, alike, chance), intent


def _homophones(texts: Iterator[str]) -> Mapping[str, list[str]]:
    """For every character the others of the same syllable, the tone left aside."""
    by_sound: dict[str, list[str]] = {}
    for sign in sorted({sign for text in texts for sign in _HAN.findall(normalise(text).text)}):
        by_sound.setdefault(lazy_pinyin(sign)[0], []).append(sign)
    return {
        sign: [other for other in signs if other != sign]
        for signs in by_sound.values()
        for sign in signs
    }


def _with_error(text: str, alike: Mapping[str, list[str]], chance: random.Random) -> str:
    places = [index for index, sign in enumerate(text) if alike.get(sign)]
    if places:
        at = chance.choice(places)
        return text[:at] + chance.choice(alike[text[at]]) + text[at + 1 :]
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    slip = chance.choice(("left out", "swapped", "doubled"))
    if slip == "left out":
        return text[:at] + text[at + 1 :]
    if slip == "swapped":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at] + text[at:]
