"""Find ages: 35岁, 今年三十五, 90年的, born in 1990, 35 years old; knows how people state theirs.

A decade (90后) is no age and gives none. A year of birth gives the age reached in today's year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.dialogue.components.entity import Candidate
from bot.dialogue.components.numerals import Number

_NUMERALS = "零一二三四五六七八九"
_YEARS_OLD = re.compile(
    r" ?(?:周?岁(?!月)|年纪)|[ -]?(?:years? ?-?old|yrs? old|y/?o\b|y\.o\.|years of age)",
    re.ASCII,
)
_AGE_BEFORE = re.compile(
    r"(?:今年(?:刚|都|快|已经|才)?(?:满|到)?|年龄|年纪|岁数|芳龄|本人|我(?:是|刚)?|\b(?:i'?m"
    r"|i am|turn(?:ed|ing)|aged?|he's|she's|is)(?: only| just| now)?)(?:是|为|:)? ?$",
    re.ASCII,
)
_AGE_ENDS = re.compile(
    r" ?(?:$|[,，。;；!！?？\n.、]|了|吧|啦|呀|喽|咯|,|\band\b|now|this year|last (?:month|week)"
    r"|recently|yesterday|today|already"
    r"|in (?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)[a-z]*)"
)
# A clause of nothing but a number and how near it is: 快四十了, 刚满18.
_NEARLY = re.compile(
    r"(?:^|[,。;!\n ])(?:我?今年|我|本人|都|也)?"
    r"(?P<how>快要?(?:到|满)?|刚[满到过]?|虚岁|周岁|年满)$"
)
_NEARLY_ENDS = re.compile(r"了? ?(?:$|[,。;!.\n、吧])")
_WRITTEN = re.compile(
    r"(?<![一二三四五六七八九十])([二三四五六七八])十有([一二三四五六七八九])(?![万千百个元块次张笔])"
)
_BORN = re.compile(
    r"(?<![\d二三四五六七八九十])(?P<y>(?:19|20)\d\d|[4-9]\d|0\d|[零〇一二三四五六七八九]{2}"
    r"|[一二][九零〇][零〇一二三四五六七八九]{2})年?"
    r"(?:\d{1,2}月(?:\d{1,2}[号日])?)?(?:出生|生人|生的|的人|次的|生(?!意|活|产|效|成)"
    r"|(?<=年)的(?![贷款车房利流存期定合老基金]))"
)
_BORN_ENGLISH = re.compile(
    r"\bborn (?:in |on )?(?:the year )?(?:[a-z]+ )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?P<y>(?:19"
    r"|20)\d\d)\b|\b(?P<z>(?:19|20)\d\d)[ -]born",
    re.ASCII,
)
_BORN_BEFORE = re.compile(
    r"(?:生于|出生于|出生(?:日期|年份|年)(?:是|为|:)?) ?(?P<y>(?:19"
    r"|20)\d\d)年?(?:\d{1,2}月(?:\d{1,2}[号日])?)?"
)


def find_ages(text: str, today: date, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that states an age."""
    stated = (age for number in numbers for age in _stated(text, number))
    return [*_born(text, today), *_written(text), *stated]


def _stated(text: str, number: Number) -> Iterator[Candidate]:
    start, end = number.start, number.end
    if number.scale >= 100 or number.value > 150:
        return
    if old := _YEARS_OLD.match(text, end):
        yield Candidate(
            entity="age", value=int(number.value), start=start, end=old.end(), priority=4
        )
    nearly = _NEARLY.search(text[max(0, start - 12) : start])
    if nearly and 16 <= number.value <= 90 and not number.joined:
        ends = _NEARLY_ENDS.match(text, end)
        if ends and (not nearly["how"].startswith("快") or ends.group().startswith("了")):
            yield Candidate(entity="age", value=int(number.value), start=start, end=end, priority=4)
    before = _AGE_BEFORE.search(text[max(0, start - 12) : start])
    if before and 16 <= number.value <= 90 and not number.joined and _AGE_ENDS.match(text, end):
        yield Candidate(entity="age", value=int(number.value), start=start, end=end, priority=4)


def _written(text: str) -> Iterator[Candidate]:
    """五十有二, as the old write it."""
    for match in _WRITTEN.finditer(text):
        tens, ones = (_NUMERALS.index(digit) for digit in match.groups())
        yield Candidate(
            entity="age", value=10 * tens + ones, start=match.start(), end=match.end(), priority=6
        )


def _born(text: str, today: date) -> Iterator[Candidate]:
    for pattern in (_BORN, _BORN_ENGLISH, _BORN_BEFORE):
        for match in pattern.finditer(text):
            said = match["y"] or match["z"]
            digits = "".join(
                str(_NUMERALS.index(c)) if c in _NUMERALS else c for c in said.replace("〇", "零")
            )
            year = int(digits)
            if year < 100:
                year += 2000 if year <= 12 else 1900
            if 0 < today.year - year <= 110:
                yield Candidate(
                    entity="age",
                    value=today.year - year,
                    start=match.start(),
                    end=match.end(),
                    priority=6,
                )
