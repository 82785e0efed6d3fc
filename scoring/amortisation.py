"""Lays out instalments from terms and events; it must not know annual costs or products.

Interest of a segment is balance x annual rate x its years, rounded. The level instalment E is the
one that brings the balance to the balloon on the last due date: with V what is owed on the next due
date, i_j the rate of period j and w_j, a_j the ratio and the sum by which steps have grown,

    V = E sum_j w_j v_j + sum_j a_j v_j + balloon v_n,   v_j = 1 / prod over m <= j of (1 + i_m),

with v = 1 on the next due date: the annuity P i / (1 - (1 + i)^-n) for equal periods, and P / n at
a rate of 0. It is computed anew where an event changes what is owed or the rate.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from scoring.errors import InvalidInput
from scoring.instalment import Instalment as Instalment
from scoring.loan_events import (
    Keep,
    LoanEvent,
    PartRepayment,
    Settlement,
    TermChange,
    falls_before,
    in_order,
)
from scoring.loan_terms import DeferredInterest, LoanTerms, Stub
from scoring.money import CENT, to_cents, to_units
from scoring.periods import Period, nominal_length, periods_of
from scoring.products import FeeManner, Method

ZERO = Decimal("0.00")
MOST_TUNINGS = 8


def lay_out(terms: LoanTerms, events: Sequence[LoanEvent] = ()) -> tuple[Instalment, ...]:
    """Return every instalment; the balance ends at 0.00, the last one taking what rounding left.

    Raises:
        InvalidInput: an event cannot be made, like repaying more than is owed, or sums grow
            beyond all bounds, like interest that is capitalised for decades.
    """
    try:
        return _Ledger(terms=terms, pending=in_order(events)).rows()
    except InvalidOperation as error:
        raise InvalidInput(
            "principal", "grows beyond all bounds", "lower the rate, the steps or the grace"
        ) from error


@dataclass(kw_only=True, slots=True)
class _Ledger:
    """The running state of one loan while its instalments are laid out.

    An event becomes known only in the period it falls into, so that instalments before it are
    those of the loan without it.

    Attributes:
        terms: the terms.
        pending: events still to come.
        known: events so far.
        periods: the periods as the events so far leave them.
        dropped: last periods that a kept instalment made needless.
        balance: principal owed.
        lent: yuan lent so far, the base of flat interest.
        deferred: interest that waits for the end of the grace.
        level: the level instalment, or the level part of principal.
        shortening: a kept instalment may make the last periods needless.
    """

    terms: LoanTerms
    pending: list[LoanEvent]
    known: list[LoanEvent] = field(default_factory=list)
    periods: list[Period] = field(init=False)
    dropped: int = 0
    balance: Decimal = field(init=False)
    lent: Decimal = field(init=False)
    deferred: Decimal = ZERO
    level: Decimal | None = None
    shortening: bool = False

    def __post_init__(self) -> None:
        self.balance = self.lent = self.terms.principal + self.terms.financed_fees
        self.periods = list(periods_of(self.terms))

    def rows(self) -> tuple[Instalment, ...]:
        rows: list[Instalment] = []
        while len(rows) < len(self.periods):
            self._hear(len(rows))
            rows.append(self._row(len(rows)))
        if self.pending:
            raise InvalidInput(
                "day",
                f"{self.pending[0].day} is not inside the loan",
                f"give a day before {rows[-1].due}",
            )
        return tuple(rows)

    def _hear(self, index: int) -> None:
        """Take in the events of a period."""
        while self.pending and falls_before(self.pending[0], self.periods[index].due):
            event = self.pending.pop(0)
            if isinstance(event, PartRepayment) and event.keep is Keep.INSTALMENT:
                if self.level is None:
                    self.level = self._level_to_come(index)
                self.shortening = True
            self.known.append(event)
            if isinstance(event, TermChange | Settlement):
                self.dropped = 0
            periods = periods_of(self.terms, self.known)
            self.periods = list(periods[: len(periods) - self.dropped])

    def _level_to_come(self, index: int) -> Decimal | None:
        """Return the level instalment with which the loan, left alone from now on, begins."""
        twin = copy(self)
        twin.periods = list(self.periods)
        while twin.level is None and index < len(twin.periods):
            twin._row(index)
            index += 1
        return twin.level

    def _row(self, index: int) -> Instalment:
        period = self.periods[index]
        interest, exact = self._accrue(period)
        opening = self.balance
        part = self._principal_part(index, interest, exact)
        last = index == len(self.periods) - 1
        if last:
            part = self.balance
        elif index < self.terms.grace.interest:
            if self.terms.grace.deferred is DeferredInterest.CAPITALISED:
                part = -interest
            else:
                self.deferred += interest
                interest = ZERO
        # Whoever settles within the grace pays what it deferred.
        if last or index >= self.terms.grace.interest:
            interest += self.deferred
            self.deferred = ZERO
        self.balance -= part
        fees = self._fees(opening, last=last, settled=period.settled)
        return Instalment(
            number=index + 1,
            due=period.due,
            payment=part + interest + fees,
            principal=part,
            interest=interest,
            fees=fees,
            balance=self.balance,
        )

    def _accrue(self, period: Period) -> tuple[Decimal, Decimal]:
        """Move the balance through a period; return its interest, rounded and exact."""
        rounded, exact = ZERO, Decimal(0)
        for segment in period.segments:
            if segment.inflow:
                self._move(segment.inflow)
            base = self.lent if self.terms.method is Method.FLAT_INTEREST else self.balance
            # Multiplied before it is divided, so that a tie stays a tie.
            years = segment.years
            interest = base * segment.annual_rate * years.numerator / years.denominator
            exact += interest
            rounded += to_cents(interest, self.terms.rounding)
        return rounded, exact

    def _move(self, inflow: Decimal) -> None:
        if -inflow >= self.balance:
            raise InvalidInput(
                "amount", f"{-inflow} is not below the {self.balance} owed", "settle the whole loan"
            )
        self.balance += inflow
        self.lent += max(inflow, ZERO)

    def _principal_part(self, index: int, interest: Decimal, exact: Decimal) -> Decimal:
        """Return how much principal is due, before the last instalment takes the rest."""
        terms, period = self.terms, self.periods[index]
        if index < terms.grace.principal or terms.method in (Method.INTEREST_ONLY, Method.BULLET):
            return ZERO
        if terms.level.nominal or (index == 0 and terms.stub is Stub.FIRST_INSTALMENT):
            # The level instalment is that of a whole period, whatever the days in this one.
            exact = self._regular_interest(period)
        if index == 0 and terms.stub is Stub.FIRST_INSTALMENT:
            interest = to_cents(exact, terms.rounding)  # the odd days come on top
        if self.level is None or (period.changed and not period.shortens):
            self.level = self._level(index, interest, exact)
        if terms.method is Method.EQUAL_INSTALMENT:
            part = self._stepped(index, self.level) - interest
        else:
            part = self._equal_part(index, self.level) if self._repays_principal(index) else ZERO
        # Cents can make a tiny loan's level payment miss the interest or overshoot the balance.
        # A part repayment can bring the balance below the balloon.
        part = min(max(part, ZERO), max(self.balance - terms.balloon, ZERO))
        if self.shortening or terms.level.amount is not None:
            self.shortening = False
            self._cut(index, self.balance - part)
        return part

    def _regular_interest(self, period: Period) -> Decimal:
        terms = self.terms
        nominal = terms.level.nominal
        years = terms.frequency.share_of_year if nominal else nominal_length(terms, period.start)
        return self.balance * period.annual_rate * years.numerator / years.denominator

    def _level(self, index: int, interest: Decimal, exact: Decimal) -> Decimal:
        """Return the sum that stays the same from this due date on."""
        terms = self.terms
        if terms.method is not Method.EQUAL_INSTALMENT:
            times = sum(self._repays_principal(k) for k in range(index, len(self.periods)))
            if not times and self.level is None:
                raise InvalidInput(
                    "principal_months", "never come round", "give months in which it is due"
                )
            part = (self.balance - terms.balloon) / max(times, 1)
            return part if terms.level.spread else to_cents(part, terms.rounding)
        if terms.level.amount is not None:
            return self._agreed(terms.level.amount, interest)
        annuity, added = Decimal(0), Decimal(0)
        discount = Decimal(1)
        for k, growth in enumerate(self._factors(index), index):
            discount /= growth
            if terms.step_up is None:
                annuity += discount
            else:
                ratio, amount = terms.step_up.grown(k - terms.grace.principal)
                annuity += ratio * discount
                added += amount * discount
        owed = self.balance + exact - added - terms.balloon * discount
        level = to_units(owed / annuity, terms.level.unit, terms.rounding_of_level)
        if terms.step_up is not None and self.level is None:
            first, last = (self._stepped(k, level) for k in (index, len(self.periods) - 1))
            if first < interest or last < 0:
                raise InvalidInput(
                    "step_up", f"leads from {first} to {last}", "take steps that cover the interest"
                )
        return self._tuned(index, interest, level) if terms.level.closest_last else level

    def _agreed(self, amount: Decimal, interest: Decimal) -> Decimal:
        if amount <= interest:
            raise InvalidInput(
                "level.amount", f"{amount} does not cover the interest of {interest}", "raise it"
            )
        return amount

    def _tuned(self, index: int, interest: Decimal, level: Decimal) -> Decimal:
        """Move a level instalment by cents until the last one is as near to it as it can be.

        The gap to the last one is spread over all of them, as Apache Fineract does.
        """
        gap = self._gap(index, interest, level)
        for _ in range(MOST_TUNINGS):
            step = (gap / (len(self.periods) - index)).quantize(CENT, rounding=ROUND_HALF_EVEN)
            closer = self._gap(index, interest, level + step) if step else gap
            if abs(closer) >= abs(gap):
                break
            level, gap = level + step, closer
        return level

    def _gap(self, index: int, interest: Decimal, level: Decimal) -> Decimal:
        """Return how far the last instalment lies above a level one, without later events."""
        balance, last = self.balance, len(self.periods) - 1
        for k in range(index, last):
            part = max(self._stepped(k, level) - interest, ZERO)
            balance -= min(part, max(balance - self.terms.balloon, ZERO))
            interest = to_cents(balance * self._period_rate(index, k + 1), self.terms.rounding)
        return balance - self.terms.balloon + interest - self._stepped(last, level)

    def _cut(self, index: int, balance: Decimal) -> None:
        """Drop the periods that a kept instalment, or part of principal, no longer needs."""
        if self.terms.balloon or any(
            draw.day >= self.periods[index].due for draw in self.terms.draws
        ):
            return  # a balloon keeps its day, a later draw still has to be repaid
        needed = index + 1
        while balance > 0 and needed < len(self.periods):
            interest = to_cents(balance * self._period_rate(index, needed), self.terms.rounding)
            level = self.level or ZERO
            if self.terms.method is Method.EQUAL_INSTALMENT:
                balance -= self._stepped(needed, level) - interest
            elif self._repays_principal(needed):
                balance -= level
            needed += 1
        self.dropped += len(self.periods) - needed
        del self.periods[needed:]

    def _factors(self, index: int) -> Iterator[Decimal]:
        """Yield 1 for this period, then 1 + the rate of each later one."""
        yield Decimal(1)
        years, factor = None, Decimal(1)
        for k in range(index + 1, len(self.periods)):
            # Equal periods share one length, so most of their rates need no division.
            if self.periods[k].years is not years or k == self.terms.grace.interest_free:
                years = self.periods[k].years
                factor = 1 + self._period_rate(index, k)
            yield factor

    def _period_rate(self, index: int, later: int) -> Decimal:
        """Return the rate of a later period when the annual rate stays what it now is."""
        period = self.periods[later]
        free = later < self.terms.grace.interest_free
        annual_rate = ZERO if free else self._annual_rate(index)
        nominal = self.terms.level.nominal
        years = self.terms.frequency.share_of_year if nominal else period.years
        return annual_rate * years.numerator / years.denominator

    def _annual_rate(self, index: int) -> Decimal:
        """Return the rate now in force, or that after the interest-free periods."""
        within = max(index, self.terms.grace.interest_free)
        return self.periods[min(within, len(self.periods) - 1)].annual_rate

    def _stepped(self, index: int, level: Decimal) -> Decimal:
        if self.terms.step_up is None:
            return level
        ratio, amount = self.terms.step_up.grown(index - self.terms.grace.principal)
        unit, rounding = self.terms.level.unit, self.terms.rounding_of_level
        return to_units(level * ratio + amount, unit, rounding)

    def _equal_part(self, index: int, level: Decimal) -> Decimal:
        part = to_cents(level, self.terms.rounding)
        if not self.terms.level.spread:
            return part
        left = sum(self._repays_principal(k) for k in range(index + 1, len(self.periods)))
        spread = self.balance - self.terms.balloon - to_cents(level * left, self.terms.rounding)
        # A kept instalment is no longer an equal part of what is left.
        return spread if abs(spread - part) <= CENT else part

    def _repays_principal(self, index: int) -> bool:
        months = self.terms.principal_months
        return not months or self.periods[index].due.month in months

    def _fees(self, opening: Decimal, *, last: bool, settled: bool) -> Decimal:
        """Return the fees of one due date; ``opening`` is what was owed before it.

        Whoever settles before a due date does not pay the fees of that due date.
        """
        total = ZERO
        for fee in self.terms.fees:
            match fee.manner:
                case FeeManner.PER_INSTALMENT if not settled:
                    total += self.terms.fee_at_once(fee)
                case FeeManner.ON_BALANCE if not settled:
                    total += fee.charge(opening, self.terms.rounding)
                case FeeManner.AT_MATURITY if last:
                    total += self.terms.fee_at_once(fee)
                case _:
                    pass
        return total
