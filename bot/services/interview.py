"""How a form listens: what one message answers, corrects, asks or refuses. Pure.

A form is a sequence of fields (form.py). A field knows how to read itself out of a message; the
interview knows nothing of loans, of texts, or of Rasa.
"""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.services.form import Check, Doubt, Field, Found, Kind, Known, Listening, Problem, Step
from bot.services.heard import Heard
from bot.services.naming import asks_why, goes_back, pointed_at, says_all_same, says_same
from bot.services.settling import asked_again, must_be_settled, resolved, yes_or_no
from bot.services.stated import same

# Below this a classifier's word is not enough to leave a question or to start answering another.
SURE_ENOUGH = 0.45
# A question ("为啥不能先还利息") must be surer to end a form with all that was said in it.
SURE_TO_LEAVE = 0.9


def _never(_known: Known, _said: Collection[str]) -> None:
    return None


LEAVING = frozenset(
    {"cancel_application", "cannot_repay_hardship", "complaint", "distress", "withdraw_consent"}
)

ANSWERABLE_TOPICS = frozenset({"why_not", "compare_methods", "schedule_detail", "cost_sheet"})

ANSWERABLE = frozenset(
    [
        "greet",
        "thanks",
        "ask_help",
        "bot_challenge",
        "change_language",
        "human_agent",
        "out_of_scope",
        "ask_loan_products",
        "ask_rate",
        "ask_limit",
        "raise_limit",
        "ask_eligibility",
        "entry_not_visible",
        "ask_application_status",
        "ask_decision_reason",
        "ask_disbursement",
        "reborrow",
        "ask_repayment_schedule",
        "make_repayment",
        "report_paid",
        "promise_to_pay",
        "early_repayment",
        "ask_penalty_overdue",
        "change_repayment_date",
        "change_repayment_method",
        "change_bank_card",
        "change_phone",
        "close_account",
        "settlement_certificate",
        "ask_credit_report",
        "credit_education",
        "privacy_data_request",
        "verify_message",
        "opt_out_marketing",
        "resume",
        "consent_text",
    ]
)


