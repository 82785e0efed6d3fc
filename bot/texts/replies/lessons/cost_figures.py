"""Worked figures on what borrowing costs, each computed by the core; it must not know the sentences.

What an example starts from (a sum, a rate, a term) is chosen; everything that follows from it is
computed. Where the customer named a share ("每天万分之三"), theirs is worked out.
"""

from datetime import timedelta
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.replies.lessons.basis import Basis, Shown
from bot.texts.replies.lessons.example import DAILY, RATE, SUM, TERM, fee, loan, shown, terms
from scoring.annuity import effective_rate
from scoring.apr import annual_cost
from scoring.credit_line import Kind, LineTerms, Movement, run_line
from scoring.due_dates import MONTHS
from scoring.early_repayment import settle
from scoring.money import Rounding, to_cents
from scoring.overdue import YEAR_DAYS, OverdueTerms, overdue_interest
from scoring.products import FeeManner, Method
from scoring.schedule import schedule_of

MONTHLY_FEE = Decimal("0.006")


def fee_at_start(basis: Basis, language: str) -> Shown:
    """Interest and a fee taken when the money comes, as one annual cost."""
    rate, charge = Decimal("0.08"), Decimal(200)
    taken = fee(FeeManner.AT_DISBURSEMENT, amount=charge)
    cost = annual_cost(schedule_of(terms(basis, rate=rate, fees=(taken,)))).nominal
    return {
        **shown(language, rate=rate),
        "fee": fmt.round_money(charge, language),
        "cost": fmt.percent(cost, language),
    }


def by_period(basis: Basis, language: str) -> Shown:
    """A daily and a monthly rate as rates of a year."""
    daily = basis.share or DAILY
    monthly = Decimal("0.01")
    return {
        "amount": fmt.round_money(SUM, language),
        "share": fmt.fine_percent(daily, language),
        "daily": fmt.money(to_cents(SUM * daily, Rounding.HALF_UP), language),
        "days": str(YEAR_DAYS),
        "annual": fmt.percent(daily * YEAR_DAYS, language),
        "monthly": fmt.percent(monthly, language),
        "from_monthly": fmt.percent(monthly * MONTHS, language),
    }


def fee_each_time(basis: Basis, language: str) -> Shown:
    """A fee on the first principal with every instalment, as an annual cost."""
    share, months = basis.share or MONTHLY_FEE, basis.months or TERM
    fees = (fee(FeeManner.PER_INSTALMENT, rate=share),)
    plan = schedule_of(terms(basis, rate=Decimal(0), periods=months, fees=fees))
    return {
        **shown(language, months=months),
        "share": fmt.percent(share, language),
        "simple": fmt.percent(share * MONTHS, language),
        "annual": fmt.percent(annual_cost(plan).nominal, language),
        "fees": fmt.money(plan.total_fees, language),
    }


def flat(basis: Basis, language: str) -> Shown:
    """Interest on the first principal to the end, as an annual cost."""
    rate = Decimal("0.06")
    plan = schedule_of(terms(basis, rate=rate, method=Method.FLAT_INTEREST))
    return {
        **shown(language, rate=rate),
        "annual": fmt.percent(annual_cost(plan).nominal, language),
    }


def level(basis: Basis, language: str) -> Shown:
    """Equal instalments: how the parts move."""
    plan = loan(basis)
    return {
        **shown(language),
        "payment": fmt.money(plan.instalments[0].payment, language),
        "first": fmt.money(plan.instalments[0].interest, language),
        "last": fmt.money(plan.instalments[-1].interest, language),
        "interest": fmt.money(plan.total_interest, language),
    }


def falling(basis: Basis, language: str) -> Shown:
    """Equal principal: the first and last payment, and what it saves."""
    plan = loan(basis, Method.EQUAL_PRINCIPAL)
    saved = loan(basis).total_interest - plan.total_interest
    return {
        **shown(language),
        "first": fmt.money(plan.instalments[0].payment, language),
        "last": fmt.money(plan.instalments[-1].payment, language),
        "saved": fmt.money(saved, language),
    }


