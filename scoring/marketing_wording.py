"""Finds what advertising of loans may not say; it must not know who writes or sends it.

The texts of the law say what to state (the annualised rate first, the range, the conditions), and
what not to claim. A finding quotes the words, so that a person can judge it: a pattern knows
neither irony nor pictures, and an empty result is no approval.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from scoring.marketing_rules import Language, WordingRule, WordingRules

_SENTENCE_END = re.compile(r"[。!?;\n…]+|(?<!p\.a)(?<!e\.g)\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[,，、:—]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANK = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that may not be said so.

    Attributes:
        rule: the code of the rule.
        words: the words found, as they are compared: in half width, small letters, and without
            blanks in Chinese.
        remedy: what to write instead, in the text's language.
        source: the text of the law.
        confirmed: whether that text was read.
    """

    rule: str
    words: str
    remedy: str
    source: str
    confirmed: bool


def check_wording(
    text: str, language: Language, rules: WordingRules, today: date
) -> tuple[Finding, ...]:
    """Return what is wrong with an advertisement, in the order of the text, each rule once.

    Args:
        text: all of it, as a reader meets it: title, body, small print.
        language: the language it is written in.
        rules: what may not be said.
        today: the day it is shown.
    """
    plain = _plain(text, language)
    found: list[tuple[int, Finding]] = []
    for rule in rules.rules:
        if not rule.holds(today):
            continue
        start, words = _first_breach(plain, language, rule, rules)
        if words:
            finding = Finding(
                rule=rule.code,
                words=words,
                remedy=rule.remedy[language],
                source=rule.source,
                confirmed=rule.confirmed,
            )
            found.append((start, finding))
    return tuple(finding for _, finding in sorted(found, key=lambda one: one[0]))


def _plain(text: str, language: Language) -> str:
    """Bring every way of writing the same to one: width, case, blanks and what nobody sees."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _BLANK.sub(" " if language is Language.EN else "", plain)


def _first_breach(
    text: str, language: Language, rule: WordingRule, rules: WordingRules
) -> tuple[int, str]:
    """Return where a rule is first broken and by which words; ("", at the end) when nowhere."""
    earlier = [match.start() for match in _matches(rule.earlier.get(language, ()), text)]
    for match in sorted(
        _matches(rule.patterns[language], text), key=lambda one: (one.start(), -one.end())
    ):
        if any(start < match.start() for start in earlier):
            continue
        before, after = _around(text, match)
        sentence = before + match.group() + after
        if any(_matches(rule.unless.get(language, ()), sentence)):
            continue
        clause = _CLAUSE_END.split(before)[-1]
        if any(_matches(rules.denied_before.get(language, ()), clause)):
            continue
        if any(_matches(rules.denied_after.get(language, ()), after)):
            continue
        return match.start(), match.group()
    return len(text), ""


def _matches(patterns: tuple[str, ...], text: str) -> list[re.Match[str]]:
    return [match for pattern in patterns for match in re.finditer(pattern, text)]


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return what stands before and after a match in its sentence."""
    ends = [end for end in _SENTENCE_END.finditer(text, 0, match.start())]
    begin = ends[-1].end() if ends else 0
    stop = _SENTENCE_END.search(text, match.end())
    return text[begin : match.start()], text[match.end() : stop.start() if stop else len(text)]
