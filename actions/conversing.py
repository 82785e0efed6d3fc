"""A statement outside a form: finds out what it is about before asking what was meant."""

import re

from rasa_sdk.events import FollowupAction

from actions.comparing import answer_topic, decision_reason, explain
from actions.context import Context
from actions.repairing import repair
from actions.reply import Reply
from actions.turn import Turn
from bot.services.interview import Doubt, Found, Listening, Problem
from bot.services.need_fields import need_fields
from bot.services.recommend_products import chosen_product, need_is_complete
from bot.texts.replies import consent

_WHY = frozenset({"为什么", "为啥", "為什麼", "凭什么", "why", "why not", "how come"})


def converse(context: Context, turn: Turn) -> Reply:
    """Go where a statement belongs: consent, a topic, a product, the need; else ask."""
    if turn.known.get("pending") == "consent" and not turn.heard.entities:
        return Reply(
            text=consent.needs_a_clear_word(turn.language),
            choices=consent.request_choices(turn.language),
        )
    if turn.known.get("decided") and _bare(turn.heard.text) in _WHY:
        return decision_reason(context, turn)
    topic = answer_topic(context, turn)
    if topic is not None:
        return topic
    shown = turn.known.get("options") or []
    named = chosen_product(turn.heard.value("product"), turn.heard.value("ordinal"), shown)
    if named is not None:
        return explain(context, turn, named)
    if tells_a_need(context, turn):
        return Reply(events=(FollowupAction("discovery_form"),))
    return repair(context, turn)


def _bare(text: str) -> str:
    return re.sub(r"\W+$", "", text.strip().lower())


def tells_a_need(context: Context, turn: Turn) -> bool:
    """Whether the words hold any part of a need, or a wish for a repayment method."""
    listening = Listening(known=turn.known)
    found = [field.read(turn.heard, listening) for field in need_fields(context.bounds())]
    method = turn.heard.first("method") is not None and need_is_complete(turn.known)
    return method or any(isinstance(one, Found | Problem | Doubt) for one in found)
