"""Answers about paying back: early, in part, late, on a promised day; on the customer's figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from actions.context import Context
from actions.own_loan import OwnLoan, own_loan
from actions.plain import plain
from actions.reply import Reply
from actions.turn import Turn
from bot.services.cases import case_of
from bot.services.early_words import HALF, day_named, instalment_named, share_named, sum_named
from bot.services.heard import Heard
from bot.texts.replies import running_loan
from scoring.early_repayment import preview, settle
from scoring.errors import InvalidInput
from scoring.loan_events import Keep, PartRepayment
from scoring.money import Rounding, to_cents
from scoring.overdue import OverdueTerms, overdue_interest

# An example of lateness where the customer names no days, and the loan of one who has none yet.
SOME_DAYS = 10
MOST_DAYS = 90
SOME_PRINCIPAL = Decimal(1_000)
SOME_RATE = Decimal("0.12")


def early_repayment(context: Context, turn: Turn) -> Reply:
    """What repaying early saves of the customer's loan, on the day and in the part they say."""
    loan = own_loan(context, turn)
    case = case_of("early_repayment", turn.heard.text)
    if loan is None or case in {"fee", "how"}:
        return plain(context, turn)
    day, number = _day(turn.heard, loan, context.today())
    amount = _part(turn.heard, loan, day)
    try:
        text = (
            _settled(loan, day, number, turn.language)
            if amount is None
            else _part_repaid(loan, day, amount, turn.language)
        )
    except InvalidInput:
        # A day or a sum that this loan cannot take: the general answer stands.
        return plain(context, turn)
    return replace(plain(context, turn), text=text)


def penalty(context: Context, turn: Turn) -> Reply:
    """What being late costs: on the customer's own instalment where it is known."""
    reply = plain(context, turn)
    if case_of("ask_penalty_overdue", turn.heard.text):
        return reply
    days = _days_late(turn.heard)
    loan = own_loan(context, turn)
    if loan is None:
        rate = SOME_RATE * context.facts().penalty_high
        cost = overdue_interest(
            principal=SOME_PRINCIPAL,
            due=context.today(),
            until=context.today() + timedelta(days=days),
            terms=OverdueTerms(annual_rate=rate),
        )
        example = running_loan.late_example(
            SOME_PRINCIPAL, cost, rates=(SOME_RATE, rate), days=days, language=turn.language
        )
        return replace(reply, text=f"{reply.text}\n\n{example}")
    row = next(one for one in loan.schedule.instalments if one.principal > 0)
    rate = loan.product.penalty_rate(loan.schedule.annual_rate)
    cost = overdue_interest(
        principal=row.principal,
        due=row.due,
        until=row.due + timedelta(days=days),
        terms=OverdueTerms(annual_rate=rate),
    )
    own = running_loan.late(row, cost, penalty_rate=rate, days=days, language=turn.language)
    return replace(reply, text=own + running_loan.say_so_early(turn.language))


def promise(context: Context, turn: Turn) -> Reply:
    """The promised day said back, and who can note it."""
    reply = plain(context, turn)
    said = turn.heard.value("date")
    if not isinstance(said, dict) or said.get("approximate"):
        return reply
    day = running_loan.promised(date.fromisoformat(str(said["date"])), turn.language)
    return replace(reply, text=day + reply.text)


def _settled(loan: OwnLoan, day: date, number: int | None, language: str) -> str:
    return running_loan.settled(
        settle(loan.terms, day),
        number=number,
        amount=loan.schedule.principal,
        months=loan.months,
        language=language,
    )


def _part_repaid(loan: OwnLoan, day: date, amount: Decimal, language: str) -> str:
    lower, shorter = (
        preview(loan.terms, PartRepayment(day=day, amount=amount, keep=keep))
        for keep in (Keep.TERM, Keep.INSTALMENT)
    )
    return running_loan.part(amount, day, lower=lower, shorter=shorter, language=language)


def _day(heard: Heard, loan: OwnLoan, today: date) -> tuple[date, int | None]:
    """The day meant, and the number of the instalment due then; half time unless one is said."""
    rows = loan.schedule.instalments
    number = instalment_named(heard.text)
    if number is not None and 0 < number < len(rows):
        return rows[number - 1].due, number
    day = day_named(heard, today)
    if day is not None:
        return day, None
    if len(rows) > 1:
        half = len(rows) // 2
        return rows[half - 1].due, half
    return loan.schedule.disbursed + (rows[-1].due - loan.schedule.disbursed) / 2, None


def _part(heard: Heard, loan: OwnLoan, day: date) -> Decimal | None:
    """The sum to be repaid early, None when all of it is meant."""
    case = case_of("early_repayment", heard.text)
    if case == "whole" or len(loan.schedule.instalments) == 1:
        return None
    paid = [row for row in loan.schedule.instalments if row.due <= day]
    owed = paid[-1].balance if paid else loan.schedule.principal
    share, amount = share_named(heard), sum_named(heard)
    if share is None and amount is not None and amount < owed:
        return to_cents(amount, Rounding.HALF_UP)
    if share is None and case == "part":
        share = HALF
    return None if share is None else to_cents(owed * share, Rounding.HALF_UP)


def _days_late(heard: Heard) -> int:
    said = heard.value("term")
    days = said.get("days") if isinstance(said, dict) else None
    return int(days) if days and 0 < int(days) <= MOST_DAYS else SOME_DAYS
