"""Puts the parts together: reads the lender's data files once and connects storage to services."""

from importlib.resources import files

from bot.services.lending import Lending
from bot.services.ports import UnitsOfWork
from bot.settings import Settings
from bot.storage.engine import make_engine
from bot.storage.unit_of_work import units_of_work
from scoring.decision_policy import parse_decision_policy
from scoring.pricing import parse_pricing_policy
from scoring.products import parse_catalogue
from scoring.regulation import parse_rule_book
from scoring.scorecard import parse_card

STATED_CARD = "stated-v1.json"


def build_lending() -> Lending:
    """The lender's offer as it is shipped: catalogue, costs, rules, card and policy."""
    catalog = files("scoring") / "catalog"
    cards = files("scoring") / "cards"

    def read(name: str) -> str:
        return (catalog / name).read_text(encoding="utf-8")

    return Lending(
        catalogue=parse_catalogue(read("products.yml")),
        pricing=parse_pricing_policy(read("pricing.yml"), parse_rule_book(read("regulation.yml"))),
        card=parse_card((cards / STATED_CARD).read_text(encoding="utf-8")),
        policy=parse_decision_policy(read("decision.yml")),
    )


def build_unit_of_work(settings: Settings) -> UnitsOfWork:
    """Units of work on the configured database."""
    return units_of_work(make_engine(settings.database_url))
