from decimal import Decimal

import pytest

from scoring.errors import InvalidInput
from scoring.reasons import REASON_PARAMETERS, Reason, reason


def test_a_reason_carries_exactly_its_parameters() -> None:
    found = reason("amount_clipped", requested=Decimal(5), maximum=Decimal(3))
    assert found.params == {"requested": Decimal(5), "maximum": Decimal(3)}
    assert found == Reason(code="amount_clipped", params=dict(found.params))
    assert hash(found) == hash(Reason(code="amount_clipped", params=dict(found.params)))


def test_a_reason_cannot_be_changed() -> None:
    found = reason("fast", days=1)
    with pytest.raises(TypeError):
        found.params["days"] = 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("code", "params"), [("no_such_code", {}), ("fast", {}), ("no_fee", {"a": 1})]
)
def test_unknown_codes_and_parameters_are_refused(code: str, params: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        Reason(code=code, params=params)


def test_every_requirement_has_its_code() -> None:
    from scoring.products import Requirement

    assert {f"requires_{requirement}" for requirement in Requirement} <= set(REASON_PARAMETERS)
