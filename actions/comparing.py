"""Answers about products from the customer's own need: price, plan, methods, why not another."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.borrowing import fees
from actions.context import Context
from actions.own_loan import (
    best_option,
    option_meant,
    own_loan,
    product_meant,
    product_named,
    standing_decision,
)
from actions.plain import plain
from actions.reply import Reply
from actions.turn import Turn
from bot.services.cases import case_of
from bot.services.form import Found, Known
from bot.services.loan_size import read_amount, read_term
from bot.services.prequalify import last_decision
from bot.services.recommend_products import (
    SOME_AMOUNT,
    need_is_complete,
    option_of,
    quote_methods,
    reasons_against,
    recommended,
)
from bot.texts.replies import answers, conditions, decision, plan, quoting, recommendation
from scoring.cost_sheet import build_cost_sheet
from scoring.errors import UnknownProduct
from scoring.products import Purpose

# The term of an example where the customer named none.
SOME_MONTHS = 12
# Asked of the products that were just shown.
_WHY_THIS = re.compile(
    r"(?:为什么|為什麼|为啥|為啥|凭什么|憑什麼).{0,4}(?:推荐|推薦)"
    r"|\bwhy\b.{0,16}\b(?:recommend|suggest|this one)",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"(?:这|這|那)?(?:两|兩|几|幾|三)(?:个|個|款|种|種).{0,6}(?:区别|區別|不同|差别|差別|差在"
    r"|哪个|哪個|哪款)"
    r"|\b(?:difference between (?:the|these) (?:two|three)|which (?:one )?is (?:better|cheaper)"
    r"|compare (?:them|the two|these))\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"计划|計劃|計畫|每期|每月|schedule|month|plan", re.IGNORECASE)
# Questions about a loan that is being repaid, which is not seen here.
RUNNING = frozenset({"amount_changed", "contract", "minimum", "owed", "reminder"})


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
    """What an amount for a term costs: exact when both are known, else examples that fit."""
    case = case_of("ask_rate", turn.heard.text)
    if case == "fees":
        return fees(context, turn)
    heard = quoted_known(context, turn)
    known: dict[str, object] = {**turn.known, **heard}
    assumed = known.get("purpose") is None
    if assumed:
        known["purpose"] = str(Purpose.EVERYDAY)
    option = best_option(context, known) if need_is_complete(known) else None
    if option is None or (case and not heard):
        return plain(context, turn) if case else _examples(context, turn, known)
    names = context.names(turn.language)
    return Reply(
        text=quoting.quote(option, turn.language, names, purpose_assumed=assumed),
        choices=quoting.detail_choices(option.product.id, turn.language),
        card=quoting.quote_card(option, turn.language, names),
        slots=heard,
    )


def _examples(context: Context, turn: Turn, known: dict[str, object]) -> Reply:
    """What some sum costs with the product that was named, or with those that fit."""
    reply = plain(context, turn)
    names = context.names(turn.language)
    product = product_meant(context, turn) if product_named(turn) else None
    example: dict[str, object] = {
        **known,
        "amount": known.get("amount") or {"value": str(SOME_AMOUNT)},
        "term": known.get("term") or {"months": SOME_MONTHS},
    }
    if product is not None:
        example |= {
            "purpose": str(product.purposes[0]),
            "segment": str(product.segments[0]),
            "amount": {"value": str(max(SOME_AMOUNT, product.amount_min))},
        }
    options = recommended(example, context.lending, context.today()).options
    own = next((one for one in options if one.product is product), None)
    if own is not None:
        text = quoting.quote(own, turn.language, names, purpose_assumed=False)
        return replace(reply, text=f"{text}\n\n{answers.tell_me_more(turn.language)}")
    if not options:
        return reply
    # Beside a form's open question one example is enough.
    shown = options[:1] if turn.active_form else options
    lines = conditions.rate_examples(shown, turn.language, names)
    return replace(reply, text=f"{reply.text}\n\n{lines}")


def schedule(context: Context, turn: Turn) -> Reply:
    """The plan of the loan talked about, of a loan named here, or who can see a running one."""
    if case_of("ask_repayment_schedule", turn.heard.text) in RUNNING:
        return plain(context, turn)
    named = product_named(turn) if turn.heard.value("ordinal") else None
    if named is not None and not _PLAN.search(turn.heard.text):
        return explain(context, turn, named)
    if not quoted_known(context, turn):
        return _plan(context, turn) or plain(context, turn)
    quoted = quote(context, turn)
    return quoted if quoted.card else plain(context, turn)


def methods(context: Context, turn: Turn) -> Reply:
    """The repayment methods side by side, on the customer's own loan when there is one."""
    if case_of("change_repayment_method", turn.heard.text):
        return plain(context, turn)
    option = option_meant(context, turn)
    if option is None:
        return Reply(
            text=quoting.method_meanings(turn.language),
            choices=answers.next_step("credit_education", turn.language, need_known=False),
        )
    quotes = quote_methods(option, context.lending, context.today())
    if len(quotes) == 1:
        return Reply(
            text=quoting.only_method(quotes[0], turn.language),
            choices=quoting.detail_choices(option.product.id, turn.language),
        )
    return Reply(
        text=quoting.methods(quotes, turn.language),
        choices=quoting.method_choices(quotes, turn.language),
        card=quoting.methods_card(option, quotes),
    )


