"""`shandai schedule`: terms of a loan in, its instalments and annual cost out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.commands.schedule_request import ScheduleLine
from scoring.apr import annual_cost, xirr
from scoring.credit_line import LineAccount, run_line
from scoring.early_repayment import settle
from scoring.errors import NoSingleRate
from scoring.schedule import Schedule, schedule_of

type Answer = Mapping[str, object]


def schedule_answer(asked: object, today: date) -> Answer:
    """Answer one line.

    Raises:
        InvalidInput: names the key that cannot be used.
        pydantic.ValidationError: the same, for keys that have the wrong form.
    """
    line = ScheduleLine.model_validate(asked)
    if line.is_credit_line:
        line_terms, movements, until = line.line_terms()
        return _of_line(run_line(line_terms, movements, until=until))
    terms, events = line.terms(today), line.loan_events()
    answer = _of_schedule(schedule_of(terms, events))
    if line.settle_on is None:
        return answer
    fee = line.early_fee.fee(0) if line.early_fee else None
    quote = settle(terms, line.settle_on, events=events, early_fee=fee)
    keys = ("day", "principal", "interest", "fees", "early_fee", "total", "running_on", "saving")
    return {**answer, "settlement": {key: getattr(quote, key) for key in keys}}


def _of_schedule(schedule: Schedule) -> Answer:
    keys = ("number", "due", "payment", "principal", "interest", "fees", "balance")
    return {
        "instalments": [{key: getattr(row, key) for key in keys} for row in schedule.instalments],
        "totals": {
            "principal": schedule.principal,
            "interest": schedule.total_interest,
            "fees": schedule.total_fees,
            "upfront_fees": schedule.upfront_fees,
            "cost": schedule.total_cost,
            "payment": schedule.total_payment,
        },
        **_cost_of(schedule),
    }


def _cost_of(schedule: Schedule) -> Answer:
    try:
        cost = annual_cost(schedule)
    except NoSingleRate as error:
        # The plan is right all the same; only a rate for it does not exist.
        return {"apr": None, "apr_effective": None, "apr_problem": str(error)}
    return {"apr": cost.nominal, "apr_effective": cost.effective}


def _of_line(account: LineAccount) -> Answer:
    effective = xirr(account.flows()).quantize(Decimal("1E-10"))
    return {
        "movements": list(account.rows),
        "totals": {"interest": account.total_interest},
        "apr_effective": effective,
    }
