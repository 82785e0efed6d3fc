"""Worked figures on debts, records and traps, each computed by the core; it must not know the sentences.

What an example starts from (a sum, a rate, a term) is chosen; everything that follows from it is
computed.
"""

from datetime import timedelta
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.replies.lessons.basis import Basis, Shown
from bot.texts.replies.lessons.example import DAILY, SUM, TERM, fee, loan, shown, terms
from scoring.annual_rate import AprConvention, annual_rate
from scoring.annuity import fv
from scoring.apr import annual_cost
from scoring.due_dates import MONTHS, add_months
from scoring.money import Rounding, to_cents
from scoring.overdue import YEAR_DAYS
from scoring.products import FeeManner, Method
from scoring.schedule import schedule_of


def kept_until(basis: Basis, language: str) -> Shown:
    """Until when entries made today stay to be seen."""
    return {
        "late_until": fmt.date(add_months(basis.today, 5 * MONTHS), language),
        "inquiry_until": fmt.date(add_months(basis.today, 2 * MONTHS), language),
        "half_year": fmt.date(add_months(basis.today, 6), language),
    }


def card_use(basis: Basis, language: str) -> Shown:  # noqa: ARG001
    """How much of a card's limit is a moderate use."""
    share = Decimal("0.3")
    used = to_cents(SUM * share, Rounding.HALF_UP)
    return {
        "amount": fmt.round_money(SUM, language),
        "share": fmt.whole_percent(share, language),
        "used": fmt.round_money(used, language),
        "left": fmt.round_money(SUM - used, language),
    }


def minimum_payments(basis: Basis, language: str) -> Shown:  # noqa: ARG001
    """A year of paying the least that a card asks for."""
    least, rate = Decimal("0.10"), DAILY * YEAR_DAYS
    owed, interest = SUM, Decimal(0)
    for _month in range(MONTHS):
        added = to_cents(owed * rate / MONTHS, Rounding.HALF_UP)
        interest += added
        owed = to_cents((owed + added) * (1 - least), Rounding.HALF_UP)
    return {
        "amount": fmt.round_money(SUM, language),
        "least": fmt.whole_percent(least, language),
        "rate": fmt.percent(rate, language),
        "interest": fmt.money(interest, language),
        "owed": fmt.money(owed, language),
    }


def free_days(basis: Basis, language: str) -> Shown:
    """The longest time without interest on a card."""
    bill = basis.today.replace(day=5)
    bought, due = bill + timedelta(days=1), add_months(bill, 1) + timedelta(days=20)
    return {
        "bill_day": str(bill.day),
        "bought": fmt.date(bought, language),
        "due": fmt.date(due, language),
        "days": str((due - bought).days),
    }


def guaranteed(basis: Basis, language: str) -> Shown:
    """What a guarantor still answers for at half time."""
    months = 24
    plan = schedule_of(terms(basis, principal=SUM * 10, periods=months))
    half = plan.instalments[months // 2 - 1]
    return {
        "amount": fmt.round_money(plan.principal, language),
        "months": fmt.months(months, language),
        "half": fmt.months(months // 2, language),
        "left": fmt.money(half.balance, language),
    }


def once_more(basis: Basis, language: str) -> Shown:
    """The same principal for another year: interest paid twice."""
    plan = loan(basis, Method.INTEREST_ONLY)
    return {
        **shown(language),
        "once": fmt.money(plan.total_interest, language),
        "twice": fmt.money(2 * plan.total_interest, language),
    }


def borrowed_to_pay(basis: Basis, language: str) -> Shown:
    """A debt that grows because each month's payment is borrowed."""
    each, rate = Decimal(3_000), basis.rules.ceiling(basis.today)
    owed = to_cents(fv(rate / MONTHS, TERM, -each), Rounding.HALF_UP)
    return {
        "each": fmt.round_money(each, language),
        "rate": fmt.percent(rate, language),
        "months": fmt.months(TERM, language),
        "paid_in": fmt.round_money(each * TERM, language),
        "owed": fmt.money(owed, language),
    }


def kept_back(basis: Basis, language: str) -> Shown:
    """Interest kept back from the money that is paid out, as an annual cost."""
    kept = Decimal(1_000)
    fees = (fee(FeeManner.AT_DISBURSEMENT, amount=kept),)
    cost = annual_cost(schedule_of(terms(basis, fees=fees))).nominal
    return {
        **shown(language),
        "kept": fmt.round_money(kept, language),
        "received": fmt.round_money(SUM - kept, language),
        "cost": fmt.percent(cost, language),
    }


def by_the_week(basis: Basis, language: str) -> Shown:
    """A charge for a week as a rate of a year."""
    days, share = 7, Decimal("0.10")
    flows = [(basis.today, -SUM), (basis.today + timedelta(days=days), SUM * (1 + share))]
    a_year = annual_rate(flows, AprConvention.NOMINAL)
    return {
        "days": str(days),
        "share": fmt.whole_percent(share, language),
        "annual": fmt.whole_percent(a_year, language),
        "ceiling": fmt.percent(basis.rules.ceiling(basis.today), language),
    }


def burden(basis: Basis, language: str) -> Shown:
    """Payments as a share of income."""
    income, paid = Decimal(8_000), Decimal(3_200)
    return {
        "income": fmt.round_money(income, language),
        "paid": fmt.round_money(paid, language),
        "share": fmt.whole_percent(paid / income, language),
        "most": fmt.whole_percent(basis.debt_share, language),
    }


def closed_on(basis: Basis, language: str) -> Shown:
    """When a loan of a year taken today is over."""
    return {
        "months": fmt.months(TERM, language),
        "last": fmt.date(loan(basis).instalments[-1].due, language),
    }


def spread_out(basis: Basis, language: str) -> Shown:
    """The same debt over a longer time: lighter and dearer."""
    longer = 36
    short, long = loan(basis), loan(basis, periods=longer)
    return {
        **shown(language),
        "longer": fmt.months(longer, language),
        "before": fmt.money(short.instalments[0].payment, language),
        "after": fmt.money(long.instalments[0].payment, language),
        "more": fmt.money(long.total_interest - short.total_interest, language),
    }
