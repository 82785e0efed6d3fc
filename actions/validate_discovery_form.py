"""Needs discovery: purpose, amount, term, who, how money comes in, how soon."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.answering import answer_intent
from actions.holding import held, held_back
from actions.interviewing import InterviewAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.applicant_fields import FACTS, volunteered_fields
from bot.services.form import Field, Step
from bot.services.misfortune import GRAVE, misfortune_in
from bot.services.need_fields import need_fields
from bot.services.own_use import NO
from bot.services.recommend_products import never_served
from bot.services.refused_purposes import record_refused_purpose
from bot.texts.replies import questions

# What may change after a decision without another product being looked for.
RECHECKED = frozenset({"amount", "term", *FACTS})


class ValidateDiscoveryForm(InterviewAction):
    """Hears everything that was said in one sentence and asks only for what is missing."""

    title = "validate_discovery_form"
    form = "discovery_form"
    said_back = frozenset({"purpose", "amount", "term", "segment", "monthly_income"})

    def answer(self, turn: Turn) -> Reply:
        """Listen for the need; in grave misfortune no more, out of trouble not at once."""
        misfortune = misfortune_in(turn.heard.text)
        if misfortune in GRAVE:
            told = answer_intent(self.context, turn)
            return replace(told, slots={**held(str(misfortune)), "requested_slot": None})
        waits = held_back(turn) if turn.requested is None else None
        if waits is None:
            return super().answer(turn)
        # The form ends with nothing asked; action_recommend_products then has nothing to say.
        return replace(waits, slots={**waits.slots, "requested_slot": None})

    def fields(self) -> Sequence[Field]:
        """The fields of a need, and facts that may be mentioned along with it."""
        return (*need_fields(self.context.bounds()), *volunteered_fields())

    def question(self, field: str, turn: Turn, known: Mapping[str, Any], attempt: int) -> str:  # noqa: ARG002
        """The question about ``field``."""
        return questions.ask(field, turn.language, attempt=attempt)

    def applying(self, language: str) -> str:
        """The need comes first."""
        return questions.before_applying(language)

    def closes(self, known: Mapping[str, Any]) -> bool:
        """Whether no amount and no term could help this customer with this purpose."""
        return known.get("own_use") == NO or bool(
            never_served(known, self.context.lending, self.context.today())
        )

    def note(self, step: Step, turn: Turn) -> None:
        """Record that a purpose was refused, as the rules on internet loans ask."""
        if step.problem is not None and step.problem.code == "purpose_forbidden":
            record_refused_purpose(
                self.context.unit_of_work,
                turn.conversation,
                step.problem.params["purpose"],
                self.context.now(),
            )

    def remembered(self, step: Step, turn: Turn) -> dict[str, Any]:
        """After a decision another sum or term is checked anew, not recommended anew."""
        changed = set(step.values)
        recheck = bool(turn.known.get("decided")) and bool(changed) and changed <= RECHECKED
        return {"recheck": recheck or (turn.known.get("recheck") if not changed else None)}
