from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.components.english_numerals import read_english
from bot.dialogue.components.mentions import find_numbers
from bot.dialogue.components.numerals import read_number

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def section(value: int) -> str:
    """A number below ten thousand in full."""
    written, zero = "", False
    for unit, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            written += ("零" if zero and written else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return written


def chinese(value: int) -> str:
    """A number in full Chinese numerals, as in a contract."""
    if value == 0:
        return "零"
    written = ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // unit % 10_000
        if part:
            written += ("零" if written and part < 1_000 else "") + section(part) + name
    return written


def spoken(value: int) -> str:
    """With 两 and a leading 十 as people speak."""
    text = chinese(value)
    for unit in "千万亿":
        text = text.replace("二" + unit, "两" + unit).replace("十两" + unit, "十二" + unit)
    return text.removeprefix("一") if text.startswith("一十") else text


def elided(value: int) -> str:
    """三万五 for 三万五千, where the last unit may be left out; else the full form."""
    text = chinese(value)
    pairs = {"万": "千", "千": "百"}
    for unit, below in pairs.items():
        if len(text) >= 4 and text[-1] == below and text[-3] == unit:
            return text[:-1]
    return text


def mixed(value: int) -> str:
    """12.5万 and the like."""
    return f"{Decimal(value) / 10_000:f}万" if value % 1_000 == 0 and value else str(value)


def grouped(value: int) -> str:
    return f"{value:,}"


def english(value: int) -> str:
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{ONES[value % 10]}" if value % 10 else "")
    for unit, name in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if value >= unit:
            rest = value % unit
            joint = " and " if rest < 100 else " "
            return f"{english(value // unit)} {name}" + (joint + english(rest) if rest else "")
    raise AssertionError(value)


@given(
    st.integers(min_value=0, max_value=10**12 - 1),
    st.sampled_from([chinese, spoken, elided, lambda value: chinese(value).translate(FORMAL)]),
)
def test_a_written_number_is_read_back(value: int, style: object) -> None:
    assert callable(style)
    text = style(value)
    number = read_number(text, 0)
    assert number is not None
    assert (number.end, number.value) == (len(text), Decimal(value))


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([str, grouped, mixed]))
def test_a_number_in_digits_is_read_back(value: int, style: object) -> None:
    assert callable(style)
    text = style(value)
    number = read_number(text, 0)
    assert number is not None
    assert (number.end, number.value) == (len(text), Decimal(value))


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_a_number_in_english_words_is_read_back(value: int) -> None:
    text = english(value)
    number = read_english(text, 0)
    assert number is not None
    assert (number.end, number.value) == (len(text), Decimal(value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("八九千", 8_000, 9_000),
        ("十几万", 110_000, 190_000),
        ("三万五六", 35_000, 36_000),
        ("二三十万", 200_000, 300_000),
        ("万儿八千", 8_000, 10_000),
        ("20多万", 200_000, None),
        ("a few hundred", 300, 500),
    ],
)
def test_an_open_number_keeps_its_ends(text: str, low: int, high: int | None) -> None:
    (number,) = find_numbers(text)
    assert number.approximate
    assert number.low == Decimal(low)
    assert number.high == (None if high is None else Decimal(high))


@pytest.mark.parametrize("text", ["万一", "多少", "几", "千万别"[2:], "个", "第", "abc", ""])
def test_no_number_where_none_is(text: str) -> None:
    assert read_number(text, 0) is None


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("五万两年", 50_000, 2),
        ("一万二十期", 10_000, 2),
        ("一万五个月", 10_000, 2),
        ("5万12期", 50_000, 2),
        ("两千三个月", 2_000, 2),
        ("一百二十期", 120, 4),
        ("5万多少利息", 50_000, 2),
    ],
)
def test_a_number_ends_before_what_counts_anew(text: str, value: int, end: int) -> None:
    number = read_number(text, 0)
    assert number is not None
    assert (number.value, number.end) == (Decimal(value), end)