def products(context: Context, turn: Turn) -> Reply:
    """Which products there are; the one that is named, or two of them side by side."""
    names = context.names(turn.language)
    every = {one.id: one for one in context.lending.catalogue}
    compared = list(dict.fromkeys(str(one.value) for one in turn.heard.of("product")))
    if len(compared) > 1 and set(compared) <= set(every):
        return Reply(
            text="\n\n".join(
                quoting.in_short(every[one], turn.language, names) for one in compared[:2]
            ),
            choices=quoting.choose_of([every[one] for one in compared[:2]], names),
        )
    named = product_named(turn)
    shown = turn.known.get("options") or []
    if named is None and shown and _WHY_THIS.search(turn.heard.text):
        named = str(shown[0])  # the one recommended first; its details say what it fits
    if named is not None:
        return explain(context, turn, named)
    if need_is_complete(turn.known) and _DIFFERENCE.search(turn.heard.text):
        found = recommended(turn.known, context.lending, context.today())
        if len(found.options) > 1:
            return Reply(
                text=recommendation.difference(found.options, turn.language, names),
                choices=recommendation.recommendation_choices(found.options, turn.language),
            )
    reply = plain(context, turn, "ask_loan_products")
    if case_of("ask_loan_products", turn.heard.text):
        return reply
    segment = turn.heard.value("segment") or turn.known.get("segment")
    fitting = [one for one in every.values() if segment in (None, *one.segments)]
    listed = recommendation.examples(fitting, turn.language, names)
    return replace(reply, text=reply.text + listed)


def explain(context: Context, turn: Turn, product_id: str) -> Reply:
    """One product: in the customer's own figures when it fits, else why it does not."""
    names = context.names(turn.language)
    try:
        product = context.lending.catalogue.get(product_id)
    except UnknownProduct:
        return plain(context, turn)
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
        return plain(context, turn)
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
    loan = own_loan(context, turn)
    if loan is None:
        return None
    text = plan.rows(loan.schedule, loan.annual_cost, turn.language)
    names = context.names(turn.language)
    if loan.decided is not None:
        return Reply(
            text=text,
            choices=decision.choices_after(loan.decided, turn.language)[1:],
            card=decision.card(loan.decided, turn.language, names),
        )
    option = option_meant(context, turn)
    return Reply(
        text=text,
        choices=quoting.detail_choices(loan.product.id, turn.language),
        card=quoting.quote_card(option, turn.language, names) if option else None,
    )


def _costs(context: Context, turn: Turn) -> Reply | None:
    loan = own_loan(context, turn)
    if loan is None:
        return None
    sheet = build_cost_sheet(loan.product, loan.schedule)
    return Reply(
        text=plan.cost_sheet(sheet, turn.language),
        choices=quoting.detail_choices(sheet.product_id, turn.language),
        card={"type": "cost_sheet", "cost_sheet": plan.sheet_card(sheet)},
    )


def _as_decided(context: Context, turn: Turn) -> Known:
    """What is known, with the amount of the offer that stands instead of the one asked for."""
    decided = standing_decision(context, turn)
    if decided is None or decided.amount is None:
        return turn.known
    amount = {"value": str(decided.amount), "approximate": False, "text": ""}
    return {**turn.known, "amount": amount}


def _lighter(context: Context, turn: Turn) -> Reply | None:
    return _other_term(context, turn, longer=True)


def _cheaper(context: Context, turn: Turn) -> Reply | None:
    return _other_term(context, turn, longer=False)


def _other_term(context: Context, turn: Turn, *, longer: bool) -> Reply | None:
    """The same product over the next longer or shorter term: what it saves and what it costs."""
    known = _as_decided(context, turn)
    option = option_meant(context, replace(turn, known=known))
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
    known = {**known, "term": {"months": months, "approximate": False, "text": ""}}
    other = option_of(option.product.id, known, context.lending, context.today())
    if other is None:
        return None
    return Reply(
        text=quoting.other_term(option, other, turn.language),
        choices=quoting.other_term_choices(other, turn.language),
    )


_TOPICS: Mapping[str, Callable[[Context, Turn], Reply | None]] = {
    "why_not": _why_not,
    "compare_methods": methods,
    "schedule_detail": _plan,
    "cost_sheet": _costs,
    "lower_instalment": _lighter,
    "cheaper": _cheaper,
}
