"""Which languages have a catalogue, and which of them a language tag means."""

from __future__ import annotations

from bot.errors import UnsupportedLanguage

SOURCE = "zh_CN"
TRADITIONAL = "zh_Hant_TW"
ENGLISH = "en"
LANGUAGES = (SOURCE, TRADITIONAL, ENGLISH)

_TRADITIONAL_PARTS = frozenset({"hant", "tw", "hk", "mo"})


def parse_language(tag: str) -> str:
    """Return the supported language that a BCP 47 or POSIX tag means.

    Script wins over region (`zh-Hans-HK` is simplified); Chinese without either is the source
    language; every English is `en`.

    Raises:
        UnsupportedLanguage: the tag is of another language or is no tag.
    """
    # "zh_TW.UTF-8@stroke" carries an encoding and a modifier that say nothing about the texts.
    parts = tag.strip().partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    if parts[0] == "en":
        return ENGLISH
    if parts[0] != "zh":
        raise UnsupportedLanguage(f"no catalogue covers {tag!r}; supported: {', '.join(LANGUAGES)}")
    if "hans" in parts:
        return SOURCE
    return TRADITIONAL if _TRADITIONAL_PARTS.intersection(parts) else SOURCE


def language_or(tag: str | None, default: str) -> str:
    """Return the language of a tag from outside, or `default` when no catalogue covers it."""
    if tag is None:
        return default
    try:
        return parse_language(tag)
    except UnsupportedLanguage:
        return default
