"""What a classifier is shown of a message: five ways of looking at the same words.

Each view turns a normalised text into a list of features. One view alone misses what another
sees: a typing error changes characters but not sounds, another order changes neighbours but not
pairs, a brand name changes everything but the essence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from pypinyin import lazy_pinyin

from bot.dialogue.components.wording import core, essence, unnamed

_LATIN = re.compile(r"[a-z']+|\d+")
_SIGN = re.compile(r"[a-z']+|\d+|[\u4e00-\u9fff]")
_PARTICLES = frozenset("的了呢啊呀吗嘛吧哦么我你您")
# A pair of signs far apart in a long message says little; this also bounds the work.
_SIGNS_PAIRED = 24


def characters(text: str) -> list[str]:
    """Runs of one to five characters, with a mark where the message begins and ends."""
    return _runs(f"^{core(text)}$", 5)


def words(text: str) -> list[str]:
    """One to three Latin words in a row."""
    found = _LATIN.findall(text)
    return [" ".join(run) for run in _runs(found, 3)]


def sounds(text: str) -> list[str]:
    """One to four syllables in a row: 利西 sounds like 利息."""
    signs = [_sound(sign) for sign in _SIGN.findall(core(unnamed(text)))]
    return [" ".join(run) for run in _runs(signs, 4)]


def essentials(text: str) -> list[str]:
    """Runs of one to four characters of what is left without names and fillers."""
    return _runs(f"^{essence(text)}$", 4)


def pairs(text: str) -> list[str]:
    """Two signs that occur anywhere in the message, whatever stands between them."""
    signs = dict.fromkeys(_SIGN.findall(core(unnamed(text))))
    kept = [sign for sign in signs if sign not in _PARTICLES][:_SIGNS_PAIRED]
    return [
        "".join(sorted((first, second)))
        for index, first in enumerate(kept)
        for second in kept[index + 1 :]
    ]


VIEWS: Mapping[str, Callable[[str], list[str]]] = {
    "characters": characters,
    "words": words,
    "sounds": sounds,
    "essentials": essentials,
    "pairs": pairs,
}


@lru_cache(maxsize=8192)
def _sound(sign: str) -> str:
    """The syllable of one character, without its tone; Latin words as they are."""
    return str(lazy_pinyin(sign)[0])


def _runs(items: Sequence, longest: int) -> list:  # type: ignore[type-arg] # str or list of str
    return [
        items[start : start + length]
        for length in range(1, longest + 1)
        for start in range(len(items) - length + 1)
    ]
