from decimal import Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.present_value import PresentValue

TIMES = st.integers(0, 6000).map(lambda steps: Decimal(steps) / 100)
AMOUNTS = st.integers(-10_000, 10_000).map(Decimal)


def test_flows_at_one_time_are_added_up_and_sorted() -> None:
    value = PresentValue.of([(5, Decimal(7)), (3, Decimal(-4)), (5, Decimal(1)), (4, Decimal(0))])
    assert value.terms == ((0, Decimal(0), Decimal(-4)), (2, Decimal(0), Decimal(8)))
    assert value.sign_changes == 1
    assert PresentValue.of([(1, Decimal(2)), (1, Decimal(-2))]).terms == ()


def test_simple_interest_counts_from_its_own_start() -> None:
    value = PresentValue.of([(Decimal("1.25"), Decimal(105))], simple=True)
    # i = 25 %: 105 / (1.25 x (1 + 0.25 x 0.25))
    at, _ = value.at(Decimal("0.8"))
    assert abs(at - Decimal(105) / (Decimal("1.25") * Decimal("1.0625"))) < Decimal("1E-25")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(TIMES, AMOUNTS), min_size=1, max_size=8),
    st.integers(20, 300).map(lambda share: Decimal(share) / 100),
    st.booleans(),
)
def test_the_value_and_its_slope(
    flows: list[tuple[Decimal, Decimal]], factor: Decimal, simple: bool
) -> None:
    value = PresentValue.of(flows, simple=simple)
    rate = 1 / factor - 1
    with localcontext(prec=34):
        start = Decimal(0) if simple else min((t for t, _ in _left(flows)), default=Decimal(0))
        by_hand = sum(
            (
                amount / ((1 + (t % 1) * rate) * (1 + rate) ** int(t))
                if simple
                else amount * factor ** (t - start)
                for t, amount in flows
            ),
            Decimal(0),
        )
        found, slope = value.at(factor)
        step = factor * Decimal("1E-12")
        numeric = (value.at(factor + step)[0] - value.at(factor - step)[0]) / (2 * step)
        size = max(abs(slope), sum((abs(amount) for _, amount in flows), Decimal(1)))
    scale = Decimal(10) * max(factor**60, Decimal(1)) * 100
    assert abs(found - by_hand) <= scale * Decimal("1E-18")
    assert abs(numeric - slope) <= size * scale * Decimal("1E-10")


def _left(flows: list[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    sums: dict[Decimal, Decimal] = {}
    for time, amount in flows:
        sums[time] = sums.get(time, Decimal(0)) + amount
    return [(time, amount) for time, amount in sums.items() if amount]
