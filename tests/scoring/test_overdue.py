from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import InvalidInput
from scoring.overdue import OverdueTerms, overdue_interest

DUE = date(2026, 3, 15)
CONTRACT = OverdueTerms(annual_rate=Decimal("0.144"))


def late(days: int, terms: OverdueTerms = CONTRACT, *, interest: str = "0") -> Any:
    return overdue_interest(
        principal=Decimal(5000),
        interest=Decimal(interest),
        due=DUE,
        until=date.fromordinal(DUE.toordinal() + days),
        terms=terms,
    )


def test_overdue_principal_bears_the_penalty_rate_by_days() -> None:
    found = late(30, interest="80")
    # 5,000 x 14.4 % x 30/360 = 60; the interest bears nothing unless the terms say so.
    assert (found.days, found.on_principal, found.on_interest) == (30, Decimal("60.00"), 0)
    assert found.total == Decimal("60.00")
    assert not found.capped


def test_interest_on_interest_only_where_agreed() -> None:
    found = late(30, OverdueTerms(annual_rate=Decimal("0.144"), on_interest=True), interest="80")
    assert found.on_interest == Decimal("0.96")
    assert found.total == Decimal("60.96")


def test_a_ceiling_caps_the_rate_and_says_so() -> None:
    found = late(30, OverdueTerms(annual_rate=Decimal("0.36"), ceiling=Decimal("0.24")))
    assert found.total == Decimal("100.00")
    assert found.capped


def test_a_cap_on_the_sum_holds_for_both_parts() -> None:
    terms = OverdueTerms(annual_rate=Decimal("0.144"), on_interest=True, most_share=Decimal("0.01"))
    found = late(360, terms, interest="1000")
    assert (found.on_principal, found.on_interest) == (Decimal("50.00"), Decimal("0.00"))
    assert found.capped


def test_grace_days_cost_nothing_but_count_once_they_are_over() -> None:
    terms = OverdueTerms(annual_rate=Decimal("0.144"), grace_days=3)
    assert late(3, terms).total == 0
    assert late(4, terms).total == Decimal("8.00")


def test_nothing_is_late_before_or_on_the_due_date() -> None:
    assert late(0).total == late(-5).total == 0
    assert late(-5).days == 0


@given(st.integers(0, 400), st.integers(0, 400))
def test_more_days_never_cost_less(first: int, second: int) -> None:
    assert late(min(first, second)).total <= late(max(first, second)).total


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"annual_rate": Decimal("-0.1")}, "annual_rate"),
        ({"annual_rate": Decimal("NaN")}, "annual_rate"),
        ({"annual_rate": Decimal("0.1"), "ceiling": Decimal(11)}, "ceiling"),
        ({"annual_rate": Decimal("0.1"), "grace_days": -1}, "grace_days"),
        ({"annual_rate": Decimal("0.1"), "year_days": 300}, "year_days"),
        ({"annual_rate": Decimal("0.1"), "most_share": Decimal(-1)}, "most_share"),
    ],
)
def test_unusable_terms_are_named(terms: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        OverdueTerms(**terms)
    assert caught.value.field == field


def test_an_unusable_amount_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        late(30, interest="0.001")
    assert caught.value.field == "interest"
