"""What comes before a form's question: what was understood, kept, wrong, or asked in between."""

from collections.abc import Collection, Mapping
from typing import Any

from actions.reply import Reply
from actions.turn import Turn
from bot.services.form import Kind, Problem, Step
from bot.services.naming import goes_back
from bot.texts.replies import answers, handoff, problems, questions, understood

# After this long a customer is told where they are before anything else.
AWAY_SECONDS = 3600


def lead(
    step: Step,
    turn: Turn,
    aside: Reply,
    attempt: int,
    *,
    said_back: Collection[str],
    applying: str,
) -> list[str]:
    """The paragraphs before the question, empty ones among them.

    Args:
        step: what the message did.
        turn: the message.
        aside: the answer to what was asked in between.
        attempt: how often in a row the question was not answered.
        said_back: fields whose answers are worth saying back at once.
        applying: the answer to a wish to apply.
    """
    language, requested = turn.language, turn.requested
    heard = heard_back(step, turn, said_back)
    match step.kind:
        case Kind.DIGRESSED if turn.heard.intent == "resume":
            # A summary tells what is known anyway.
            summary = step.next_field == "facts_confirmed"
            return [aside.text, "" if summary else _standing(turn)]
        case Kind.DIGRESSED if turn.heard.intent == "human_agent":
            return [heard, aside.text, handoff.while_waiting(language)]
        case Kind.ASKED_WHY if requested and requested in questions.QUESTIONS:
            return [questions.why(requested, language)]
        case Kind.REFUSED if requested and requested in questions.QUESTIONS:
            why = questions.why(requested, language) if attempt <= 1 else ""
            return [why, questions.need_not_say(attempt, language)]
        case Kind.REOPENED if step.reopened:
            return [_again_please(step.reopened, turn)]
        case Kind.KEPT | Kind.NOT_EARLIER:
            return [_from_before(step, turn)]
        case Kind.WANTS_TO_APPLY:
            return [applying]
        case Kind.UNCLEAR:
            return [questions.asked_again(attempt, language)]
        case Kind.REPEATED:
            return [questions.heard(language)]
        case _:
            return [heard, aside.text]


def _from_before(step: Step, turn: Turn) -> str:
    """What was taken over from before, or that there is nothing to take over."""
    if step.kind is Kind.KEPT:
        kept = step.values or {str(turn.requested): turn.known.get(str(turn.requested))}
        return understood.kept(kept, turn.language)
    if goes_back(turn.heard.text):
        return questions.first_question(turn.language)
    return questions.nothing_earlier(turn.language)


def problem(
    found: Problem | None, next_field: str, known: Mapping[str, Any], language: str
) -> list[str]:
    """What is wrong, and that an earlier answer stands when there is one."""
    if found is None:
        return []
    said = [problems.problem(found.code, found.params, language)]
    if found.field != next_field and known.get(found.field) is not None:
        said.append(understood.still({found.field: known[found.field]}, language))
    return said


def heard_back(step: Step, turn: Turn, said_back: Collection[str]) -> str:
    """What was just understood, where it matters; corrections always."""
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
        if beside or name in said_back or _is_rough(value)
    }
    return understood.understood(new, turn.language)


def _is_rough(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value.get("approximate"))


def back_again(turn: Turn) -> str:
    """One short paragraph for somebody who has been away for long; empty for anybody else."""
    if turn.away_seconds < AWAY_SECONDS or turn.heard.intent == "resume":
        return ""  # who resumes is welcomed and told in the reply itself
    return answers.picking_up(turn.language) + _standing(turn)


def _standing(turn: Turn) -> str:
    return understood.standing(turn.known, turn.language)


def _again_please(field: str, turn: Turn) -> str:
    said = understood.parts({field: turn.known.get(field)}, turn.language)
    return questions.again_please("".join(said), turn.language)
