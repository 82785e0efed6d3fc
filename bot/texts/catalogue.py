"""Translate customer texts by their Chinese source; it must not know what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from bot.errors import MissingPlaceholder, UnsupportedLanguage
from bot.texts.languages import LANGUAGES

LOCALES = Path(__file__).resolve().parent / "locales"
DOMAIN = "shandai"


def N_(message: str) -> str:
    """Mark a text for extraction where it is written down; it is translated later."""
    return message


def catalogue_path(language: str) -> Path:
    """Return the catalogue file of a supported language."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@dataclass(frozen=True, slots=True)
class Translator:
    """The texts of one language; a text without translation is given in the source language."""

    language: str
    _translations: Translations

    def gettext(self, message: str, /, **values: object) -> str:
        """Return the translation of `message` with `{name}` placeholders filled in.

        Raises:
            MissingPlaceholder: the text names a value that was not given.
        """
        return _fill(self._translations.ugettext(message), values)

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return the form of the text for `count`; `{count}` is filled in with it."""
        chosen = self._translations.ungettext(singular, plural, count)
        return _fill(chosen, {"count": count, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Return the translation of `message` in a context that tells equal sources apart."""
        return _fill(str(self._translations.upgettext(context, message)), values)

    def __call__(self, message: str, /, **values: object) -> str:
        """Do what `gettext` does, so that code may read `_ = translator(language)`."""
        return self.gettext(message, **values)


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: str) -> Translator:
    """Return the translator of a supported language; its catalogue is read once a process.

    Raises:
        UnsupportedLanguage: `language` is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UnsupportedLanguage(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    return Translator(language, read_translations(catalogue_path(language), language))


def read_translations(path: Path, language: str) -> Translations:
    """Compile a catalogue in memory, so that no built file can be stale or missing."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def _fill(text: str, values: dict[str, object]) -> str:
    if not values:
        return text  # a text without values may hold any brace
    try:
        return text.format_map(values)
    except (KeyError, ValueError, IndexError) as error:
        raise MissingPlaceholder(f"{text!r} cannot be filled from {sorted(values)}") from error
