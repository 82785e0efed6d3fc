"""Needs discovery: purpose, amount, term, who, how money comes in, how soon."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.interviewing import InterviewAction
from actions.turn import Turn
from bot.services.applicant_fields import volunteered_fields
from bot.services.interview import Field, Step
from bot.services.need_fields import need_fields
from bot.services.recommend_products import never_served
from bot.services.refused_purposes import record_refused_purpose
from bot.texts.replies import questions


class ValidateDiscoveryForm(InterviewAction):
    """Hears everything that was said in one sentence and asks only for what is missing."""

    title = "validate_discovery_form"
    form = "discovery_form"
    said_back = frozenset({"purpose", "amount", "term", "segment", "monthly_income"})

    def fields(self) -> Sequence[Field]:
        """The fields of a need, and facts that may be mentioned along with it."""
        return (*need_fields(self.context.bounds()), *volunteered_fields())

    def question(self, field: str, turn: Turn, known: Mapping[str, Any], attempt: int) -> str:  # noqa: ARG002
        """The question about ``field``."""
        return questions.ask(field, turn.language, attempt=attempt)

    def closes(self, known: Mapping[str, Any]) -> bool:
        """Whether no amount and no term could help this customer with this purpose."""
        return bool(never_served(known, self.context.lending, self.context.today()))

    def note(self, step: Step, turn: Turn) -> None:
        """Record that a purpose was refused, as the rules on internet loans ask."""
        if step.problem is not None and step.problem.code == "purpose_forbidden":
            record_refused_purpose(
                self.context.unit_of_work,
                turn.conversation,
                step.problem.params["purpose"],
                self.context.now(),
            )

    def reopened(self, turn: Turn) -> tuple[Turn, dict[str, Any]]:
        """Forget the part of the need that a button asked to change; keep a method asked for."""
        slots: dict[str, Any] = {}
        method = turn.heard.value("method")
        if method is not None and not turn.heard.asks:
            slots["method"] = method
        field = turn.heard.value("field")
        if turn.heard.intent == "change_need" and field and not turn.heard.value("choice"):
            slots[str(field)] = None
        return replace(turn, known={**turn.known, **slots}), slots
