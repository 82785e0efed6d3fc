"""What one rule of law says and on which days; it must not know the book that holds it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from scoring.errors import InvalidInput
from scoring.products import Method, Purpose


class Lender(StrEnum):
    """The licence the lender holds; the last one holds none."""

    BANK = "bank"
    CONSUMER_FINANCE = "consumer_finance"
    MICROLENDER = "microlender"
    PRIVATE_LENDER = "private_lender"


class CostFigure(StrEnum):
    """Which annualised total cost a ceiling is applied to; see scoring.apr.AnnualCost."""

    NOMINAL = "nominal"
    EFFECTIVE = "effective"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule with the days on which it holds.

    Attributes:
        in_force: first day.
        ends: last day, None while no end is known.
        source: the text it comes from, by its Chinese name.
        confirmed: whether the original text was read.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    in_force: date
    ends: date | None = None
    source: str
    confirmed: bool

    def __post_init__(self) -> None:
        """Refuse a rule that ends before it starts."""
        if self.ends is not None and self.ends < self.in_force:
            raise InvalidInput("ends", "is before in_force", "give a later day")

    def holds(self, today: date) -> bool:
        """Return whether the rule is in force on this day."""
        return self.in_force <= today and (self.ends is None or today <= self.ends)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrimeRate(Rule):
    """The one-year loan prime rate (LPR) from the day it was published to the next one.

    Attributes:
        annual_rate: a fraction a year.
    """

    annual_rate: Decimal

    def __post_init__(self) -> None:
        """Refuse a rate that is no fraction."""
        Rule.__post_init__(self)
        if not 0 < self.annual_rate < 1:
            raise InvalidInput("annual_rate", "is outside 0 to 1", "give 3 % as 0.03")


@dataclass(frozen=True, kw_only=True, slots=True)
class CostCeiling(Rule):
    """Highest annualised total cost for some lenders; fixed, or a multiple of the LPR.

    Attributes:
        lenders: whom it binds.
        annual_cost: a fraction a year, or None.
        lpr_multiple: how many times the one-year LPR of the day of the contract, or None.
    """

    lenders: tuple[Lender, ...]
    annual_cost: Decimal | None = None
    lpr_multiple: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a ceiling without exactly one measure."""
        Rule.__post_init__(self)
        if (self.annual_cost is None) == (self.lpr_multiple is None):
            raise InvalidInput(
                "annual_cost", "and lpr_multiple need one value", "give one of the two"
            )
        for field in ("annual_cost", "lpr_multiple"):
            value = getattr(self, field)
            if value is not None and not (value.is_finite() and value > 0):
                raise InvalidInput(field, f"{value} is not positive", "give a number above 0")


@dataclass(frozen=True, kw_only=True, slots=True)
class CeilingInForce:
    """A ceiling as it stands on one day.

    Attributes:
        annual_cost: the highest annualised total cost, a fraction.
        figure: which annualised cost it is applied to.
        source: the text that sets it.
        confirmed: whether every text behind the number, that of the LPR included, was read.
    """

    annual_cost: Decimal
    figure: CostFigure
    source: str
    confirmed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsumerLimit(Rule):
    """Largest consumer line of one person, in yuan."""

    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class SingleRepayment(Rule):
    """Longest term, in months, of methods that repay the principal at once."""

    months: int
    methods: tuple[Method, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyReapproval(Rule):
    """Business credit running longer than this many months is approved anew each year."""

    months: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PurposeRule(Rule):
    """A rule about these purposes."""

    purposes: tuple[Purpose, ...]
