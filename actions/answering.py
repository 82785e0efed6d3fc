"""Answers a question by its intent, inside a form or outside; never asks the form's question."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions import borrowing, comparing, repaying
from actions.context import Context
from actions.handing_off import hand_off
from actions.plain import plain
from actions.reply import Reply
from actions.teaching import teach, wants_lesson
from actions.turn import Turn
from bot.services.cases import case_of
from bot.services.consents import record_marketing_opt_out
from bot.services.languages import change_language
from bot.services.misfortune import Misfortune, misfortune_in
from bot.services.recommend_products import need_is_complete
from bot.texts.languages import LANGUAGES
from bot.texts.replies import answers, handoff
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.next_steps import SELLING
from bot.texts.replies.topics import TOPICS

# Topics that can only be answered on a loan with an amount and a term.
NEEDS_A_LOAN = frozenset({"why_not", "schedule_detail", "cost_sheet"})
# These are about the assistant itself: no word in them changes what is meant.
_ALWAYS_MEANT = frozenset({"change_language", "human_agent", "resume"})


def answer_intent(context: Context, turn: Turn) -> Reply:
    """Answer what ``turn.heard`` asks for; always says something.

    Whoever tells of trouble, or waits for a person because of it, gets the answer without a word
    that sells.
    """
    if turn.heard.intent in _ALWAYS_MEANT:
        return _answered(context, turn)
    misfortune = misfortune_in(turn.heard.text)
    if misfortune is not None:
        return _in_misfortune(context, turn, misfortune)
    if turn.known.get("hold") and turn.active_form is None:
        if turn.heard.intent in SELLING:
            return Reply(text=handoff.price_can_wait(turn.language), choices=_person(turn))
        if turn.heard.intent in {"greet", "ask_help"}:
            return Reply(text=handoff.what_you_can_do(turn.language), choices=_person(turn))
        return replace(_answered(context, turn), card=None)
    return _answered(context, turn)


def _answered(context: Context, turn: Turn) -> Reply:
    if wants_lesson(turn.heard):
        return teach(context, turn)
    about_products = comparing.answer_topic(context, turn)
    if about_products is not None:
        return about_products
    special = _SPECIAL.get(turn.heard.intent)
    return special(context, turn) if special else _plain(context, turn)


def _in_misfortune(context: Context, turn: Turn, misfortune: Misfortune) -> Reply:
    """Concern first; then the answer, unless what happened outweighs the question."""
    match misfortune:
        case Misfortune.BEREAVEMENT:
            text = handoff.bereaved(context.settings.service_phone, turn.language)
        case Misfortune.FRAUD:
            text = handoff.defrauded(turn.language)
        case Misfortune.ILLNESS | Misfortune.JOB_LOSS:
            first = handoff.sympathy(misfortune, turn.language)
            last = handoff.not_alone(turn.language)
            if turn.heard.intent in SELLING or turn.heard.intent not in TOPICS:
                text = f"{first}{last}"
            else:
                told = plain(context, turn).text.partition("\n\n")[0]
                text = f"{first}{told}\n\n{last}"
    hold = {} if turn.active_form else {"hold": str(misfortune)}
    return Reply(text=text, choices=_person(turn), slots=hold)


def _plain(context: Context, turn: Turn) -> Reply:
    if turn.heard.intent in TOPICS:
        return plain(context, turn)
    known = need_is_complete(turn.known)
    if not known and turn.heard.topics() & NEEDS_A_LOAN:
        return Reply(
            text=answers.need_first(turn.language),
            choices=answers.next_step("ask_rate", turn.language, need_known=False),
        )
    return plain(context, turn, "ask_help")


def _person(turn: Turn) -> tuple[Choice, ...]:
    return (answers.person(turn.language),)


def _agent(context: Context, turn: Turn) -> Reply:
    """A person; or, when only that is asked, when and where people answer."""
    if case_of("human_agent", turn.heard.text) != "hours":
        return hand_off(context, turn, "asked")
    settings = context.settings
    return Reply(
        text=handoff.hours(settings.service_phone, str(settings.business_hours), turn.language),
        choices=_person(turn),
    )


def _language(context: Context, turn: Turn) -> Reply:
    wanted = turn.heard.value("language")
    if wanted not in LANGUAGES:
        choices = tuple(
            choose(name, "change_language", language=language)
            for language, name in answers.LANGUAGE_NAMES.items()
        )
        return Reply(text=answers.which_language(turn.language), choices=choices)
    change_language(context.unit_of_work, turn.conversation, wanted)
    return Reply(text=answers.language_changed(wanted), language=wanted)


def _opt_out(context: Context, turn: Turn) -> Reply:
    record_marketing_opt_out(context.unit_of_work, turn.conversation, context.now())
    return _plain(context, turn)


def _welcome_back(_context: Context, turn: Turn) -> Reply:
    goes_on = "go_on" in turn.heard.topics()
    said = answers.going_on if goes_on else answers.welcome_back
    return Reply(text=said(turn.language))


_SPECIAL: Mapping[str, Callable[[Context, Turn], Reply]] = {
    "human_agent": _agent,
    "change_language": _language,
    "credit_education": teach,
    "opt_out_marketing": _opt_out,
    "resume": _welcome_back,
    "ask_rate": comparing.quote,
    "ask_repayment_schedule": comparing.schedule,
    "change_repayment_method": comparing.methods,
    "ask_loan_products": comparing.products,
    "ask_decision_reason": comparing.decision_reason,
    "ask_limit": borrowing.limit,
    "raise_limit": borrowing.raise_limit,
    "ask_eligibility": borrowing.eligibility,
    "ask_disbursement": borrowing.disbursement,
    "ask_application_status": borrowing.status,
    "early_repayment": repaying.early_repayment,
    "ask_penalty_overdue": repaying.penalty,
    "promise_to_pay": repaying.promise,
}
