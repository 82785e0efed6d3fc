"""Random applications of every kind, the same ones every time, with their decisions."""

import dataclasses
import os
import random
from decimal import Decimal
from functools import cache

from scoring.applicant import Applicant, LoanRequest
from scoring.case import Case, Rulebooks, open_case
from scoring.decision import Decision
from scoring.products import IncomePattern, Product, Segment
from tests.scoring.applicants import (
    TODAY,
    card,
    catalogue,
    decided,
    decision_policy,
    pricing_policy,
)

PEOPLE = 1000 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 250
SEED = 20261124


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    applicant: Applicant
    request: LoanRequest
    product: Product
    decision: Decision

    @property
    def case(self) -> Case:
        return case_of(self.applicant, self.request, self.product)


def case_of(applicant: Applicant, request: LoanRequest, product: Product) -> Case:
    books = Rulebooks(card=card(), policy=decision_policy(), pricing=pricing_policy(), today=TODAY)
    return open_case(applicant, request, product, books)


@cache
def applications() -> tuple[Application, ...]:
    chance = random.Random(SEED)  # noqa: S311  # the same people every time
    return tuple(application(chance) for _ in range(PEOPLE))


def application(chance: random.Random) -> Application:
    product = chance.choice(catalogue().products)
    amounts = (product.amount_min, product.amount_max)
    request = LoanRequest(
        product_id=product.id,
        purpose=chance.choice(product.purposes),
        amount=Decimal(round(chance.uniform(*map(float, amounts)), -2)).quantize(Decimal("0.01")),
        months=chance.choice(product.terms),
        method=chance.choice(product.methods),
    )
    lines = chance.randint(0, 12)
    income = Decimal(chance.randint(0, 300)) * 100
    applicant = Applicant(
        age=chance.randint(18, 68),
        segment=chance.choice(product.segments if chance.random() < 0.9 else tuple(Segment)),
        income_pattern=chance.choice(tuple(IncomePattern)),
        monthly_income=income,
        monthly_debt_payments=(income * Decimal(chance.randint(0, 80)) / 100).quantize(
            Decimal("0.01")
        ),
        months_in_work=chance.randint(0, 120),
        card_utilisation=None if chance.random() < 0.2 else Decimal(chance.randint(0, 110)) / 100,
        late_payments_30_59=chance.choice((0, 0, 0, 0, 1, 2)),
        late_payments_60_89=chance.choice((0, 0, 0, 0, 0, 1)),
        late_payments_90=chance.choice((0, 0, 0, 0, 0, 0, 0, 1)),
        open_credit_lines=lines,
        real_estate_loans=min(lines, chance.choice((0, 0, 0, 1, 2))),
        dependents=chance.randint(0, 5),
    )
    return Application(
        applicant=applicant,
        request=request,
        product=product,
        decision=decided(applicant, request),
    )
