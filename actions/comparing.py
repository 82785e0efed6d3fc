"""Answers about products from the customer's own need: price, plan, methods, why not another."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.form import Found, Known
from bot.services.loan_size import read_amount, read_term
from bot.services.prequalify import last_decision
from bot.services.recommend_products import (
    chosen_product,
    need_is_complete,
    option_of,
    quote_methods,
    reasons_against,
    recommended,
)
from bot.texts.replies import answers, decision, plan, quoting, recommendation
from scoring.decision import Decision
from scoring.errors import UnknownProduct
from scoring.option import Option
from scoring.products import Purpose


def answer_topic(context: Context, turn: Turn) -> Reply | None:
    """Answer a topic named in the message, where the customer's own need makes it answerable."""
    if turn.heard.intent in {"human_agent", "cancel_application", "change_language"}:
        return None
    for topic in turn.heard.topics():
        reply = _TOPICS.get(topic)
        if reply is not None:
            return reply(context, turn)
    return None


def quoted_known(context: Context, turn: Turn) -> dict[str, object]:
    """What is known, with an amount and a term said in this very question taken in."""
    listening = turn.listening
    bounds = context.bounds()
    heard: dict[str, object] = {}
    for name, found in (
        ("amount", read_amount(turn.heard, replace(listening, requested="amount"), bounds)),
        ("term", read_term(turn.heard, replace(listening, requested="term"), bounds)),
    ):
        if isinstance(found, Found):
            heard[name] = found.value
    return heard


def quote(context: Context, turn: Turn) -> Reply:
    """What an amount for a term costs: exact when both are known, else the catalogue's range."""
    heard = quoted_known(context, turn)
    if not heard and turn.heard.intent == "ask_repayment_schedule":
        planned = _plan(context, turn)
        if planned is not None:
            return planned
    known: dict[str, object] = {**turn.known, **heard}
    assumed = known.get("purpose") is None
    if assumed:
        known["purpose"] = str(Purpose.EVERYDAY)
    option = _best(context, known) if need_is_complete(known) else None
    if option is None:
        return _general(context, turn)
    names = context.names(turn.language)
    return Reply(
        text=quoting.quote(option, turn.language, names, purpose_assumed=assumed),
        choices=quoting.detail_choices(option.product.id, turn.language),
        card=quoting.quote_card(option, turn.language, names),
        slots=heard,
    )


def methods(context: Context, turn: Turn) -> Reply:
    """The repayment methods side by side, on the customer's own loan when there is one."""
    option = _meant(context, turn)
    if option is None:
        return Reply(
            text=quoting.method_meanings(turn.language),
            choices=answers.next_step("credit_education", turn.language, need_known=False),
        )
    quotes = quote_methods(option, context.lending, context.today())
    return Reply(
        text=quoting.methods(quotes, turn.language),
        choices=quoting.method_choices(quotes, turn.language),
        card=quoting.methods_card(option, quotes),
    )


def products(context: Context, turn: Turn) -> Reply:
    """Which products there are; one product when one is named."""
    named = chosen_product(
        turn.heard.value("product"), turn.heard.value("ordinal"), turn.known.get("options") or []
    )
    if named is not None:
        return explain(context, turn, named)
    names = context.names(turn.language)
    segment = turn.heard.value("segment") or turn.known.get("segment")
    fitting = [
        product for product in context.lending.catalogue if segment in (None, *product.segments)
    ]
    return Reply(
        text=answers.answer("ask_loan_products", context.facts(), turn.language)
        + recommendation.examples(fitting, turn.language, names),
        choices=answers.next_step(
            "ask_loan_products", turn.language, need_known=need_is_complete(turn.known)
        ),
    )


def explain(context: Context, turn: Turn, product_id: str) -> Reply:
    """One product: in the customer's own figures when it fits, else why it does not."""
    names = context.names(turn.language)
    try:
        product = context.lending.catalogue.get(product_id)
    except UnknownProduct:
        return _general(context, turn)
    if not need_is_complete(turn.known):
        return Reply(
            text=quoting.summary(product, turn.language, names),
            choices=answers.next_step("ask_loan_products", turn.language, need_known=False),
            slots={"product": product_id},
        )
    option = option_of(product_id, turn.known, context.lending, context.today())
    if option is None:
        against = reasons_against(product_id, turn.known, context.lending, context.today())
        return Reply(
            text=recommendation.why_not(product_id, against, turn.language, names),
            choices=recommendation.refusal_choices(turn.language),
        )
    return Reply(
        text=quoting.detail(option, turn.language, names),
        choices=quoting.detail_choices(product_id, turn.language),
        card=quoting.quote_card(option, turn.language, names),
        slots={"product": product_id, "pending": "prequalify"},
    )