def interest_first(basis: Basis, language: str) -> Shown:
    """Interest only: light months and a heavy end."""
    plan = loan(basis, Method.INTEREST_ONLY)
    return {
        **shown(language),
        "first": fmt.money(plan.instalments[0].payment, language),
        "last": fmt.money(plan.instalments[-1].payment, language),
        "more": fmt.money(plan.total_interest - loan(basis).total_interest, language),
    }


def revolving(basis: Basis, language: str) -> Shown:
    """A line used for some days only."""
    days = 20
    end = basis.today + timedelta(days=days)
    line = run_line(
        LineTerms(limit=SUM, annual_rate=RATE, statement_day=basis.today.day),
        [Movement(day=basis.today, kind=Kind.DRAW, amount=SUM)],
        until=end,
    )
    return {
        **shown(language),
        "days": str(days),
        "interest": fmt.money(line.total_interest, language),
    }


def late(basis: Basis, language: str) -> Shown:
    """Overdue interest on an instalment's principal, and what a grace of some days is worth."""
    grace, days = 3, 10
    rate = RATE * basis.penalty_multiple
    owed = Decimal(1_000)

    def cost(after: int) -> str:
        due = basis.today
        found = overdue_interest(
            principal=owed,
            due=due,
            until=due + timedelta(days=after),
            terms=OverdueTerms(annual_rate=rate, grace_days=grace),
        )
        return fmt.money(found.total, language)

    return {
        "amount": fmt.round_money(owed, language),
        "rate": fmt.percent(RATE, language),
        "multiple": fmt.number(basis.penalty_multiple, language),
        "penalty": fmt.percent(rate, language),
        "grace": str(grace),
        "after_grace": str(grace + 1),
        "within": cost(grace),
        "beyond": cost(grace + 1),
        "days": str(days),
        "cost": cost(days),
    }


def compounded(basis: Basis, language: str) -> Shown:  # noqa: ARG001 (figures share a form)
    """A nominal rate with interest on interest."""
    rate = Decimal("0.18")
    return {
        "rate": fmt.percent(rate, language),
        "effective": fmt.percent(effective_rate(rate, MONTHS), language),
    }


def point_less(basis: Basis, language: str) -> Shown:
    """What one percentage point of rate is worth."""
    months, lower = 36, RATE - Decimal("0.01")
    dear, cheap = (
        schedule_of(terms(basis, principal=SUM * 10, rate=rate, periods=months))
        for rate in (RATE, lower)
    )
    return {
        "amount": fmt.round_money(dear.principal, language),
        "months": fmt.months(months, language),
        "rate": fmt.percent(RATE, language),
        "lower": fmt.percent(lower, language),
        "saved": fmt.money(dear.total_interest - cheap.total_interest, language),
    }


def prime(basis: Basis, language: str) -> Shown:
    """The prime rate in force, and a price built on it."""
    in_force = basis.rules.prime_rate(basis.today)
    points = 200
    return {
        "lpr": fmt.percent(in_force.annual_rate, language),
        "since": fmt.date(in_force.in_force, language),
        "points": str(points),
        "sum": fmt.percent(in_force.annual_rate + Decimal(points) / 10_000, language),
    }


def ceiling(basis: Basis, language: str) -> Shown:
    """The highest annual cost that the law allows, and what it makes of a loan."""
    highest = basis.rules.ceiling(basis.today)
    plan = schedule_of(terms(basis, rate=highest))
    return {
        **shown(language, rate=highest),
        "ceiling": fmt.percent(highest, language),
        "interest": fmt.money(plan.total_interest, language),
    }


def settled_early(basis: Basis, language: str) -> Shown:
    """What settling at half time and shortly before the end saves."""
    example = terms(basis)
    dues = [row.due for row in schedule_of(example).instalments]
    half, late_on = TERM // 2, TERM - 2
    return {
        **shown(language),
        "half": str(half),
        "saved": fmt.money(settle(example, dues[half - 1]).saving, language),
        "late_on": str(late_on),
        "less": fmt.money(settle(example, dues[late_on - 1]).saving, language),
    }
