"""What both forms share: a message is read and acknowledged, and the next question put."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk.events import ActionExecutionRejected

from actions.answering_many import answer_all
from actions.base import LendingAction
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.turn import Turn
from bot.services.collect_samples import Trouble
from bot.services.interview import Field, Kind, Listening, Problem, Step, advance
from bot.texts.replies import answers, handoff, problems, questions, repair, understood
from bot.texts.replies.choices import Choice

# Two tries in other words, then a person is offered; never a loop.
TRIES_BEFORE_A_PERSON = 2
# A "no" to what was asked is an answer, not a misunderstanding.
NO_FAILURE = frozenset({"what_is_wrong", *problems.PROBLEMS_AFTER_NO})


class InterviewAction(LendingAction):
    """The validation action of a form; it reads the message and asks the next question itself.

    Rasa asks ``utter_ask_<slot>`` only when the domain has one; here it has none, because which
    question fits, in which words and with which acknowledgement depends on the whole turn.
    """

    form: ClassVar[str]
    # Answers worth saying back at once (voice: repeat what matters); corrections always are.
    said_back: ClassVar[frozenset[str]]

    @abstractmethod
    def fields(self) -> Sequence[Field]:
        """The fields of the form."""

    @abstractmethod
    def question(self, field: str, turn: Turn, known: Mapping[str, Any], attempt: int) -> str:
        """The question about ``field``."""

    def choices(self, field: str, turn: Turn) -> tuple[Choice, ...]:
        """The buttons under the question about ``field``."""
        return questions.offers(field, turn.language)

    def closes(self, known: Mapping[str, Any]) -> bool:  # noqa: ARG002 (for subclasses)
        """Whether asking on would be for nothing; never by default."""
        return False

    def note(self, step: Step, turn: Turn) -> None:
        """Keep what the law wants kept of a step; nothing by default."""

    def answer(self, turn: Turn) -> Reply:
        """Read one message and answer it, inside the form."""
        turn, forgotten = self.reopened(turn)
        listening = turn.listening if turn.active_form == self.form else self._fresh(turn)
        doubt = turn.known.get("doubt") if listening.requested else None
        agreed = _amount_in_doubt(doubt)
        step = advance(self.fields(), turn.heard, replace(listening, agreed=agreed), doubt=doubt)
        if step.kind is Kind.LEFT:
            return Reply(events=(ActionExecutionRejected(self.form),))
        if self.closes({**turn.known, **step.values}):
            step = replace(step, kind=Kind.ANSWERED, next_field=None, also_asks=False)
        self.note(step, turn)
        reply = self._reply(step, turn, listening)
        slots: dict[str, Any] = {
            **forgotten,
            **step.values,
            "doubt": _doubt_slot(step),
            "attempts": self._attempts(step, turn, listening),
            "last_field": _last_field(step, turn, listening),
            "requested_slot": step.next_field,
            "hold": None,  # who tells a need again is past it
        }
        if step.values:
            slots["decided"] = None  # what was decided was decided on other facts
        trouble = _trouble(slots["attempts"]) if step.kind is Kind.UNCLEAR else None
        return replace(reply, slots={**slots, **reply.slots}, trouble=trouble)

    def reopened(self, turn: Turn) -> tuple[Turn, dict[str, Any]]:
        """Forget an answer that the customer asked to change; nothing by default."""
        return turn, {}

    def _fresh(self, turn: Turn) -> Listening:
        return Listening(known=turn.known)

    def slots_after_failure(self, turn: Turn) -> dict[str, Any]:
        """Keep the open question, and tell Rasa that the form has dealt with the message."""
        return {"attempts": turn.known.get("attempts"), **super().slots_after_failure(turn)}

    def _attempts(self, step: Step, turn: Turn, listening: Listening) -> int:
        failed = step.kind in {Kind.UNCLEAR, Kind.PROBLEM, Kind.REFUSED}
        if step.problem is not None and step.problem.code in NO_FAILURE:
            return 0
        same = listening.requested is not None and step.next_field == listening.requested
        # After the third a person has been called, and the count begins anew.
        before = int(turn.known.get("attempts") or 0) % (TRIES_BEFORE_A_PERSON + 1)
        return before + 1 if failed and same else 0

    def _reply(self, step: Step, turn: Turn, listening: Listening) -> Reply:
        if step.kind is Kind.PAUSED:
            return Reply(response="utter_goodbye")
        if step.doubt is not None:
            asked = problems.doubt(step.doubt.code, step.doubt.params, turn.language)
            return Reply(
                text=_paragraphs(self._heard_back(step, turn), asked),
                choices=problems.doubt_choices(turn.language),
            )
        aside = answer_all(self.context, turn) if step.also_asks else Reply()
        if turn.heard.intent == "change_language" and step.also_asks and not aside.language:
            return aside  # first which language, then the question again
        if aside.language:
            turn = replace(turn, language=aside.language)
        if step.next_field is None:
            return replace(aside, choices=())
        return self._asking(step, step.next_field, turn, listening, aside)

    def _asking(
        self, step: Step, next_field: str, turn: Turn, listening: Listening, aside: Reply
    ) -> Reply:
        """The reply that ends with the open question."""
        known = {**turn.known, **step.values}
        attempt = self._attempts(step, turn, listening)
        open_question = self.question(next_field, turn, known, attempt)
        choices = self.choices(next_field, turn)
        lead = self._lead(step, turn, aside, attempt)
        if attempt > TRIES_BEFORE_A_PERSON:
            person = hand_off(self.context, turn, "repair", lead=repair.give_up(turn.language))
            lead = [person.text, handoff.while_waiting(turn.language)]
        elif step.problem is not None:
            lead = [*lead, *self._problem(step.problem, next_field, known, turn.language)]
            if step.problem.field == next_field:
                open_question = ""  # the problem's sentence says what to answer instead
        elif step.kind is Kind.DIGRESSED and turn.heard.intent != "human_agent":
            open_question = answers.back_to(open_question, turn.language)
        if attempt == TRIES_BEFORE_A_PERSON:
            choices = (*choices, answers.person(turn.language))
        return replace(aside, text=_paragraphs(*lead, open_question), choices=choices)

    def _problem(
        self, problem: Problem, next_field: str, known: Mapping[str, Any], language: str
    ) -> list[str]:
        """What is wrong, and that an earlier answer stands when there is one."""
        said = [problems.problem(problem.code, problem.params, language)]
        if problem.field != next_field and known.get(problem.field) is not None:
            said.append(understood.still({problem.field: known[problem.field]}, language))
        return said

    def _lead(self, step: Step, turn: Turn, aside: Reply, attempt: int) -> list[str]:
        """What comes before the question."""
        heard_back = self._heard_back(step, turn)
        match step.kind:
            case Kind.DIGRESSED if turn.heard.intent == "human_agent":
                return [heard_back, aside.text, handoff.while_waiting(turn.language)]
            case Kind.ASKED_WHY if turn.requested:
                return [questions.why(turn.requested, turn.language)]
            case Kind.REFUSED if turn.requested:
                return [
                    questions.why(turn.requested, turn.language) if attempt <= 1 else "",
                    questions.need_not_say(turn.language),
                ]
            case Kind.UNCLEAR:
                return [questions.asked_again(attempt, turn.language)]
            case Kind.PROBLEM if attempt == TRIES_BEFORE_A_PERSON:
                return [heard_back, aside.text, questions.asked_again(attempt, turn.language)]
            case Kind.REPEATED:
                return [questions.heard(turn.language)]
            case _:
                return [heard_back, aside.text]

    def _heard_back(self, step: Step, turn: Turn) -> str:
        if step.corrected:
            corrected = {name: step.values[name] for name in step.corrected}
            added = {name: step.values[name] for name in step.values if name not in corrected}
            return understood.understood(
                corrected, turn.language, corrected=True
            ) + understood.understood(added, turn.language)
        # Something else than what was asked is always said back.
        beside = turn.requested is not None and turn.requested not in step.values
        new = {
            name: value
            for name, value in step.values.items()
            if beside or self._worth_saying(name, value)
        }
        return understood.understood(new, turn.language)

    def _worth_saying(self, name: str, value: Any) -> bool:
        uncertain = isinstance(value, Mapping) and bool(value.get("approximate"))
        return name in self.said_back or uncertain


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _trouble(attempt: int) -> Trouble:
    if attempt > TRIES_BEFORE_A_PERSON:
        return Trouble.HANDED_OVER
    return Trouble.REPAIR_2 if attempt == TRIES_BEFORE_A_PERSON else Trouble.REPAIR_1


def _amount_in_doubt(doubt: Any) -> str | None:
    value = doubt.get("value") if isinstance(doubt, Mapping) else None
    return str(value.get("value")) if isinstance(value, Mapping) else None


def _doubt_slot(step: Step) -> dict[str, Any] | None:
    if step.doubt is None:
        return None
    return {"field": step.doubt.field, "value": step.doubt.value, "code": step.doubt.code}


def _last_field(step: Step, turn: Turn, listening: Listening) -> str | None:
    if listening.requested in step.values:
        return listening.requested
    return turn.known.get("last_field")
