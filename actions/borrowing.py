"""Answers before a loan: limit, conditions, papers, fees, state, money; on the customer's case."""

from dataclasses import replace

from actions.context import Context
from actions.own_loan import product_meant, product_named, standing_decision
from actions.plain import plain
from actions.reply import Reply
from actions.turn import Turn
from bot.services.cases import case_of
from bot.services.prequalify import last_decision
from bot.texts.replies import conditions, decision
from bot.texts.replies.choices import Choice
from bot.texts.replies.next_steps import person
from scoring.decision import Decision
from scoring.due_dates import MONTHS
from scoring.products import Product, Segment


def limit(context: Context, turn: Turn) -> Reply:
    """How much: as decided, else of the product meant, else of the customer's segment."""
    reply = plain(context, turn)
    if case_of("ask_limit", turn.heard.text) in {"gone", "restore"}:
        return reply
    names = context.names(turn.language)
    found = standing_decision(context, turn)
    if found is not None and product_named(turn) is None:
        return Reply(
            text=conditions.decided_limit(found, turn.language, names),
            choices=_after(found, turn.language),
        )
    if case_of("ask_limit", turn.heard.text):
        return reply
    product = product_meant(context, turn)
    segment = _segment(turn)
    if product is not None:
        text = conditions.product_limit(product, turn.language, names)
    elif segment is not None:
        served = _served(context, segment)
        text = conditions.segment_limit(served, segment, turn.language, names)
    else:
        return reply
    return replace(reply, text=text)


def raise_limit(context: Context, turn: Turn) -> Reply:
    """What raises a limit; what the last check gave comes first."""
    reply = plain(context, turn)
    found = standing_decision(context, turn)
    if found is None or case_of("raise_limit", turn.heard.text):
        return reply
    given = conditions.decided_limit(found, turn.language, context.names(turn.language))
    return replace(reply, text=f"{given}\n\n{reply.text}")


def eligibility(context: Context, turn: Turn) -> Reply:
    """Who may apply: for the product, the age or the segment that was named."""
    reply = plain(context, turn)
    case = case_of("ask_eligibility", turn.heard.text)
    if case == "documents":
        return replace(reply, text=_documents(context, turn))
    if case:
        return reply
    names = context.names(turn.language)
    named, age = product_named(turn), turn.heard.value("age")
    segment = turn.heard.value("segment") or (None if named else _segment(turn))
    if named is not None:
        product = product_meant(context, turn)
        if product is None:
            return reply
        text = conditions.requirements(product, turn.language, names)
    elif isinstance(age, int):
        open_to = [one for one in context.lending.catalogue if _open_at(one, age)]
        adult = context.facts().age_min
        text = conditions.open_at_age(open_to, age, adult, turn.language, names)
    elif segment in set(Segment):
        served = _served(context, str(segment))
        text = conditions.open_to_segment(served, str(segment), turn.language, names)
    else:
        return reply
    return replace(reply, text=text)


def disbursement(context: Context, turn: Turn) -> Reply:
    """When the money comes: of the product meant, else the quickest ones."""
    reply = plain(context, turn)
    if case_of("ask_disbursement", turn.heard.text):
        return reply
    names = context.names(turn.language)
    product = product_meant(context, turn)
    if product is not None:
        return replace(reply, text=conditions.time_to_money(product, turn.language, names))
    segment = _segment(turn)
    at_once = [
        one
        for one in context.lending.catalogue
        if one.days_to_money == 0 and segment in (None, *one.segments)
    ]
    if not at_once:
        return reply
    quickest = conditions.quickest(at_once, turn.language, names)
    return replace(reply, text=f"{reply.text}\n\n{quickest}")


def fees(context: Context, turn: Turn) -> Reply:
    """Which fees there are besides interest."""
    names = context.names(turn.language)
    product = product_meant(context, turn)
    products = context.lending.catalogue.products
    if product is not None:
        text = conditions.product_fees(product, turn.language, names)
    else:
        charging = [one for one in products if one.fees]
        text = conditions.fees(charging, len(products), turn.language, names)
    return replace(plain(context, turn), text=text)


def status(context: Context, turn: Turn) -> Reply:
    """Where the application stands: the last check, when there was one."""
    found = last_decision(context.unit_of_work, context.lending, turn.conversation)
    if found is None:
        return plain(context, turn)
    return Reply(
        text=conditions.state(found, turn.language),
        choices=_after(found, turn.language),
    )


def _after(found: Decision, language: str) -> tuple[Choice, ...]:
    """The first things that can be done with a result, and a person."""
    return (*decision.choices_after(found, language)[:2], person(language))


def _documents(context: Context, turn: Turn) -> str:
    names = context.names(turn.language)
    product = product_meant(context, turn)
    if product is not None:
        return conditions.papers(product, turn.language, names)
    segment = _segment(turn)
    offered = _served(context, segment) if segment else context.lending.catalogue.products
    free = [one for one in offered if not one.eligibility.requirements]
    wanting = [one for one in offered if one.eligibility.requirements]
    return conditions.papers_in_general(free, wanting, turn.language, names)


def _segment(turn: Turn) -> str | None:
    segment = turn.heard.value("segment") or turn.known.get("segment")
    return str(segment) if segment in set(Segment) else None


def _served(context: Context, segment: str) -> tuple[Product, ...]:
    return tuple(one for one in context.lending.catalogue if segment in one.segments)


def _open_at(product: Product, age: int) -> bool:
    """Whether the shortest loan of a product can still be repaid within its age limit."""
    years = -(-product.terms[0] // MONTHS)
    wanted = product.eligibility
    for_students = set(product.segments) == {Segment.STUDENT}
    return not for_students and wanted.age_min <= age and age + years <= wanted.age_max_at_maturity
