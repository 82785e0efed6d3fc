"""A person is wanted, outside a form."""

from dataclasses import replace

from actions.answering import answer_intent
from actions.answering_many import answered_beside
from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.texts.replies import consent, handoff


class ActionRequestHandoff(LendingAction):
    """Queues the conversation for an agent; an open consent question stays open."""

    title = "action_request_handoff"

    def answer(self, turn: Turn) -> Reply:
        """Record the request and say what happens next."""
        reply = answer_intent(self.context, turn)
        beside = answered_beside(self.context, turn)
        reply = replace(reply, text="\n\n".join(part for part in (reply.text, beside) if part))
        if turn.known.get("pending") != "consent":
            return reply
        return Reply(
            text=f"{reply.text}\n\n{handoff.consent_open(turn.language)}",
            choices=consent.request_choices(turn.language),
        )
