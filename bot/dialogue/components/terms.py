"""Find how long a customer wants to borrow: 两年, 分24期, 一年半, 18 months, a year and a half.

Knows units of time; a span that is a time already past (工作三年了) gets the role ``tenure``.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from bot.dialogue.components.entity import Candidate, blocked
from bot.dialogue.components.mentions import firmness, opened
from bot.dialogue.components.numerals import Number

_UNITS = {
    "year": r"个?年头|年(?!代|薪|终|底|初|会|级|纪|收|入|后的|货|化|利|前)|years?(?! old|s? ?-?old)\b|yrs?(?! old)\b",
    "month": r"个月(?!前|大)|月(?![0-9一二三四五六七八九十底初供薪份末中号入])|months?\b|mos?\b|mths?\b",
    "instalment": r"期(?!货|房|权|待|限)|个期数?|installments?\b|instalments?\b",
    "week": r"个?星期(?![一二三四五六日天])|个?礼拜(?![一二三四五六日天])|周(?!末|转|年|岁|[一二三四五六日])|weeks?\b|wks?\b",
    "day": r"天(?!然|津|猫)|days?\b",
    "quarter": r"个?季度|quarters?\b",
}
_UNIT = re.compile(r"[ -]?(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _UNITS.items()) + ")")
_MONTHS = {
    "year": Decimal(12),
    "month": Decimal(1),
    "instalment": Decimal(1),
    "quarter": Decimal(3),
    "week": Decimal(7) / 30,
    "day": Decimal(1) / 30,
}
_HALF_AFTER = re.compile(
    r"半(?!个|年|月|天)|多?零?(?P<months>[一二三四五六七八九十]{1,2}|\d{1,2})个?月|(?P<more>多|来)|(?P<english> and a half)"
)
_MONTH_AND_HALF = re.compile(r"个半月|个半(?:星期|礼拜)")
_HALVES = re.compile(
    r"(?:(?P<year>半年|half a year|half year|half-year|six months)|(?P<month>半个?月(?!前)|half a month)|(?P<bit>个把月)"
    r"|(?P<yearhalf>(?:a|one) year and a half|year and a half)|(?P<one>\b(?:a|one|an) (?:(?P<oneyear>year)|(?P<onemonth>month)|(?P<oneweek>week)|(?P<oneday>day))\b))"
)
_RANGE = re.compile(r" ?(?:到|至|-|~|或者|或| to | or ) ?")
_NOT_A_TERM_AFTER = re.compile(
    r"(?:之|以)?前|ago\b| ago\b|(?:以|之)?后(?!还|一次|归)| later\b|的?(?:流水|账单|工资单|利率|存款|贷款经验|记录|征信|经验|社保|公积金|时间了|历史)| old\b|-old\b"
)
_NOT_A_TERM_BEFORE = re.compile(
    r"(?:逾期|超过还款日|拖欠?|晚|迟|等|等待|审核|审批|过|提前|免息|近|最近|过去|每|第|还了|已还|剩|还有|还剩|剩余|用了|的|头|前|后|overdue|late|past|last|waited|every|each|first|within the last)了?(?:的|约|大概)? ?$"
)
_TENURE_BEFORE = re.compile(
    r"(?:工作|上班|入职|在职|干|做|开店|开|经营|营业|种|从业|成立|注册|创业|跑|养|打工|工龄|已经|有|毕业|结婚|住|"
    r"work(?:ed|ing)?|been|employed|running|run|farming|business|there|job|for the past)"
    r"[^,，。;；!?\n]{0,10}$"
)
_TENURE_AFTER = re.compile(
    r"(?:多|半)?(?:了|左右了)|(?:的)?(?:工龄|店龄|老店|老员工|驾龄)| in business| of experience| now\b| already"
)
_BORROW_BEFORE = re.compile(
    r"(?:借|贷|分|还|期限|期|用|周转|打算|准备|计划|想|要|over|repay|pay back|for|term|borrow|loan)[^,，。;；!?\n]{0,14}$"
)


def find_terms(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that may be a term, and spans that only look so."""
    found = [_half(text, match) for match in _HALVES.finditer(text)]
    joined: list[tuple[Number, re.Match[str]]] = []
    for number in numbers:
        if half := _MONTH_AND_HALF.match(text, number.end):
            weeks = not half.group().endswith("月")
            value = (number.value + Decimal("0.5")) * (_MONTHS["week"] if weeks else 1)
            unit = "week" if weeks else "month"
            found.append(_candidate(text, number.start, half.end(), value, unit=unit))
        elif unit_match := _UNIT.match(text, number.end):
            joined.append((number, unit_match))
    for index, (number, unit_match) in enumerate(joined):
        found.append(_term(text, number, unit_match))
        if index + 1 < len(joined) and (
            both := _range(text, (number, unit_match), joined[index + 1])
        ):
            found.append(both)
    return [c for c in (_checked(text, candidate) for candidate in found) if c is not None]


