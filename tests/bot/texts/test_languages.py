import pytest

from bot.errors import UnsupportedLanguage
from bot.texts.languages import language_or, parse_language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh_CN", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hans-HK", "zh_CN"),
        ("zh-SG", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh_Hant_TW", "zh_Hant_TW"),
        ("zh-TW", "zh_Hant_TW"),
        ("zh-HK", "zh_Hant_TW"),
        ("zh-Hant", "zh_Hant_TW"),
        ("zh-hant-mo", "zh_Hant_TW"),
        ("en", "en"),
        ("EN-us", "en"),
        (" en_GB.UTF-8@euro ", "en"),
    ],
)
def test_a_tag_means_a_language(tag: str, language: str) -> None:
    assert parse_language(tag) == language


@pytest.mark.parametrize("tag", ["", "fr", "english", "zhuang", "-", "x-zh", "C"])
def test_another_language_is_refused(tag: str) -> None:
    with pytest.raises(UnsupportedLanguage, match="zh_CN, zh_Hant_TW, en"):
        parse_language(tag)


@pytest.mark.parametrize(("tag", "language"), [(None, "en"), ("fr", "en"), ("zh-HK", "zh_Hant_TW")])
def test_a_tag_from_outside_has_a_default(tag: str | None, language: str) -> None:
    assert language_or(tag, "en") == language
