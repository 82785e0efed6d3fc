"""Holds the catalogues to what the code, the dialogue and the products say today."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.texts.catalogue import catalogue_path
from bot.texts.extract import extract_catalogue, is_translated, rendered, updated
from bot.texts.languages import LANGUAGES

PLACEHOLDER = re.compile(r"\{(\w+)")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract_catalogue()


def entries(language: str) -> list[Message]:
    with catalogue_path(language).open("rb") as source:
        return [message for message in read_po(source, locale=language) if message.id]


def forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, tuple | list) else [str(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_exactly_what_is_said(language: str, template: Catalog) -> None:
    written = catalogue_path(language).read_bytes()

    assert written == rendered(updated(language, template), language), "run `make texts`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    missing = [message.id for message in entries(language) if not is_translated(message)]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy(language: str) -> None:
    assert [message.id for message in entries(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_source(language: str) -> None:
    wrong = []
    for message in entries(language):
        wanted = set(PLACEHOLDER.findall(forms(message.id)[0]))
        for form in filter(None, forms(message.string)):
            named = set(PLACEHOLDER.findall(form))
            # "one month" may do without its number.
            if named != wanted and not (message.pluralizable and named == wanted - {"count"}):
                wrong.append((message.id, form))

    assert wrong == []


def test_every_source_is_chinese(template: Catalog) -> None:
    """A key that was extracted by mistake, as from `_(TEXTS["key"])`, is seen here."""
    foreign = []
    for message in template:
        for source in forms(message.id):
            rest = re.sub(r"\{\w+\}", "", source)
            if re.search(r"[A-Za-z]{2}", rest) and not re.search(r"[\u4e00-\u9fff]", rest):
                foreign.append(source)

    assert foreign == []
