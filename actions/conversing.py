"""A statement outside a form: finds out what it is about before asking what was meant."""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.answering import answer_intent
from actions.comparing import answer_topic, decision_reason, explain, methods
from actions.context import Context
from actions.correcting import corrected
from actions.repairing import repair
from actions.reply import Reply
from actions.turn import Turn
from bot.services.cases import asks_for_hours
from bot.services.form import Doubt, Found, Listening, Problem
from bot.services.loan_size import supposes
from bot.services.misfortune import GRAVE, misfortune_in
from bot.services.naming import asks_why
from bot.services.need_fields import need_fields
from bot.services.recommend_products import chosen_product, need_is_complete
from bot.services.stated import same
from bot.texts.replies import answers, consent, handoff
from bot.texts.replies.next_steps import person

_WHY = frozenset({"为什么", "为啥", "為什麼", "凭什么", "why", "why not", "how come"})


def converse(context: Context, turn: Turn) -> Reply:
    """Go where a statement belongs: consent, a topic, a product, the need; else ask."""
    first = _whatever_is_open(context, turn)
    if first is not None:
        return first
    if turn.known.get("pending") == "consent" and _about_the_consent(turn):
        return _consent_open(turn)
    if turn.known.get("hold"):
        return Reply(text=handoff.on_hold(turn.language), choices=(person(turn.language),))
    if turn.known.get("decided") and _bare(turn.heard.text) in _WHY:
        return decision_reason(context, turn)
    about = _about_products(context, turn)
    if about is not None:
        return about
    told = needs_told(context, turn)
    if told and all(
        value is not None and same(turn.known.get(name), value) for name, value in told.items()
    ):
        return Reply(
            text=answers.noted_already(turn.language),
            choices=answers.next_step(
                "ask_help", turn.language, need_known=need_is_complete(turn.known)
            ),
        )
    method = turn.heard.first("method") is not None and need_is_complete(turn.known)
    if told or method:
        return Reply(events=(FollowupAction("discovery_form"),))
    if turn.known.get("pending") == "consent":
        return _consent_open(turn)
    return repair(context, turn)


def _about_products(context: Context, turn: Turn) -> Reply | None:
    """A topic, one product, or a way of repaying that is asked about."""
    topic = answer_topic(context, turn)
    if topic is not None:
        return topic
    heard, shown = turn.heard, turn.known.get("options") or []
    named = chosen_product(heard.value("product"), heard.value("ordinal"), shown)
    if named is not None:
        return explain(context, turn, named)
    asks_how = heard.first("method") is not None and heard.asks
    return methods(context, turn) if asks_how and need_is_complete(turn.known) else None


def asks_about_consent(turn: Turn) -> bool:
    """Whether the open question about the consent is met by "why?" or "I would rather not"."""
    topics = turn.heard.topics()
    about = asks_why(turn.heard.text) or bool(topics & {"why_asked", "prefer_not_say"})
    return about and turn.known.get("pending") == "consent" and _about_the_consent(turn)


def _whatever_is_open(context: Context, turn: Turn) -> Reply | None:
    """What comes before anything that is open: a misfortune, the hours of staff, a correction."""
    if misfortune_in(turn.heard.text) in GRAVE:
        return answer_intent(context, turn)
    if asks_for_hours(turn.heard.text):
        asked = replace(turn.heard, intent="human_agent")
        return answer_intent(context, replace(turn, heard=asked))
    return corrected(context, turn)


def _about_the_consent(turn: Turn) -> bool:
    return all(entity.name == "topic" for entity in turn.heard.entities)


def _consent_open(turn: Turn) -> Reply:
    """Neither yes nor no: why it is asked, that a no is fine, or that a clear word is needed."""
    topics = turn.heard.topics()
    if "prefer_not_say" in topics:
        return Reply(
            text=consent.declined(turn.language),
            choices=answers.next_step("ask_help", turn.language, need_known=False),
            slots={"pending": None},
        )
    why = "why_asked" in topics or asks_why(turn.heard.text)
    said = (
        consent.why if why else consent.what_for if turn.heard.asks else consent.needs_a_clear_word
    )
    return Reply(text=said(turn.language), choices=consent.request_choices(turn.language))


def supposes_another_need(context: Context, turn: Turn) -> bool:
    """Whether the message asks how it would be with another sum, term or way of repaying."""
    if not need_is_complete(turn.known) or turn.known.get("hold"):
        return False
    told = needs_told(context, turn)
    return bool(told) and (supposes(turn.heard.text) or set(told) == {"method"})


def _bare(text: str) -> str:
    return re.sub(r"\W+$", "", text.strip().lower())


def needs_told(context: Context, turn: Turn) -> dict[str, Any]:
    """The parts of a need in the words; one that cannot be taken as it is, is None."""
    listening = Listening(known=turn.known)
    told: dict[str, Any] = {}
    for field in need_fields(context.bounds()):
        match field.read(turn.heard, listening):
            case Found(value=value):
                told[field.name] = value
            case Problem() | Doubt():
                told[field.name] = None
    return told
