"""Read the training examples with the place each stands at; it must not judge them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from bot.dialogue.components.normalise import matching_form
from bot.errors import CorpusError

_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_HAN = re.compile(r"[㐀-鿿]")
_SIGNS = re.compile(r"[\W_]+")
# C's reader takes a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One example: its words without marks of entities, its intent, and where it stands."""

    text: str
    intent: str
    file: str
    line: int

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"

    @property
    def language(self) -> str:
        """``zh`` when a Chinese character is in it, else ``en``."""
        return language_of(self.text)

    @cached_property
    def form(self) -> str:
        """The words as the model gets to see them."""
        return matching_form(self.text)

    @cached_property
    def key(self) -> str:
        """What two examples share that say the same to the letter: form without signs."""
        return key_of(self.text)


def language_of(text: str) -> str:
    """``zh`` when a Chinese character is in a text, else ``en``."""
    return "zh" if _HAN.search(text) else "en"


def key_of(text: str) -> str:
    """Return the normalised letters and digits of a text; of a text of signs only, the signs."""
    return letters_of(text) or matching_form(text)


def letters_of(text: str) -> str:
    """Return the normalised letters and digits of a text, perhaps none."""
    return _SIGNS.sub("", matching_form(text))


def read_examples(folder: Path) -> tuple[Example, ...]:
    """Return every intent's examples below a folder, in the order of files and lines.

    Raises:
        CorpusError: there is no folder, or a file is not the NLU part of Rasa's training data.
    """
    if not folder.is_dir():
        raise CorpusError(str(folder), "is no folder", "Name the folder of the training data.")
    return tuple(
        example
        for path in sorted(folder.rglob("*.yml"))
        for example in _examples(path, path.relative_to(folder).as_posix())
    )


def _examples(path: Path, name: str) -> Iterator[Example]:
    try:
        with path.open(encoding="utf-8") as file:
            root = yaml.compose(file, Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError(name, "is no YAML", "Correct the file.") from error
    for block in _value(root, "nlu", name):
        fields = _mapping(block, name)
        if "intent" not in fields:
            continue  # lookups and synonyms
        examples = fields.get("examples")
        if not isinstance(examples, yaml.ScalarNode):
            raise CorpusError(
                f"{name}:{block.start_mark.line + 1}", "holds no list of examples",
                "Write `examples: |` and one example a line after `- `.",
            )  # fmt: skip
        intent = str(fields["intent"].value)
        # The first line of a block stands below its "|".
        first = examples.start_mark.line + 2
        for offset, line in enumerate(examples.value.splitlines()):
            text = _ENTITY.sub(r"\1", line.strip().removeprefix("- ").strip())
            if text:
                yield Example(text=text, intent=intent, file=name, line=first + offset)


def _value(root: yaml.Node | None, key: str, name: str) -> list[yaml.Node]:
    found = _mapping(root, name).get(key)
    if found is None:
        return []
    if not isinstance(found, yaml.SequenceNode):
        raise CorpusError(f"{name}: {key}", "is no list", "Write one block an intent.")
    return list(found.value)


def _mapping(node: yaml.Node | None, name: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise CorpusError(name, "is no mapping", "Write keys such as `nlu:` and `intent:`.")
    return {str(key.value): value for key, value in node.value}
