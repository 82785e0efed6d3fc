"""Words that customers may say, filled in by a given chance; knows no conversation."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import yaml

Words = Mapping[str, Mapping[str, Sequence[str]]]

WRITINGS = ("zh", "hant", "en")
_FOLDER = Path(__file__).parent / "phrases"
_SLOT = re.compile(r"<(\w+)>")


def _read(name: str) -> Words:
    words: Words = yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return words


INTENTS = _read("intents")
ANSWERS = _read("answers")
SLOTS = _read("slots")


def say(words: Words, name: str, writing: str, chance: Random) -> str:
    """One phrase under ``name``, its slots filled with words of the same writing."""
    template = chance.choice(words[name][writing])
    return _SLOT.sub(lambda slot: chance.choice(SLOTS[slot[1]][writing]), template)


def joined(parts: Sequence[str], writing: str, chance: Random) -> str:
    """Several phrases in one message."""
    text = parts[0]
    for part in parts[1:]:
        text += chance.choice(SLOTS["joint"][writing]) + part
    return text
