import pytest

from bot.services.denials import stated
from tests.bot.services.hearing import hear


@pytest.mark.parametrize(
    ("text", "purposes"),
    [
        ("不是装修，是买车", ["car"]),
        ("不是装修", []),
        ("不买家电了，看病用", ["medical"]),
        ("it's not for a car, it's for my wedding", ["wedding"]),
        ("装修用", ["home_improvement"]),
        ("是不是装修才能借", ["home_improvement"]),
    ],
)
def test_what_is_denied_is_not_stated(text: str, purposes: list[str]) -> None:
    assert list(dict.fromkeys(str(one.value) for one in stated(hear(text), "purpose"))) == purposes
