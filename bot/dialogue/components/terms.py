"""Find how long something lasts: 两年, 分24期, 一年半, 18 months, a year and a half, a week late.

Knows units of time; whether a span is a loan's term, a time at work or a delay is said elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.dialogue.components.entity import Candidate
from bot.dialogue.components.mentions import firmness, opened
from bot.dialogue.components.numerals import Number
from bot.dialogue.components.term_roles import asks, delays, with_role
from bot.dialogue.components.term_values import MONTHS, days_of, field_of, term

_UNITS = {
    "year": r"个?年头|年(?![代薪终底初会级纪收入货化]|利率)|years?\b(?! old)|yrs?\b(?! old)",
    "month": (
        r"个月(?!大)|月(?![0-9一二三四五六七八九十底初供薪份末中号入])|months?\b|mos?\b|mths?\b"
    ),
    "instalment": r"期(?!货|房|权|待|限)|个期数?|installments?\b|instalments?\b",
    "week": (
        r"个?星期(?![一二三四五六日天])|个?礼拜(?![一二三四五六日天])|周(?!末|转|年|岁"
        r"|[一二三四五六日])|weeks?\b|wks?\b"
    ),
    "day": r"天(?!然|津|猫)|days?\b",
    "quarter": r"个?季度|quarters?\b",
}
_UNIT = re.compile(
    r"[ -]?(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _UNITS.items()) + ")", re.ASCII
)
_LONGEST_SCALE = 1_000
_HALF_AFTER = re.compile(
    r"半(?!个|年|月|天)|多?零?(?P<months>[一二三四五六七八九十]{1,2}|\d{1,2})个?月"
    r"|(?P<more>多(?![少久长大]))|(?P<english> and a half)"
)
_AND_HALF = re.compile(
    r"(?:个半| and a half )(?:(?P<month>月|months?)|(?P<week>星期|礼拜|weeks?)|(?P<year>years?))"
)
_SPLIT_IN = re.compile(r"(?:分期?|期限|期数)(?:是|为|:)? ?$")
_ENDS = re.compile(r" ?(?:$|[,，。;；!吧还])")
_AND_MORE = re.compile(r"个多(?:(?P<month>月(?!份))|(?P<week>星期|礼拜))")
# Said without a number that could be read: each with its unit and its months.
_NAMED = re.compile(
    r"(?P<half_year>半年|half a year|half year|half-year)"
    r"|(?P<half_month>半个?月(?!前)|half a month)|(?P<month_or_so>个把月)|(?P<ten_days>十天半个?月)"
    r"|(?P<year_and_half>(?:a |one )?\byear and a half)"
    r"|\b(?:a|an|one) (?:(?P<year>year)|(?P<month>month)|(?P<week>week)|(?P<day>day)"
    r"|(?P<fortnight>fortnight))\b"
)
_NAMED_LENGTHS = {
    "half_year": ("year", Decimal(6)),
    "half_month": ("month", Decimal("0.5")),
    "month_or_so": ("month", Decimal(1)),
    "ten_days": ("day", Decimal("0.5")),
    "year_and_half": ("year", Decimal(18)),
    "year": ("year", Decimal(12)),
    "month": ("month", Decimal(1)),
    "week": ("week", Decimal(7) / 30),
    "day": ("day", Decimal(1) / 30),
    "fortnight": ("week", Decimal(14) / 30),
}
# A few days are no term, but they say enough of a delay.
_FEW_DAYS = re.compile(r"(?P<nine>好?几天)|\ba (?P<five>few) days\b|\b(?P<seven>several) days\b")
_MOST_DAYS = {"nine": 9, "five": 5, "seven": 7}
_RANGE = re.compile(r" ?(?:到|至|-|~|或者|或| to | or ) ?")


def find_terms(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that may be a term, and spans that only look so."""
    found = [_named(text, match) for match in _NAMED.finditer(text)]
    for number in numbers:
        if number.scale >= _LONGEST_SCALE:
            continue  # 2万 月利息: nobody borrows for thousands of months
        if half := _AND_HALF.match(text, number.end):
            found.append(_and_half(text, number, half))
        elif more := _AND_MORE.match(text, number.end):
            found.append(_and_more(text, number, more))
        elif unit := _UNIT.match(text, number.end):
            found.append(_term(text, number, unit))
        elif _SPLIT_IN.search(text[: number.start]) and _ENDS.match(text, number.end):
            found.append(term(text, number.start, number.end, number.value, unit="instalment"))
    found = _join_ranges(text, sorted(found, key=lambda c: c.start))
    found = [one for one in found if not _is_a_rate(text, one)]
    return [with_role(text, c, unit=str(field_of(c, "unit"))) for c in found] + _few_days(text)


