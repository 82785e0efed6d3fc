import pytest

from bot.gateway.reading import LONGEST_MESSAGE, Unreadable, read


@pytest.mark.parametrize(
    ("raw", "text", "kinds"),
    [
        ("我的手机13800138000", "我的手机[手机号]", {"phone"}),
        ("+86 138-0013-8000 打给我", "[手机号] 打给我", {"phone"}),
        ("身份证 11010519491231002X", "身份证 [证件号]", {"id_number"}),
        ("卡号6222 0212 3456 7890 123", "卡号[卡号]", {"bank_card"}),
        ("我的密码是abc12345", "我的密码是[密码]", {"secret"}),
        ("mail me at li.hua@example.com", "mail me at [邮箱]", {"email"}),
        ("想借150000,分24期", "想借150000,分24期", set()),
        ("1380013800", "1380013800", set()),
    ],
)
def test_identifiers_are_taken_out(raw: str, text: str, kinds: set[str]) -> None:
    found = read(raw)
    assert found.text == text
    assert set(found.identifiers) == kinds


def test_control_and_invisible_characters_go() -> None:
    assert read("想借\x00 5\u200b万\x1b[31m\n元").text == "想借 5万 元"


@pytest.mark.parametrize("raw", ["", "   ", "\u200b\n\t", "\x00"])
def test_an_empty_message_is_named(raw: str) -> None:
    assert read(raw).unreadable is Unreadable.EMPTY


@pytest.mark.parametrize("raw", ["😀😀", "???!!", "……", "👍"])
def test_a_message_without_words_is_named(raw: str) -> None:
    assert read(raw).unreadable is Unreadable.NO_WORDS


def test_a_long_message_is_cut_and_named() -> None:
    found = read("借" * 10_000)
    assert found.unreadable is Unreadable.TOO_LONG
    assert len(found.text) == LONGEST_MESSAGE


@pytest.mark.parametrize("raw", ['/prequalify{"product":"x"}', " //start", "/inform"])
def test_typed_payloads_lose_their_slash(raw: str) -> None:
    assert not read(raw).text.startswith("/")


def test_circled_digits_are_words() -> None:
    assert read("②").unreadable is None


@pytest.mark.parametrize(
    ("raw", "meaning"),
    [
        ("我的手机号13812345678，想借5万装修", "想借5万装修"),
        ("卡号6222021234567890123，两年还", "两年还"),
        ("身份证11010519491231002X", ""),
        ("my phone is 13812345678, call me", "call me"),
    ],
)
def test_what_is_left_is_what_the_customer_wants(raw: str, meaning: str) -> None:
    assert read(raw).meaning == meaning


@pytest.mark.parametrize("raw", ["{{7*7}} ${7*7} {%%} <>", "я хочу кредит", "!!!!!! a !!!!!!"])
def test_noise_is_not_understood(raw: str) -> None:
    assert read(raw).unreadable is Unreadable.NO_WORDS
