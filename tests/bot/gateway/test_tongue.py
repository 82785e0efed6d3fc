import pytest

from bot.gateway.tongue import written_language


@pytest.mark.parametrize(
    ("text", "current", "expected"),
    [
        ("I need a loan for my shop", "zh_CN", "en"),
        ("ok", "zh_CN", "zh_CN"),
        ("15w", "zh_CN", "zh_CN"),
        ("我想借钱装修", "en", "zh_CN"),
        ("我想貸款買車", "zh_CN", "zh_Hant_TW"),
        ("想借五萬,分兩年還", "zh_CN", "zh_Hant_TW"),
        ("好的", "zh_Hant_TW", "zh_Hant_TW"),
        ("两年", "zh_Hant_TW", "zh_CN"),
        ("24", "en", "en"),
        ("two years", "en", "en"),
        ("用APP借钱 ok", "zh_CN", "zh_CN"),
    ],
)
def test_the_writing_tells_the_language(text: str, current: str, expected: str) -> None:
    assert written_language(text, current) == expected
