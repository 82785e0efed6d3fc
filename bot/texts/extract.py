"""Collect every customer text into the catalogues (`make texts`); it must not know who says them.

`babel.cfg` names the three extractors below: for Python sources (Babel's own, and what it cannot
see), for the Rasa domain (`responses`) and for the product catalogue.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from bot.texts.catalogue import DOMAIN, catalogue_path
from bot.texts.languages import LANGUAGES, SOURCE

ROOT = Path(__file__).resolve().parents[2]
MAPPING = Path(__file__).resolve().parent / "babel.cfg"
# name -> which arguments hold the text (Babel's form; "c" marks the context).
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
HEADER = "# Texts of 善贷 in {language}. Written by `make texts`; translate the msgstr lines.\n#"

# What an extractor yields to Babel: line, function, text, comments.
Found = tuple[int, str, str, list[str]]


def extract_said(
    source: IO[bytes], keywords: Any, tags: Any, options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Yield what Babel finds in Python, and the texts of `translator(language)("...")`.

    Babel knows a call by its name, and the second of these two calls has none.
    """
    yield from extract_python(source, keywords, tags, options)
    source.seek(0)
    for node in ast.walk(ast.parse(source.read())):
        match node:
            case ast.Call(
                func=ast.Call(func=ast.Name(id="translator")),
                args=[ast.Constant(value=str(text)), *_],
            ):
                yield node.lineno, "gettext", text, []


def extract_domain(
    source: IO[bytes], _keywords: object, _tags: object, **_options: object
) -> Iterator[Found]:
    """Yield the texts and button titles of `responses` in a Rasa domain file."""
    tree = yaml.compose(source, Loader=yaml.SafeLoader)
    for response, variations in _pairs(_value(tree, "responses")):
        for variation in _items(variations):
            yield from _texts(variation, {"text"}, response)
            for button in _items(_value(variation, "buttons")):
                yield from _texts(button, {"title"}, response)


def extract_products(
    source: IO[bytes], _keywords: object, _tags: object, *, options: Mapping[str, str]
) -> Iterator[Found]:
    """Yield the values of the keys in option `keys`, at any depth, from a product catalogue.

    A value is a text or a list of texts.
    """
    keys = set(options["keys"].split())
    yield from _walk(yaml.compose(source, Loader=yaml.SafeLoader), keys)


def extract_catalogue() -> Catalog:
    """Return the catalogue of everything that can be said, without translations."""
    with MAPPING.open(encoding="utf-8") as mapping:
        # Babel publishes no types for this function.
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    catalogue = Catalog(project="shandai", charset="utf-8")
    found = extract_from_dir(
        str(ROOT), methods, options, KEYWORDS, ("Translators:",), directory_filter=_is_source
    )
    for name, _line, message, comments, context in found:
        # File names only: a line number would change the catalogues with every edit.
        catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with the texts of `template` and what was translated.

    Nothing is matched by likeness and nothing is kept that is no longer said: an entry that is
    new is empty, and an entry that is gone is gone.
    """
    path = catalogue_path(language)
    catalogue = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=language, domain=DOMAIN)
    # Babel would otherwise put the template's own entries into the catalogue.
    catalogue.update(copy.deepcopy(template), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == SOURCE:
        for message in _messages(catalogue):
            message.string = _own_text(message, catalogue.num_plurals)
    return catalogue


def rendered(catalogue: Catalog, language: str) -> bytes:
    """Return the catalogue as the text of its file, the same for the same entries."""
    output = BytesIO()
    # Dates and a generator's version in the header would change without any text changing.
    write_po(output, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
    head = f'{HEADER.format(language=language)}\nmsgid ""\nmsgstr ""\n'
    fields = (
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", catalogue.plural_forms),
    )
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields)
    return f"{head}{lines}\n".encode() + output.getvalue().rstrip() + b"\n"


def main() -> int:
    """Update every catalogue and say what remains to be translated."""
    template = extract_catalogue()
    for language in LANGUAGES:
        catalogue = updated(language, template)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rendered(catalogue, language))
        missing = sum(not is_translated(message) for message in _messages(catalogue))
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {missing} without translation\n")
    return 0


def is_translated(message: Message) -> bool:
    """Tell whether every form of an entry has a text."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _own_text(message: Message, forms: int) -> str | tuple[str, ...]:
    if isinstance(message.id, tuple | list):
        return (message.id[0],) * forms
    return str(message.id)


def _is_source(path: str) -> bool:
    name = Path(path).name
    return not name.startswith((".", "_")) and name not in {"var", "models", "tests", "build"}


def _pairs(node: yaml.Node | None) -> Iterable[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        return ()
    return ((str(key.value), value) for key, value in node.value)


def _items(node: yaml.Node | None) -> Iterable[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return dict(_pairs(node)).get(key)


def _texts(node: yaml.Node, keys: set[str], comment: str = "") -> Iterator[Found]:
    for key, value in _pairs(node):
        if key in keys:
            for text in (value, *_items(value)):
                if isinstance(text, yaml.ScalarNode) and text.value.strip():
                    comments = [comment] if comment else []
                    yield text.start_mark.line + 1, "gettext", text.value, comments


def _walk(node: yaml.Node | None, keys: set[str]) -> Iterator[Found]:
    if node is None:
        return
    yield from _texts(node, keys)
    for child in (*(value for _key, value in _pairs(node)), *_items(node)):
        yield from _walk(child, keys)


if __name__ == "__main__":
    sys.exit(main())
