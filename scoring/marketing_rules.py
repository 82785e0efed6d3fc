"""What advertising of loans may not say, as dated patterns; it must not know a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.dated_rules import Rule
from scoring.errors import InvalidInput


class Language(StrEnum):
    """The languages in which the patterns are written."""

    ZH_CN = "zh_CN"
    ZH_HANT_TW = "zh_Hant_TW"
    EN = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingRule(Rule):
    """One thing advertising may not say.

    Attributes:
        code: stable name.
        patterns: regular expressions of the forbidden words, by language.
        unless: what makes them right when it stands in the same sentence, by language.
        earlier: what makes them right when it stands before them, anywhere in the text, by
            language.
        remedy: what to write instead, by language.
    """

    code: str
    patterns: Mapping[Language, tuple[str, ...]]
    unless: Mapping[Language, tuple[str, ...]]
    earlier: Mapping[Language, tuple[str, ...]]
    remedy: Mapping[Language, str]

    def __post_init__(self) -> None:
        """Refuse a language without words or remedy, and expressions that cannot be read."""
        Rule.__post_init__(self)
        for language in Language:
            if not self.patterns.get(language) or not self.remedy.get(language):
                raise InvalidInput(self.code, f"says nothing in {language}", "add words and remedy")
        for expressions in (self.patterns, self.unless, self.earlier):
            for pattern in (one for many in expressions.values() for one in many):
                check_pattern(self.code, pattern)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordingRules:
    """All rules, and the words that turn a forbidden phrase into a warning of it.

    Attributes:
        version: name of this set.
        denied_before: what stands in the same clause before a phrase that is denied, by language.
        denied_after: what stands in the same sentence after it, by language.
        rules: what may not be said.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    denied_before: Mapping[Language, tuple[str, ...]]
    denied_after: Mapping[Language, tuple[str, ...]]
    rules: tuple[WordingRule, ...]

    def __post_init__(self) -> None:
        """Refuse two rules with one code, and expressions that cannot be read."""
        codes = [rule.code for rule in self.rules]
        if len(set(codes)) < len(codes):
            raise InvalidInput("rules", "share a code", "give each rule its own code")
        for expressions in (self.denied_before, self.denied_after):
            for pattern in (one for many in expressions.values() for one in many):
                check_pattern("denied", pattern)


def parse_wording_rules(text: str) -> WordingRules:
    """Read the rules from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(WordingRules))


def check_pattern(field: str, pattern: str) -> None:
    """Refuse what is no regular expression, or one that finds nothing in particular.

    Raises:
        InvalidInput: names the field.
    """
    try:
        found = re.compile(pattern).match("")
    except re.error as error:
        raise InvalidInput(field, f"{pattern!r} is no pattern", str(error)) from error
    if found is not None:
        raise InvalidInput(field, f"{pattern!r} fits everything", "write the words")
