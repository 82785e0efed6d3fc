"""Milliseconds of one applicant: decision, price, 36-month plan and annual cost together."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.wiring import build_lending
from scoring.applicant import LoanRequest
from scoring.apr import annual_cost
from scoring.decision import Decision, decide
from scoring.products import Method, Purpose
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.timing import timed
from tests.scoring.applicants import employee

TODAY = date(2026, 11, 24)
REQUEST = LoanRequest(
    product_id="salary-everyday",
    purpose=Purpose.WEDDING,
    amount=Decimal(60000),
    months=36,
    method=Method.EQUAL_INSTALMENT,
)


def measure_decisions(*, times: int) -> dict[str, Any]:
    """Time an approval with everything in its offer, and a decline with what would help.

    Raises:
        BenchmarkError: the applicants are no longer decided as the names say.
    """
    lending = build_lending()
    product = lending.catalogue.get(REQUEST.product_id)

    def decided(income: int) -> Decision:
        return decide(
            employee(monthly_income=Decimal(income)),
            REQUEST,
            product,
            card=lending.card,
            policy=lending.policy,
            pricing_policy=lending.pricing,
            catalogue_version=lending.catalogue.version,
            today=TODAY,
        )

    approved, declined = decided(12000), decided(4000)
    if approved.schedule is None or declined.schedule is not None:
        raise BenchmarkError(f"Decided {approved.outcome} and {declined.outcome}.")
    if len(approved.schedule.instalments) != REQUEST.months:
        raise BenchmarkError("The plan has not 36 instalments.")
    if approved.annual_cost != annual_cost(approved.schedule):
        raise BenchmarkError("The annual cost is not the plan's.")
    return {
        "decision, price, 36 instalments, annual cost (approved)": timed(
            lambda: decided(12000), times
        ),
        "decision with the search for what would help (declined)": timed(
            lambda: decided(4000), max(times // 5, 3)
        ),
    }
