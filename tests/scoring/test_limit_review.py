import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import InvalidInput
from scoring.limit_review import Account, Ceilings, LimitReview, Move, review_limit
from tests.scoring.reviews import ACCOUNT, QUIET, ROOM, account, review_policy


def reviewed(one: Account, ceilings: Ceilings = ROOM) -> LimitReview:
    return review_limit(one, ceilings, review_policy())


def codes(found: LimitReview) -> list[str]:
    return [reason.code for reason in found.reasons]


def test_who_pays_well_and_uses_the_line_gets_more() -> None:
    found = reviewed(ACCOUNT)
    assert (found.move, found.limit) == (Move.UP, Decimal("24000.00"))
    assert codes(found) == ["limit_raised_for_paying_well"]
    assert found.policy_version == review_policy().version


def test_a_rise_stops_at_the_lowest_ceiling() -> None:
    tight = dataclasses.replace(ROOM, capacity=Decimal(22900))
    assert reviewed(ACCOUNT, tight).limit == Decimal("22000.00")
    full = dataclasses.replace(ROOM, exposure=Decimal(20500))
    held = reviewed(ACCOUNT, full)
    assert (held.move, held.limit) == (Move.HOLD, ACCOUNT.limit)
    assert codes(held) == ["limit_at_its_ceiling"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"months_on_book": 3}, "too_soon_for_more"),
        ({"days_late": (0,) * 11 + (2,)}, "late_in_recent_months"),
        ({"days_late": (0, 0)}, "too_soon_for_more"),
        ({"line_use": (Decimal("0.1"),)}, "limit_hardly_used"),
        ({"inquiries": 6}, "many_inquiries"),
    ],
)
def test_a_rise_needs_everything_and_says_what_is_lacking(
    changed: dict[str, Any], code: str
) -> None:
    found = reviewed(account(**changed))
    assert (found.move, found.limit) == (Move.HOLD, ACCOUNT.limit)
    assert code in codes(found)


def test_a_second_rise_waits() -> None:
    found = reviewed(dataclasses.replace(ACCOUNT, months_since_rise=2))
    assert found.move is Move.HOLD
    assert found.reasons[0].params == {"months": 4}


def test_lateness_brings_it_down_and_then_stops_it() -> None:
    down = reviewed(account(days_late=(0, 20, 0)))
    assert (down.move, down.limit) == (Move.DOWN, Decimal("14000.00"))
    assert codes(down) == ["limit_cut_for_lateness"]
    frozen = reviewed(account(days_late=(0, 65, 0)))
    assert (frozen.move, frozen.limit) == (Move.FREEZE, ACCOUNT.owed)


def test_a_ceiling_that_fell_brings_it_down() -> None:
    found = reviewed(ACCOUNT, dataclasses.replace(ROOM, maximum=Decimal(11500)))
    assert (found.move, found.limit) == (Move.DOWN, Decimal("11000.00"))
    assert codes(found) == ["limit_above_its_ceiling"]


def test_a_ceiling_that_fell_a_little_takes_no_more_than_that() -> None:
    found = reviewed(ACCOUNT, dataclasses.replace(ROOM, exposure=Decimal(19500)))
    assert (found.move, found.limit) == (Move.DOWN, Decimal("19000.00"))
    both = reviewed(
        account(days_late=(0, 20, 0)), dataclasses.replace(ROOM, exposure=Decimal(19500))
    )
    assert both.limit == Decimal("14000.00")
    assert codes(both) == ["limit_cut_for_lateness", "limit_above_its_ceiling"]


def test_a_small_limit_rises_by_a_step() -> None:
    small = dataclasses.replace(ACCOUNT, limit=Decimal(2000), owed=Decimal(0))
    found = reviewed(small)
    assert (found.move, found.limit) == (Move.UP, Decimal("3000.00"))


@given(
    days=st.lists(st.integers(0, 100), min_size=6, max_size=12),
    month=st.integers(0, 5),
    more=st.integers(1, 90),
    owed=st.integers(0, 20000),
    capacity=st.integers(0, 60000),
)
def test_more_lateness_never_brings_a_higher_limit(
    days: list[int], month: int, more: int, owed: int, capacity: int
) -> None:
    ceilings = dataclasses.replace(ROOM, capacity=Decimal(capacity))
    later = [*days[:month], days[month] + more, *days[month + 1 :]]
    before, after = (
        reviewed(
            dataclasses.replace(
                ACCOUNT,
                owed=Decimal(owed),
                observation=dataclasses.replace(QUIET, days_late=tuple(one)),
            ),
            ceilings,
        ).limit
        for one in (days, later)
    )
    assert after <= before
    assert before <= max(ACCOUNT.limit, ceilings.lowest)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"limit": Decimal(0)}, "limit"),
        ({"owed": Decimal("-1")}, "owed"),
        ({"months_since_rise": -1}, "months_since_rise"),
    ],
)
def test_an_account_that_cannot_be_is_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        dataclasses.replace(ACCOUNT, **changed)
    assert caught.value.field == field
