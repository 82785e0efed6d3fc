"""One application with its score, able to price and assess any amount; it must not decide."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.affordability import Affordability, assess, burden_of, replaced_payments
from scoring.applicant import Applicant, LoanRequest
from scoring.decision_policy import DecisionPolicy
from scoring.limits import exposure_limit
from scoring.pricing import Price, PricingPolicy, price
from scoring.products import Product
from scoring.score_reasons import features_of
from scoring.scorecard import Card, Score


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulebooks:
    """Everything a decision depends on besides the person, the request and the product."""

    card: Card
    policy: DecisionPolicy
    pricing: PricingPolicy
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One person's request for one product, with the score and all the rules."""

    applicant: Applicant
    request: LoanRequest
    product: Product
    books: Rulebooks
    score: Score

    def price_at(self, amount: Decimal) -> Price:
        """Return the price of an amount for this person.

        The product shows prices from its best to its worst approvable pd, and keeps to them.

        Raises:
            PriceAboveCeiling: the amount cannot be sold under its ceiling.
        """
        pd = max(self.score.pd_24_months, self.product.best_pd)
        return price(
            self.product,
            pd=min(pd, self.product.worst_pd),
            amount=amount,
            months=self.request.months,
            method=self.request.method,
            policy=self.books.pricing,
            today=self.books.today,
        )

    def assess_at(self, amount: Decimal) -> Affordability:
        """Return whether the person can carry an amount at its price.

        Raises:
            PriceAboveCeiling: the amount cannot be sold under its ceiling.
        """
        policy = self.books.policy.affordability
        burden = burden_of(
            self.price_at(amount).schedule,
            months=self.request.months,
            purpose=self.request.purpose,
            policy=policy,
        )
        return assess(self.applicant, burden, policy, replaced_payments=self.replaced_at(amount))

    def replaced_at(self, amount: Decimal) -> Decimal:
        """Return the yuan a month of present debts that an amount pays off."""
        return replaced_payments(
            self.applicant, self.request.purpose, amount, self.books.policy.affordability
        )

    def exposure_at(self, amount: Decimal) -> Decimal:
        """Return what the risk allows when an amount pays off debts."""
        return exposure_limit(
            self.applicant,
            self.score.pd_24_months,
            self.books.policy.limits,
            replaced=self.replaced_at(amount),
        )


def open_case(
    applicant: Applicant, request: LoanRequest, product: Product, books: Rulebooks
) -> Case:
    """Score an applicant."""
    features = features_of(applicant, median_monthly_income=books.policy.median_monthly_income)
    return Case(
        applicant=applicant,
        request=request,
        product=product,
        books=books,
        score=books.card.score(features),
    )
