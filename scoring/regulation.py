"""What the law allows on a given day, from dated data; it must not know prices or customers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput, NoRuleInForce
from scoring.products import CreditKind, Method, Product, Purpose, Segment
from scoring.reasons import Reason, reason


class Lender(StrEnum):
    """The licence the lender holds."""

    BANK = "bank"
    CONSUMER_FINANCE = "consumer_finance"
    MICROLENDER = "microlender"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule with the days on which it holds.

    Attributes:
        in_force: first day.
        ends: last day, None while no end is known.
        source: the text it comes from, by its Chinese name.
        confirmed: whether the original text was read.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    in_force: date
    ends: date | None = None
    source: str
    confirmed: bool

    def __post_init__(self) -> None:
        """Refuse a rule that ends before it starts."""
        if self.ends is not None and self.ends < self.in_force:
            raise InvalidInput("ends", "is before in_force", "give a later day")

    def holds(self, today: date) -> bool:
        """Return whether the rule is in force on this day."""
        return self.in_force <= today and (self.ends is None or today <= self.ends)


@dataclass(frozen=True, kw_only=True, slots=True)
class CostCeiling(Rule):
    """Highest annualised total cost for some lenders."""

    annual_cost: Decimal
    lenders: tuple[Lender, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsumerLimit(Rule):
    """Largest consumer line of one person, in yuan."""

    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class SingleRepayment(Rule):
    """Longest term, in months, of methods that repay the principal at once."""

    months: int
    methods: tuple[Method, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PurposeRule(Rule):
    """A rule about these purposes."""

    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleBook:
    """All rules the core keeps, with the version that decisions refer to."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    lender: Lender
    cost_ceilings: tuple[CostCeiling, ...]
    consumer_limits: tuple[ConsumerLimit, ...]
    single_repayments: tuple[SingleRepayment, ...]
    forbidden_purposes: tuple[PurposeRule, ...]
    student_purposes: tuple[PurposeRule, ...]

    def ceiling(self, today: date) -> Decimal:
        """Return the highest annualised total cost, as a fraction.

        Raises:
            NoRuleInForce: the book holds no ceiling for the lender on this day.
        """
        ceilings = [
            rule.annual_cost
            for rule in self.cost_ceilings
            if rule.holds(today) and self.lender in rule.lenders
        ]
        if not ceilings:
            raise NoRuleInForce(f"no cost ceiling for a {self.lender} on {today}")
        return min(ceilings)

    def largest_loan(self, kind: CreditKind, today: date) -> Decimal | None:
        """Return the largest loan in yuan, None when the law sets none."""
        if kind is not CreditKind.CONSUMER:
            return None
        return min(
            (rule.amount for rule in self.consumer_limits if rule.holds(today)), default=None
        )

    def longest_term(self, method: Method, today: date) -> int | None:
        """Return the longest term in months, None when the law sets none."""
        return min(
            (
                rule.months
                for rule in self.single_repayments
                if rule.holds(today) and method in rule.methods
            ),
            default=None,
        )


def parse_rule_book(text: str) -> RuleBook:
    """Read the rules from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(RuleBook))


def check_purpose(purpose: Purpose, rules: RuleBook, today: date) -> Reason | None:
    """Return why money may not be lent for this purpose, None when it may."""
    for rule in rules.forbidden_purposes:
        if rule.holds(today) and purpose in rule.purposes:
            return reason("purpose_forbidden", purpose=purpose.value)
    return None


def check_loan(
    rules: RuleBook, today: date, *, kind: CreditKind, amount: Decimal, months: int, method: Method
) -> tuple[Reason, ...]:
    """Return what the law has against a loan of this size, term and method."""
    reasons = []
    largest = rules.largest_loan(kind, today)
    if largest is not None and amount > largest:
        reasons.append(reason("above_consumer_limit", amount=amount, maximum=largest))
    longest = rules.longest_term(method, today)
    if longest is not None and months > longest:
        reasons.append(
            reason(
                "single_repayment_too_long",
                method=method.value,
                months=months,
                maximum_months=longest,
            )
        )
    return tuple(reasons)


def check_product(product: Product, rules: RuleBook, today: date) -> tuple[Reason, ...]:
    """Return what the law has against a product as described in the catalogue."""
    reasons = [check_purpose(purpose, rules, today) for purpose in product.purposes]
    reasons += check_loan(
        rules,
        today,
        kind=product.kind,
        amount=product.amount_max,
        months=product.terms[0],
        method=product.methods[0],
    )
    if Segment.STUDENT in product.segments:
        reasons += [
            reason("student_consumer_loan", purpose=purpose.value)
            for purpose in product.purposes
            if not student_may_borrow_for(purpose, rules, today)
        ]
    if product.cost_ceiling > rules.ceiling(today):
        reasons.append(
            reason(
                "cost_above_ceiling",
                annual_cost=product.cost_ceiling,
                ceiling=rules.ceiling(today),
            )
        )
    return tuple(found for found in reasons if found is not None)


def student_may_borrow_for(purpose: Purpose, rules: RuleBook, today: date) -> bool:
    """Return whether every rule about students in force names this purpose."""
    return all(purpose in rule.purposes for rule in rules.student_purposes if rule.holds(today))


def permitted_terms(
    product: Product, method: Method, rules: RuleBook, today: date
) -> tuple[int, ...]:
    """Return the product's terms in months that the law allows with this method."""
    longest = rules.longest_term(method, today)
    return tuple(term for term in product.terms if longest is None or term <= longest)
