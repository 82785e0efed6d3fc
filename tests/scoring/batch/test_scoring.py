from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.batch.scoring import BatchScorer, exact
from scoring.errors import InvalidInput
from tests.scoring.applicants import card
from tests.scoring.cards import mixed_card

EDGES = [float(one.low) for c in card().characteristics for one in c.ranges if one.low is not None]
numbers = st.one_of(
    st.sampled_from([*EDGES, 3.5, 9.0, -7.0, -8.0, -9.0, float("nan")]),
    st.floats(-10, 30, allow_nan=False),
    st.sampled_from(EDGES).map(lambda edge: float(np.nextafter(edge, 0))),
)
names = st.sampled_from(["clerk", "baker", "driver", "diver", ""])


@given(people=st.lists(st.tuples(numbers, names), min_size=1, max_size=20))
def test_columns_give_the_points_of_the_card_with_every_kind_of_bin(
    people: list[tuple[float, str]],
) -> None:
    columns = {
        "months": np.array([months for months, _ in people]),
        "job": np.array([job for _, job in people], dtype=np.str_),
    }
    scorer = BatchScorer(mixed_card())
    points = scorer.points(columns)
    singly = [mixed_card().score({"months": exact(m), "job": job or None}) for m, job in people]
    assert points.tolist() == [one.points for one in singly]
    assert scorer.probability(points).tolist() == [float(one.pd) for one in singly]


@given(rows=st.lists(st.lists(numbers, min_size=9, max_size=9), min_size=1, max_size=10))
def test_columns_give_the_points_of_the_stated_card(rows: list[list[float]]) -> None:
    known = [[0.0 if np.isnan(cell) else cell for cell in row] for row in rows]
    inputs = [one.name for one in card().characteristics]
    columns = dict(zip(inputs, np.array(known).T, strict=True))
    singly = [card().score(dict(zip(inputs, map(exact, row), strict=True))) for row in known]
    assert BatchScorer(card()).points(columns).tolist() == [one.points for one in singly]


def test_what_the_card_needs_is_named() -> None:
    scorer = BatchScorer(mixed_card())
    jobs = np.array(["clerk"])
    for columns, named in (
        ({"job": jobs}, "months"),
        ({"months": np.array([1.0]), "job": np.array([1.0])}, "job"),
        ({"months": np.array([1.0, 2.0]), "job": jobs}, "job"),
        ({"months": np.array([np.inf]), "job": jobs}, "months"),
    ):
        with pytest.raises(InvalidInput) as caught:
            scorer.points(columns)
        assert caught.value.field == named


def test_a_card_that_has_seen_nobody_without_an_input_needs_it() -> None:
    columns = {one.name: np.array([1.0, np.nan]) for one in card().characteristics}
    needed = next(one.name for one in card().characteristics if not one.bins[-1].missing)
    columns |= {
        one.name: np.array([1.0, 1.0]) for one in card().characteristics if one.name != needed
    }
    with pytest.raises(InvalidInput, match=needed):
        BatchScorer(card()).points(columns)


def test_an_empty_batch_and_a_decimal_of_a_float() -> None:
    empty = {"months": np.array([]), "job": np.array([], dtype=np.str_)}
    assert BatchScorer(mixed_card()).points(empty).tolist() == []
    assert exact(0.3) == Decimal("0.3")
    assert exact(float("nan")) is None
