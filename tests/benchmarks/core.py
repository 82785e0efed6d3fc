"""Milliseconds of the pure core alone: no dialogue, no database, no texts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.wiring import build_lending
from scoring.applicant import Applicant
from scoring.apr import annual_cost
from scoring.decision import Decision, decide
from scoring.judgement import Outcome
from scoring.pricing import price
from scoring.products import Method
from scoring.recommendation import recommend
from scoring.schedule import build_schedule
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.timing import timed
from tests.scoring.applicants import EMPLOYEE, WEDDING, employee
from tests.scoring.needs import SHOPKEEPER

TODAY = date(2026, 11, 24)
STRAINED = employee(monthly_income=EMPLOYEE.monthly_income / 3, late_payments_30_59=1)


def measure_core(*, times: int) -> dict[str, Any]:
    """Time every step of the core, each called `times` times.

    Raises:
        BenchmarkError: the applicants are no longer decided as the names of the steps say.
    """
    lending = build_lending()
    product = lending.catalogue.get(WEDDING.product_id)

    def decided(applicant: Applicant) -> Decision:
        return decide(
            applicant,
            WEDDING,
            product,
            card=lending.card,
            policy=lending.policy,
            pricing_policy=lending.pricing,
            catalogue_version=lending.catalogue.version,
            today=TODAY,
        )

    approved = decided(EMPLOYEE)
    refused = decided(STRAINED)
    if approved.outcome is not Outcome.APPROVE or refused.outcome is Outcome.APPROVE:
        raise BenchmarkError(f"Decided {approved.outcome} and {refused.outcome}.")

    def planned() -> None:
        annual_cost(
            build_schedule(
                principal=WEDDING.amount,
                annual_rate=approved.annual_rate or product.rate_floor,
                months=36,
                method=Method.EQUAL_INSTALMENT,
                disbursed=TODAY,
                fees=product.fees,
            )
        )

    def priced() -> None:
        price(
            product,
            pd=approved.pd_24_months,
            amount=WEDDING.amount,
            months=WEDDING.months,
            method=WEDDING.method,
            policy=lending.pricing,
            today=TODAY,
        )

    steps: dict[str, Callable[[], object]] = {
        "recommend": lambda: recommend(
            SHOPKEEPER, lending.catalogue, policy=lending.pricing, today=TODAY
        ),
        "decide, approved": lambda: decided(EMPLOYEE),
        f"decide, {refused.outcome.value}, with changes that help": lambda: decided(STRAINED),
        "price": priced,
        "schedule of 36 months and its annual cost": planned,
    }
    return {
        "products": sum(1 for _ in lending.catalogue),
        "steps": {name: timed(step, times) for name, step in steps.items()},
    }
