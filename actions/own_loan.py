"""The loan the customer talks about: the one decided on, else the one chosen or fitting best."""

from dataclasses import dataclass
from decimal import Decimal

from actions.context import Context
from actions.turn import Turn
from bot.services.form import Known
from bot.services.prequalify import last_decision
from bot.services.recommend_products import (
    chosen_product,
    need_is_complete,
    option_of,
    recommended,
)
from scoring.decision import Decision
from scoring.loan_terms import LoanTerms
from scoring.option import Option
from scoring.products import Method, Product
from scoring.schedule import Schedule


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLoan:
    """A loan in the customer's own figures; not paid out yet.

    Attributes:
        product: what it is.
        months: its term.
        annual_cost: annualised total cost.
        schedule: its plan, as if paid out on the day of the quote.
        decided: the decision that offers it, None while it is only recommended.
    """

    product: Product
    months: int
    annual_cost: Decimal
    schedule: Schedule
    decided: Decision | None = None

    @property
    def terms(self) -> LoanTerms:
        """The terms from which the core can work out any change."""
        return LoanTerms(
            principal=self.schedule.principal,
            annual_rate=self.schedule.annual_rate,
            periods=self.months,
            method=Method(self.schedule.method),
            disbursed=self.schedule.disbursed,
            fees=self.product.fees,
        )


def own_loan(context: Context, turn: Turn) -> OwnLoan | None:
    """The customer's loan, when a decision or a need tells which."""
    found = standing_decision(context, turn)
    if found is not None and found.schedule and found.annual_cost and found.cost_sheet:
        return OwnLoan(
            product=context.lending.catalogue.get(found.cost_sheet.product_id),
            months=found.months,
            annual_cost=found.annual_cost.nominal,
            schedule=found.schedule,
            decided=found,
        )
    option = option_meant(context, turn)
    if option is None:
        return None
    return OwnLoan(
        product=option.product,
        months=option.months,
        annual_cost=option.annual_cost,
        schedule=option.schedule,
    )


def standing_decision(context: Context, turn: Turn) -> Decision | None:
    """The decision that still stands: nothing was changed since."""
    if not turn.known.get("decided"):
        return None
    return last_decision(context.unit_of_work, context.lending, turn.conversation)


def product_meant(context: Context, turn: Turn) -> Product | None:
    """The product named in the message, else the one decided on or chosen before."""
    named = product_named(turn)
    found = None if named else standing_decision(context, turn)
    if found is not None and found.cost_sheet is not None:
        named = found.cost_sheet.product_id
    wanted = named or turn.known.get("product")
    return next((one for one in context.lending.catalogue if one.id == wanted), None)


def product_named(turn: Turn) -> str | None:
    """The product that the message names, by its name or its place in the list last shown."""
    shown = turn.known.get("options") or []
    return chosen_product(turn.heard.value("product"), turn.heard.value("ordinal"), shown)


def option_meant(context: Context, turn: Turn) -> Option | None:
    """The option the customer talks about: the named one, the chosen one, or the best."""
    if not need_is_complete(turn.known):
        return None
    product_id = product_named(turn) or turn.known.get("product")
    if product_id:
        option = option_of(str(product_id), turn.known, context.lending, context.today())
        if option is not None:
            return option
    return best_option(context, turn.known)


def best_option(context: Context, known: Known) -> Option | None:
    """The option that fits a need best, None when nothing does."""
    found = recommended(known, context.lending, context.today())
    return found.options[0] if found.options else None
