import pytest

from bot.services.agreement import agrees


@pytest.mark.parametrize(
    "text",
    ["同意", "行吧，同意", "好的", "可以，测吧", "嗯嗯", "不好意思，同意", "没问题", "我願意",
     "yes I do agree to that", "OK", "sure, go ahead", "no problem", "why not"],
)  # fmt: skip
def test_a_plain_yes(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    ["action_record_consent", "不同意", "先等等再说", "我不太愿意", "随便", "35", "",
     "no", "I do not agree", "maybe later", "wibble"],
)  # fmt: skip
def test_no_plain_yes(text: str) -> None:
    assert not agrees(text)
