"""Find which one of several is meant: 第二个, ②, 最后一个, the second one; -1 is the last."""

from __future__ import annotations

import re

from bot.dialogue.components.entity import Candidate

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_THINGS = "个|款|种|项|条|档|份|套|方案|类|选项|产品|家|张|笔|组|位"
_ORDINAL = re.compile(
    rf"(?P<last>最后(?:那|面那?|面的?)?一?(?:{_THINGS})(?!月|星期|礼拜|问题|工作)|最末(?:一"
    rf"|那)?(?:{_THINGS}))"
    rf"|倒数第(?P<back>[一二三四五1-5])(?:{_THINGS})?"
    rf"|头一(?:{_THINGS})(?!月)|(?P<former>前者)|(?P<latter>后者)"
    rf"|第 ?(?P<n>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})(?:(?:{_THINGS})(?!月|星期|礼拜|季"
    rf"|工作日|问题|人)|(?=\s*(?:$|[,，。;；!！?？吧呢啊呀的])))"
    rf"|(?:方案|选项|产品)(?P<p>\d{{1,2}}|[一二三四五六七八九十])(?![\d万千])"
    rf"|(?P<q>\d{{1,2}}|[一二三四五六七八九十])号(?:那|这)?(?:{_THINGS})"
    rf"|(?:^|(?<=[,，。 就我想要]))(?:选择?|要|看|挑)第?(?P<r>\d|[一二三四五六七八九])号?(?=\s*(?:$"
    rf"|[,，。;；!吧呢啊呀]))"
    r"|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩])"
)
_NTH = {
    word: number
    for number, pair in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"), start=1
    )
    for word in pair.split()
}
_ORDINAL_ENGLISH = re.compile(
    rf"\b(?:the )?(?P<n>{'|'.join(_NTH)}|last|latter|former)(?: (?:one|option|product|choice"
    rf"|plan|loan|offer|of (?:them|those|these)))\b"
    rf"|\bthe (?P<m>{'|'.join(_NTH)}|last|latter|former)(?=\s*(?:$|[,.!?;]|please|then|looks"
    rf"|sounds|seems))"
    rf"|^\s*(?P<o>{'|'.join(_NTH)})(?=\s*(?:$|[.!]|please))"
    r"|(?:\b(?:option|number|choice|product|plan) ?|#|\bno\.? ?(?=\d))"
    r"(?P<p>\d|one|two|three|four|five)(?![\w,.]\w|\w)",
    re.ASCII,
)
_CARDINALS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five"])}


def find_ordinals(text: str) -> list[Candidate]:
    """Every span of a normalised text that points at one of a list."""
    found = [_ordinal(match, _chinese_ordinal(match)) for match in _ORDINAL.finditer(text)]
    for match in _ORDINAL_ENGLISH.finditer(text):
        word = match["n"] or match["m"] or match["o"]
        if word is None:
            said = match["p"]
            found.append(_ordinal(match, int(said) if said.isdigit() else _CARDINALS[said]))
        elif word in {"last", "latter"}:
            found.append(_ordinal(match, -1))
        else:
            found.append(_ordinal(match, 1 if word == "former" else _NTH[word]))
    return found


def _chinese_ordinal(match: re.Match[str]) -> int:
    if match["last"] or match["latter"]:
        return -1
    if match["circled"]:
        return _CIRCLED.index(match["circled"]) + 1
    said = match["n"] or match["p"] or match["q"] or match["r"] or match["back"]
    if said is None:
        return 1
    values = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
    number = int(said) if said.isdigit() else _read(said, values)
    return -number if match["back"] else number


def _read(said: str, values: dict[str, int]) -> int:
    if len(said) == 2 and said[0] == "十":
        return 10 + values[said[1]]
    if len(said) == 2 and said[1] == "十":
        return 10 * values[said[0]]
    return values[said[0]]


def _ordinal(match: re.Match[str], value: int) -> Candidate:
    return Candidate(
        entity="ordinal", value=value, start=match.start(), end=match.end(), priority=6
    )
