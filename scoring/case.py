"""One application with its score, able to price and assess any amount; it must not decide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from scoring.affordability import Affordability, assess, burden_of, replaced_payments
from scoring.applicant import Applicant, LoanRequest
from scoring.decision_policy import DecisionPolicy
from scoring.errors import PriceAboveCeiling
from scoring.limits import exposure_limit
from scoring.pricing import Price, PricingPolicy, price, wanted_price
from scoring.products import Method, Product
from scoring.score_reasons import features_of
from scoring.scorecard import Card, Score

type FeatureValues = tuple[Decimal | None, ...]
# Amount, term, method and the pd fix the price; with the rate in place of the pd, the plan.
type LoanKey = tuple[Decimal, int, Method, Decimal]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulebooks:
    """Everything a decision depends on besides the person, the request and the product."""

    card: Card
    policy: DecisionPolicy
    pricing: PricingPolicy
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Memo:
    """What was worked out already for one product and one set of books.

    The search for changes judges hundreds of variants of one application, most of which share
    their score or their plan with another. Nothing here changes a result.

    Attributes:
        scores: by the values of the card's inputs.
        prices: by amount, term, method and pd.
        burdens: yuan a month by amount, term, method and rate before any ceiling; the error of a
            loan that cannot be sold under its ceiling.
    """

    scores: dict[FeatureValues, Score] = field(default_factory=dict)
    prices: dict[LoanKey, Price] = field(default_factory=dict)
    burdens: dict[LoanKey, Decimal | PriceAboveCeiling] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One person's request for one product, with the score and all the rules."""

    applicant: Applicant
    request: LoanRequest
    product: Product
    books: Rulebooks
    score: Score
    memo: Memo = field(default_factory=Memo, repr=False, compare=False)

    def price_at(self, amount: Decimal) -> Price:
        """Return the price of an amount for this person.

        The product shows prices from its best to its worst approvable pd, and keeps to them.

        Raises:
            PriceAboveCeiling: the amount cannot be sold under its ceiling.
        """
        months, method, pd = self.request.months, self.request.method, self.priced_pd
        key = (amount, months, method, pd)
        if key not in self.memo.prices:
            self.memo.prices[key] = price(
                self.product,
                pd=pd,
                amount=amount,
                months=months,
                method=method,
                policy=self.books.pricing,
                today=self.books.today,
            )
        return self.memo.prices[key]

    @property
    def priced_pd(self) -> Decimal:
        """The probability of default that the price is for."""
        pd = max(self.score.pd_24_months, self.product.best_pd)
        return min(pd, self.product.worst_pd)

    def burden_at(self, amount: Decimal) -> Decimal:
        """Return the yuan a month that an amount takes at its price.

        Raises:
            PriceAboveCeiling: the amount cannot be sold under its ceiling.
        """
        months, method = self.request.months, self.request.method
        wanted = wanted_price(
            self.product,
            pd=self.priced_pd,
            amount=amount,
            months=months,
            method=method,
            costs=self.books.pricing.costs,
        )
        key = (amount, months, method, wanted.annual_rate)
        if key not in self.memo.burdens:
            self.memo.burdens[key] = _kept(lambda: self._burden(amount))
        found = self.memo.burdens[key]
        if isinstance(found, PriceAboveCeiling):
            raise found
        return found

    def assess_at(self, amount: Decimal) -> Affordability:
        """Return whether the person can carry an amount at its price.

        Raises:
            PriceAboveCeiling: the amount cannot be sold under its ceiling.
        """
        return assess(
            self.applicant,
            self.burden_at(amount),
            self.books.policy.affordability,
            replaced_payments=self.replaced_at(amount),
        )

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

    def varied(self, applicant: Applicant, request: LoanRequest) -> "Case":
        """Return the case of a person and a request that differ a little from these."""
        return open_case(applicant, request, self.product, self.books, memo=self.memo)

    def _burden(self, amount: Decimal) -> Decimal:
        return burden_of(
            self.price_at(amount).schedule,
            months=self.request.months,
            purpose=self.request.purpose,
            policy=self.books.policy.affordability,
        )


def open_case(
    applicant: Applicant,
    request: LoanRequest,
    product: Product,
    books: Rulebooks,
    *,
    memo: Memo | None = None,
) -> Case:
    """Score an applicant; the card sees the debts of the day, whatever the loan would pay off.

    Args:
        applicant: who asks.
        request: what for.
        product: the product asked for.
        books: card, policies and day.
        memo: what was worked out for the same product and books.
    """
    memo = memo or Memo()
    features = features_of(applicant, median_monthly_income=books.policy.median_monthly_income)
    values = tuple(features.values())
    if values not in memo.scores:
        memo.scores[values] = books.card.score(features)
    return Case(
        applicant=applicant,
        request=request,
        product=product,
        books=books,
        score=memo.scores[values],
        memo=memo,
    )


def _kept(work: Callable[[], Decimal]) -> Decimal | PriceAboveCeiling:
    """Return a result, or the error that stands in its place."""
    try:
        return work()
    except PriceAboveCeiling as error:
        return error
