"""One line of a repayment plan; it must not know how it came about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Instalment:
    """What is paid on one due date.

    Attributes:
        number: from 1.
        due: the due date.
        payment: principal + interest + fees, in yuan.
        principal: part that repays the loan; negative where interest becomes principal.
        interest: part that pays for the time since the last due date.
        fees: fees due on this date.
        balance: principal still owed afterwards.
    """

    number: int
    due: date
    payment: Decimal
    principal: Decimal
    interest: Decimal
    fees: Decimal
    balance: Decimal
