"""Several questions in one message: every one is answered, in the order in which they are asked."""

from collections.abc import Sequence
from dataclasses import replace

from actions.answering import answer_intent
from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.heard import AlsoHeard, Heard
from bot.texts.replies.choices import Choice

# Who says one of these wants it dealt with before anything else in the message.
PRESSING = frozenset({"complaint", "cannot_repay_hardship", "human_agent", "distress"})
# No question: the form or the conversation takes care of it.
_NO_QUESTION = frozenset({
    "inform", "discover_need", "prequalify", "affirm", "deny", "greet", "thanks", "goodbye",
    "nlu_fallback",
})  # fmt: skip
# Not answered beside a complaint or somebody who cannot pay: it would be a sales line.
SELLING = _NO_QUESTION | {
    "ask_loan_products", "ask_rate", "ask_limit", "raise_limit", "reborrow", "ask_eligibility",
    "entry_not_visible", "ask_repayment_schedule",
}  # fmt: skip
_MOST_CHOICES = 4


def answer_all(context: Context, turn: Turn) -> Reply:
    """Answer the main question and those beside it; of several answers the first paragraphs."""
    asked = _in_order(turn.heard)
    if len(asked) == 1 and asked[0].intent == turn.heard.intent:
        return answer_intent(context, turn)
    return _joined([answer_intent(context, _asking_only(turn, one)) for one in asked])


def answered_beside(context: Context, turn: Turn) -> str:
    """What else was asked along with something pressing, answered without a sales line."""
    beside = [one for one in turn.heard.also if one.intent not in SELLING | PRESSING]
    return _joined([answer_intent(context, _asking_only(turn, one)) for one in beside]).text


def _in_order(heard: Heard) -> list[AlsoHeard]:
    main = AlsoHeard(
        intent=heard.intent,
        confidence=heard.confidence,
        start=heard.main_at,
        text=_without_others(heard),
    )
    asked = [one for one in (main, *heard.also) if one.intent not in _NO_QUESTION]
    return sorted(asked or [main], key=lambda one: (one.intent not in PRESSING, one.start))


def _without_others(heard: Heard) -> str:
    """The words of the main question: the message without the clauses of the others."""
    text = heard.text
    for one in heard.also:
        text = text.replace(one.text, " ")
    return text.strip() or heard.text


def _asking_only(turn: Turn, one: AlsoHeard) -> Turn:
    """The same turn as if only ``one`` had been asked; quantities of the whole message stay."""
    kept = tuple(
        entity
        for entity in turn.heard.entities
        if entity.name != "topic" or entity.text in one.text
    )
    heard = replace(
        turn.heard,
        intent=one.intent, confidence=one.confidence, text=one.text, entities=kept, also=(),
    )  # fmt: skip
    return replace(turn, heard=heard)


def _joined(replies: Sequence[Reply]) -> Reply:
    """One reply of several: each one's answer, all their choices, the first card."""
    slots = {name: value for reply in replies for name, value in reply.slots.items()}
    first_paragraphs = dict.fromkeys(reply.text.split("\n\n")[0] for reply in replies)
    return Reply(
        text="\n\n".join(part for part in first_paragraphs if part),
        choices=_choices(replies),
        card=next((reply.card for reply in replies if reply.card is not None), None),
        slots=slots,
        events=tuple(event for reply in replies for event in reply.events),
        language=next((reply.language for reply in replies if reply.language), None),
    )


def _choices(replies: Sequence[Reply]) -> tuple[Choice, ...]:
    """Every choice once; the way to a person stays, at the end."""
    every = {choice.title: choice for reply in replies for choice in reply.choices}
    person = [choice for choice in every.values() if choice.payload.startswith("/human_agent")]
    others = [choice for choice in every.values() if choice not in person]
    return (*others[: _MOST_CHOICES - len(person)], *person)
