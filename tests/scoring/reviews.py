"""Accounts and the lender's own review policy, for tests of limits and warnings."""

import dataclasses
from decimal import Decimal
from functools import cache
from typing import Any

from scoring.early_warning import Observation
from scoring.limit_policy import ReviewPolicy, parse_review_policy
from scoring.limit_review import Account, Ceilings
from tests.scoring.applicants import SCORING

QUIET = Observation(
    months_on_book=18,
    days_late=(0,) * 12,
    line_use=(Decimal("0.4"), Decimal("0.5"), Decimal("0.45")),
)
ACCOUNT = Account(limit=Decimal(20000), owed=Decimal(9000), months_since_rise=8, observation=QUIET)
ROOM = Ceilings(capacity=Decimal(60000), exposure=Decimal(80000), maximum=Decimal(200000))


@cache
def review_policy() -> ReviewPolicy:
    return parse_review_policy((SCORING / "catalog" / "review.yml").read_text(encoding="utf-8"))


def observation(**seen: Any) -> Observation:
    return dataclasses.replace(QUIET, **seen)


def account(**seen: Any) -> Account:
    return dataclasses.replace(ACCOUNT, observation=observation(**seen))
