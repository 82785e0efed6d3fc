from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.allocation import (
    COSTS_FIRST,
    PRINCIPAL_FIRST,
    Across,
    Due,
    Part,
    allocate,
)
from scoring.errors import InvalidInput

FEBRUARY = Due(
    number=1,
    due=date(2026, 2, 15),
    fees=Decimal(5),
    overdue_interest=Decimal(12),
    interest=Decimal(80),
    principal=Decimal(500),
)
MARCH = Due(number=2, due=date(2026, 3, 15), interest=Decimal(76), principal=Decimal(504))


def test_the_oldest_instalment_is_paid_first_with_its_costs_first() -> None:
    found = allocate(Decimal(100), [MARCH, FEBRUARY])
    first, second = found.paid
    assert [first.of(part) for part in COSTS_FIRST] == [5, 12, 80, 3]
    assert second.total == 0
    assert found.left[0].principal == Decimal(497)
    assert found.unused == 0


def test_principal_can_go_first() -> None:
    found = allocate(Decimal(510), [FEBRUARY], order=PRINCIPAL_FIRST)
    assert [found.paid[0].of(part) for part in PRINCIPAL_FIRST] == [500, 10, 0, 0]


def test_one_part_of_every_instalment_can_go_first() -> None:
    found = allocate(Decimal(180), [FEBRUARY, MARCH], across=Across.PARTS)
    assert [paid.interest for paid in found.paid] == [80, 76]
    assert [paid.principal for paid in found.paid] == [7, 0]


def test_what_no_debt_takes_is_left_over() -> None:
    found = allocate(Decimal(2000), [FEBRUARY, MARCH])
    assert found.unused == 2000 - FEBRUARY.total - MARCH.total
    assert all(due.total == 0 for due in found.left)
    assert allocate(Decimal(7), []).unused == 7


@pytest.mark.parametrize("order", [COSTS_FIRST[:3], (*COSTS_FIRST, Part.FEES)])
def test_an_order_names_every_part_once(order: tuple[Part, ...]) -> None:
    with pytest.raises(InvalidInput) as caught:
        allocate(Decimal(1), [FEBRUARY], order=order)
    assert caught.value.field == "order"


@pytest.mark.parametrize("payment", [Decimal(0), Decimal("-1"), Decimal("NaN"), Decimal("0.001")])
def test_an_unusable_payment_is_named(payment: Decimal) -> None:
    with pytest.raises(InvalidInput) as caught:
        allocate(payment, [FEBRUARY])
    assert caught.value.field == "payment"


def test_nobody_owes_less_than_nothing() -> None:
    with pytest.raises(InvalidInput) as caught:
        Due(number=1, due=date(2026, 1, 1), interest=Decimal(-1))
    assert caught.value.field == "interest"


@st.composite
def dues(draw: st.DrawFn) -> Due:
    amounts = st.decimals("0", "10000", places=2)
    return Due(
        number=draw(st.integers(1, 36)),
        due=draw(st.dates(date(2025, 1, 1), date(2027, 1, 1))),
        fees=draw(amounts),
        overdue_interest=draw(amounts),
        interest=draw(amounts),
        principal=draw(amounts),
    )


@given(
    payment=st.decimals("0.01", "100000", places=2),
    owed=st.lists(dues(), max_size=5),
    order=st.permutations(list(Part)),
    across=st.sampled_from(Across),
)
def test_money_is_conserved_in_every_part(
    payment: Decimal, owed: list[Due], order: list[Part], across: Across
) -> None:
    found = allocate(payment, owed, order=order, across=across)
    assert sum((paid.total for paid in found.paid), found.unused) == payment
    for part in Part:
        before = sum(due.of(part) for due in owed)
        after = sum(due.of(part) for due in (*found.paid, *found.left))
        assert after == before
    # Money is left over only when nothing is owed any more.
    assert found.unused == 0 or all(left.total == 0 for left in found.left)
