"""Everything that fixes a repayment plan when the loan is made; it must not compute one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from scoring.day_count import DayCount
from scoring.due_dates import MONTHLY, Frequency
from scoring.errors import InvalidInput
from scoring.money import CENT, Rounding, checked_amount
from scoring.products import Fee, Method

ZERO = Decimal("0.00")
HIGHEST_RATE = Decimal(10)
# Ten years of days; a loan by months has at most 600.
MOST_PERIODS = 3660


class DeferredInterest(StrEnum):
    """What becomes of interest that is not collected while it accrues."""

    DUE_LATER = "due_later"  # with the first instalment after the grace, bearing no interest
    CAPITALISED = "capitalised"  # becomes principal, and bears interest


class Stub(StrEnum):
    """Who carries the odd days of a first period that is longer or shorter than the others."""

    SPREAD = "spread"  # the level instalment takes them in
    FIRST_INSTALMENT = "first_instalment"  # the first one is higher or lower, the others are not


@dataclass(frozen=True, kw_only=True, slots=True)
class Grace:
    """Periods at the start in which less is paid; counts of instalments.

    Attributes:
        principal: no principal is repaid.
        interest: interest accrues but is not collected; at most as many as for principal.
        deferred: what becomes of that interest.
        interest_free: no interest accrues at all.
    """

    principal: int = 0
    interest: int = 0
    deferred: DeferredInterest = DeferredInterest.DUE_LATER
    interest_free: int = 0

    def __post_init__(self) -> None:
        """Refuse negative counts, and principal repaid before interest that is owed."""
        if min(self.principal, self.interest, self.interest_free) < 0:
            raise InvalidInput("grace", "has a negative count", "give 0 or more")
        if self.interest > self.principal:
            raise InvalidInput(
                "grace.interest", "is longer than grace.principal", "extend grace.principal"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class StepUp:
    """Instalments that grow (or shrink) by a ratio or by a sum every so many periods.

    Attributes:
        every: periods between two steps.
        ratio: the next step is 1 + ratio times the last one; above -1.
        amount: yuan the next step is higher than the last one.
    """

    every: int
    ratio: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Refuse steps that are none, or of both kinds."""
        if self.every < 1:
            raise InvalidInput("step_up.every", f"{self.every} is below 1", "give 1 or more")
        if not (self.ratio.is_finite() and -1 < self.ratio <= 1 and self.amount.is_finite()):
            raise InvalidInput("step_up", "has no usable size", "give a ratio from -1 to 1 or yuan")
        if (self.ratio == 0) == (self.amount == 0):
            raise InvalidInput("step_up", "needs one size", "give either ratio or amount")

    def grown(self, periods: int) -> tuple[Decimal, Decimal]:
        """Return the ratio and the sum by which so many periods have made it grow."""
        steps = periods // self.every
        return (1 + self.ratio) ** steps, self.amount * steps


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelRule:
    """How the instalment that stays the same is rounded.

    Attributes:
        unit: it is a multiple of this many yuan ...
        rounding: ... brought there in this way.
        closest_last: moved by cents so that the last instalment comes closest to it.
        nominal: worked out as if every period were one whole step of the frequency, while
            interest runs by the day count; the last instalment takes the difference.
        amount: yuan agreed beforehand; the loan ends as soon as it is repaid.
        spread: equal parts of principal take the odd cents in turn, so that none differs by more
            than a cent; otherwise the last one takes them all.
    """

    unit: Decimal = CENT
    rounding: Rounding | None = None
    closest_last: bool = False
    nominal: bool = False
    amount: Decimal | None = None
    spread: bool = False

    def __post_init__(self) -> None:
        """Refuse a unit or an amount that is no sum of money."""
        checked_amount("level.unit", self.unit)
        if self.amount is not None:
            object.__setattr__(self, "amount", checked_amount("level.amount", self.amount))


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """A part of the loan that is paid out later; yuan."""

    day: date
    amount: Decimal

    def __post_init__(self) -> None:
        """Refuse a sum that cannot be paid out."""
        object.__setattr__(self, "amount", checked_amount("draws.amount", self.amount))


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanTerms:
    """The terms of one loan.

    Attributes:
        principal: yuan paid out on the first day, financed fees not yet added.
        annual_rate: contract rate, fraction a year, 0 to 10.
        periods: number of instalments; for a bullet, of periods to its one payment.
        method: how it is repaid.
        disbursed: day of the first payment to the customer.
        frequency: how far apart the due dates lie.
        first_due: first due date, one period after disbursement unless given.
        due_dates: every due date, instead of frequency and first_due; ascending.
        nominal_periods: a period counts as one whole step of the frequency whatever its dates.
        due_months: months of the year (1 to 12) in which anything is due; all when empty.
        principal_months: months of the year in which principal is repaid in equal parts, only
            interest being due in the others; all when empty.
        day_count: how a period becomes a fraction of a year.
        rounding: how each sum is brought to the cent.
        level: how the level instalment is rounded.
        stub: who carries an odd first period.
        grace: periods in which less is paid.
        balloon: yuan of principal that stay for the last due date.
        step_up: how the level instalment grows; the first one covers the interest.
        draws: parts that are paid out later.
        fees: charges besides interest, on the whole sum lent.
    """

    principal: Decimal
    annual_rate: Decimal
    periods: int
    method: Method
    disbursed: date
    frequency: Frequency = MONTHLY
    first_due: date | None = None
    due_dates: tuple[date, ...] = ()
    nominal_periods: bool = False
    due_months: tuple[int, ...] = ()
    principal_months: tuple[int, ...] = ()
    day_count: DayCount = DayCount.THIRTY_360
    rounding: Rounding = Rounding.HALF_UP
    level: LevelRule = LevelRule()
    stub: Stub = Stub.SPREAD
    grace: Grace = Grace()
    balloon: Decimal = ZERO
    step_up: StepUp | None = None
    draws: tuple[Draw, ...] = ()
    fees: tuple[Fee, ...] = ()

    def __post_init__(self) -> None:
        """Refuse terms that name no loan."""
        object.__setattr__(self, "principal", checked_amount("principal", self.principal))
        check_annual_rate("annual_rate", self.annual_rate)
        check_periods(self.periods)
        self._check_dates()
        self._check_shape()
        for field in ("due_months", "principal_months"):
            if any(not 1 <= month <= 12 for month in getattr(self, field)):
                raise InvalidInput(field, "holds no month", "give months from 1 to 12")

    @property
    def rounding_of_level(self) -> Rounding:
        """How the level instalment is rounded: like every other sum unless it says otherwise."""
        return self.level.rounding or self.rounding

    @property
    def lent(self) -> Decimal:
        """All yuan lent: what is paid out, now and later, and the fees that are financed."""
        return self.principal + sum((draw.amount for draw in self.draws), self.financed_fees)

    @property
    def financed_fees(self) -> Decimal:
        """Yuan of fees at disbursement that are lent with the loan."""
        return sum((self.fee_at_once(fee) for fee in self.fees if fee.financed), ZERO)

    def fee_at_once(self, fee: Fee) -> Decimal:
        """Return a fee's charge on what is paid out over the whole loan, in yuan."""
        paid_out = self.principal + sum((draw.amount for draw in self.draws), ZERO)
        return fee.charge(paid_out, self.rounding)

    def _check_dates(self) -> None:
        if self.due_dates:
            if len(self.due_dates) != (1 if self.method is Method.BULLET else self.periods):
                raise InvalidInput("due_dates", "are not as many as periods", "give one a period")
            if self.due_dates[0] <= self.disbursed:
                raise InvalidInput(
                    "due_dates",
                    f"{self.due_dates[0]} is not after {self.disbursed}",
                    "give later dates",
                )
            if any(later <= earlier for earlier, later in pairwise(self.due_dates)):
                raise InvalidInput("due_dates", "are not ascending", "sort them and drop repeats")
            if self.first_due is not None or self.due_months:
                raise InvalidInput(
                    "due_dates", "stand beside first_due or due_months", "give either"
                )
        if any(draw.day < self.disbursed for draw in self.draws):
            raise InvalidInput("draws", "start before the disbursement", "give later dates")
        if any(later.day < earlier.day for earlier, later in pairwise(self.draws)):
            raise InvalidInput("draws", "are not ascending", "sort them by day")

    def _check_shape(self) -> None:
        level = self.method is Method.EQUAL_INSTALMENT
        amortising = level or self.method is Method.EQUAL_PRINCIPAL
        balloon = checked_amount("balloon", self.balloon, minimum=ZERO)
        object.__setattr__(self, "balloon", balloon)
        if balloon and not (amortising and balloon < self.lent):
            raise InvalidInput(
                "balloon", "is not below an amortising loan", "give less than the principal"
            )
        if self.level.amount is not None and (not level or self.step_up is not None):
            raise InvalidInput(
                "level.amount", "needs equal instalments without steps", "change the method"
            )
        if self.step_up is not None and not level:
            raise InvalidInput("step_up", "needs equal instalments", "change the method")
        if self.principal_months and self.method is not Method.EQUAL_PRINCIPAL:
            raise InvalidInput(
                "principal_months", "need equal principal parts", "change the method"
            )
        if self.grace.principal >= self.periods and amortising:
            raise InvalidInput("grace.principal", "leaves no period to repay in", "shorten it")
        if self.grace.interest and not amortising:
            raise InvalidInput("grace.interest", "needs an amortising method", "change the method")


def check_periods(periods: object) -> None:
    """Refuse what is no number of periods.

    Raises:
        InvalidInput: names the field.
    """
    if not isinstance(periods, int) or not 1 <= periods <= MOST_PERIODS:
        raise InvalidInput(
            "periods", f"{periods} is outside 1 to {MOST_PERIODS}", "give whole periods"
        )


def check_annual_rate(field: str, annual_rate: object) -> None:
    """Refuse a rate that is no Decimal fraction a year from 0 to 10.

    Raises:
        InvalidInput: names the field.
    """
    if (
        not isinstance(annual_rate, Decimal)
        or not annual_rate.is_finite()
        or not 0 <= annual_rate <= HIGHEST_RATE
    ):
        raise InvalidInput(field, f"{annual_rate} is outside 0 to 10", "give 9.6 % as 0.096")
