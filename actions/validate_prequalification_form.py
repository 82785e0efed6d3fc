"""The application form: facts a person can state, corrected at any time, confirmed at the end."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.interviewing import InterviewAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.applicant_fields import FACTS, applicant_fields, facts_of
from bot.services.contradictions import contradicting
from bot.services.form import Doubt, Field, Problem, Step
from bot.services.own_use import NO
from bot.texts.catalogue import translator
from bot.texts.replies import questions, understood
from bot.texts.replies.choices import Choice, answer, choose

NEED_IN_SUMMARY = ("amount", "term")
STALE_AFTER_DAYS = 30
_OTHER_PRODUCTS = re.compile(
    r"(?:换|換|看看?|推荐|推薦|有没有|有沒有|选|選).{0,6}(?:别的|別的|其他|其它|另外的?"
    r"|另一)[^，,。]{0,2}(?:款|产品|產品|贷款|貸款|$)"
    r"|(?:重新|再)(?:给我|給我|帮我|幫我)?(?:推荐|推薦)|(?:换|換)(?:一?款|一?个产品"
    r"|一?個產品)(?:看看|吧|$)"
    r"|\b(?:other|another|different) (?:product|loan|option)s?\b|\brecommend (?:something"
    r"|another|me)\b",
    re.IGNORECASE,
)


class ValidatePrequalificationForm(InterviewAction):
    """Asks one fact at a time, after consent, and shows them all before anything is decided."""

    title = "validate_prequalification_form"
    form = "prequalification_form"
    said_back = frozenset({"monthly_income", "monthly_debt"})

    def answer(self, turn: Turn) -> Reply:
        """Answer inside the form; who wants to see other products is shown them and may return."""
        reply = super().answer(turn)
        if turn.active_form != self.form or not _OTHER_PRODUCTS.search(turn.heard.text):
            return reply
        slots = {**reply.slots, "requested_slot": None, "doubt": None, "pending": "prequalify"}
        return Reply(slots=slots, events=(FollowupAction("action_recommend_products"),))

    def fields(self) -> Sequence[Field]:
        """The facts, and the need's fields for corrections."""
        return applicant_fields(self.context.bounds())

    def applying(self, language: str) -> str:
        """The application is under way."""
        return questions.while_applying(language)

    def check(self, known: Mapping[str, Any], said: Collection[str]) -> Doubt | None:
        """Answers that cannot all be true."""
        return contradicting(known, said)

    def closes(self, known: Mapping[str, Any]) -> bool:
        """Whether the money is for somebody else."""
        return known.get("own_use") == NO

    def remembered(self, step: Step, turn: Turn) -> dict[str, Any]:
        """Of when the facts are: the day of the first, until they are confirmed."""
        if "facts_confirmed" in step.values or not turn.known.get("facts_at"):
            at = turn.at or self.context.now()
            return {"facts_at": at.date().isoformat()} if set(step.values) & set(FACTS) else {}
        return {}

    def question(self, field: str, turn: Turn, known: Mapping[str, Any], attempt: int) -> str:
        """The question about ``field``; the last one is the summary of all facts."""
        if field == "facts_confirmed":
            need = {name: known.get(name) for name in NEED_IN_SUMMARY}
            summary = understood.facts_summary({**need, **facts_of(known)}, turn.language)
            days = self._days_old(turn, known)
            if days <= STALE_AFTER_DAYS:
                return summary
            return understood.said_long_ago(days, turn.language) + "\n\n" + summary
        if field == "monthly_income" and not attempt:
            return questions.income_question(known, turn.language)
        return questions.ask(field, turn.language, attempt=attempt)

    def _days_old(self, turn: Turn, known: Mapping[str, Any]) -> int:
        stated = known.get("facts_at")
        now = turn.at or self.context.now()
        return (now.date() - date.fromisoformat(str(stated))).days if stated else 0

    def choices(self, field: str, turn: Turn) -> tuple[Choice, ...]:
        """The buttons under the question about ``field``."""
        if field != "facts_confirmed":
            return questions.offers(field, turn.language)
        _ = translator(turn.language)
        return (answer(_("都对"), field, "yes"), choose(_("有要改的"), "deny"))

    def choices_after(
        self, problem: Problem, known: Mapping[str, Any], language: str
    ) -> tuple[Choice, ...]:
        """After a "no" to the summary every line of it; they are numbered as the lines are."""
        if problem.code != "what_is_wrong":
            return super().choices_after(problem, known, language)
        shown = [name for name in questions.TITLES if known.get(name) is not None]
        listed = [name for name in shown if name in NEED_IN_SUMMARY or name in FACTS]
        return questions.which_one(listed, language)
