from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.apr import irr, xirr
from scoring.errors import NoSingleRate
from scoring.present_value import PresentValue
from scoring.root import discount_factor


def decimals(*amounts: float | str) -> list[Decimal]:
    return [Decimal(str(amount)) for amount in amounts]


def close(found: Decimal, expected: str, within: str = "1E-10") -> bool:
    return abs(found - Decimal(expected)) <= Decimal(within)


# Rates from -100 % to far beyond any loan; each by hand: (last / first)^(1 / years) - 1.
@pytest.mark.parametrize(
    ("first", "years", "last", "rate"),
    [
        (-100, 1, "100", "0"),
        (-100, 2, "121", "0.1"),
        (-100, 1, "0.0001", "-0.999999"),
        (-100, 1, "100000000000", "999999999"),
        (-100, 40, "1", "-0.1087490618666"),
        ("-0.01", 3, "80000", "199"),
        (100, 1, "-110", "0.1"),
    ],
)
def test_one_change_of_sign_has_one_rate(
    first: int | str, years: int, last: str, rate: str
) -> None:
    assert close(irr([Decimal(first), *[Decimal(0)] * (years - 1), Decimal(last)]), rate)


def test_mixed_signs_with_one_rate() -> None:
    # (1.1 v - 1)(1 + v + 2 v^2): the second factor has no positive zero.
    assert close(irr(decimals(-1, "0.1", "-0.9", "2.2")), "0.1")


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (decimals(), "never change sign"),
        (decimals(-5), "never change sign"),
        (decimals(0, 0), "never change sign"),
        (decimals(-5, -1, 0), "never change sign"),
        (decimals(-100, 230, -132), r"2 rates .* 10\.00 %, 20\.00 % a year"),
        (decimals(-1600, 10000, -10000), r"2 rates .* 25\.00 %, 400\.0 % a year"),
        (decimals(-1000, 3600, -4310, 1716), r"3 rates .* 10\.00 %, 20\.00 %, 30\.00 %"),
        (decimals(-100, 220, -121), r"touches 0 near 10\.00 %"),
        (decimals(-1, 3, -3, 1), "touches 0 near"),
        (decimals(-100, "219.99", -121), "no rate above -100 %"),
        (decimals(-100, "220.0000001", -121), "2 rates"),
    ],
)
def test_flows_without_a_single_rate_are_refused(amounts: list[Decimal], sentence: str) -> None:
    with pytest.raises(NoSingleRate, match=sentence):
        irr(amounts)


def test_a_rate_alone_in_the_searched_range_is_taken() -> None:
    # Zeros at 10 % and at 2,000,000 %: the second is no price of money.
    amounts = decimals(-100, "2000210", -2200110)
    assert close(irr(amounts), "0.1")
    with pytest.raises(NoSingleRate, match="2 rates"):
        irr(decimals(-100, "1210", -1210))  # 10 % ... 999 %


def test_a_guess_picks_one_of_several() -> None:
    amounts = decimals(-100, 230, -132)
    assert close(irr(amounts, guess=Decimal("0.05")), "0.1")
    assert close(irr(amounts, guess=Decimal("0.3")), "0.2")
    with pytest.raises(NoSingleRate):
        irr(decimals(-100, 220, -121), guess=Decimal("0.1"))


def test_simple_interest_in_a_fraction_may_have_no_rate() -> None:
    # 100 = 10 / (1 + 0.1 i) would need i = -9.
    value = PresentValue.of(
        [(Decimal(0), Decimal(-100)), (Decimal("0.1"), Decimal(10))], simple=True
    )
    with pytest.raises(NoSingleRate, match="no rate above"):
        discount_factor(value)


AMOUNTS = st.integers(-100_000_000, 100_000_000).map(lambda cents: Decimal(cents) / 100)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(AMOUNTS, min_size=2, max_size=8),
    st.integers(1, 10_000),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_what_is_found_makes_the_present_value_zero(
    amounts: list[Decimal], factor: int, start: date
) -> None:
    flows = [(start + timedelta(days=37 * k * k), amount) for k, amount in enumerate(amounts)]
    try:
        rate = xirr(flows)
    except NoSingleRate:
        assume(False)
    assume(Decimal("-0.99") < rate < 10**6)
    size = present = Decimal(0)
    for day, amount in flows:
        worth = amount * (1 + rate) ** (-Decimal((day - start).days) / 365)
        present += worth
        size += abs(worth)
    assert abs(present) <= size * Decimal("1E-15")
    # The scale, the start and the side of the purse change nothing.
    scaled = xirr([(day, amount * factor) for day, amount in flows])
    assert abs(scaled - rate) <= (1 + abs(rate)) * Decimal("1E-18")
    moved = [(day + timedelta(days=factor), amount) for day, amount in flows]
    assert xirr(moved) == rate
    assert xirr([(day, -amount) for day, amount in flows]) == rate
    assert xirr(reversed(flows)) == rate


@settings(max_examples=100, deadline=None)
@given(st.lists(AMOUNTS.map(abs), min_size=1, max_size=10), st.sampled_from([1, -1]))
def test_flows_of_one_sign_are_refused(amounts: list[Decimal], sign: int) -> None:
    with pytest.raises(NoSingleRate):
        irr([sign * amount for amount in amounts])


@settings(max_examples=100, deadline=None)
@given(st.integers(-90, 400), st.integers(1, 300), st.integers(0, 50), st.integers(1, 10**6))
def test_two_rates_are_always_refused(low: int, apart: int, free: int, scale: int) -> None:
    """-(v a - 1)(v b - 1)(1 + c v): two positive zeros, at growths a and b."""
    a, b = 1 + Decimal(low) / 100, 1 + Decimal(low + apart) / 100
    c = Decimal(free) / 100
    amounts = [Decimal(-1), a + b - c, (a + b) * c - a * b, -a * b * c]
    with pytest.raises(NoSingleRate, match="2 rates"):
        irr([scale * amount for amount in amounts])
