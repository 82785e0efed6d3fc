"""What the lender offers: products, fees, conditions; it must not know a customer or a price."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput, UnknownProduct
from scoring.money import Rounding, checked_amount, to_cents

ONE = Decimal(1)
LONGEST_TERM = 600
# Who receives interest, and the fees that stay in the house.
LENDER_PAYEE = "本机构"


class Segment(StrEnum):
    """Who the customer is, by how they live and work."""

    CITY_EMPLOYEE = "city_employee"
    MICRO_BUSINESS = "micro_business"
    FARMER = "farmer"
    HIGH_NET_WORTH = "high_net_worth"
    STUDENT = "student"
    FREELANCER = "freelancer"


class Purpose(StrEnum):
    """What the money is for; the last four are recognised in order to be refused."""

    CAR = "car"
    HOME_IMPROVEMENT = "home_improvement"
    EDUCATION = "education"
    TRAVEL = "travel"
    MEDICAL = "medical"
    BUSINESS_TURNOVER = "business_turnover"
    EQUIPMENT = "equipment"
    FARMING = "farming"
    GREEN_GOODS = "green_goods"
    SHOPPING = "shopping"
    DEBT_CONSOLIDATION = "debt_consolidation"
    WEDDING = "wedding"
    EVERYDAY = "everyday"
    PROPERTY_PURCHASE = "property_purchase"
    SECURITIES = "securities"
    GAMBLING = "gambling"
    ONWARD_LENDING = "onward_lending"


class IncomePattern(StrEnum):
    """How money comes in."""

    SALARY = "salary"
    TAKINGS = "takings"
    HARVEST = "harvest"
    IRREGULAR = "irregular"
    ALLOWANCE = "allowance"
    NONE = "none"


class Method(StrEnum):
    """How the loan is repaid."""

    EQUAL_INSTALMENT = "equal_instalment"
    EQUAL_PRINCIPAL = "equal_principal"
    INTEREST_ONLY = "interest_only"
    BULLET = "bullet"
    # Interest on the original principal to the end (等本等息): dear, so its annual cost is shown.
    FLAT_INTEREST = "flat_interest"


class Urgency(StrEnum):
    """How soon the money is needed."""

    NOW = "now"
    WITHIN_MONTH = "within_month"
    FLEXIBLE = "flexible"


class CreditKind(StrEnum):
    """Which rules of lending apply: to private consumption or to a business."""

    CONSUMER = "consumer"
    BUSINESS = "business"


class FeeManner(StrEnum):
    """When a fee is paid."""

    AT_DISBURSEMENT = "at_disbursement"
    PER_INSTALMENT = "per_instalment"
    ON_BALANCE = "on_balance"
    AT_MATURITY = "at_maturity"


class Requirement(StrEnum):
    """What the customer has to bring; the reason code is ``requires_<value>``."""

    INVOICE = "invoice"
    QUOTATION = "quotation"
    BUSINESS_LICENCE = "business_licence"
    LAND_CONTRACT = "land_contract"
    ENROLMENT_PROOF = "enrolment_proof"
    GUARDIAN = "guardian"
    ASSET_PROOF = "asset_proof"
    MEDICAL_RECORD = "medical_record"
    DEBT_STATEMENT = "debt_statement"


def _check_rate(field: str, rate: Decimal, *, high: Decimal = ONE) -> None:
    if not (rate.is_finite() and 0 <= rate <= high):
        raise InvalidInput(field, f"{rate} is outside 0 to {high}", "give a fraction such as 0.096")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fee:
    """One charge besides interest; either a share of the principal or a fixed sum.

    Attributes:
        code: stable name, unique in the product.
        name: Chinese name shown to the customer.
        payee: who receives it, in Chinese.
        manner: when it is paid.
        rate: share of the original principal each time it is paid, or None; on balance, the share
            of what is owed at the start of each period.
        amount: yuan each time it is paid, or None.
        financed: a fee at disbursement is lent with the loan instead of being paid up front.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    code: str
    name: str
    payee: str
    manner: FeeManner
    rate: Decimal | None = None
    amount: Decimal | None = None
    # Left out of the record of a decision unless set, so that older records keep their digest.
    financed: Annotated[bool, Field(exclude_if=operator.not_)] = False

    def __post_init__(self) -> None:
        """Refuse a fee without exactly one measure, or one that cannot be charged so."""
        if (self.rate is None) == (self.amount is None):
            raise InvalidInput("fee", f"{self.code} needs one measure", "give rate or amount")
        if self.rate is not None:
            _check_rate("fee.rate", self.rate)
        if self.amount is not None:
            object.__setattr__(self, "amount", checked_amount("fee.amount", self.amount))
        if self.manner is FeeManner.ON_BALANCE and self.rate is None:
            raise InvalidInput("fee", f"{self.code} has no rate", "a fee on balance needs one")
        if self.financed and self.manner is not FeeManner.AT_DISBURSEMENT:
            raise InvalidInput(
                "fee.financed", f"{self.code} is paid later", "only fees at once are"
            )

    def charge(self, principal: Decimal, rounding: Rounding) -> Decimal:
        """Return what is paid each time, in yuan rounded to the cent."""
        if self.amount is not None:
            return self.amount
        # __post_init__ leaves exactly one of the two.
        return to_cents(principal * (self.rate or Decimal(0)), rounding)

    def times(self, instalments: int) -> int:
        """Return how often it is paid over a loan with this many instalments."""
        return instalments if self.manner is FeeManner.PER_INSTALMENT else 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Eligibility:
    """Conditions that hold for everyone, before any assessment.

    Attributes:
        age_min: youngest age in years at application.
        age_max_at_maturity: oldest age in years when the last instalment is due.
        months_in_work_min: shortest time in the present job, business or trade.
        monthly_income_min: lowest net monthly income in yuan.
        requirements: papers or persons needed.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    age_min: int
    age_max_at_maturity: int
    months_in_work_min: int = 0
    monthly_income_min: Decimal = Decimal(0)
    requirements: tuple[Requirement, ...] = ()

    def __post_init__(self) -> None:
        """Refuse ages and minima that nobody can meet."""
        if not 18 <= self.age_min < self.age_max_at_maturity <= 90:
            raise InvalidInput(
                "age_min", "and age_max_at_maturity are out of order", "give 18 <= min < max <= 90"
            )
        if self.months_in_work_min < 0 or self.monthly_income_min < 0:
            raise InvalidInput("eligibility", "a minimum is negative", "give 0 or more")


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """One loan product.

    Attributes:
        id: stable name, kebab case.
        name: Chinese name.
        summary: one Chinese sentence that says what it is for.
        kind: whether consumer or business rules apply.
        segments: whom it serves.
        purposes: what it may be used for.
        income_patterns: the cash flows it was made for.
        amount_min: smallest loan in yuan.
        amount_max: largest loan in yuan.
        terms: months offered, ascending.
        methods: repayment methods offered, the usual one first.
        fees: every charge besides interest.
        eligibility: conditions for everyone.
        days_to_money: working days from approval to the money.
        best_pd: probability of default of the best approvable customer.
        reference_pd: the same for the usual customer; prices shown before an assessment use it.
        worst_pd: the same for the worst approvable customer.
        lgd: share of the exposure lost at default.
        rate_floor: lowest contract annual_rate.
        cost_ceiling: highest annualised total cost, fees included; the law may lower it.
        penalty_multiple: overdue principal bears annual_rate times this.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    name: str
    summary: str
    kind: CreditKind
    segments: tuple[Segment, ...]
    purposes: tuple[Purpose, ...]
    income_patterns: tuple[IncomePattern, ...]
    amount_min: Decimal
    amount_max: Decimal
    terms: tuple[int, ...]
    methods: tuple[Method, ...]
    eligibility: Eligibility
    days_to_money: int
    best_pd: Decimal
    reference_pd: Decimal
    worst_pd: Decimal
    lgd: Decimal
    rate_floor: Decimal
    cost_ceiling: Decimal
    penalty_multiple: Decimal
    fees: tuple[Fee, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a product that cannot be sold as described."""
        for field in ("segments", "purposes", "income_patterns", "terms", "methods"):
            if not getattr(self, field):
                raise InvalidInput(field, "is empty", "give at least one")
        object.__setattr__(self, "amount_min", checked_amount("amount_min", self.amount_min))
        object.__setattr__(
            self,
            "amount_max",
            checked_amount("amount_max", self.amount_max, minimum=self.amount_min),
        )
        if list(self.terms) != sorted(set(self.terms)):
            raise InvalidInput("terms", "are not ascending", "sort them and drop repeats")
        if not 1 <= self.terms[0] <= self.terms[-1] <= LONGEST_TERM:
            raise InvalidInput("terms", "are out of range", f"give 1 to {LONGEST_TERM} months")
        for field in ("best_pd", "lgd", "rate_floor", "cost_ceiling"):
            _check_rate(field, getattr(self, field))
        if not 0 < self.best_pd <= self.reference_pd <= self.worst_pd < 1:
            raise InvalidInput("reference_pd", "is not between best and worst", "order the three")
        if self.rate_floor > self.cost_ceiling:
            raise InvalidInput("rate_floor", "is above cost_ceiling", "lower it")
        if not ONE <= self.penalty_multiple <= Decimal("1.5"):
            raise InvalidInput("penalty_multiple", "is outside 1 to 1.5", "the law allows 1.5")
        if len({fee.code for fee in self.fees}) != len(self.fees):
            raise InvalidInput("fees", "share a code", "give each fee its own code")

    def penalty_rate(self, annual_rate: Decimal) -> Decimal:
        """Return the annual rate on overdue principal, never above the product's ceiling."""
        return min(annual_rate * self.penalty_multiple, self.cost_ceiling)


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """All products on sale, with the version that decisions refer to."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    products: tuple[Product, ...]

    def __post_init__(self) -> None:
        """Refuse an empty catalogue and two products with one id."""
        if not self.products:
            raise InvalidInput("products", "is empty", "give at least one product")
        ids = [product.id for product in self.products]
        for product_id in ids:
            if ids.count(product_id) > 1:
                raise InvalidInput("products", f"{product_id!r} appears twice", "rename one")

    def __iter__(self) -> Iterator[Product]:
        """Iterate over the products in the order of the file."""
        return iter(self.products)

    def get(self, product_id: str) -> Product:
        """Return the product with this id.

        Raises:
            UnknownProduct: no product has it.
        """
        for product in self.products:
            if product.id == product_id:
                return product
        raise UnknownProduct(product_id)


def parse_catalogue(text: str) -> Catalogue:
    """Read a catalogue from the text of a YAML file.

    Raises:
        InvalidData: names the field, like ``products.shop-turnover.terms``, and what is wrong.
    """
    return parse_yaml(text, TypeAdapter(Catalogue))
