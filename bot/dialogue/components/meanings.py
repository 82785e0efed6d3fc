"""All that one message means: its main intent, and further ones that other clauses say; no Rasa.

The whole message decides the main intent, because a clause alone misses what it is about. A
further intent is only believed when its clause says it clearly and is no mere background
("我还清了，怎么开结清证明" wants a certificate and reports nothing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.dialogue.components.clauses import Span, asks, clauses, cuts
from bot.dialogue.components.wording import essence

Ranking = list[tuple[str, float]]
Reader = Callable[[str], Ranking]

# Said beside something else, these ask for no answer of their own.
SOCIAL = frozenset({"greet", "thanks", "goodbye", "affirm", "deny"})
_BACKGROUND = SOCIAL | {
    "inform", "out_of_scope", "bot_challenge", "ask_help", "change_language", "report_paid",
    "promise_to_pay", "prequalify", "credit_education", "entry_not_visible",
}  # fmt: skip
# Said as a statement and meant as a wish; any other further intent must be asked as a question.
_WISHES = frozenset({
    "human_agent", "complaint", "cannot_repay_hardship", "close_account", "cancel_application",
    "change_bank_card", "change_phone", "change_repayment_date", "settlement_certificate",
    "opt_out_marketing", "discover_need",
})  # fmt: skip
_DENIED = re.compile(
    r"(?:不是|不用|不需要|不必|无需|先别|别|没有?要|不要|不想)[^,，。]{0,4}(?:投诉|转?人工|客服|真人)"
    r"|(?:不是|不用|不需要|不必|無需|先別|別|不要|不想)[^,，。]{0,4}(?:投訴|轉?人工|專員|真人)"
    r"|\b(?:not|don't|no need|never)\b[^,.]{0,24}\b(?:complain\w*|agent|human|person)\b",
    re.IGNORECASE,
)
_SURE = 0.75
_SURER_THAN_THANKS = 0.5
_SURE_WITHOUT_SIGN = 0.85
_PRESSING_SURE = 0.85
_UNSURE = 0.5
_MOST = 3
# Who says one of these wants it heard first, whatever else is asked.
PRESSING = ("complaint", "cannot_repay_hardship", "human_agent")


@dataclass(frozen=True, slots=True)
class Further:
    """An intent of one clause besides the main one; offsets are those of the message."""

    intent: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a message means.

    Attributes:
        ranking: intents of the whole message with their confidences, the main one first.
        at: where in the message the main one is said; 0 when it is said by the whole.
        further: other intents, in the order in which they are said.
    """

    ranking: Ranking
    at: int = 0
    further: tuple[Further, ...] = ()


def meanings(text: str, read: Reader) -> Meanings:
    """Read a message as a whole and clause by clause.

    Args:
        text: the message as it was written.
        read: gives the ranking of a text, likeliest first.
    """
    spans = clauses(text)
    heard = [span for span in spans if not _DENIED.search(text[slice(*span)])]
    if heard and len(heard) < len(spans):  # 不是要投诉，就想问问利息
        ranking = read(",".join(text[slice(*span)] for span in heard))
        spans = heard
    else:
        ranking = read(text)
    pieces = [piece for span in spans for piece in _read_piece(text, span, read)]
    if len(pieces) < 2:
        return Meanings(ranking)
    ranking = _without_politeness(ranking, pieces)
    if ranking[0][0] == "out_of_scope":
        return Meanings(ranking)
    said: dict[str, Further] = {}
    for (begin, end), (intent, confidence) in pieces:
        if intent == ranking[0][0] or _believed(intent, confidence, text[begin:end]):
            said.setdefault(intent, Further(intent, confidence, begin, end))
    main = _main(ranking, said)
    if main[0] in PRESSING and main[0] != ranking[0][0]:
        old = Further(*ranking[0], 0, len(text))
        said = {old.intent: said.get(old.intent, old), **said}
    ranking = [main, *(one for one in ranking if one[0] != main[0])]
    at = said.pop(main[0]).start if main[0] in said else 0
    further = sorted(said.values(), key=lambda one: one.start)
    return Meanings(ranking, at, tuple(further[:_MOST]))


def _believed(intent: str, confidence: float, clause: str) -> bool:
    """Whether a clause says its intent clearly, and wants an answer to it."""
    wanted = intent in _WISHES or asks(clause)
    return confidence >= _SURE and wanted and intent not in _BACKGROUND


def _main(ranking: Ranking, said: Mapping[str, Further]) -> tuple[str, float]:
    """The most pressing of what is said; else what the whole message is about.

    A clause that says the same makes it sure; a clear clause stands in for a doubtful whole.
    """
    if ranking[0][0] not in PRESSING:
        for intent in PRESSING:
            if intent in said and said[intent].confidence >= _PRESSING_SURE:
                return intent, said[intent].confidence
    name, share = ranking[0]
    if name in said:
        return name, max(share, said[name].confidence)
    if share < _UNSURE and said:
        clearest = max(said.values(), key=lambda one: one.confidence)
        return clearest.intent, clearest.confidence
    return ranking[0]


def _read_piece(text: str, span: Span, read: Reader) -> list[tuple[Span, tuple[str, float]]]:
    """The piece, or its two halves when each of them clearly says something else."""
    whole = read(text[slice(*span)])[0]
    for first, second in cuts(text, span):
        one, other = text[slice(*first)], text[slice(*second)]
        if not (_says_enough(one) and _says_enough(other) and asks(other)):
            continue
        left, right = read(one)[0], read(other)[0]
        opens = asks(one) or left[0] == "discover_need"
        clear = min(left[1], right[1]) >= _SURE_WITHOUT_SIGN
        if opens and clear and left[0] != right[0] and right[0] not in _BACKGROUND:
            return [(first, left), (second, right)]
    return [(span, whole)]


def _without_politeness(ranking: Ranking, pieces: list[tuple[Span, tuple[str, float]]]) -> Ranking:
    """谢谢，那什么时候到账: not the thanks but the question is what the message is about."""
    if ranking[0][0] not in SOCIAL:
        return ranking
    meant = [
        best for _span, best in pieces if best[0] not in SOCIAL and best[1] >= _SURER_THAN_THANKS
    ]
    if not meant:
        return ranking
    return [meant[0], *(one for one in ranking if one[0] != meant[0][0])]


def _says_enough(clause: str) -> bool:
    """More than a brand or a bare question word."""
    return len(essence(clause)) > 3
