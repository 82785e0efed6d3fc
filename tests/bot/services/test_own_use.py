import pytest

from bot.services.form import Doubt, Listening
from bot.services.own_use import read_own_use
from tests.bot.services.hearing import hear


@pytest.mark.parametrize(
    "text",
    [
        "表弟想用我的名字借5万", "朋友用我的身份证贷款",
        "帮朋友借三万", "替我弟贷两万", "借五万给表弟用",
        "以我的名义给同事贷款", "其实是朋友要用", "用我名義幫同事借八萬",
        "I want to borrow 20k for my cousin", "my friend wants a loan in my name",
        "can I take a loan out for my brother", "it's for a friend",
    ],
)  # fmt: skip
def test_money_for_somebody_else_is_doubted(text: str) -> None:
    found = read_own_use(hear(text), Listening(known={}))
    assert isinstance(found, Doubt)
    assert (found.value, found.denied) == ("yes", "no")


@pytest.mark.parametrize(
    "text",
    [
        "借五万给孩子交学费", "我弟结婚借三万",
        "给老婆看病借四万", "朋友介绍来的，想借三万", "跟朋友借了五万",
        "用我的名字申请可以吗", "给弟弟交学费借两万", "帮我借两万",
        "I need 20k for my daughter's tuition",
        "a loan for my cousin's wedding", "I borrowed from my friend",
    ],
)  # fmt: skip
def test_money_for_the_family_is_not(text: str) -> None:
    assert read_own_use(hear(text), Listening(known={})) is None


def test_it_is_asked_once() -> None:
    assert read_own_use(hear("帮朋友借三万"), Listening(known={"own_use": "yes"})) is None