# 一个月多少钱, how much a month: the price of a month, and no loan of one.
_ONE = re.compile(r"一?个?[月天]|1 ?个?[月天]|每天|(?:a|one|1) (?:month|day|week)")
_PRICE_BEFORE = re.compile(r"(?:多少钱?|几[块百千]钱?|\bhow much(?: [a-z']+){0,4}) ?$")
_PRICE_AFTER = re.compile(
    r"(?:大概|大约|总共|一共|要|得|该|需要|应该|还|付|交|供|月供)*(?:多少|几[块百千])"
)
_BORROWED = re.compile(r"(?:借|贷|用|分|存|期限|\bfor) ?$")


def _is_a_rate(text: str, one: Candidate) -> bool:
    if not _ONE.fullmatch(text[one.start : one.end]) or _BORROWED.search(text[: one.start]):
        return False
    before = _PRICE_BEFORE.search(text[max(0, one.start - 40) : one.start])
    return before is not None or _PRICE_AFTER.match(text, one.end) is not None


def _and_half(text: str, number: Number, half: re.Match[str]) -> Candidate:
    """一个半月, three and a half years."""
    unit = next(name for name in ("week", "month", "year") if half.group(name))
    months = (number.value + Decimal("0.5")) * MONTHS[unit]
    return term(text, number.start, half.end(), months, unit=unit)


def _and_more(text: str, number: Number, more: re.Match[str]) -> Candidate:
    """一个多月: at least that long."""
    unit = more.lastgroup or "month"
    months = number.value * MONTHS[unit]
    return term(text, number.start, more.end(), months, unit=unit, low=months, approximate=True)


def _named(text: str, match: re.Match[str]) -> Candidate:
    """半年, a week: the length is in the words."""
    name = match.lastgroup or "year"
    unit, months = _NAMED_LENGTHS[name]
    loose = True if name in {"month_or_so", "ten_days"} else None
    return term(text, match.start(), match.end(), months, unit=unit, approximate=loose)


def _few_days(text: str) -> list[Candidate]:
    """都是几天: how late, and nothing else."""
    found = []
    for match in _FEW_DAYS.finditer(text):
        if delays(text, match.start(), match.end(), unit="day") and not asks(text, match.end()):
            days = Decimal(_MOST_DAYS[match.lastgroup or "nine"])
            few = term(
                text, match.start(), match.end(), Decimal(2) / 30, unit="day", low=Decimal(2) / 30,
                high=days / 30, approximate=True,
            )  # fmt: skip
            found.append(with_role(text, few, unit="day"))
    return found


def _term(text: str, number: Number, unit_match: re.Match[str]) -> Candidate:
    unit = unit_match.lastgroup or "month"
    factor = MONTHS[unit]
    end, months, open_end = unit_match.end(), number.value * factor, False
    after = _HALF_AFTER.match(text, end)
    if after is not None and unit in {"year", "month"} and not number.joined:
        end = after.end()
        if after.group("more"):
            open_end = True
        elif after.group("months") and unit == "year":
            months += _small(after.group("months"))
        elif after.group("months"):
            end = unit_match.end()
        else:
            months += factor / 2
    over = text[: number.start].endswith("over ")  # over two years: within, not beyond
    how = number if over else opened(number, firmness(text, number.start, end))
    low = None if how.low is None else how.low * factor
    high = None if how.high is None else how.high * factor
    return term(
        text,
        number.start,
        end,
        months,
        unit="month" if unit == "quarter" else unit,
        low=months if open_end else low,
        high=high,
        approximate=how.approximate or open_end,
    )


def _join_ranges(text: str, found: list[Candidate]) -> list[Candidate]:
    """一年到两年, 半年到一年: one term out of two."""
    joined: list[Candidate] = []
    for candidate in found:
        previous = joined[-1] if joined else None
        if previous is not None and _RANGE.fullmatch(text, previous.end, candidate.start):
            low, high = days_of(previous) / 30, days_of(candidate) / 30
            if low < high:
                unit = str(field_of(previous, "unit"))
                joined[-1] = term(
                    text, previous.start, candidate.end, low, unit=unit, low=low, high=high,
                    approximate=True,
                )  # fmt: skip
                continue
        joined.append(candidate)
    return joined


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = {c: n for n, c in enumerate("零一二三四五六七八九十")}
    return sum(values[c] for c in text)