def _half(text: str, match: re.Match[str]) -> Candidate:
    if match.group("year"):
        return _candidate(text, match.start(), match.end(), Decimal(6), unit="year")
    if match.group("month"):
        return _candidate(text, match.start(), match.end(), Decimal("0.5"), unit="month")
    if match.group("yearhalf"):
        return _candidate(text, match.start(), match.end(), Decimal(18), unit="year")
    if match.group("bit"):
        return _candidate(
            text, match.start(), match.end(), Decimal(1), unit="month", approximate=True
        )
    unit = next(name for name in ("year", "month", "week", "day") if match.group(f"one{name}"))
    return _candidate(text, match.start(), match.end(), _MONTHS[unit], unit=unit)


def _term(text: str, number: Number, unit_match: re.Match[str]) -> Candidate:
    unit = unit_match.lastgroup or "month"
    factor = _MONTHS[unit]
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
    how = opened(number, firmness(text, number.start, end))
    low = None if how.low is None else how.low * factor
    high = None if how.high is None else how.high * factor
    return _candidate(
        text,
        number.start,
        end,
        months,
        unit="month" if unit == "quarter" else unit,
        low=months if open_end else low,
        high=high,
        approximate=how.approximate or open_end,
    )


def _range(
    text: str,
    first: tuple[Number, re.Match[str]],
    second: tuple[Number, re.Match[str]],
) -> Candidate | None:
    """一年到两年, 6个月-1年: one term out of two."""
    (low, low_unit), (high, high_unit) = first, second
    if _RANGE.fullmatch(text, low_unit.end(), high.start) is None or low.joined or high.joined:
        return None
    lower = low.value * _MONTHS[low_unit.lastgroup or "month"]
    upper = high.value * _MONTHS[high_unit.lastgroup or "month"]
    if lower >= upper:
        return None
    unit = low_unit.lastgroup or "month"
    return _candidate(
        text, low.start, high_unit.end(), lower, unit=unit, low=lower, high=upper, approximate=True
    )


def _candidate(
    text: str,
    start: int,
    end: int,
    months: Decimal,
    *,
    unit: str,
    low: Decimal | None = None,
    high: Decimal | None = None,
    approximate: bool | None = None,
) -> Candidate:
    loose = firmness(text, start, end).approximate if approximate is None else approximate
    return Candidate(
        entity="term",
        value={
            "months": _whole(months),
            "low": None if low is None else _whole(low),
            "high": None if high is None else _whole(high),
            "approximate": loose,
            "unit": unit,
            "text": text[start:end],
        },
        start=start,
        end=end,
        priority=1,
    )


def _checked(text: str, candidate: Candidate) -> Candidate | None:
    """Leave out what is no term, and mark what has already passed."""
    start, end = candidate.start, candidate.end
    before = text[max(0, start - 14) : start]
    unit = candidate.value["unit"] if isinstance(candidate.value, dict) else ""
    if _NOT_A_TERM_AFTER.match(text, end) or _NOT_A_TERM_BEFORE.search(before):
        return blocked(start, end, priority=2)
    single = text[start:end] in {"一天", "一期", "1天", "1期", "a day", "one day", "一日"}
    if single and not _BORROW_BEFORE.search(before):
        return blocked(start, end, priority=2)
    passed = _TENURE_AFTER.match(text, end) is not None
    if passed or (_TENURE_BEFORE.search(before) and not _BORROW_BEFORE.search(before)):
        if unit in {"year", "month"}:
            return Candidate(
                entity="term",
                value=candidate.value,
                start=start,
                end=end,
                role="tenure",
                priority=1,
            )
        return blocked(start, end, priority=2)
    return candidate


def _whole(months: Decimal) -> int:
    """Whole months, at least one for anything above none: three weeks are one month."""
    rounded = int(min(months, Decimal(120_000)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return max(rounded, 1) if months > 0 else 0


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = {c: n for n, c in enumerate("零一二三四五六七八九十")}
    return sum(values[c] for c in text)
