import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import formatting
from bot.texts.languages import LANGUAGES

CN, TW, EN = LANGUAGES


@pytest.mark.parametrize(
    ("amount", "texts"),
    [
        ("5987.31", ("5,987.31 元", "人民幣 5,987.31 元", "CNY 5,987.31")),
        ("80000", ("80,000.00 元", "人民幣 80,000.00 元", "CNY 80,000.00")),
        ("0", ("0.00 元", "人民幣 0.00 元", "CNY 0.00")),
        ("-3.5", ("-3.50 元", "人民幣 -3.50 元", "CNY -3.50")),
        ("0.05", ("0.05 元", "人民幣 0.05 元", "CNY 0.05")),
    ],
)
def test_money_is_exact_to_the_cent(amount: str, texts: tuple[str, str, str]) -> None:
    assert tuple(formatting.money(Decimal(amount), lang) for lang in LANGUAGES) == texts


@pytest.mark.parametrize(
    ("amount", "text"), [("5000", "5,000 元"), ("5000.00", "5,000 元"), ("5000.50", "5,000.50 元")]
)
def test_whole_sums_may_leave_out_the_cents(amount: str, text: str) -> None:
    assert formatting.money(Decimal(amount), CN, exact_cents=False) == text


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity"])
@pytest.mark.parametrize("write", [formatting.money, formatting.round_money, formatting.approx])
def test_what_is_not_a_sum_is_refused(amount: str, write: object) -> None:
    assert callable(write)
    with pytest.raises(ValueError, match="whole cents"):
        write(Decimal(amount), CN)


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(LANGUAGES))
def test_the_sum_can_be_read_back(amount: Decimal, language: str) -> None:
    shown = formatting.money(amount, language)

    assert Decimal("".join(char for char in shown if char in "0123456789.")) == amount


@pytest.mark.parametrize(
    ("amount", "texts"),
    [
        ("80000", ("8 万元", "人民幣 8 萬元", "CNY 80,000")),
        ("35000", ("3.5 万元", "人民幣 3.5 萬元", "CNY 35,000")),
        ("12300", ("1.23 万元", "人民幣 1.23 萬元", "CNY 12,300")),
        ("12345", ("12,345 元", "人民幣 12,345 元", "CNY 12,345")),
        ("9999", ("9,999 元", "人民幣 9,999 元", "CNY 9,999")),
        ("10000", ("1 万元", "人民幣 1 萬元", "CNY 10,000")),
        ("80000.50", ("80,000.50 元", "人民幣 80,000.50 元", "CNY 80,000.50")),
        ("200000000", ("2 亿元", "人民幣 2 億元", "CNY 200,000,000")),
    ],
)
def test_round_sums_are_counted_in_ten_thousands(amount: str, texts: tuple[str, str, str]) -> None:
    assert tuple(formatting.round_money(Decimal(amount), lang) for lang in LANGUAGES) == texts


def test_rough_sums_say_so() -> None:
    assert [formatting.approx(Decimal(80000), lang) for lang in LANGUAGES] == [
        "约 8 万元",
        "約人民幣 8 萬元",
        "about CNY 80,000",
    ]


def test_spans_name_both_ends() -> None:
    assert formatting.money_range(Decimal(80000), Decimal(90000), CN) == "8 万元到 9 万元"
    assert formatting.money_range(Decimal(8000), Decimal(9000), EN) == "CNY 8,000 to CNY 9,000"


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        ("0.096", "9.60%"),
        ("0.24", "24.00%"),
        ("0", "0.00%"),
        ("0.09605", "9.60%"),
        ("0.09615", "9.62%"),
        ("12.5", "1,250.00%"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_rates_have_two_decimals(rate: str, text: str, language: str) -> None:
    assert formatting.percent(Decimal(rate), language) == text


def test_dates() -> None:
    day = dt.date(2026, 12, 5)

    assert [formatting.date(day, lang) for lang in LANGUAGES] == [
        "2026年12月5日",
        "2026年12月5日",
        "5 Dec 2026",
    ]


@pytest.mark.parametrize(
    ("count", "texts"),
    [
        (1, ("1 个月", "1 個月", "1 month")),
        (6, ("6 个月", "6 個月", "6 months")),
        (12, ("12 个月（1 年）", "12 個月（1 年）", "12 months (1 year)")),
        (18, ("18 个月", "18 個月", "18 months")),
        (24, ("24 个月（2 年）", "24 個月（2 年）", "24 months (2 years)")),
    ],
)
def test_terms_show_whole_years(count: int, texts: tuple[str, str, str]) -> None:
    assert tuple(formatting.term(count, lang) for lang in LANGUAGES) == texts


def test_numbers_are_grouped_and_not_rounded() -> None:
    assert formatting.number(1200, EN) == "1,200"
    assert formatting.number(Decimal("1200.125"), TW) == "1,200.125"
