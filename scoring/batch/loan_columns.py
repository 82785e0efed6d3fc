"""The columns that go into and come out of pricing many loans; it must not know how it is done."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from scoring.apr import RATE_STEP
from scoring.batch.full_rates import Flags, Ints
from scoring.errors import InvalidInput
from scoring.money import CENT
from scoring.price_ceiling import RATE_UNIT
from scoring.products import LONGEST_TERM, Method

PD_UNIT = Decimal("0.000001")
PD_UNITS = 1_000_000
# 64 bits hold cents x rate for loans up to a billion yuan.
_LARGEST = 100_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanColumns:
    """Loans to be priced, one a row; whole numbers, so that nothing is lost on the way.

    Attributes:
        product: index into the products.
        method: index into ``list(Method)``.
        months: terms.
        amount_cents: cents lent.
        pd_millionths: probabilities of default over the policy's horizon, in units of 0.000001.
    """

    product: Ints
    method: Ints
    months: Ints
    amount_cents: Ints
    pd_millionths: Ints

    def __post_init__(self) -> None:
        """Refuse columns of different lengths and rows that no loan can have."""
        bounds = {
            "product": (0, None),
            "method": (0, len(Method) - 1),
            "months": (1, LONGEST_TERM),
            "amount_cents": (1, _LARGEST),
            "pd_millionths": (0, PD_UNITS - 1),
        }
        for field, (low, high) in bounds.items():
            column = getattr(self, field)
            if column.shape != (len(self.months),) or column.dtype != np.int64:
                raise InvalidInput(field, "is no column of whole numbers", "give int64, one a row")
            wrong = column < low
            if high is not None:
                wrong |= column > high
            if wrong.any():
                row = int(np.argmax(wrong))
                raise InvalidInput(
                    f"{field}[{row}]",
                    f"{column[row]} is outside {low} to {'the end' if high is None else high}",
                    "correct the row",
                )

    def __len__(self) -> int:
        """Return the number of loans."""
        return len(self.months)

    def rows(self, start: int, stop: int) -> "LoanColumns":
        """Return the loans from one row to before another."""
        return LoanColumns(
            product=self.product[start:stop],
            method=self.method[start:stop],
            months=self.months[start:stop],
            amount_cents=self.amount_cents[start:stop],
            pd_millionths=self.pd_millionths[start:stop],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceColumns:
    """The prices, in the order of the loans; all 0 in the rows that are refused.

    Attributes:
        rate_units: contract rates in units of 0.0001.
        nominal: annualised total costs in units of 1E-10.
        effective: the same with compounding.
        first_instalment_cents: cents of the first payment.
        capped: whether the ceiling lowered the rate.
        refused: whether even the rate floor costs more than the ceiling.
        one_by_one: whether the row was priced by itself.
    """

    rate_units: Ints
    nominal: Ints
    effective: Ints
    first_instalment_cents: Ints
    capped: Flags
    refused: Flags
    one_by_one: Flags

    def annual_rate(self, row: int) -> Decimal:
        """Return a row's contract rate, a fraction a year."""
        return int(self.rate_units[row]) * RATE_UNIT

    def annual_cost(self, row: int) -> Decimal:
        """Return a row's annualised total cost, the nominal figure."""
        return int(self.nominal[row]) * RATE_STEP

    def first_instalment(self, row: int) -> Decimal:
        """Return a row's first payment in yuan."""
        return int(self.first_instalment_cents[row]) * CENT


def blank_prices(size: int) -> PriceColumns:
    """Return columns for so many prices, to be filled in."""

    def numbers() -> Ints:
        return np.zeros(size, dtype=np.int64)

    def flags() -> Flags:
        return np.zeros(size, dtype=np.bool_)

    return PriceColumns(
        rate_units=numbers(),
        nominal=numbers(),
        effective=numbers(),
        first_instalment_cents=numbers(),
        capped=flags(),
        refused=flags(),
        one_by_one=flags(),
    )
