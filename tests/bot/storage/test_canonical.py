from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.canonical import canonical_json, storable


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical_json({"b": [1, None], "a": "贷"}) == '{"a":"贷","b":[1,null]}'


@pytest.mark.parametrize(
    ("value", "error"),
    [(Decimal("1.10"), TypeError), ({1, 2}, TypeError), (float("nan"), ValueError)],
)
def test_what_has_no_single_text_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical_json({"value": value})


@pytest.mark.parametrize(
    ("text", "kept"),
    [("贷款 🙂", "贷款 🙂"), ("a\0b", "a\ufffdb"), ("\ud83d!", "\ufffd!"), ("", "")],
)
def test_text_that_no_database_keeps_is_marked(text: str, kept: str) -> None:
    assert storable(text) == kept


@given(st.text(st.characters()))
def test_storable_text_is_utf_8_and_stays_as_it_is(text: str) -> None:
    kept = storable(text)
    assert kept.encode().decode() == kept
    assert storable(kept) == kept
