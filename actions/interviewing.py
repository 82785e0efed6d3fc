"""What both forms share: a message is read and acknowledged, and the next question put."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk.events import ActionExecutionRejected

from actions import acknowledging
from actions.answering_many import answer_all
from actions.base import LendingAction
from actions.handing_off import hand_off
from actions.repairing import likely_meanings
from actions.reply import Reply
from actions.turn import Turn
from bot.services.collect_samples import Trouble
from bot.services.contradictions import COMPARED
from bot.services.form import Doubt, Field, Kind, Listening, Problem, Step
from bot.services.heard import Heard, HeardEntity
from bot.services.interview import advance, left_open
from bot.texts.replies import answers, handoff, problems, questions, repair
from bot.texts.replies.choices import Choice

# Two tries in other words, then a person is offered; never a loop. A question that need not be
# answered is left open instead.
TRIES_BEFORE_A_PERSON = 2
# A "no" to what was asked is an answer, not a misunderstanding.
NO_FAILURE = frozenset({"what_is_wrong", *problems.PROBLEMS_AFTER_NO, *problems.NOT_BOTH_TRUE})


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

    @abstractmethod
    def applying(self, language: str) -> str:
        """What the wish to apply is answered with while this form is under way."""

    def choices(self, field: str, turn: Turn) -> tuple[Choice, ...]:
        """The buttons under the question about ``field``."""
        return questions.offers(field, turn.language)

    def choices_after(
        self,
        problem: Problem,
        known: Mapping[str, Any],  # noqa: ARG002 (for subclasses)
        language: str,
    ) -> tuple[Choice, ...]:
        """The buttons after a "no" to a contradiction: the answers that it compares."""
        compared = COMPARED.get(problem.code.removeprefix("not_"), ())
        return questions.which_one(compared, language)

    def check(self, known: Mapping[str, Any], said: Collection[str]) -> Doubt | None:  # noqa: ARG002 (for subclasses)
        """What cannot be true together; nothing is compared by default."""
        return None

    def closes(self, known: Mapping[str, Any]) -> bool:  # noqa: ARG002 (for subclasses)
        """Whether asking on would be for nothing; never by default."""
        return False

    def note(self, step: Step, turn: Turn) -> None:
        """Keep what the law wants kept of a step; nothing by default."""

    def remembered(self, step: Step, turn: Turn) -> dict[str, Any]:  # noqa: ARG002 (for subclasses)
        """Further slots to set after a step; none by default."""
        return {}

    def answer(self, turn: Turn) -> Reply:
        """Read one message and answer it, inside the form."""
        turn = _as_number(turn)
        under_way = turn.active_form == self.form
        listening = turn.listening if under_way else replace(turn.listening, requested=None)
        doubt = turn.known.get("doubt") if listening.requested else None
        step = advance(
            self.fields(),
            turn.heard,
            replace(listening, agreed=_amount_in_doubt(doubt)),
            doubt=doubt,
            check=self.check,
        )
        if step.kind is Kind.LEFT:
            return Reply(events=(ActionExecutionRejected(self.form),))
        if not step.reopened and self.closes({**turn.known, **step.values}):
            step = replace(step, kind=Kind.ANSWERED, next_field=None, also_asks=False, doubt=None)
        self.note(step, turn)
        attempt = self._attempts(step, turn, listening)
        unclear, lead = step.kind is Kind.UNCLEAR, ""
        if attempt > TRIES_BEFORE_A_PERSON:
            without = left_open(self.fields(), step, turn.known)
            if without is not None:
                step, attempt, lead = without, 0, questions.left_open(turn.language)
        reply = self._reply(step, turn, attempt, away=under_way)
        reply = replace(reply, text=_paragraphs(lead, reply.text))
        trouble = _trouble(TRIES_BEFORE_A_PERSON if lead else attempt) if unclear else None
        slots: dict[str, Any] = {
            **step.values,
            **dict.fromkeys(step.forgotten),
            "doubt": _doubt_slot(step),
            "reopened": step.reopened,
            "attempts": attempt,
            "last_field": _last_field(step, turn, listening),
            "requested_slot": step.next_field,
            "hold": None,  # who tells a need again is past it
        }
        if step.doubt is not None and step.doubt.code in problems.CONTRADICTIONS:
            slots["checked"] = [*(turn.known.get("checked") or ()), step.doubt.code]
        if step.values:
            slots["decided"] = None  # what was decided was decided on other facts
        remembered = self.remembered(step, turn)
        return replace(reply, slots={**slots, **remembered, **reply.slots}, trouble=trouble)

    def slots_after_failure(self, turn: Turn) -> dict[str, Any]:
        """Keep the open question, and tell Rasa that the form has dealt with the message."""
        return {"attempts": turn.known.get("attempts"), **super().slots_after_failure(turn)}

    def _attempts(self, step: Step, turn: Turn, listening: Listening) -> int:
        failed = step.kind in {Kind.UNCLEAR, Kind.PROBLEM, Kind.REFUSED} or (
            step.kind is Kind.DIGRESSED and turn.heard.intent == "out_of_scope"
        )
        if step.problem is not None and step.problem.code in NO_FAILURE:
            return 0
        same = listening.requested is not None and step.next_field == listening.requested
        # After the third a person has been called, and the count begins anew.
        before = int(turn.known.get("attempts") or 0) % (TRIES_BEFORE_A_PERSON + 1)
        return before + 1 if failed and same else 0

    def _reply(self, step: Step, turn: Turn, attempt: int, *, away: bool) -> Reply:
        if step.kind is Kind.PAUSED:
            return Reply(response="utter_goodbye")
        told = replace(turn, known={**turn.known, **step.values})
        aside = answer_all(self.context, told) if step.also_asks else Reply()
        if turn.heard.intent == "change_language" and step.also_asks and not aside.language:
            return aside  # first which language, then the question again
        if aside.language:
            turn = replace(turn, language=aside.language)
        if step.doubt is not None:
            heard = acknowledging.heard_back(step, turn, self.said_back)
            asked = problems.doubt(step.doubt.code, step.doubt.params, turn.language)
            return replace(
                aside,
                text=_paragraphs(heard, aside.text, asked),
                choices=problems.doubt_choices(step.doubt.code, turn.language),
            )
        if step.next_field is None:
            return replace(aside, choices=())
        reply = self._asking(step, step.next_field, turn, attempt, aside)
        back = acknowledging.back_again(turn) if away else ""
        return replace(reply, text=_paragraphs(back, reply.text))

    def _asking(self, step: Step, next_field: str, turn: Turn, attempt: int, aside: Reply) -> Reply:
        """The reply that ends with the open question."""
        known = {**turn.known, **step.values, **dict.fromkeys(step.forgotten)}
        question = self.question(next_field, turn, known, attempt)
        lead = acknowledging.lead(
            step,
            turn,
            aside,
            attempt,
            said_back=self.said_back,
            applying=self.applying(turn.language),
        )
        wrong = acknowledging.problem(step.problem, next_field, known, turn.language)
        if attempt > TRIES_BEFORE_A_PERSON:
            unwilling = step.kind is Kind.REFUSED
            first = (repair.not_pressed if unwilling else repair.give_up)(turn.language)
            person = hand_off(self.context, turn, "repair", lead=first)
            lead = [*wrong, person.text, handoff.while_waiting(turn.language)]
        elif step.problem is not None:
            # The problem's sentence says what to answer instead.
            question = "" if step.problem.field == next_field else question
            lead = [*lead, *wrong]
        elif step.kind is Kind.UNCLEAR and attempt == 1 and likely_meanings(turn):
            lead = [repair.which_or_answer(turn.language)]
        elif step.kind is Kind.DIGRESSED and turn.heard.intent != "human_agent":
            question = answers.back_to(question, turn.language)
        choices = self._choices(step, next_field, known, turn, attempt)
        return replace(aside, text=_paragraphs(*lead, question), choices=choices)

    def _choices(
        self, step: Step, next_field: str, known: Mapping[str, Any], turn: Turn, attempt: int
    ) -> tuple[Choice, ...]:
        usual = self.choices(next_field, turn)
        if step.problem is not None:
            usual = self.choices_after(step.problem, known, turn.language) or usual
        if step.kind is Kind.UNCLEAR and attempt == 1:
            return (*usual, *likely_meanings(turn))
        if attempt != TRIES_BEFORE_A_PERSON:
            return usual
        if step.kind is Kind.REFUSED:
            return questions.need_not_say_choices(turn.language)
        return (*usual, answers.person(turn.language))


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part)


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
    return {
        "field": step.doubt.field,
        "value": step.doubt.value,
        "denied": step.doubt.denied,
        "code": step.doubt.code,
    }


def _last_field(step: Step, turn: Turn, listening: Listening) -> str | None:
    if listening.requested in step.values:
        return listening.requested
    return turn.known.get("last_field")


def _as_number(turn: Turn) -> Turn:
    """A number typed under a question that asks for one is the answer, whatever buttons there are.

    Buttons that repair adds under such a question would else be chosen by it.
    """
    number = turn.typed.strip()
    if turn.requested is None or questions.has_offers(turn.requested) or not number.isdigit():
        return turn
    entity = HeardEntity(name="number", value=int(number), text=number)
    heard = Heard(text=number, intent="inform", confidence=1.0, entities=(entity,))
    return replace(turn, heard=heard)
