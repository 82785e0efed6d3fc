"""Write money, rates, dates and terms as each language does; it must not round what is owed."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_EVEN, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from bot.texts.catalogue import translator
from bot.texts.languages import ENGLISH, SOURCE, TRADITIONAL

CENT = Decimal("0.01")
YI = Decimal(100_000_000)  # 亿
WAN = Decimal(10_000)  # 万, the unit in which Chinese counts larger sums

_MONEY = {SOURCE: "{number} 元", TRADITIONAL: "人民幣 {number} 元", ENGLISH: "CNY {number}"}
_WAN = {SOURCE: "{number} 万元", TRADITIONAL: "人民幣 {number} 萬元", ENGLISH: "CNY {number}"}
_YI = {SOURCE: "{number} 亿元", TRADITIONAL: "人民幣 {number} 億元"}
_ABOUT = {SOURCE: "约 {money}", TRADITIONAL: "約{money}", ENGLISH: "about {money}"}
_RANGE = {SOURCE: "{low}到 {high}", TRADITIONAL: "{low}到{high}", ENGLISH: "{low} to {high}"}
_TERM = {
    SOURCE: "{months}（{years}）",
    TRADITIONAL: "{months}（{years}）",
    ENGLISH: "{months} ({years})",
}
_DATE = {SOURCE: "y年M月d日", TRADITIONAL: "y年M月d日", ENGLISH: "d MMM y"}


def money(amount: Decimal, language: str, *, exact_cents: bool = True) -> str:
    """Write a sum of yuan: "5,987.31 元", "人民幣 5,987.31 元", "CNY 5,987.31".

    Args:
        amount: yuan, in whole cents; more decimals are refused, never rounded away.
        language: a supported language.
        exact_cents: write ".00" after a whole sum (schedules, totals); False leaves it out.

    Raises:
        ValueError: the amount has a fraction of a cent or is not a number.
    """
    _check_cents(amount)
    whole = not exact_cents and amount == amount.to_integral_value()
    number = format_decimal(amount, "#,##0" if whole else "#,##0.00", locale=language)
    return _MONEY[language].format(number=number)


def round_money(amount: Decimal, language: str) -> str:
    """Write a sum in 万 or 亿 when that is as exact ("3.5 万元", "100 亿元"), else as `money`."""
    _check_cents(amount)
    if language != ENGLISH and abs(amount) >= YI and amount / YI == (amount / YI).quantize(CENT):
        return _YI[language].format(number=format_decimal(amount / YI, "#,##0.##", locale=language))
    in_wan = amount / WAN
    if abs(amount) < WAN or in_wan != in_wan.quantize(CENT):
        return money(amount, language, exact_cents=False)
    # English has no such unit and writes the same sum out.
    shown = amount if language == ENGLISH else in_wan
    return _WAN[language].format(number=format_decimal(shown, "#,##0.##", locale=language))


def approx(amount: Decimal, language: str) -> str:
    """Write a sum that the customer gave or gets only roughly: "约 8 万元", "about CNY 80,000"."""
    return _ABOUT[language].format(money=round_money(amount, language))


def money_range(low: Decimal, high: Decimal, language: str) -> str:
    """Write a span of sums: "8 万元到 9 万元", "CNY 80,000 to CNY 90,000"."""
    return _RANGE[language].format(low=round_money(low, language), high=round_money(high, language))


def percent(rate: Decimal, language: str) -> str:
    """Write a rate (0.096) with two decimals: "9.60%"; half a unit is rounded to even."""
    shown = (rate * 100).quantize(CENT, rounding=ROUND_HALF_EVEN) / 100
    return format_percent(shown, "#,##0.00%", locale=language)


def fine_percent(rate: Decimal, language: str) -> str:
    """Write a small rate, such as a day's (0.00035), with up to four decimals: "0.035%"."""
    return format_percent(rate, "#,##0.00##%", locale=language)


def whole_percent(share: Decimal, language: str) -> str:
    """Write a share (0.4) to the nearest whole percent: "40%"; for shares, never for rates."""
    return format_percent(share, "#,##0%", locale=language)


def date(day: dt.date, language: str) -> str:
    """Write a date: "2026年12月15日", "15 Dec 2026"."""
    return format_date(day, _DATE[language], locale=language)


def number(count: int | Decimal, language: str) -> str:
    """Write a bare number with the language's grouping: "1,200"."""
    return format_decimal(count, "#,##0.##########", locale=language)


def months(count: int, language: str) -> str:
    """Write a number of months: "24 个月", "1 month", "24 months"."""
    return translator(language).ngettext("{count} 个月", "{count} 个月", count)


def term(count: int, language: str) -> str:
    """Write a term, and its years where whole: "24 个月（2 年）", "24 months (2 years)"."""
    if count < 12 or count % 12:
        return months(count, language)
    years = translator(language).ngettext("{count} 年", "{count} 年", count // 12)
    return _TERM[language].format(months=months(count, language), years=years)


def _check_cents(amount: Decimal) -> None:
    if not amount.is_finite() or amount != amount.quantize(CENT):
        raise ValueError(f"{amount} is not a sum in whole cents")
