"""How a form listens: what one message answers, corrects, asks or refuses. Pure.

A form is a sequence of fields. A field knows how to read itself out of a message; the interview
knows nothing of loans, of texts, or of Rasa.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.services.heard import Heard

Known = Mapping[str, Any]

# Below this a classifier's word is not enough to leave a question or to start answering another.
SURE_ENOUGH = 0.45


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A field's value in JSON form, as it will be stored."""

    value: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A value that cannot be taken: ``code`` names what is wrong, ``params`` what was said."""

    field: str
    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A value that is probably meant but must be confirmed before it counts."""

    field: str
    code: str
    value: Any
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listening:
    """What the reader of a field may know: earlier answers, the open question, the one before."""

    known: Known
    requested: str | None = None
    last: str | None = None
    agreed: str | None = None  # a doubtful value the customer has already confirmed


Reader = Callable[[Heard, Listening], Found | Problem | Doubt | None]


def _always(_known: Known) -> bool:
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One thing to know.

    Attributes:
        name: slot name.
        read: finds the value in a message.
        needed: whether the question applies, given what is known.
        when_unsaid: value taken when the customer does not know or would rather not say;
            None means that the answer is required.
        askable: False for a field that can be corrected here but is not asked here.
    """

    name: str
    read: Reader
    needed: Callable[[Known], bool] = _always
    when_unsaid: Any = None
    askable: bool = True


class Kind(StrEnum):
    """What a message did to the form."""

    ANSWERED = "answered"  # something new was learned
    REPEATED = "repeated"  # the customer said what was known already, or just "ok"
    PROBLEM = "problem"
    DOUBT = "doubt"
    DIGRESSED = "digressed"  # asked something else; the open question stays open
    ASKED_WHY = "asked_why"
    UNCLEAR = "unclear"
    REFUSED = "refused"  # "no" to an open question, or would rather not say
    PAUSED = "paused"  # goodbye: the question stays for the next time
    LEFT = "left"  # cancels, complains, cannot pay: the form ends here


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The outcome of one message: what was learned and which field is open now."""

    kind: Kind
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    corrected: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    problem: Problem | None = None
    doubt: Doubt | None = None
    also_asks: bool = False
    next_field: str | None = None


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
) -> Step:
    """Read one message against a form.

    Args:
        form: the fields, in the order in which they are asked.
        heard: the message.
        listening: what is known and which field is open.
        doubt: a value waiting for confirmation (``field``, ``value``, ``code``), if any.

    Returns:
        The step; ``next_field`` is None when nothing is missing any more.
    """
    requested, known = listening.requested, listening.known
    values, problem, new_doubt = _read_all(form, heard, listening)
    if doubt and heard.intent in {"affirm", "deny"} and not heard.entities:
        # Yes or no to the doubtful value, not to the question that it answered.
        values, problem, new_doubt = _resolved(doubt, agreed=heard.intent == "affirm")
    changed = {name: value for name, value in values.items() if known.get(name) != value}
    corrected = frozenset(name for name in changed if known.get(name) is not None)

    def step(kind: Kind, **more: Any) -> Step:
        now = {**known, **changed, **more.get("values", {})}
        return Step(
            **{
                "kind": kind,
                "values": changed,
                "corrected": corrected,
                "next_field": _next_field(form, now),
                **more,
            }
        )

    answered = requested is None or requested in values or bool(values and not heard.asks)
    sure = heard.confidence >= SURE_ENOUGH
    if heard.intent in LEAVING and sure and not (requested and requested in values):
        return step(Kind.LEFT, values={}, corrected=frozenset())
    digresses = (sure and _digresses(heard, requested, answered=answered)) or (
        not answered and bool(heard.topics() & ANSWERABLE_TOPICS)
    )
    if "why_asked" in heard.topics() and not values:
        return step(Kind.ASKED_WHY)
    if problem is not None or new_doubt is not None:
        kind = Kind.PROBLEM if problem is not None else Kind.DOUBT
        shown = step(kind, problem=problem, doubt=None if problem else new_doubt,
                     also_asks=digresses)  # fmt: skip
        open_field = (problem or new_doubt or shown).field  # type: ignore[union-attr]
        if kind is Kind.DOUBT or shown.next_field is None:
            # Nothing is finished while a value is in question.
            return dataclasses.replace(shown, next_field=open_field)
        return shown
    if digresses:
        return step(Kind.DIGRESSED, also_asks=True)
    if values:
        return step(Kind.ANSWERED if changed else Kind.REPEATED)
    if heard.intent == "goodbye" and sure:
        return step(Kind.PAUSED)
    return _without_values(form, heard, requested, step)


def _resolved(
    doubt: Mapping[str, Any], *, agreed: bool
) -> tuple[dict[str, Any], Problem | None, Doubt | None]:
    field = str(doubt["field"])
    if agreed:
        return {field: doubt["value"]}, None, None
    return {}, Problem(field=field, code=f"not_{doubt['code']}"), None


def _digresses(heard: Heard, requested: str | None, *, answered: bool) -> bool:
    """Whether the message asks something besides, or instead of, answering."""
    if requested is None and heard.intent in {"ask_loan_products", "ask_eligibility"}:
        return False  # that question is what opened the form
    return heard.says(ANSWERABLE) and (not answered or heard.asks)


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


def _without_values(
    form: Sequence[Field], heard: Heard, requested: str | None, step: Callable[..., Step]
) -> Step:
    """Decide about a message that answered nothing and asked nothing that can be answered."""
    if requested is None:
        return step(Kind.ANSWERED)
    unsaid = heard.is_vague or "prefer_not_say" in heard.topics()
    open_field = next(one for one in form if one.name == requested)
    if unsaid and open_field.when_unsaid is not None:
        return step(
            Kind.ANSWERED,
            values={requested: open_field.when_unsaid},
            unsaid=frozenset({requested}),
        )
    if unsaid or heard.intent == "deny":
        return step(Kind.REFUSED)
    if heard.intent == "affirm":
        return step(Kind.REPEATED)
    return step(Kind.UNCLEAR)


def _next_field(form: Sequence[Field], known: Known) -> str | None:
    return next(
        (
            one.name
            for one in form
            if one.askable and known.get(one.name) is None and one.needed(known)
        ),
        None,
    )
