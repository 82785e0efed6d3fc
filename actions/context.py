"""What every action is given: the lender's offer, the database, the clock, the facts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.services.lending import Lending
from bot.services.loan_size import Bounds
from bot.services.ports import UnitsOfWork
from bot.settings import Settings
from bot.texts.replies.facts import Facts
from bot.texts.replies.quoting import product_names
from bot.texts.replies.reasons import ProductNames
from scoring.products import CreditKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The same for every action of a process; made once at start."""

    settings: Settings
    lending: Lending
    unit_of_work: UnitsOfWork

    def today(self) -> date:
        """The lender's date."""
        return self.settings.current_date()

    def now(self) -> datetime:
        """The time, aware."""
        return datetime.now(UTC)

    def is_open(self) -> bool:
        """Whether staff answer now, in the lender's time zone."""
        hours = self.settings.business_hours
        local = datetime.now(self.settings.timezone).time()
        return hours.opens <= local < hours.closes

    def bounds(self) -> Bounds:
        """The outer limits of any need today."""
        return self.lending.bounds(self.today())

    def names(self, language: str) -> ProductNames:
        """Product names in a language."""
        return product_names(self.lending.product_names(), language)

    def facts(self) -> Facts:
        """What an answer may state about the lender and its catalogue."""
        products = self.lending.catalogue.products
        rules, today = self.lending.pricing.rules, self.today()
        bounds = self.bounds()
        low, high = self.lending.cost_range(today)
        consumer = max(one.amount_max for one in products if one.kind is CreditKind.CONSUMER)
        return Facts(
            today=today,
            lender=self.settings.lender_name,
            phone=self.settings.service_phone,
            hours=str(self.settings.business_hours),
            smallest=bounds.smallest,
            largest=bounds.largest,
            consumer_largest=min(
                consumer, rules.largest_loan(CreditKind.CONSUMER, today) or consumer
            ),
            longest_months=bounds.longest_months,
            cost_low=low,
            cost_high=high,
            ceiling=rules.ceiling(today),
            products=len(products),
            age_min=min(one.eligibility.age_min for one in products),
            slowest=max(one.days_to_money for one in products),
            penalty_low=min(one.penalty_multiple for one in products),
            penalty_high=max(one.penalty_multiple for one in products),
            debt_share=self.lending.policy.affordability.max_debt_share,
        )
