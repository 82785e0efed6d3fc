"""The application form: facts a person can state, corrected at any time, confirmed at the end."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.interviewing import InterviewAction
from actions.turn import Turn
from bot.services.applicant_fields import applicant_fields, facts_of
from bot.services.interview import Field
from bot.texts.catalogue import translator
from bot.texts.replies import questions, understood
from bot.texts.replies.choices import Choice, answer, choose


class ValidatePrequalificationForm(InterviewAction):
    """Asks one fact at a time, after consent, and shows them all before anything is decided."""

    title = "validate_prequalification_form"
    form = "prequalification_form"
    said_back = frozenset({"monthly_income", "monthly_debt"})

    def fields(self) -> Sequence[Field]:
        """The facts, and the need's fields for corrections."""
        return applicant_fields(self.context.bounds())

    def question(self, field: str, turn: Turn, known: Mapping[str, Any], attempt: int) -> str:
        """The question about ``field``; the last one is the summary of all facts."""
        if field == "facts_confirmed":
            need = {name: known.get(name) for name in ("amount", "term")}
            return understood.facts_summary({**need, **facts_of(known)}, turn.language)
        if field == "monthly_income" and not attempt:
            return questions.income_question(known, turn.language)
        return questions.ask(field, turn.language, attempt=attempt)

    def choices(self, field: str, turn: Turn) -> tuple[Choice, ...]:
        """The buttons under the question about ``field``."""
        if field != "facts_confirmed":
            return questions.offers(field, turn.language)
        _ = translator(turn.language)
        return (answer(_("都对"), field, "yes"), choose(_("有要改的"), "deny"))
