"""How stages and expected losses are worked out, from data; it must not know a loan."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput


@dataclass(frozen=True, kw_only=True, slots=True)
class Staging:
    """When credit risk has increased significantly, and when a loan is in default.

    Attributes:
        late_days: days past due from which risk counts as increased.
        default_days: days past due from which the loan is in default.
        relative_increase: how many times the probability at origination, and ...
        absolute_increase: ... how much above it the present one must be, both at once.
        high_pd: probability from which risk counts as increased whatever it was.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    late_days: int
    default_days: int
    relative_increase: Decimal
    absolute_increase: Decimal
    high_pd: Decimal

    def __post_init__(self) -> None:
        """Refuse thresholds out of order."""
        if not 0 < self.late_days < self.default_days:
            raise InvalidInput("late_days", "is not below default_days", "give 30 and 90")
        if not self.relative_increase >= 1:
            raise InvalidInput("relative_increase", "is below 1", "give 2 for twice as high")
        for field in ("absolute_increase", "high_pd"):
            _check_share(field, getattr(self, field))


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """One view of the future.

    Attributes:
        name: what it is called.
        weight: its probability.
        intensity_multiple: multiplies the intensity of default.
        lgd_multiple: multiplies the loss given default, which stays at most 1.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    weight: Decimal
    intensity_multiple: Decimal
    lgd_multiple: Decimal

    def __post_init__(self) -> None:
        """Refuse a weight that is no probability, and negative multiples."""
        _check_share("weight", self.weight)
        for field in ("intensity_multiple", "lgd_multiple"):
            value = getattr(self, field)
            if not (value.is_finite() and 0 <= value <= 100):
                raise InvalidInput(field, f"{value} is outside 0 to 100", "give 1 for no change")


@dataclass(frozen=True, kw_only=True, slots=True)
class MinimumReserve:
    """What a supervisor asks for at least.

    Attributes:
        of_loans: share of all exposure.
        of_defaulted: multiple of the exposure in default.
        source: the text it comes from.
        confirmed: whether the original text was read.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    of_loans: Decimal
    of_defaulted: Decimal
    source: str
    confirmed: bool

    def __post_init__(self) -> None:
        """Refuse a negative minimum."""
        _check_share("of_loans", self.of_loans)
        if not (self.of_defaulted.is_finite() and self.of_defaulted >= 0):
            raise InvalidInput("of_defaulted", "is below 0", "give 1.5 for 150 %")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionPolicy:
    """Everything a provision depends on besides the loan.

    Attributes:
        version: name of this set of figures.
        pd_horizon_months: months that a probability of default covers.
        staging: when a loan belongs to which stage.
        months_after_maturity: how far ahead overdue loans past their end are looked at.
        scenarios: views of the future, weights summing to 1.
        minimum_reserve: what a supervisor asks for at least, None for nothing.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    pd_horizon_months: int
    staging: Staging
    months_after_maturity: int
    scenarios: tuple[Scenario, ...]
    minimum_reserve: MinimumReserve | None = None

    def __post_init__(self) -> None:
        """Refuse horizons below a month and weights that are no distribution."""
        for field in ("pd_horizon_months", "months_after_maturity"):
            if getattr(self, field) < 1:
                raise InvalidInput(field, "is below 1", "give whole months")
        if sum(scenario.weight for scenario in self.scenarios) != 1:
            raise InvalidInput("scenarios", "have weights that do not sum to 1", "correct them")


def parse_provision_policy(text: str) -> ProvisionPolicy:
    """Read the policy from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(ProvisionPolicy))


def _check_share(field: str, value: Decimal) -> None:
    if not (value.is_finite() and 0 <= value <= 1):
        raise InvalidInput(field, f"{value} is outside 0 to 1", "give a fraction")
