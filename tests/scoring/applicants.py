"""Applicants, requests and the lender's own card and policies, for tests of decisions."""

import dataclasses
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from scoring.applicant import Applicant, LoanRequest
from scoring.decision import Decision, decide
from scoring.decision_policy import DecisionPolicy, parse_decision_policy
from scoring.pricing import PricingPolicy, parse_pricing_policy
from scoring.products import Catalogue, IncomePattern, Method, Purpose, Segment, parse_catalogue
from scoring.regulation import parse_rule_book
from scoring.scorecard import Card, parse_card

SCORING = Path(__file__).parents[2] / "scoring"
TODAY = date(2026, 11, 24)
EMPLOYEE = Applicant(
    age=32,
    segment=Segment.CITY_EMPLOYEE,
    income_pattern=IncomePattern.SALARY,
    monthly_income=Decimal(12000),
    monthly_debt_payments=Decimal(1500),
    months_in_work=36,
    card_utilisation=Decimal("0.3"),
    late_payments_30_59=0,
    late_payments_60_89=0,
    late_payments_90=0,
    open_credit_lines=3,
    real_estate_loans=0,
    dependents=1,
)
WEDDING = LoanRequest(
    product_id="salary-everyday",
    purpose=Purpose.WEDDING,
    amount=Decimal(60000),
    months=24,
    method=Method.EQUAL_INSTALMENT,
)


@cache
def catalogue() -> Catalogue:
    return parse_catalogue(_text("catalog/products.yml"))


@cache
def card() -> Card:
    return parse_card(_text("cards/stated-v1.json"))


@cache
def decision_policy() -> DecisionPolicy:
    return parse_decision_policy(_text("catalog/decision.yml"))


@cache
def pricing_policy() -> PricingPolicy:
    rules = parse_rule_book(_text("catalog/regulation.yml"))
    return parse_pricing_policy(_text("catalog/pricing.yml"), rules)


def _text(path: str) -> str:
    return (SCORING / path).read_text(encoding="utf-8")


def employee(**changed: Any) -> Applicant:
    return dataclasses.replace(EMPLOYEE, **changed)


def wedding(amount: int, months: int = 24) -> LoanRequest:
    return dataclasses.replace(WEDDING, amount=Decimal(amount), months=months)


def decided(applicant: Applicant, request: LoanRequest = WEDDING) -> Decision:
    return decide(
        applicant,
        request,
        catalogue().get(request.product_id),
        card=card(),
        policy=decision_policy(),
        pricing_policy=pricing_policy(),
        catalogue_version=catalogue().version,
        today=TODAY,
    )


@st.composite
def applicants(draw: st.DrawFn) -> Applicant:
    """Employees of every risk, from very good to hopeless."""
    return employee(
        age=draw(st.integers(18, 70)),
        monthly_income=Decimal(draw(st.integers(0, 400))) * 100,
        monthly_debt_payments=Decimal(draw(st.integers(0, 120))) * 100,
        months_in_work=draw(st.integers(0, 60)),
        card_utilisation=draw(st.none() | st.decimals("0", "1.5", places=2)),
        late_payments_30_59=draw(st.integers(0, 3)),
        late_payments_60_89=draw(st.integers(0, 2)),
        late_payments_90=draw(st.sampled_from([0, 0, 0, 1, 2])),
        open_credit_lines=draw(st.integers(0, 20)),
        real_estate_loans=draw(st.integers(0, 5)),
        dependents=draw(st.integers(0, 6)),
    )
