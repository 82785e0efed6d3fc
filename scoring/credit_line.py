"""A line drawn and repaid at will, with daily interest (随借随还); it must not know products.

Interest of a day is what is owed at its start x annual rate / days of the year. It is added up
exactly and rounded when it is collected: with a repayment, on the monthly statement day, or when
the line is closed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from scoring.day_count import DayCount, year_fraction
from scoring.due_dates import add_months, in_month_of
from scoring.errors import InvalidInput
from scoring.loan_terms import check_annual_rate
from scoring.money import Rounding, checked_amount, to_cents

ZERO = Decimal("0.00")


class Kind(StrEnum):
    """What happened on a line."""

    DRAW = "draw"
    REPAYMENT = "repayment"
    STATEMENT = "statement"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True, slots=True)
class LineTerms:
    """The terms of a line.

    Attributes:
        limit: the most that may be owed, in yuan.
        annual_rate: rate, fraction a year.
        statement_day: day of the month on which interest falls due; a short month's last day.
        day_count: how days become a fraction of a year.
        rounding: how interest is brought to the cent.
    """

    limit: Decimal
    annual_rate: Decimal
    statement_day: int
    day_count: DayCount = DayCount.ACTUAL_360
    rounding: Rounding = Rounding.HALF_UP

    def __post_init__(self) -> None:
        """Refuse terms that name no line."""
        object.__setattr__(self, "limit", checked_amount("limit", self.limit))
        check_annual_rate("annual_rate", self.annual_rate)
        if not 1 <= self.statement_day <= 31:
            raise InvalidInput("statement_day", "is outside 1 to 31", "give a day of the month")
        if self.day_count.equal_months:
            raise InvalidInput("day_count", "counts no days", "give actual/360 or actual/365")


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """Money drawn, or paid back: interest to that day first, then principal; yuan."""

    day: date
    kind: Kind
    amount: Decimal

    def __post_init__(self) -> None:
        """Refuse what no customer can do."""
        if self.kind not in (Kind.DRAW, Kind.REPAYMENT):
            raise InvalidInput("kind", f"{self.kind} is no movement", "give draw or repayment")
        object.__setattr__(self, "amount", checked_amount("amount", self.amount))


@dataclass(frozen=True, kw_only=True, slots=True)
class LineRow:
    """One thing that happened on a line; amounts in yuan.

    Attributes:
        day: the day.
        kind: what happened.
        drawn: money paid out.
        payment: money due or paid: interest + principal.
        interest: part that pays for the time since interest was last collected.
        principal: part that repays.
        balance: principal owed afterwards.
    """

    day: date
    kind: Kind
    drawn: Decimal = ZERO
    payment: Decimal = ZERO
    interest: Decimal = ZERO
    principal: Decimal = ZERO
    balance: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class LineAccount:
    """A line with everything that happened on it.

    Attributes:
        terms: the terms.
        rows: what happened, in order.
    """

    terms: LineTerms
    rows: tuple[LineRow, ...]

    @property
    def total_interest(self) -> Decimal:
        """All interest in yuan."""
        return sum((row.interest for row in self.rows), ZERO)

    @property
    def available(self) -> Decimal:
        """What may still be drawn, in yuan."""
        return self.terms.limit - (self.rows[-1].balance if self.rows else ZERO)

    def flows(self) -> tuple[tuple[date, Decimal], ...]:
        """Return (date, yuan) as the customer's purse sees it: received +, paid -."""
        return tuple((row.day, row.drawn - row.payment) for row in self.rows)


def run_line(terms: LineTerms, movements: Sequence[Movement], *, until: date) -> LineAccount:
    """Run a line through its movements and close it: on ``until`` everything owed is repaid.

    Args:
        terms: the terms.
        movements: in order of day, each before ``until``.
        until: the closing day.

    Raises:
        InvalidInput: a movement is out of order, goes above the limit, or repays more than is
            owed; names the movement's place.
    """
    _check_order(movements, until)
    rows: list[LineRow] = []
    balance, accrued = ZERO, Fraction(0)
    before = movements[0].day
    for day, movement in _stops(terms, movements, until):
        years = year_fraction(before, day, terms.day_count)
        accrued += Fraction(balance * terms.annual_rate) * years
        before = day
        if movement is not None and movement.kind is Kind.DRAW:
            balance += movement.amount
            if balance > terms.limit:
                raise InvalidInput(
                    f"movements.{movements.index(movement)}.amount",
                    f"brings what is owed to {balance}, above the limit of {terms.limit}",
                    "draw less",
                )
            rows.append(LineRow(day=day, kind=Kind.DRAW, drawn=movement.amount, balance=balance))
            continue
        exact = Decimal(accrued.numerator) / Decimal(accrued.denominator)
        # What was rounded up with the last repayment can leave a fraction of a cent too much paid.
        interest = max(to_cents(exact, terms.rounding), ZERO)
        kind, principal = Kind.STATEMENT, ZERO
        if movement is not None:
            kind = Kind.REPAYMENT
            interest = min(interest, movement.amount)
            principal = movement.amount - interest
            if principal > balance:
                raise InvalidInput(
                    f"movements.{movements.index(movement)}.amount",
                    f"repays more than the {balance + interest} owed",
                    "repay what is owed",
                )
        elif day == until:
            kind, principal = Kind.CLOSING, balance
        # What rounding or a small repayment left uncollected stays owed.
        accrued = accrued - Fraction(interest) if kind is Kind.REPAYMENT else Fraction(0)
        balance -= principal
        if interest or principal or kind is Kind.CLOSING:
            rows.append(
                LineRow(
                    day=day,
                    kind=kind,
                    payment=interest + principal,
                    interest=interest,
                    principal=principal,
                    balance=balance,
                )
            )
    return LineAccount(terms=terms, rows=tuple(rows))


def _check_order(movements: Sequence[Movement], until: date) -> None:
    if not movements or movements[0].kind is not Kind.DRAW:
        raise InvalidInput("movements", "do not start with a draw", "draw first")
    for place, (earlier, later) in enumerate(pairwise(movements), 1):
        if later.day < earlier.day:
            raise InvalidInput(
                f"movements.{place}.day", f"{later.day} is before {earlier.day}", "sort them by day"
            )
    if movements[-1].day >= until:
        raise InvalidInput("until", f"{until} is not after every movement", "give a later day")


def _stops(
    terms: LineTerms, movements: Sequence[Movement], until: date
) -> Iterator[tuple[date, Movement | None]]:
    """Yield movements, statements and the closing by day; a statement comes after a day's moves."""
    statement = in_month_of(movements[0].day, terms.statement_day)
    waiting = list(movements)
    while True:
        if statement <= movements[0].day:
            statement = _next_statement(statement, terms.statement_day)
            continue
        while waiting and waiting[0].day <= statement:
            first = waiting.pop(0)
            yield first.day, first
        if statement >= until:
            break
        yield statement, None
        statement = _next_statement(statement, terms.statement_day)
    yield until, None


def _next_statement(day: date, statement_day: int) -> date:
    return in_month_of(add_months(day.replace(day=1), 1), statement_day)
