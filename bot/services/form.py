"""What a form is made of: its fields, what is read for them, what a message did. Pure values."""

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.services.heard import Heard

Known = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A field's value in JSON form, as it will be stored; None takes an earlier answer back."""

    value: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A value that cannot be taken: ``code`` names what is wrong, ``params`` what was said."""

    field: str
    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A value that is probably meant but must be confirmed before it counts.

    Attributes:
        field: what the value is for.
        code: what is doubtful.
        value: taken after a "yes"; None when there is nothing to take.
        denied: taken after a "no"; None when the question is asked again instead.
        params: what was said.
    """

    field: str
    code: str
    value: Any
    denied: Any = None
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listening:
    """What the reader of a field may know: earlier answers, the open question, the one before.

    Attributes:
        known: what is known.
        requested: the open question.
        last: the question answered before it.
        agreed: a doubtful value that the customer has already confirmed.
        reopened: an answered question that is asked again at the customer's wish.
        earlier: answers of an application that was stopped, to be taken again on request.
    """

    known: Known
    requested: str | None = None
    last: str | None = None
    agreed: str | None = None
    reopened: str | None = None
    earlier: Known = dataclasses.field(default_factory=dict)


Reader = Callable[[Heard, Listening], Found | Problem | Doubt | None]
# Looks at everything that would be known now, and at what has just been said of it.
Check = Callable[[Known, Collection[str]], Doubt | None]


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
        follows: the value is forgotten when the question no longer applies.
    """

    name: str
    read: Reader
    needed: Callable[[Known], bool] = _always
    when_unsaid: Any = None
    askable: bool = True
    follows: bool = False


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
    REOPENED = "reopened"  # points at an answer that shall be given anew
    KEPT = "kept"  # the same as before
    NOT_EARLIER = "not_earlier"  # the same as before, where there was nothing before
    WANTS_TO_APPLY = "wants_to_apply"  # in the middle of telling the need
    PAUSED = "paused"  # goodbye: the question stays for the next time
    LEFT = "left"  # cancels, complains, cannot pay: the form ends here


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The outcome of one message: what was learned and which field is open now."""

    kind: Kind
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    corrected: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()
    problem: Problem | None = None
    doubt: Doubt | None = None
    also_asks: bool = False
    reopened: str | None = None
    next_field: str | None = None
