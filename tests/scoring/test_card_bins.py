from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.card_bins import Bin, Characteristic
from scoring.errors import InvalidInput
from tests.scoring.cards import numbered


def place(points: int = 0, **kind: object) -> Bin:
    return Bin(points=points, woe=Decimal(0), share=Decimal(1), **kind)  # type: ignore[arg-type]


def named(*bins: Bin) -> Characteristic:
    return Characteristic(name="job", risk="either", bins=bins)


def test_a_code_has_its_own_bin_wherever_it_lies() -> None:
    one = numbered()
    assert one.bin_of(Decimal(-7)).points == 30
    assert one.bin_of(Decimal(-8)).points == 30
    assert one.bin_of(Decimal(-9)).points == 5
    assert one.bin_of(Decimal("-7.5")).points == 20  # no code: the lowest range
    assert one.bin_of(None).points == 8
    # Nobody can become someone to whom it never happened.
    assert one.best.points == 20


def test_a_category_is_found_by_name_and_an_unknown_one_counts_as_not_stated() -> None:
    jobs = named(place(3, categories=("clerk", "baker")), place(1, missing=True))
    assert jobs.bin_of("baker").points == 3
    assert jobs.bin_of("diver").points == jobs.bin_of(None).points == 1
    with pytest.raises(InvalidInput, match="diver"):
        named(place(3, categories=("clerk",))).bin_of("diver")


@pytest.mark.parametrize("value", ["12", Decimal("NaN"), Decimal("Infinity")])
def test_a_value_of_the_wrong_kind_is_refused(value: str | Decimal) -> None:
    with pytest.raises(InvalidInput, match="months"):
        numbered().bin_of(value)
    if isinstance(value, Decimal):
        with pytest.raises(InvalidInput, match="job"):
            named(place(categories=("clerk",))).bin_of(value)


@pytest.mark.parametrize(
    "bins",
    [
        (),
        (place(missing=True),),
        (place(categories=("a",)), place(categories=("a",))),
        (place(special=(Decimal(-7),)), place()),
        (place(), place(special=(Decimal(-7),)), place(special=(Decimal(-7),))),
        (place(), place(missing=True), place(missing=True)),
        (place(), place(categories=("a",))),
        (place(), place(missing=True, special=(Decimal(-7),))),
        (place(), place(special=(Decimal(-7),), low=Decimal(1))),
    ],
)
def test_bins_that_do_not_fit_together_are_refused(bins: tuple[Bin, ...]) -> None:
    with pytest.raises(InvalidInput):
        named(*bins)


@given(
    points=st.lists(st.integers(-50, 50), min_size=2, max_size=6),
    apart=st.booleans(),
)
def test_points_against_the_declared_direction_are_refused(points: list[int], apart: bool) -> None:
    edges = [None, *(Decimal(number) for number in range(1, len(points))), None]
    bins = tuple(
        place(one, low=edges[number], high=edges[number + 1]) for number, one in enumerate(points)
    )
    checked = points[1:] if apart else points

    def accepts(risk: str) -> bool:
        try:
            Characteristic(name="use", risk=risk, bins=bins, first_apart=apart)  # type: ignore[arg-type]
        except InvalidInput:
            return False
        return True

    # Where risk rises with the value, points fall.
    assert accepts("rises") == (checked == sorted(checked, reverse=True))
    assert accepts("falls") == (checked == sorted(checked))
    assert accepts("either")