def decision_reason(context: Context, turn: Turn) -> Reply:
    """The reasons of the last decision in this conversation, when there is one."""
    found = last_decision(context.unit_of_work, context.lending, turn.conversation)
    if found is None:
        return _general(context, turn)
    return Reply(
        text=decision.explained(found, turn.language, context.names(turn.language)),
        choices=decision.choices_after(found, turn.language),
    )


def _why_not(context: Context, turn: Turn) -> Reply | None:
    product_id = turn.heard.value("product")
    if not isinstance(product_id, str) or not need_is_complete(turn.known):
        return None
    against = reasons_against(product_id, turn.known, context.lending, context.today())
    names = context.names(turn.language)
    return Reply(
        text=recommendation.why_not(product_id, against, turn.language, names),
        choices=recommendation.refusal_choices(turn.language),
    )


def _plan(context: Context, turn: Turn) -> Reply | None:
    names = context.names(turn.language)
    decided = _offered(context, turn)
    if decided is not None and decided.schedule is not None and decided.annual_cost is not None:
        return Reply(
            text=plan.rows(decided.schedule, decided.annual_cost.nominal, turn.language),
            choices=decision.choices_after(decided, turn.language)[1:],
            card=decision.card(decided, turn.language, names),
        )
    option = _meant(context, turn)
    if option is None:
        return None
    return Reply(
        text=plan.rows(option.schedule, option.annual_cost, turn.language),
        choices=quoting.detail_choices(option.product.id, turn.language),
        card=quoting.quote_card(option, turn.language, names),
    )


def _costs(context: Context, turn: Turn) -> Reply | None:
    decided = _offered(context, turn)
    option = _meant(context, turn)
    if decided is not None and decided.cost_sheet is not None:
        sheet = decided.cost_sheet
    elif option is not None:
        sheet = plan.sheet_of(option)
    else:
        return None
    return Reply(
        text=plan.cost_sheet(sheet, turn.language),
        choices=quoting.detail_choices(sheet.product_id, turn.language),
        card={"type": "cost_sheet", "cost_sheet": plan.sheet_card(sheet)},
    )


def _offered(context: Context, turn: Turn) -> Decision | None:
    """The decision that still stands: nothing was changed since."""
    if not turn.known.get("decided"):
        return None
    return last_decision(context.unit_of_work, context.lending, turn.conversation)


def _lighter(context: Context, turn: Turn) -> Reply | None:
    return _other_term(context, turn, longer=True)


def _cheaper(context: Context, turn: Turn) -> Reply | None:
    return _other_term(context, turn, longer=False)


def _other_term(context: Context, turn: Turn, *, longer: bool) -> Reply | None:
    """The same product over the next longer or shorter term: what it saves and what it costs."""
    option = _meant(context, turn)
    if option is None:
        return None
    terms = [
        term
        for term in option.product.terms
        if (term > option.months if longer else term < option.months)
    ]
    if not terms:
        return Reply(
            text=quoting.no_other_term(turn.language, longer=longer),
            choices=recommendation.refusal_choices(turn.language),
        )
    months = min(terms) if longer else max(terms)
    known = {**turn.known, "term": {"months": months, "approximate": False, "text": ""}}
    other = option_of(option.product.id, known, context.lending, context.today())
    if other is None:
        return None
    return Reply(
        text=quoting.other_term(option, other, turn.language),
        choices=quoting.other_term_choices(other, turn.language),
    )


def _meant(context: Context, turn: Turn) -> Option | None:
    """The option the customer talks about: the named one, the chosen one, or the best."""
    if not need_is_complete(turn.known):
        return None
    named = chosen_product(
        turn.heard.value("product"), turn.heard.value("ordinal"), turn.known.get("options") or []
    )
    product_id = named or turn.known.get("product")
    if product_id:
        option = option_of(str(product_id), turn.known, context.lending, context.today())
        if option is not None:
            return option
    return _best(context, turn.known)


def _best(context: Context, known: Known) -> Option | None:
    found = recommended(known, context.lending, context.today())
    return found.options[0] if found.options else None


def _general(context: Context, turn: Turn) -> Reply:
    known = need_is_complete(turn.known)
    return Reply(
        text=answers.answer(turn.heard.intent, context.facts(), turn.language),
        choices=answers.next_step(turn.heard.intent, turn.language, need_known=known),
    )


_TOPICS: Mapping[str, Callable[[Context, Turn], Reply | None]] = {
    "why_not": _why_not,
    "compare_methods": methods,
    "schedule_detail": _plan,
    "cost_sheet": _costs,
    "lower_instalment": _lighter,
    "cheaper": _cheaper,
}