def advance(
    form: Sequence[Field],
    heard: Heard,
    listening: Listening,
    *,
    doubt: Mapping[str, Any] | None = None,
    check: Check = _never,
) -> Step:
    """Read one message against a form.

    Args:
        form: the fields, in the order in which they are asked.
        heard: the message.
        listening: what is known and which field is open.
        doubt: a value to be confirmed (``field``, ``value``, ``denied``, ``code``), if any.
        check: finds what cannot be true together in what would be known now.

    Returns:
        The step; ``next_field`` is None when nothing is missing any more.
    """
    values, problem, new_doubt = _read_all(form, heard, listening)
    agreed = yes_or_no(doubt, heard, alone=not values) if doubt else None
    resolving = agreed is not None
    if doubt and agreed is not None:
        # Yes or no to the doubtful value, not to the question that it answered.
        values, problem = resolved(doubt, agreed=agreed)
        new_doubt = None
    elif doubt and must_be_settled(doubt) and doubt["field"] not in values:
        new_doubt = asked_again(doubt)
    known = listening.known
    changed = {name: value for name, value in values.items() if not same(known.get(name), value)}
    if problem is None and new_doubt is None and not resolving:
        new_doubt = check({**known, **changed}, set(values))
    return _Reading(
        form=form,
        heard=heard,
        listening=listening,
        values=values,
        changed=changed,
        problem=problem,
        doubt=None if problem else new_doubt,
        resolving=resolving,
    ).step()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """A message with what was read out of it; :meth:`step` decides what it did to the form."""

    form: Sequence[Field]
    heard: Heard
    listening: Listening
    values: Mapping[str, Any]
    changed: Mapping[str, Any]
    problem: Problem | None
    doubt: Doubt | None
    resolving: bool

    def step(self) -> Step:
        """Turn back, leave, explain, question, digress, take: the first that fits."""
        for decide in (
            self._turned_back, self._leaves, self._asks_why, self._questioned, self._digresses,
            self._taken, self._rests,
        ):  # fmt: skip
            found = decide()
            if found is not None:
                return found
        return self._without_values()

    @property
    def _sure(self) -> bool:
        return self.heard.confidence >= SURE_ENOUGH

    @property
    def _nothing_read(self) -> bool:
        return not (self.values or self.problem or self.doubt or self.resolving)

    def _made(self, kind: Kind, **more: Any) -> Step:
        known = self.listening.known
        reopened = self.listening.reopened
        now = {**known, **self.changed, **more.get("values", {})}
        again = more.get("reopened", None if reopened in self.values else reopened)
        made: dict[str, Any] = {
            "kind": kind,
            "values": self.changed,
            "corrected": frozenset(n for n in self.changed if known.get(n) is not None),
            "forgotten": frozenset(_forgotten(self.form, now)),
            "reopened": again,
            "next_field": again or _next_field(self.form, now),
        }
        return Step(**{**made, **more})

    def _turned_back(self) -> Step | None:
        """A message that speaks of an answer given before and gives no new one."""
        heard, requested = self.heard, self.listening.requested
        if heard.intent == "change_need" and not heard.value("choice"):
            return self._reopened(heard.value("field"))
        if heard.chosen or not self._nothing_read:
            return None
        pointed = pointed_at(heard.text)
        if pointed not in {None, requested}:
            return self._reopened(pointed)
        if goes_back(heard.text):
            before = self._reopened(self._before())
            return before or (self._made(Kind.NOT_EARLIER) if requested else None)
        same = requested is not None and says_same(heard.text)
        return self._same(str(requested)) if same else None

    def _reopened(self, field: object) -> Step | None:
        if self.listening.known.get(str(field)) is None:
            return None
        return self._made(Kind.REOPENED, reopened=str(field))

    def _before(self) -> str | None:
        """The question answered before the open one, or before the one that is asked again."""
        known, order = self.listening.known, [one.name for one in self.form]
        answered = [
            one.name for one in self.form if known.get(one.name) is not None and one.needed(known)
        ]
        if self.listening.reopened is None and self.listening.last in answered:
            return self.listening.last
        if self.listening.requested not in order:
            return None
        at = order.index(self.listening.requested)
        return next((name for name in reversed(answered) if order.index(name) < at), None)

    def _same(self, requested: str) -> Step:
        """The answer is the one given before, where there is one."""
        if self.listening.reopened == requested:
            return self._made(Kind.KEPT, reopened=None)
        earlier, known = self.listening.earlier, self.listening.known
        names = [one.name for one in self.form] if says_all_same(self.heard.text) else [requested]
        taken = {
            name: earlier[name]
            for name in names
            if earlier.get(name) is not None and known.get(name) is None
        }
        return self._made(Kind.KEPT, values=taken) if taken else self._made(Kind.NOT_EARLIER)

    def _leaves(self) -> Step | None:
        if asks_why(self.heard.text):
            return None  # a bare "why?" sounds like a complaint
        answers = self.listening.requested in self.values
        needed = SURE_TO_LEAVE if self.heard.asks else SURE_ENOUGH
        sure = self.heard.confidence >= needed
        if self.heard.intent in LEAVING and sure and not answers:
            return self._made(Kind.LEFT, values={}, corrected=frozenset())
        return None

    def _asks_why(self) -> Step | None:
        why = "why_asked" in self.heard.topics() or asks_why(self.heard.text)
        return self._made(Kind.ASKED_WHY) if why and self._nothing_read else None

    def _questioned(self) -> Step | None:
        """A value that cannot be taken, or not without a word."""
        asked = self.problem or self.doubt
        if asked is None:
            return None
        kind = Kind.PROBLEM if self.problem else Kind.DOUBT
        made = self._made(
            kind, problem=self.problem, doubt=self.doubt, also_asks=self._asks_something
        )
        if kind is Kind.DOUBT or self.resolving or made.next_field is None:
            # Nothing is finished while a value is in question.
            return dataclasses.replace(made, next_field=asked.field)
        return made

    @property
    def _asks_something(self) -> bool:
        """Whether the message asks something besides, or instead of, answering."""
        heard, requested = self.heard, self.listening.requested
        answered = (
            requested is None or requested in self.values or bool(self.values and not heard.asks)
        )
        if not answered and heard.topics() & ANSWERABLE_TOPICS:
            return True
        if requested is None and heard.intent in {"ask_loan_products", "ask_eligibility"}:
            return False  # that question is what opened the form
        if heard.is_nonsense:
            return False
        return self._sure and heard.says(ANSWERABLE) and (not answered or heard.asks)

    def _digresses(self) -> Step | None:
        return self._made(Kind.DIGRESSED, also_asks=True) if self._asks_something else None

    def _taken(self) -> Step | None:
        if not self.values and not self.resolving:
            return None
        return self._made(Kind.ANSWERED if self.changed else Kind.REPEATED)

    def _rests(self) -> Step | None:
        """A farewell, or the wish to apply, which the open questions serve already."""
        if self.heard.intent == "goodbye" and self._sure:
            return self._made(Kind.PAUSED)
        if self.heard.intent == "prequalify" and self.listening.requested and self._sure:
            return self._made(Kind.WANTS_TO_APPLY)
        return None

    def _without_values(self) -> Step:
        """A message that answered nothing and asked nothing that can be answered."""
        heard, requested = self.heard, self.listening.requested
        if requested is None:
            return self._made(Kind.ANSWERED)
        unsaid = heard.is_vague or "prefer_not_say" in heard.topics()
        if self.listening.reopened == requested and (unsaid or heard.intent in {"affirm", "deny"}):
            return self._made(Kind.KEPT, reopened=None)
        open_field = next((one for one in self.form if one.name == requested), None)
        if unsaid and open_field is not None and open_field.when_unsaid is not None:
            return self._made(
                Kind.ANSWERED,
                values={requested: open_field.when_unsaid},
                unsaid=frozenset({requested}),
            )
        if unsaid or heard.intent == "deny":
            return self._made(Kind.REFUSED)
        return self._made(Kind.REPEATED if heard.intent == "affirm" else Kind.UNCLEAR)


