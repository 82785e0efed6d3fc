"""Every cost of a loan as one value (综合融资成本明示表); it must not know sentences.

It holds what the rule of 2026-08-01 asks for: principal, every charge with manner, standard and
payee, the annualised total cost when all is paid in time, what default costs besides, and the
statement that there is no other charge. Names and payees are the catalogue's Chinese texts.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from scoring.apr import annual_cost
from scoring.cost_scenarios import EXAMPLE_DAYS, CostScenario, scenarios
from scoring.errors import InvalidInput
from scoring.overdue import OverdueTerms, overdue_interest
from scoring.products import LENDER_PAYEE, Fee, FeeManner, Method, Product
from scoring.schedule import Schedule

INTEREST = "interest"
OVERDUE_INTEREST = "overdue_interest"


class CostManner(StrEnum):
    """When a cost is paid."""

    AT_DISBURSEMENT = "at_disbursement"
    FINANCED = "financed"
    PER_INSTALMENT = "per_instalment"
    AT_MATURITY = "at_maturity"


class CostBasis(StrEnum):
    """What the standard of a cost is measured on."""

    ANNUAL_RATE = "annual_rate"
    SHARE_OF_PRINCIPAL = "share_of_principal"
    SHARE_OF_BALANCE = "share_of_balance"
    FIXED_AMOUNT = "fixed_amount"


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLine:
    """One charge under normal performance.

    Attributes:
        code: "interest" or the fee's code.
        name: the fee's Chinese name, empty for interest.
        manner: when it is paid.
        basis: what ``standard`` measures.
        standard: annual rate on the remaining principal, share of the original principal or of
            what is owed each time, or yuan each time.
        payee: who receives it.
        amount: yuan over the whole loan.
    """

    code: str
    name: str
    manner: CostManner
    basis: CostBasis
    standard: Decimal
    payee: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultLine:
    """One cost that arises only when a payment is late.

    Attributes:
        code: "overdue_interest".
        standard: annual rate on the overdue principal.
        payee: who receives it.
        example_days: days late in the example.
        example_principal: the largest principal due on one day, in yuan.
        example_amount: yuan that principal costs when it is that late.
    """

    code: str
    standard: Decimal
    payee: str
    example_days: int
    example_principal: Decimal
    example_amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class CostSheet:
    """Every cost of one loan.

    Attributes:
        product_id: the product's id.
        principal: yuan lent.
        months: months to the last due date.
        method: how it is repaid.
        disbursed: day the money is paid out.
        lines: interest, then each fee.
        total_cost: sum of the lines in yuan.
        total_payment: principal and total cost in yuan.
        annual_cost_nominal: annualised total cost, the figure shown first.
        annual_cost_effective: the same with compounding.
        default_lines: costs of late payment, not part of the total.
        scenarios: what is paid in all when everything is paid in time, and when it is not.
        no_other_charges: the statement that nothing else is charged; always true.
    """

    product_id: str
    principal: Decimal
    months: int
    method: Method
    disbursed: date
    lines: tuple[CostLine, ...]
    total_cost: Decimal
    total_payment: Decimal
    annual_cost_nominal: Decimal
    annual_cost_effective: Decimal
    default_lines: tuple[DefaultLine, ...]
    scenarios: tuple[CostScenario, ...]
    no_other_charges: bool = True

    def __post_init__(self) -> None:
        """Refuse a sheet whose lines do not add up."""
        if sum(line.amount for line in self.lines) != self.total_cost:
            raise InvalidInput("lines", "do not sum to total_cost", "list every charge once")

    def canonical(self) -> str:
        """Return the one JSON text of this sheet: sorted keys, decimals as plain strings."""
        return json.dumps(
            dataclasses.asdict(self),
            default=_plain,
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def build_cost_sheet(product: Product, schedule: Schedule) -> CostSheet:
    """Return the sheet of a loan of this product.

    Raises:
        InvalidInput: the schedule was not built with the product's fees.
        NoSingleRate: the payments have no single annual cost.
    """
    bullet = schedule.method is Method.BULLET
    lines = [
        CostLine(
            code=INTEREST,
            name="",
            manner=CostManner.AT_MATURITY if bullet else CostManner.PER_INSTALMENT,
            basis=CostBasis.ANNUAL_RATE,
            standard=schedule.annual_rate,
            payee=LENDER_PAYEE,
            amount=schedule.total_interest,
        )
    ]
    lines += [_fee_line(fee, schedule) for fee in product.fees]
    cost = annual_cost(schedule)
    last = schedule.instalments[-1].due
    return CostSheet(
        product_id=product.id,
        principal=schedule.principal,
        months=(last.year - schedule.disbursed.year) * 12 + last.month - schedule.disbursed.month,
        method=schedule.method,
        disbursed=schedule.disbursed,
        lines=tuple(lines),
        total_cost=schedule.total_cost,
        total_payment=schedule.total_payment,
        annual_cost_nominal=cost.nominal,
        annual_cost_effective=cost.effective,
        default_lines=(_overdue_interest(product, schedule),),
        scenarios=scenarios(product, schedule),
    )


def _fee_line(fee: Fee, schedule: Schedule) -> CostLine:
    each = fee.charge(schedule.paid_out, schedule.rounding)
    amount = each * fee.times(len(schedule.instalments))
    basis = CostBasis.FIXED_AMOUNT if fee.rate is None else CostBasis.SHARE_OF_PRINCIPAL
    if fee.manner is FeeManner.ON_BALANCE:
        basis = CostBasis.SHARE_OF_BALANCE
        owed = (row.balance + row.principal for row in schedule.instalments)
        amount = sum((fee.charge(one, schedule.rounding) for one in owed), Decimal(0))
    return CostLine(
        code=fee.code,
        name=fee.name,
        manner=_manner(fee, schedule),
        basis=basis,
        standard=each if fee.rate is None else fee.rate,
        payee=fee.payee,
        amount=amount,
    )


def _manner(fee: Fee, schedule: Schedule) -> CostManner:
    if fee.manner is FeeManner.AT_DISBURSEMENT:
        return CostManner.FINANCED if fee.financed else CostManner.AT_DISBURSEMENT
    if fee.manner is FeeManner.AT_MATURITY or schedule.method is Method.BULLET:
        return CostManner.AT_MATURITY
    return CostManner.PER_INSTALMENT


def _overdue_interest(product: Product, schedule: Schedule) -> DefaultLine:
    """Return what the largest principal due on one day costs when it is late."""
    rate = product.penalty_rate(schedule.annual_rate)
    late = max(schedule.instalments, key=lambda row: row.principal)
    example = overdue_interest(
        principal=late.principal,
        due=late.due,
        until=late.due + timedelta(days=EXAMPLE_DAYS),
        terms=OverdueTerms(annual_rate=rate, rounding=schedule.rounding),
    )
    return DefaultLine(
        code=OVERDUE_INTEREST,
        standard=rate,
        payee=LENDER_PAYEE,
        example_days=EXAMPLE_DAYS,
        example_principal=late.principal,
        example_amount=example.total,
    )


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
