"""What lending costs the lender, from dated data; it must not know a product or a loan."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput
from scoring.products import Segment
from scoring.regulation import RuleBook


@dataclass(frozen=True, kw_only=True, slots=True)
class FundingPoint:
    """What money for this many months costs the lender, as a fraction a year."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    months: int
    annual_rate: Decimal

    def __post_init__(self) -> None:
        """Refuse a rate that no lender pays."""
        _check_fraction("annual_rate", self.annual_rate)


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustment:
    """What is added for one group of customers, one channel, or one group in one channel.

    Attributes:
        annual_rate: added to the rate, a fraction a year; negative for a discount.
        why: the commercial reason, for the lender's own record.
        segment: whom it is for, None for everybody.
        channel: where the loan is sold, None for everywhere.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    annual_rate: Decimal
    why: str
    segment: Segment | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        """Refuse an adjustment of everything, which is the margin's task, or without limit."""
        if self.segment is None and self.channel is None:
            raise InvalidInput("adjustments", "name nobody", "give a segment or a channel")
        if not abs(self.annual_rate) <= 1:
            raise InvalidInput("annual_rate", "is outside -1 to 1", "give 0.2 % as 0.002")

    def applies(self, segment: Segment | None, channel: str | None) -> bool:
        """Return whether it is meant for a customer of this segment in this channel."""
        return self.segment in (None, segment) and self.channel in (None, channel)


@dataclass(frozen=True, kw_only=True, slots=True)
class LendingCosts:
    """What lending costs the lender.

    Attributes:
        version: name of this set of figures.
        funding_curve: cost of money by term, ascending.
        pd_horizon_months: months that a probability of default covers.
        operating_per_loan: yuan once a loan.
        operating_rate: share of the balance a year.
        capital_ratio: own funds held against a yuan lent.
        hurdle_rate: annual return the own funds must earn.
        margin: annual rate on top.
        adjustments: additions for segments and channels; all that apply are added up.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    funding_curve: tuple[FundingPoint, ...]
    pd_horizon_months: int
    operating_per_loan: Decimal
    operating_rate: Decimal
    capital_ratio: Decimal
    hurdle_rate: Decimal
    margin: Decimal
    adjustments: tuple[Adjustment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse figures without a usable curve or horizon, and negative costs."""
        months = [point.months for point in self.funding_curve]
        if not months or months != sorted(set(months)):
            raise InvalidInput("funding_curve", "is not ascending", "sort it by months")
        if self.pd_horizon_months < 1:
            raise InvalidInput("pd_horizon_months", "is below 1", "give whole months")
        if not (self.operating_per_loan.is_finite() and self.operating_per_loan >= 0):
            raise InvalidInput("operating_per_loan", "is below 0", "give yuan, 0 or more")
        for field in ("operating_rate", "capital_ratio", "hurdle_rate", "margin"):
            _check_fraction(field, getattr(self, field))

    def funding_rate(self, months: int) -> Decimal:
        """Return the annual rate for a term: on the line between points, flat outside."""
        curve = self.funding_curve
        for before, after in pairwise(curve):
            if before.months <= months <= after.months:
                share = Decimal(months - before.months) / (after.months - before.months)
                return before.annual_rate + share * (after.annual_rate - before.annual_rate)
        return curve[0].annual_rate if months < curve[0].months else curve[-1].annual_rate

    def capital_charge(self, funding_rate: Decimal) -> Decimal:
        """Return ratio x (hurdle - funding), a fraction of the balance a year, at least 0.

        Own funds replace borrowed money, so they cost the hurdle less the funding they save.
        """
        return self.capital_ratio * max(self.hurdle_rate - funding_rate, Decimal(0))

    def adjustment(self, segment: Segment | None, channel: str | None) -> Decimal:
        """Return the sum of all adjustments meant for this segment and channel."""
        return sum(
            (one.annual_rate for one in self.adjustments if one.applies(segment, channel)),
            Decimal(0),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PricingPolicy:
    """The lender's costs together with the rules that bound its prices."""

    costs: LendingCosts
    rules: RuleBook

    @property
    def version(self) -> str:
        """Name of the costs and the rules together."""
        return f"costs {self.costs.version}, rules {self.rules.version}"


def parse_pricing_policy(text: str, rules: RuleBook) -> PricingPolicy:
    """Read the lender's costs from the text of a YAML file and bind them to the rules.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return PricingPolicy(costs=parse_yaml(text, TypeAdapter(LendingCosts)), rules=rules)


def _check_fraction(field: str, rate: Decimal) -> None:
    if not (rate.is_finite() and 0 <= rate < 1):
        raise InvalidInput(field, f"{rate} is outside 0 to 1", "give 9.6 % as 0.096")
