from pathlib import Path

import pytest

from bot.errors import MissingPlaceholder, UnsupportedLanguage
from bot.texts.catalogue import N_, Translator, read_translations, translator
from bot.texts.languages import LANGUAGES

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "每月还 {instalment}"
msgstr "{instalment} a month"

msgid "{count} 笔"
msgid_plural "{count} 笔"
msgstr[0] "one loan"
msgstr[1] "{count} loans"

msgctxt "order"
msgid "期"
msgstr "No."

msgid "期"
msgstr "term"

#, fuzzy
msgid "未定"
msgstr "guessed"
"""


@pytest.fixture
def english(tmp_path: Path) -> Translator:
    path = tmp_path / "shandai.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    return Translator("en", read_translations(path, "en"))


def test_values_are_filled_into_the_translation(english: Translator) -> None:
    assert english("每月还 {instalment}", instalment="CNY 5") == "CNY 5 a month"
    assert english.gettext("每月还 {instalment}", instalment="CNY 5") == "CNY 5 a month"


@pytest.mark.parametrize(("count", "text"), [(1, "one loan"), (0, "0 loans"), (3, "3 loans")])
def test_a_count_chooses_the_form(english: Translator, count: int, text: str) -> None:
    assert english.ngettext("{count} 笔", "{count} 笔", count) == text


def test_a_context_tells_equal_sources_apart(english: Translator) -> None:
    assert english.pgettext("order", "期") == "No."
    assert english("期") == "term"


def test_a_text_without_translation_stays_in_the_source_language(english: Translator) -> None:
    assert english("没有译文 {name}", name="x") == "没有译文 x"
    assert english("未定") == "未定"


def test_a_text_without_values_may_hold_braces(english: Translator) -> None:
    assert english("写成 {这样}") == "写成 {这样}"


@pytest.mark.parametrize("source", ["{amount} 元", "{", "{} 元"])
def test_a_value_that_is_missing_is_an_error(english: Translator, source: str) -> None:
    with pytest.raises(MissingPlaceholder):
        english(source, other="x")


def test_a_value_is_never_read_as_a_template(english: Translator) -> None:
    assert english("每月还 {instalment}", instalment="{secret}") == "{secret} a month"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_translator_that_is_kept(language: str) -> None:
    assert translator(language).language == language
    assert translator(language) is translator(language)


def test_a_language_without_catalogue_is_refused() -> None:
    with pytest.raises(UnsupportedLanguage):
        translator("fr")


def test_the_marker_changes_nothing() -> None:
    assert N_("文字 {x}") == "文字 {x}"
