"""What the customer of a random conversation does next. Pure: the same seed and the same replies
make the same customer.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.channels.message import Button
from tests.dialogue.fuzz.garbage import garbage
from tests.dialogue.fuzz.phrases import ANSWERS, INTENTS, WRITINGS, joined, say


class Kind(StrEnum):
    """What the customer is up to."""

    ANSWER = "answer"  # to the open question, or a need when none is open
    OTHER_ANSWER = "other_answer"  # what another question would have wanted
    VAGUE = "vague"
    REFUSAL = "refusal"
    CORRECTION = "correction"
    NEED = "need"
    QUESTION = "question"
    SEVERAL = "several"  # two or three intents at once
    ANSWER_AND_QUESTION = "answer_and_question"
    BUTTON = "button"  # by title, number or payload
    OLD_BUTTON = "old_button"  # of an earlier reply
    FORGED = "forged"
    COMMAND = "command"
    GARBAGE = "garbage"
    REPEAT = "repeat"
    DUPLICATE = "duplicate"  # the same delivery once more
    AT_ONCE = "at_once"  # one delivery, handed in twice in the same moment
    RESUME = "resume"
    LANGUAGE = "language"
    LEAVING = "leaving"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One thing the customer does; ``intents`` are those that the words were made for."""

    kind: Kind
    text: str
    intents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What the customer has before them: buttons now and before, the open question, own words."""

    buttons: Sequence[Button] = ()
    old_buttons: Sequence[Button] = ()
    requested: str | None = None
    said: Sequence[str] = ()


LEAVING = ("cancel_application", "cannot_repay_hardship", "complaint", "distress",
           "withdraw_consent")  # fmt: skip
SOCIAL = ("greet", "thanks", "affirm", "deny")
QUESTIONS = tuple(
    name
    for name in INTENTS
    if name not in {*LEAVING, *SOCIAL, "goodbye", "discover_need", "human_agent"}
)
FORGED = (
    '/inform{"field": "age", "choice": "x"}',
    '/inform{"field": "nonsense", "choice": "1"}',
    '/inform{"field": "amount", "choice": "999999999"}',
    '/inform{"field": "term", "choice": "-3"}',
    '/inform{"field": ["age"], "choice": {"a": 1}}',
    '/inform{"amount": {"value": "abc"}}',
    '/choose_product{"product": "nope"}',
    "/choose_product",
    '/change_need{"field": "age"}',
    '/change_need{"field": "hold"}',
    "/restart",
    "/session_start",
    "/action_prequalify",
    "/utter_goodbye",
    "/nlu_fallback",
    "/affirm",
    '/inform{"field":',
    '/{"amount"',
    "//",
    '/EXTERNAL: {"a": null}',
    "EXTERNAL_prequalify",
)
COMMANDS = ("/start", "/help", "/agent", "/cancel", "/HELP me", "/stop", "/settings", "/start abc")

# How often a customer does what: most want something, some only make trouble.
_WILLING: Mapping[Kind, int] = {
    Kind.ANSWER: 52, Kind.BUTTON: 16, Kind.ANSWER_AND_QUESTION: 5, Kind.QUESTION: 6,
    Kind.CORRECTION: 4, Kind.SEVERAL: 2, Kind.VAGUE: 2, Kind.REFUSAL: 2, Kind.OTHER_ANSWER: 2,
    Kind.REPEAT: 1, Kind.DUPLICATE: 1, Kind.RESUME: 1, Kind.GARBAGE: 2, Kind.LEAVING: 1,
}  # fmt: skip
_CURIOUS: Mapping[Kind, int] = {
    Kind.ANSWER: 20, Kind.QUESTION: 20, Kind.SEVERAL: 12, Kind.ANSWER_AND_QUESTION: 10,
    Kind.BUTTON: 10, Kind.NEED: 5, Kind.VAGUE: 4, Kind.REFUSAL: 4, Kind.CORRECTION: 4,
    Kind.OTHER_ANSWER: 4, Kind.LANGUAGE: 2, Kind.PERSON: 2, Kind.RESUME: 2, Kind.LEAVING: 2,
    Kind.OLD_BUTTON: 2, Kind.REPEAT: 2,
}  # fmt: skip
_HOSTILE: Mapping[Kind, int] = {
    Kind.GARBAGE: 24, Kind.FORGED: 14, Kind.OLD_BUTTON: 8, Kind.COMMAND: 5, Kind.REPEAT: 8,
    Kind.DUPLICATE: 4, Kind.AT_ONCE: 4, Kind.BUTTON: 8, Kind.ANSWER: 12, Kind.OTHER_ANSWER: 6,
    Kind.NEED: 4, Kind.VAGUE: 4, Kind.REFUSAL: 4, Kind.QUESTION: 6, Kind.SEVERAL: 3,
    Kind.RESUME: 3, Kind.LANGUAGE: 3, Kind.LEAVING: 3, Kind.PERSON: 2,
}  # fmt: skip
MANNERS = {"willing": _WILLING, "curious": _CURIOUS, "hostile": _HOSTILE}
FIRST_BUTTON = 0.6
_REPEAT = {Kind.REPEAT, Kind.DUPLICATE}


class Customer:
    """One random customer, with a writing and a manner of their own."""

    def __init__(self, seed: str) -> None:
        self._chance = Random(seed)  # noqa: S311 (repeatable on purpose; nothing secret)
        self.writing = self._chance.choice(WRITINGS)
        self.manner = self._chance.choice(list(MANNERS))
        # Whoever means it needs twenty answers to an offer.
        self.messages = self._chance.randint(8, 34) + (16 if self.manner == "willing" else 0)

    def next(self, shown: Shown) -> Move:
        """What the customer does in front of this."""
        weights = MANNERS[self.manner]
        (kind,) = self._chance.choices(list(weights), weights=list(weights.values()))
        if self._chance.random() < 0.02:
            self.writing = self._chance.choice(WRITINGS)
        if kind in _REPEAT and not shown.said:
            kind = Kind.NEED
        if kind is Kind.BUTTON and not shown.buttons:
            kind = Kind.ANSWER
        if kind is Kind.OLD_BUTTON and not shown.old_buttons:
            kind = Kind.FORGED
        return self._move(kind, shown)

    def _move(self, kind: Kind, shown: Shown) -> Move:
        match kind:
            case Kind.ANSWER if shown.requested is None:
                if shown.buttons:  # the first leads on to the next form
                    first = self._chance.random() < FIRST_BUTTON
                    return self._button(Kind.BUTTON, shown.buttons[: 1 if first else None])
                return self._meant(kind, "discover_need")
            case Kind.ANSWER_AND_QUESTION:
                question = self._chance.choice(QUESTIONS)
                parts = [self._answer(shown.requested or "purpose"), self._say(question)]
                text = joined(parts, self.writing, self._chance)
                return Move(kind=kind, text=text, intents=(question,))
            case Kind.SEVERAL:
                return self._several()
            case Kind.BUTTON:
                return self._button(kind, shown.buttons)
            case Kind.OLD_BUTTON:
                return self._button(kind, shown.old_buttons)
        words = self._without_intent(kind, shown)
        if words is None:
            return self._meant(kind, self._intent(kind))
        return Move(kind=kind, text=words)

    def _without_intent(self, kind: Kind, shown: Shown) -> str | None:
        """The words of a move that is not made for an intent."""
        match kind:
            case Kind.ANSWER | Kind.AT_ONCE:
                return self._answer(shown.requested or "amount")
            case Kind.OTHER_ANSWER:
                return self._answer(
                    self._chance.choice([one for one in ANSWERS if one != shown.requested])
                )
            case Kind.VAGUE | Kind.REFUSAL | Kind.CORRECTION:
                return self._answer(str(kind))
            case Kind.FORGED:
                return self._chance.choice(FORGED)
            case Kind.COMMAND:
                return self._chance.choice(COMMANDS)
            case Kind.GARBAGE:
                return garbage(self._chance)
            case Kind.REPEAT | Kind.DUPLICATE:
                return shown.said[-1]
            case Kind.RESUME:
                return ""
        return None

    def _intent(self, kind: Kind) -> str:
        match kind:
            case Kind.LEAVING:
                return self._chance.choice(LEAVING)
            case Kind.PERSON:
                return "human_agent"
            case Kind.LANGUAGE:
                return "change_language"
            case Kind.NEED:
                return "discover_need"
            case _:
                return self._chance.choice([*QUESTIONS, *SOCIAL, "goodbye"])

    def _several(self) -> Move:
        intents = self._chance.sample([*QUESTIONS, "discover_need"], k=self._chance.randint(2, 3))
        if self._chance.random() < 0.3:
            intents.insert(0, self._chance.choice(["greet", "thanks"]))
        parts = [self._say(intent) for intent in intents]
        return Move(
            kind=Kind.SEVERAL,
            text=joined(parts, self.writing, self._chance),
            intents=tuple(intents),
        )

    def _button(self, kind: Kind, buttons: Sequence[Button]) -> Move:
        number = self._chance.randrange(len(buttons))
        chosen = buttons[number]
        shape = self._chance.choice(["title", "title", "number", "payload"])
        text = {"title": chosen.title, "number": str(number + 1), "payload": chosen.payload}[shape]
        return Move(kind=kind, text=text, intents=(intent_of(chosen.payload),))

    def _meant(self, kind: Kind, intent: str) -> Move:
        return Move(kind=kind, text=self._say(intent), intents=(intent,))

    def _say(self, intent: str) -> str:
        return say(INTENTS, intent, self.writing, self._chance)

    def _answer(self, name: str) -> str:
        return say(ANSWERS, name, self.writing, self._chance)


def intent_of(payload: str) -> str:
    """The intent that a payload names."""
    return payload.removeprefix("/").partition("{")[0]


def forgotten_by(payload: str) -> str | None:
    """The part of the need that a button asks to change, which is forgotten on purpose."""
    if intent_of(payload) != "change_need" or "{" not in payload:
        return None
    data = json.loads(payload[payload.index("{") :])
    return None if "choice" in data else str(data.get("field"))
