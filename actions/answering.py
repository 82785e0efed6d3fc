"""Answers a question by its intent, inside a form or outside; never asks the form's question."""

from collections.abc import Callable, Mapping

from actions import comparing
from actions.context import Context
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.teaching import teach, wants_lesson
from actions.turn import Turn
from bot.services.consents import record_marketing_opt_out
from bot.services.languages import change_language
from bot.services.recommend_products import need_is_complete
from bot.texts.languages import LANGUAGES
from bot.texts.replies import answers
from bot.texts.replies.choices import choose

# Topics that can only be answered on a loan with an amount and a term.
NEEDS_A_LOAN = frozenset({"why_not", "schedule_detail", "cost_sheet"})


def answer_intent(context: Context, turn: Turn) -> Reply:
    """Answer what ``turn.heard`` asks for; always says something."""
    if wants_lesson(turn.heard):
        return teach(context, turn)
    about_products = comparing.answer_topic(context, turn)
    if about_products is not None:
        return about_products
    special = _SPECIAL.get(turn.heard.intent)
    return special(context, turn) if special else _plain(context, turn)


def _plain(context: Context, turn: Turn) -> Reply:
    known = need_is_complete(turn.known)
    if not known and turn.heard.topics() & NEEDS_A_LOAN:
        return Reply(
            text=answers.need_first(turn.language),
            choices=answers.next_step("ask_rate", turn.language, need_known=False),
        )
    intent = turn.heard.intent if turn.heard.intent in answers.ANSWERS else "ask_help"
    return Reply(
        text=answers.answer(intent, context.facts(), turn.language),
        choices=answers.next_step(intent, turn.language, need_known=known),
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
    "human_agent": lambda context, turn: hand_off(context, turn, "asked"),
    "change_language": _language,
    "credit_education": teach,
    "opt_out_marketing": _opt_out,
    "resume": _welcome_back,
    "ask_rate": comparing.quote,
    "ask_repayment_schedule": comparing.quote,
    "change_repayment_method": comparing.methods,
    "ask_loan_products": comparing.products,
    "ask_decision_reason": comparing.decision_reason,
}
