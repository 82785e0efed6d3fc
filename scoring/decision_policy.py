"""The lender's own limits for decisions, as versioned data; it must not know how they are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput
from scoring.products import IncomePattern, Method, Purpose, Segment


@dataclass(frozen=True, kw_only=True, slots=True)
class AffordabilityPolicy:
    """What a person must have left.

    Attributes:
        max_debt_share: largest share of income for all monthly payments.
        max_stressed_debt_share: the same when income has fallen by the stress.
        income_stress: share of income that a bad time takes, by income pattern.
        living_costs_applicant: yuan a month nobody can go below.
        living_costs_dependent: the same for each dependent.
        consolidation_months: a loan that replaces debts replaces at most its amount divided by
            this many months of their payments.
        self_liquidating_share: share of the principal that what was bought with it brings back.
        self_liquidating_purposes: purposes for which that holds ...
        self_liquidating_methods: ... when the principal is repaid at the end.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    max_debt_share: Decimal
    max_stressed_debt_share: Decimal
    income_stress: Mapping[IncomePattern, Decimal]
    living_costs_applicant: Decimal
    living_costs_dependent: Decimal
    consolidation_months: int
    self_liquidating_share: Decimal
    self_liquidating_purposes: tuple[Purpose, ...]
    self_liquidating_methods: tuple[Method, ...]

    def __post_init__(self) -> None:
        """Refuse shares outside 0 to 1 and patterns without a stress."""
        if set(self.income_stress) != set(IncomePattern):
            raise InvalidInput("income_stress", "lacks a pattern", "give each income pattern")
        shares = (
            self.max_debt_share,
            self.max_stressed_debt_share,
            self.self_liquidating_share,
            *self.income_stress.values(),
        )
        if not all(0 <= share <= 1 for share in shares):
            raise InvalidInput("affordability", "has a share outside 0 to 1", "give fractions")
        if min(self.living_costs_applicant, self.living_costs_dependent) < 0:
            raise InvalidInput("living_costs", "are negative", "give 0 or more")
        if self.consolidation_months < 1:
            raise InvalidInput("consolidation_months", "is below 1", "give 1 or more")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExposureStep:
    """Up to this pd, a person may owe us this many months of income left after other debts."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    pd_24_months: Decimal
    months_of_income: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitPolicy:
    """How much one person may owe us.

    Attributes:
        exposure: steps by ascending pd; the last holds for every higher pd.
        step: amounts are rounded down to this many yuan ...
        small_step: ... or to this many when they are below ``small_below``.
        small_below: yuan.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    exposure: tuple[ExposureStep, ...]
    step: Decimal
    small_step: Decimal
    small_below: Decimal

    def __post_init__(self) -> None:
        """Refuse steps with which a worse risk may owe more."""
        if not self.exposure or min(self.step, self.small_step) <= 0:
            raise InvalidInput("limits", "have no exposure or no step", "give both")
        for better, worse in pairwise(self.exposure):
            if not (
                better.pd_24_months < worse.pd_24_months
                and better.months_of_income >= worse.months_of_income
            ):
                raise InvalidInput("exposure", "is out of order", "a worse risk may not owe more")


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionPolicy:
    """The lender's own limits.

    Attributes:
        version: name that decisions refer to.
        valid_days: days for which an offer holds.
        median_monthly_income: net yuan a month of the middle borrower here; the card looks at
            income relative to it.
        most_serious_late_payments: most payments 90 days late or more in two years.
        approve_pd: highest pd over 24 months that is approved by rule.
        refer_pd: highest pd over 24 months that a person looks at; above it is a decline.
        least_share_of_request: a smaller amount is offered from this share of the request on.
        refer_segments: a person looks at every application of these, also at weak ones.
        refer_above: a person looks at amounts above this many yuan, by segment.
        most_reasons: how many reasons are given.
        affordability: what a person must have left.
        limits: how much one person may owe us.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    valid_days: int
    median_monthly_income: Decimal
    most_serious_late_payments: int
    approve_pd: Decimal
    refer_pd: Decimal
    least_share_of_request: Decimal
    refer_segments: tuple[Segment, ...]
    refer_above: Mapping[Segment, Decimal]
    most_reasons: int
    affordability: AffordabilityPolicy
    limits: LimitPolicy

    def __post_init__(self) -> None:
        """Refuse bands and counts that cannot be meant."""
        if not 0 < self.approve_pd <= self.refer_pd < 1:
            raise InvalidInput("refer_pd", "is below approve_pd", "give 0 < approve <= refer < 1")
        if not 0 <= self.least_share_of_request <= 1:
            raise InvalidInput("least_share_of_request", "is outside 0 to 1", "give a fraction")
        if self.median_monthly_income <= 0:
            raise InvalidInput("median_monthly_income", "is not positive", "give yuan a month")
        if min(self.valid_days, self.most_reasons) < 1 or self.most_serious_late_payments < 0:
            raise InvalidInput("policy", "has a count that is too small", "give 1 or more")
        if set(self.refer_above) != set(Segment):
            raise InvalidInput("refer_above", "lacks a segment", "give each segment")


def parse_decision_policy(text: str) -> DecisionPolicy:
    """Read the policy from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(DecisionPolicy))
