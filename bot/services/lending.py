"""The lender's offer as the services use it: catalogue, prices, card, policies and their bounds."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.services.loan_size import Bounds
from scoring.decision_policy import DecisionPolicy
from scoring.pricing import PricingPolicy, price
from scoring.products import Catalogue, Purpose
from scoring.regulation import check_purpose
from scoring.scorecard import Card


@dataclass(frozen=True, kw_only=True, slots=True)
class Lending:
    """Everything a recommendation or a decision is made with, each part with its version."""

    catalogue: Catalogue
    pricing: PricingPolicy
    card: Card
    policy: DecisionPolicy
    _cost_ranges: dict[date, tuple[Decimal, Decimal]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def bounds(self, today: date) -> Bounds:
        """The outer limits of any need on a day."""
        products = self.catalogue.products
        return Bounds(
            smallest=min(product.amount_min for product in products),
            largest=max(product.amount_max for product in products),
            longest_months=max(product.terms[-1] for product in products),
            forbidden=frozenset(
                str(purpose)
                for purpose in Purpose
                if check_purpose(purpose, self.pricing.rules, today) is not None
            ),
        )

    def product_names(self) -> dict[str, str]:
        """The source-language name of every product by its id."""
        return {product.id: product.name for product in self.catalogue}

    def cost_range(self, today: date) -> tuple[Decimal, Decimal]:
        """The lowest and the highest annualised total cost that anyone approved would get.

        Taken over every product at its largest amount and middle term; worked out once a day.
        """
        if today not in self._cost_ranges:
            costs = [
                price(
                    product,
                    pd=pd,
                    amount=product.amount_max,
                    months=product.terms[len(product.terms) // 2],
                    method=product.methods[0],
                    policy=self.pricing,
                    today=today,
                ).annual_cost.nominal
                for product in self.catalogue
                for pd in (product.best_pd, product.worst_pd)
            ]
            self._cost_ranges.clear()
            self._cost_ranges[today] = (min(costs), max(costs))
        return self._cost_ranges[today]
