"""A bare statement outside a form: part of a need, a product, or something to ask about."""

from rasa_sdk.events import FollowupAction

from actions.base import LendingAction
from actions.comparing import answer_topic, explain
from actions.repairing import repair
from actions.reply import Reply
from actions.turn import Turn
from bot.services.interview import Found, Listening, Problem
from bot.services.need_fields import need_fields
from bot.services.recommend_products import chosen_product, need_is_complete
from bot.texts.replies import consent


class ActionConverse(LendingAction):
    """Finds out what a statement is about before asking what was meant."""

    title = "action_converse"

    def answer(self, turn: Turn) -> Reply:
        """Go where the statement belongs."""
        if turn.known.get("pending") == "consent" and not turn.heard.entities:
            return Reply(
                text=consent.needs_a_clear_word(turn.language),
                choices=consent.request_choices(turn.language),
            )
        named = chosen_product(
            turn.heard.value("product"),
            turn.heard.value("ordinal"),
            turn.known.get("options") or [],
        )
        topic = answer_topic(self.context, turn)
        if topic is not None:
            return topic
        if named is not None:
            return explain(self.context, turn, named)
        if self._tells_a_need(turn):
            return Reply(events=(FollowupAction("discovery_form"),))
        return repair(self.context, turn)

    def _tells_a_need(self, turn: Turn) -> bool:
        listening = Listening(known=turn.known)
        found = [field.read(turn.heard, listening) for field in need_fields(self.context.bounds())]
        method = turn.heard.first("method") is not None and need_is_complete(turn.known)
        return method or any(isinstance(one, Found | Problem) for one in found)
