"""Where one message may be cut into several: at its signs, and before words that begin a question.

Knows no intent. Customers write "利息多少会不会上征信" without any sign in between, so a place is
only offered here; whoever reads the pieces decides whether they say different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SIGNS = re.compile(
    r"[,，。.!！?？;；、\n…~]+|\s+(?=[\u4e00-\u9fff])"
    r"|另外|(?:^|(?<=[吗嘛呢吧了么 ]))还有就?是?|顺便|对了|再问一?下|以及|并且|同时|而且"
    r"|\b(?:and also|also|by the way|btw|and|plus|but)\b",
    re.IGNORECASE,
)
_INSIDE_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
# A question that may begin in the middle: 利息多少|会不会上征信, 能提前还吗|要手续费吗.
_BEGINS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=会不会|能不能|能否|可不可以|可以|要不要|需不需要|需要|是不是|有没有"
    r"|怎么|怎样|如何|什么时候|几时|多久|为什么|为啥|利息|利率|手续费|最多|最高|最长|每个?月还"
    r"|上不上|几天|多长时间|要交)"
    r"|(?<=[吗嘛呢吧了])(?=[\u4e00-\u9fff])"
    r"|(?<=\w )(?=(?:what|how|when|where|why|can i|could i|do i|will|is it|is there|does)\b)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"[?？]|吗|嘛|呢|嗎|么$|不$|[多几]少?久?|怎|什么|什麼|为啥|咋|哪|几时|如何|能否|会不会|會不會"
    r"|(.)[不没](?=\1)|有没有|有沒有|是否"
    r"|\b(?:what|how|when|where|which|why|who|can|could|will|would|do|does|did|is|are)\b",
    re.IGNORECASE,
)
SHORTEST = 2


def clauses(text: str) -> list[Span]:
    """Spans of the pieces between signs, without the signs, in order."""
    inside = {match.start() for match in _INSIDE_NUMBER.finditer(text)}
    edges = [0]
    for match in _SIGNS.finditer(text):
        if match.start() not in inside:
            edges += [match.start(), match.end()]
    edges.append(len(text))
    pieces = (
        _trimmed(text, begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)
    )
    return [(begin, end) for begin, end in pieces if end - begin >= SHORTEST]


def cuts(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """The ways to cut one piece in two before a question's first word."""
    begin, end = span
    for place in sorted({match.start() for match in _BEGINS.finditer(text, begin, end)}):
        first, second = _trimmed(text, begin, place), _trimmed(text, place, end)
        if min(first[1] - first[0], second[1] - second[0]) > SHORTEST:
            yield first, second


def asks(clause: str) -> bool:
    """Whether a piece reads as a question."""
    return _ASKING.search(clause) is not None


def _trimmed(text: str, begin: int, end: int) -> Span:
    piece = text[begin:end]
    return begin + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
