"""The lender's own figures for reviewing limits and watching accounts; they decide nothing here."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningPolicy:
    """From where on a sign is a flag; shares are fractions.

    Attributes:
        serious_days: days late now that stop everything.
        high_use: share of the limit in use that is nearly all of it.
        use_rise: rise of that share over the months seen.
        minimum_only_months: months in a row with only the least paid.
        inquiries: inquiries of other lenders in three months.
        income_drop: share of the income that is gone.
        missed_contacts: failed attempts in a row.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    serious_days: int
    high_use: Decimal
    use_rise: Decimal
    minimum_only_months: int
    inquiries: int
    income_drop: Decimal
    missed_contacts: int

    def __post_init__(self) -> None:
        """Refuse figures with which nothing, or everything, would be a flag."""
        if not (0 < self.high_use <= 2 and 0 < self.use_rise <= 1 and 0 < self.income_drop < 1):
            raise InvalidInput("warnings", "hold a share that is none", "give fractions")
        counts = (self.serious_days, self.minimum_only_months, self.inquiries, self.missed_contacts)
        if min(counts) < 1:
            raise InvalidInput("warnings", "hold a count below 1", "give 1 or more")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPolicy:
    """How far and how often a limit moves; shares are fractions of the limit.

    Attributes:
        version: name that reviews refer to.
        months_before_rise: months on book before a first rise.
        months_between_rises: months from one rise to the next.
        clean_months: months without a day late that a rise needs.
        least_use: a line that is used less is not raised: nobody needs it.
        rise: share by which a limit goes up, by a ``step`` at least.
        cut: share by which it goes down.
        late_days_for_cut: days late within the months seen that bring it down.
        late_days_for_freeze: days late within the months seen that stop new draws.
        step: new limits are rounded down to this many yuan.
        warnings: when a sign is a flag.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    months_before_rise: int
    months_between_rises: int
    clean_months: int
    least_use: Decimal
    rise: Decimal
    cut: Decimal
    late_days_for_cut: int
    late_days_for_freeze: int
    step: Decimal
    warnings: WarningPolicy

    def __post_init__(self) -> None:
        """Refuse moves that cannot be meant."""
        if not (0 < self.rise <= 1 and 0 < self.cut < 1 and 0 <= self.least_use <= 1):
            raise InvalidInput("rise", "or cut is no share", "give fractions")
        if not 1 <= self.late_days_for_cut <= self.late_days_for_freeze:
            raise InvalidInput("late_days_for_freeze", "is below the cut's", "raise it")
        if self.step <= 0 or min(self.months_before_rise, self.months_between_rises) < 1:
            raise InvalidInput("step", "or a count of months is not positive", "give 1 or more")


def parse_review_policy(text: str) -> ReviewPolicy:
    """Read the policy from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(ReviewPolicy))
