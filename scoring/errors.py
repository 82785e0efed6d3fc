"""Every error the core raises, in one tree; it must not know who shows them or in which language.

ScoringError
├── InvalidInput            a value cannot be used: field, problem, remedy
│   └── InvalidData         a data file (catalogue, rules, policy, card) does not fit its schema
├── UnknownProduct          no product has this id
├── NoSingleRate            the cash flow has no internal rate of return, or several
├── NoRuleInForce           the rule book holds no value for that rule and date
└── PriceAboveCeiling       no permitted rate keeps the total cost under the ceiling
"""

from collections.abc import Sequence
from decimal import Decimal


class ScoringError(Exception):
    """The core could not give an answer."""


class InvalidInput(ScoringError, ValueError):
    """A value cannot be used.

    It is also a ``ValueError`` so that pydantic can attach the path of the field to it.

    Attributes:
        field: dotted name of the value, as the caller wrote it.
        problem: what is wrong with it, in plain English.
        remedy: what to give instead.
    """

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        self.field = field
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{field}: {problem}; {remedy}")


class InvalidData(InvalidInput):
    """A data file does not fit its schema; ``field`` is the path inside the file."""


class UnknownProduct(ScoringError):
    """No product has this id."""

    def __init__(self, product_id: str) -> None:
        self.product_id = product_id
        super().__init__(f"no product has the id {product_id!r}")


class NoSingleRate(ScoringError):
    """The cash flow has no internal rate of return, or more than one."""


class NoRuleInForce(ScoringError):
    """The rule book holds no value for that rule and date."""


class PriceAboveCeiling(ScoringError):
    """No permitted rate keeps the annualised total cost under the ceiling.

    Attributes:
        product_id: the product that cannot be priced.
        fee_codes: the fewest fees without which the lowest rate would keep to the ceiling, the
            heaviest of equals; empty when the lowest rate is too high even without fees.
        ceiling: the highest permitted annualised total cost.
        ceiling_source: the rule that sets it, "product" when it is the product's own.
        annual_cost: the cost that the lowest permitted rate would have, infinite when the fees
            leave nothing of the loan.
    """

    def __init__(
        self,
        product_id: str,
        *,
        fee_codes: Sequence[str],
        ceiling: Decimal,
        ceiling_source: str,
        annual_cost: Decimal,
    ) -> None:
        self.product_id = product_id
        self.fee_codes = tuple(fee_codes)
        self.ceiling = ceiling
        self.ceiling_source = ceiling_source
        self.annual_cost = annual_cost
        fees = " and ".join(repr(code) for code in self.fee_codes)
        culprit = f"fee {fees}" if fees else "rate floor"
        super().__init__(
            f"{product_id}: the {culprit} brings the annual cost to {annual_cost}, "
            f"above the ceiling of {ceiling} ({ceiling_source})"
        )

    @property
    def fee_code(self) -> str | None:
        """The heaviest of the fees that break the ceiling, None when no fee does."""
        return self.fee_codes[0] if self.fee_codes else None
