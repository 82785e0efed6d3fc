import pytest

from bot.channels.message import Button
from bot.gateway.choosing import chosen_payload

SHOWN = (Button(title="同意", payload="/affirm"), Button(title="看①的明细", payload="/x"))


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "/affirm"),
        ("①", "/affirm"),
        ("2.", "/x"),
        ("选2", "/x"),
        ("第2个", "/x"),
        ("同意", "/affirm"),
        ("同意。", "/affirm"),
        ("看①的明细", "/x"),
        ("3", None),
        ("0", None),
        ("12个月", None),
        ("不同意", None),
        ("我同意但是", None),
    ],
)
def test_a_word_or_number_names_a_button(text: str, payload: str | None) -> None:
    assert chosen_payload(text, SHOWN) == payload


def test_nothing_is_chosen_when_nothing_is_shown() -> None:
    assert chosen_payload("1", ()) is None
