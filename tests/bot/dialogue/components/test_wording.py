import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.components.wording import core, essence, unnamed


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("你好,请问利息多少", "利息多少"),
        ("麻烦问一下 怎么还款", "怎么还款"),
        ("什么时候到账,谢谢", "什么时候到账"),
        ("怎么还没到账急急急", "怎么还没到账"),
        ("你好", "你好"),
        ("谢谢", "谢谢"),
        ("hello, how much can i borrow", "how much can i borrow"),
    ],
)
def test_politeness_is_not_what_a_message_is_about(said: str, kept: str) -> None:
    assert core(said) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("微粒贷利息多少", "借呗利息多少"),
        ("借3万分12期每月还多少", "借50000分36期每月还多少"),
        ("换成工商银行的卡", "换成农业银行的卡"),
        ("微信里怎么没有", "支付宝里怎么没有"),
    ],
)
def test_brands_and_numbers_do_not_tell_messages_apart(one: str, other: str) -> None:
    assert unnamed(one) == unnamed(other)


def test_the_essence_has_no_fillers() -> None:
    assert essence("你好,我的贷款什么时候到账呢") == "什时候到账"


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert len(core(text)) <= len(text)
    assert isinstance(essence(text), str)
