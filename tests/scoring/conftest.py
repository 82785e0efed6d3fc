"""The lender's real data files, read once a session."""

from datetime import date
from pathlib import Path

import pytest

from scoring.pricing import PricingPolicy, parse_pricing_policy
from scoring.products import Catalogue, parse_catalogue
from scoring.regulation import RuleBook, parse_rule_book

DATA = Path(__file__).parents[2] / "scoring" / "catalog"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return parse_catalogue((DATA / "products.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    return parse_rule_book((DATA / "regulation.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def policy(rules: RuleBook) -> PricingPolicy:
    return parse_pricing_policy((DATA / "pricing.yml").read_text(encoding="utf-8"), rules)


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 23)
