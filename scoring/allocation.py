"""Which debts a payment pays; it must not know where the payment comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scoring.errors import InvalidInput
from scoring.money import checked_amount

ZERO = Decimal("0.00")


class Part(StrEnum):
    """What an instalment consists of; the values are the fields of ``Due``."""

    FEES = "fees"
    OVERDUE_INTEREST = "overdue_interest"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class Across(StrEnum):
    """How a payment goes through several instalments, the oldest first in both ways."""

    INSTALMENTS = "instalments"  # one instalment with all its parts, then the next
    PARTS = "parts"  # one part of every instalment, then the next part


# The order of article 561 of the Civil Code: costs, interest, principal.
COSTS_FIRST = (Part.FEES, Part.OVERDUE_INTEREST, Part.INTEREST, Part.PRINCIPAL)
# What many lenders do once a loan is long overdue, so that it stops growing.
PRINCIPAL_FIRST = (Part.PRINCIPAL, Part.INTEREST, Part.OVERDUE_INTEREST, Part.FEES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What is owed, or paid, on one instalment; amounts in yuan.

    Attributes:
        number: the instalment's number.
        due: its due date.
        fees: fees.
        overdue_interest: interest for being late.
        interest: contract interest.
        principal: principal.
    """

    number: int
    due: date
    fees: Decimal = ZERO
    overdue_interest: Decimal = ZERO
    interest: Decimal = ZERO
    principal: Decimal = ZERO

    def __post_init__(self) -> None:
        """Refuse sums that nobody can owe."""
        for part in Part:
            amount = checked_amount(part.value, self.of(part), minimum=ZERO)
            object.__setattr__(self, part.value, amount)

    def of(self, part: Part) -> Decimal:
        """Return the yuan of one part."""
        amount: Decimal = getattr(self, part.value)
        return amount

    def but(self, part: Part, amount: Decimal) -> "Due":
        """Return the same with another amount of one part."""
        amounts = {one: self.of(one) for one in Part} | {part: amount}
        return Due(
            number=self.number,
            due=self.due,
            fees=amounts[Part.FEES],
            overdue_interest=amounts[Part.OVERDUE_INTEREST],
            interest=amounts[Part.INTEREST],
            principal=amounts[Part.PRINCIPAL],
        )

    @property
    def total(self) -> Decimal:
        """The sum of the parts in yuan."""
        return self.fees + self.overdue_interest + self.interest + self.principal


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocation:
    """Where a payment went: paid + unused = payment, paid + left = owed, in every part.

    Attributes:
        paid: what it paid, one an instalment.
        left: what is still owed, one an instalment.
        unused: yuan that no debt took.
    """

    paid: tuple[Due, ...]
    left: tuple[Due, ...]
    unused: Decimal


def allocate(
    payment: Decimal,
    dues: Sequence[Due],
    *,
    order: Sequence[Part] = COSTS_FIRST,
    across: Across = Across.INSTALMENTS,
) -> Allocation:
    """Let a payment pay what is due.

    Args:
        payment: yuan.
        dues: what is owed; the oldest due date is paid first, then the lowest number.
        order: the parts from first to last paid; each exactly once.
        across: how it goes through several instalments.

    Raises:
        InvalidInput: the payment or the order cannot be used.
    """
    unused = checked_amount("payment", payment)
    if sorted(order) != sorted(Part):
        raise InvalidInput("order", "does not name every part once", f"order {', '.join(Part)}")
    left = sorted(dues, key=lambda due: (due.due, due.number))
    paid = [Due(number=due.number, due=due.due) for due in left]
    for place, part in _steps(len(left), order, across):
        amount = min(left[place].of(part), unused)
        unused -= amount
        paid[place] = paid[place].but(part, amount)
        left[place] = left[place].but(part, left[place].of(part) - amount)
    return Allocation(paid=tuple(paid), left=tuple(left), unused=unused)


def _steps(count: int, order: Sequence[Part], across: Across) -> Iterator[tuple[int, Part]]:
    if across is Across.INSTALMENTS:
        return ((place, part) for place in range(count) for part in order)
    return ((place, part) for part in order for place in range(count))
