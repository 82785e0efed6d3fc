from typing import Any

import pytest

from bot.services.settling import must_be_settled, resolved, yes_or_no
from tests.bot.services.hearing import hear

NUMBER = {"field": "amount", "code": "amount_in_ten_thousands", "value": {"value": "150000"}}
OTHERS = {"field": "own_use", "code": "for_someone_else", "value": "yes", "denied": "no"}


@pytest.mark.parametrize(
    ("doubt", "text", "intent", "said"),
    [
        (NUMBER, "嗯", "affirm", True),
        (NUMBER, "是的没错", "inform", True),
        (NUMBER, "不对", "deny", False),
        (NUMBER, "多久到账", "ask_disbursement", None),
        (OTHERS, "是的", "inform", True),
        (OTHERS, "嗯哼", "affirm", None),
        (OTHERS, "不是", "inform", False),
        (OTHERS, "no", "deny", False),
        (OTHERS, "是不是都要问", "inform", None),
    ],
)
def test_what_is_said_to_a_doubt(
    doubt: dict[str, Any], text: str, intent: str, said: bool | None
) -> None:
    assert yes_or_no(doubt, hear(text, intent), alone=True) is said


def test_a_yes_among_other_words_is_none() -> None:
    assert yes_or_no(NUMBER, hear("是的，要借两年", "inform"), alone=False) is None


def test_what_counts_then() -> None:
    assert resolved(NUMBER, agreed=True) == ({"amount": {"value": "150000"}}, None)
    assert resolved(OTHERS, agreed=False) == ({"own_use": "no"}, None)
    values, problem = resolved(NUMBER, agreed=False)
    assert not values
    assert problem is not None
    assert problem.code == "not_amount_in_ten_thousands"


def test_only_a_doubt_with_a_consequence_must_be_settled() -> None:
    assert must_be_settled(OTHERS)
    assert not must_be_settled(NUMBER)