def _read_all(
    form: Sequence[Field], heard: Heard, listening: Listening
) -> tuple[dict[str, Any], Problem | None, Doubt | None]:
    values: dict[str, Any] = {}
    problem: Problem | None = None
    doubt: Doubt | None = None
    for one in form:
        match one.read(heard, listening):
            case Found(value=value):
                values[one.name] = value
            case Problem() as found if problem is None or one.name == listening.requested:
                problem = found
            case Doubt() as found if doubt is None or one.name == listening.requested:
                doubt = found
    return values, problem, doubt


def _forgotten(form: Sequence[Field], known: Known) -> list[str]:
    """The answers whose questions no longer apply."""
    return [
        one.name
        for one in form
        if one.follows and known.get(one.name) is not None and not one.needed(known)
    ]


def _next_field(form: Sequence[Field], known: Known) -> str | None:
    return next(
        (
            one.name
            for one in form
            if one.askable and known.get(one.name) is None and one.needed(known)
        ),
        None,
    )


def left_open(form: Sequence[Field], step: Step, known: Known) -> Step | None:
    """The step with its open question left unsaid; None when the answer is required."""
    open_field = next((one for one in form if one.name == step.next_field), None)
    if open_field is None or open_field.when_unsaid is None:
        return None
    values = {**step.values, open_field.name: open_field.when_unsaid}
    return dataclasses.replace(
        step,
        kind=Kind.ANSWERED,
        problem=None,
        values=values,
        unsaid=frozenset({open_field.name}),
        next_field=_next_field(form, {**known, **values}),
    )
