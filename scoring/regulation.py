"""What the law allows on a given day, from dated data; it must not know prices or customers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.dated_rules import (
    CeilingInForce,
    ConsumerLimit,
    CostCeiling,
    CostFigure,
    Lender,
    PrimeRate,
    PurposeRule,
    SingleRepayment,
    YearlyReapproval,
)
from scoring.errors import NoRuleInForce
from scoring.products import CreditKind, Method, Product, Purpose, Segment
from scoring.reasons import Reason, reason

__all__ = [
    "CeilingInForce",
    "CostFigure",
    "Lender",
    "RuleBook",
    "check_loan",
    "check_product",
    "check_purpose",
    "needs_yearly_reapproval",
    "parse_rule_book",
    "permitted_terms",
    "student_may_borrow_for",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleBook:
    """All rules the core keeps, with the version that decisions refer to.

    Attributes:
        version: name of this set of rules.
        lender: the licence of the lender that uses it.
        ceiling_figure: which annualised cost the ceilings are applied to.
        lpr: the one-year loan prime rates.
        cost_ceilings: highest annualised total costs.
        consumer_limits: largest consumer lines.
        single_repayments: longest terms of principal repaid at once.
        yearly_reapprovals: business credit to be approved anew each year.
        forbidden_purposes: what nobody may borrow for.
        student_purposes: the only purposes a student may borrow for.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    lender: Lender
    ceiling_figure: CostFigure
    lpr: tuple[PrimeRate, ...]
    cost_ceilings: tuple[CostCeiling, ...]
    consumer_limits: tuple[ConsumerLimit, ...]
    single_repayments: tuple[SingleRepayment, ...]
    yearly_reapprovals: tuple[YearlyReapproval, ...]
    forbidden_purposes: tuple[PurposeRule, ...]
    student_purposes: tuple[PurposeRule, ...]

    def prime_rate(self, today: date) -> PrimeRate:
        """Return the one-year LPR that was published last on this day.

        Raises:
            NoRuleInForce: the book holds none for this day.
        """
        published = [rate for rate in self.lpr if rate.holds(today)]
        if not published:
            raise NoRuleInForce(f"no one-year LPR on {today}")
        return max(published, key=lambda rate: rate.in_force)

    def ceilings_in_force(self, today: date) -> tuple[CeilingInForce, ...]:
        """Return every ceiling for the lender on this day, the lowest first.

        Raises:
            NoRuleInForce: a ceiling is a multiple of an LPR that the book does not hold.
        """
        standing = [
            self._standing(rule, today)
            for rule in self.cost_ceilings
            if rule.holds(today) and self.lender in rule.lenders
        ]
        return tuple(sorted(standing, key=lambda ceiling: ceiling.annual_cost))

    def ceiling_in_force(self, today: date) -> CeilingInForce:
        """Return the ceiling that binds: the lowest one, with the text that sets it.

        Raises:
            NoRuleInForce: the book holds no ceiling for the lender on this day.
        """
        ceilings = self.ceilings_in_force(today)
        if not ceilings:
            raise NoRuleInForce(f"no cost ceiling for a {self.lender} on {today}")
        return ceilings[0]

    def ceiling(self, today: date) -> Decimal:
        """Return the highest annualised total cost, as a fraction.

        Raises:
            NoRuleInForce: the book holds no ceiling for the lender on this day.
        """
        return self.ceiling_in_force(today).annual_cost

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

    def _standing(self, rule: CostCeiling, today: date) -> CeilingInForce:
        if rule.annual_cost is not None:
            annual_cost, confirmed = rule.annual_cost, rule.confirmed
        else:
            prime = self.prime_rate(today)
            annual_cost = (rule.lpr_multiple or Decimal(0)) * prime.annual_rate
            confirmed = rule.confirmed and prime.confirmed
        return CeilingInForce(
            annual_cost=annual_cost,
            figure=self.ceiling_figure,
            source=rule.source,
            confirmed=confirmed,
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


def needs_yearly_reapproval(kind: CreditKind, months: int, rules: RuleBook, today: date) -> bool:
    """Return whether credit of this kind and term has to be approved anew each year."""
    return kind is CreditKind.BUSINESS and any(
        months > rule.months for rule in rules.yearly_reapprovals if rule.holds(today)
    )
