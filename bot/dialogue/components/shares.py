"""Find shares of a whole: 三成, 30%, 百分之三十, 三分之一, 一半, half; values run from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.dialogue.components.entity import Candidate, plain_decimal
from bot.dialogue.components.numerals import Number

_PERCENT_AFTER = re.compile(
    r" ?(?:%|percent\b|per cent\b|pct\b|成(?!功|为|交|立|年|本|都|员|人|长|绩|熟|果|家|不变"
    r"|了(?!$|[,，。])|天)|个(?:百分)?点(?!的?时))",
    re.ASCII,
)
_FRACTION = re.compile(r"(?P<of>[百千万]|十|[二三四五六七八九])分之")
_SLASH_FRACTION = re.compile(r"(?<![\d/.])(?P<a>[1-9])/(?P<b>[2-9]|10)(?![\d/])")
_HALF = re.compile(
    r"(?<![一二两三四五六七八九十])一半(?!会|时)|对半|\bhalf(?: of)?\b(?! (?:an? |year|month|a$"
    r"|the (?:year|month)|hour|million|thousand))"
    r"|\b(?P<times>a|one|two|three|four)[ -](?P<part>third|quarter|fifth|tenth)s?(?: of)?\b"
    r"(?! (?:of (?:a|the) year|years?))",
    re.ASCII,
)
_TIMES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_LENGTH_BEFORE = re.compile(r"\b(?:over|for|in|last|next|past|every) $")
# How a card is said to be used up. 快用满了 is also offered as a choice, with the same share.
_USED_UP = re.compile(
    r"(?P<nearly>快要?|差不多|几乎|就要)?(?:[都全]|已经|基本|额度){0,4}"
    r"(?:[刷用]爆|爆卡|[刷用]满|透支满|(?<=[都全度])刷[完光]"
    r"|(?:(?<=^全)|(?<=^都)|(?<=额度)|(?<=度都)|(?<=度全))用[完光])了?"
    r"|\b(?P<almost>nearly |almost |close to )?(?:max(?:ed)?[ -](?:(?:it|them) )?out"
    r"|fully (?:used|drawn)|used (?:it |them )?all up|at (?:the|its|my) limit)\b",
    re.ASCII,
)
_NOT_USED_UP = re.compile(
    r"(?:没有?|[不未别会能]|不要|(?:\bnot|n't|\bnever|\bif i)(?: been| got| yet)?) ?$"
)
_HARDLY_USED = re.compile(
    r"(?:几乎|基本上?|差不多)[都就是]?(?:没有?|不)(?:怎么)?[用刷动]过?"
    r"|\b(?:hardly|barely|scarcely|almost never)(?: ever)? (?:used?|touch(?:ed)?)\b",
    re.ASCII,
)
_NOT_USED = re.compile(
    r"(?:一分钱?[都也]?|完全|压根|从来|根本|一直|一点都?)没有?[用刷动]过?"
    r"|\b(?:not used at all|never used (?:it|them)|haven't used (?:it|them|any)|unused)\b",
    re.ASCII,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def find_shares(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that states a percentage or a fraction."""
    found = [*_portions(text), *_of_a_card(text)]
    for number in numbers:
        if percent := _PERCENT_AFTER.match(text, number.end):
            divisor = 10 if percent.group().strip().startswith("成") else 100
            found.append(_percent(number.start, percent.end(), number.value / divisor))
        if fraction := _fraction_before(text, number.start):
            found.append(_percent(fraction[0], number.end, number.value / fraction[1]))
    return found


def _fraction_before(text: str, start: int) -> tuple[int, int] | None:
    match = _FRACTION.search(text[max(0, start - 3) : start])
    if match is None or max(0, start - 3) + match.end() != start:
        return None
    sizes = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
    size = sizes.get(match["of"]) or "零一二三四五六七八九".index(match["of"])
    return start - len(match.group()), size


def _portions(text: str) -> Iterator[Candidate]:
    for match in _HALF.finditer(text):
        part = match["part"]
        if part == "quarter" and _LENGTH_BEFORE.search(text[: match.start()]):
            continue  # over three quarters
        value = Decimal(_TIMES[match["times"]]) / _PARTS[part] if part else Decimal("0.5")
        if value < 1:
            yield _percent(match.start(), match.end(), value)
    for match in _SLASH_FRACTION.finditer(text):
        if match["a"] < match["b"] or match["b"] == "10":
            yield _percent(match.start(), match.end(), Decimal(match["a"]) / Decimal(match["b"]))


def _of_a_card(text: str) -> Iterator[Candidate]:
    """刷爆了, maxed out, 几乎没用: a share said without any number."""
    for match in _USED_UP.finditer(text):
        if not _NOT_USED_UP.search(text[max(0, match.start() - 12) : match.start()]):
            nearly = match["nearly"] or match["almost"]
            yield _percent(match.start(), match.end(), Decimal("0.95" if nearly else 1))
    for pattern, share in ((_HARDLY_USED, "0.05"), (_NOT_USED, "0")):
        for match in pattern.finditer(text):
            yield _percent(match.start(), match.end(), Decimal(share))


def _percent(start: int, end: int, share: Decimal) -> Candidate:
    share = share.quantize(Decimal("0.000001"))
    text = plain_decimal(share)
    value = f"{share:.2f}" if share == share.quantize(Decimal("0.01")) else text
    return Candidate(entity="percent", value=value, start=start, end=end, priority=4)
