import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.isolation import crossings, root_between
from scoring.present_value import PresentValue


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=9))
def test_every_crossing_of_a_polynomial_is_found(amounts: list[int]) -> None:
    assume(amounts[0] and amounts[-1])
    value = PresentValue.of((k, Decimal(amount)) for k, amount in enumerate(amounts))
    assume(value.sign_changes > 1)
    roots: Any = np.roots([float(amount) for amount in reversed(amounts)])
    # Zeros that nearly meet are told by their cluster, not by where floats put them.
    assume(
        all(abs(one - two) > 1e-3 * abs(one) for k, one in enumerate(roots) for two in roots[:k])
    )
    positive = sorted(root.real for root in roots if root.imag == 0 and root.real > 0)
    found = crossings(value)
    assert all(one.clear for one in found)
    factors = sorted(math.exp(-root_between(value, one)) for one in found)
    assert factors == pytest.approx(positive, rel=1e-7)


def test_adjacent_days_far_away_do_not_hide_a_crossing() -> None:
    # Daily growths of 100 and of 1.001, twenty years apart.
    flows = [(0, Decimal(1)), (1, Decimal(-100)), (7300, Decimal(147_000)), (7301, Decimal(-1))]
    found = crossings(PresentValue.of(flows))
    assert [one.clear for one in found] == [True, True, True]
    assert math.exp(root_between(PresentValue.of(flows), found[-1])) == pytest.approx(100)


def test_simple_interest_in_fractions() -> None:
    half = Decimal("0.5")
    flows = [(Decimal(0), Decimal(-100)), (1 + half, Decimal(230)), (3 + half, Decimal(-132))]
    value = PresentValue.of(flows, simple=True)
    for one in crossings(value):
        rate = math.expm1(root_between(value, one))
        present = sum(
            float(amount) / ((1 + float(time % 1) * rate) * (1 + rate) ** int(time))
            for time, amount in flows
        )
        assert present == pytest.approx(0, abs=1e-9)
    assert len(crossings(value)) == 2
