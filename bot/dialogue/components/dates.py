"""Find dates, absolute and relative, in Chinese and English; today is always an argument.

Knows the calendar only. A day without month or year means the next such day from today on.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.dialogue.components.entity import Candidate, JsonValue
from bot.dialogue.components.numerals import Number, read_number

_N = r"(?:\d{1,2}|三十一|三十|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_WEEKDAYS = (
    {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6} | {str(n + 1): n for n in range(7)}
)
_ENGLISH_DAYS = {name[:3].lower(): number for number, name in enumerate(calendar.day_name)}
_ENGLISH_MONTHS = {name[:3].lower(): n for n, name in enumerate(calendar.month_name) if name}
_DAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)"

# The first day of the lunar year, from the published almanac.
_SPRING_FESTIVALS = (
    date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13),
    date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31), date(2034, 2, 19),
    date(2035, 2, 8), date(2036, 1, 28), date(2037, 2, 15), date(2038, 2, 4), date(2039, 1, 24),
    date(2040, 2, 12),
)  # fmt: skip

_Found = tuple[date, bool] | None
_Rule = Callable[[re.Match[str], date], _Found]


def find_dates(text: str, today: date, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that names a day, as a date from ``today``'s view."""
    found = [*_by_rules(text, today), *_offsets(text, today, numbers)]
    return found


def _by_rules(text: str, today: date) -> Iterator[Candidate]:
    for pattern, rule in _RULES:
        for match in pattern.finditer(text):
            try:
                result = rule(match, today)
            except (ValueError, OverflowError):
                continue  # 2月30号 is no date
            if result is not None:
                day, approximate = result
                yield _candidate(text, match.start(), match.end(), day, approximate=approximate)


_AFTER = re.compile(r" ?(?P<unit>个?月|天|周|个?星期|个?礼拜|年)(?:之|以)?后(?!悔|面|台)")
_IN = re.compile(r"in (?:about )?$")
_IN_UNIT = re.compile(r" (?P<unit>day|week|month)s?(?:' time)?\b")
_STEPS = {"天": 1, "day": 1, "周": 7, "星期": 7, "礼拜": 7, "week": 7}


def _offsets(text: str, today: date, numbers: list[Number]) -> Iterator[Candidate]:
    """三天后, 两个月后, in two weeks."""
    for number in numbers:
        match = _AFTER.match(text, number.end)
        start = number.start
        if match is None and (before := _IN.search(text[max(0, start - 10) : start])):
            match = _IN_UNIT.match(text, number.end)
            start -= len(before.group())
        if match is None or number.value > 400 or number.value != int(number.value):
            continue
        unit, count = match.group("unit").removeprefix("个"), int(number.value)
        if unit in {"月", "month"}:
            day = _shift(today, count)
        elif unit == "年":
            day = _shift(today, 12 * count)
        else:
            day = today + timedelta(days=_STEPS[unit] * count)
        yield _candidate(text, start, match.end(), day, approximate=number.approximate)


def _candidate(text: str, start: int, end: int, day: date, *, approximate: bool) -> Candidate:
    value: JsonValue = {"date": day.isoformat(), "approximate": approximate, "text": text[start:end]}
    return Candidate(entity="date", value=value, start=start, end=end, priority=3)


def _number(text: str) -> int:
    read = read_number(text, 0)
    if read is None or read.end != len(text):
        raise ValueError(text)
    return int(read.value)


def _shift(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _last(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _part_of_month(first: date, part: str) -> date:
    if part in {"底", "末", "尾", "下旬"}:
        return _last(first)
    return first.replace(day=15 if part.startswith("中") else 1)


def _full(match: re.Match[str], _: date) -> _Found:
    return date(int(match["y"]), int(match["m"]), int(match["d"])), False


def _chinese_full(match: re.Match[str], today: date) -> _Found:
    year = {
        "今年": today.year,
        "明年": today.year + 1,
        "后年": today.year + 2,
        "去年": today.year - 1,
    }
    said = match["y"]
    chosen = year.get(said) or int(said.rstrip("年 "))
    if chosen < 100:
        chosen += 2000
    if match["d"] is None:
        return date(chosen, _number(match["m"]), 1), True
    return date(chosen, _number(match["m"]), _number(match["d"])), False


def _month_day(match: re.Match[str], today: date) -> _Found:
    return _coming(_number(match["m"]), _number(match["d"]), today), False


def _coming(month: int, day: int, today: date) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _month_only(match: re.Match[str], today: date) -> _Found:
    month = _number(match["m"])
    first = date(today.year, month, 1)
    part = match["part"] or ""
    day = _part_of_month(first, part) if part else first
    if _last(day) < today:
        day = day.replace(year=today.year + 1)
        day = _part_of_month(day, part) if part else day
    return day, True


def _relative_month(match: re.Match[str], today: date) -> _Found:
    word = match["which"]
    months = word.count("下") - word.count("上")
    first = _shift(today.replace(day=1), months)
    if match["d"]:
        return first.replace(day=_number(match["d"])), False
    part = match["part"]
    if part:
        return _part_of_month(first, part), part not in {"底", "末"}
    return (first, True) if months > 0 else None


def _end_or_start_of_month(match: re.Match[str], today: date) -> _Found:
    part = match["part"]
    day = _part_of_month(today, part)
    if day < today:
        day = _part_of_month(_shift(today.replace(day=1), 1), part)
    return day, part not in {"底", "末"}


def _day_of_month(match: re.Match[str], today: date) -> _Found:
    day = int(match["day"]) if "day" in match.re.groupindex else _number(match["d"])
    for months in range(3):
        first = _shift(today.replace(day=1), months)
        if day <= calendar.monthrange(first.year, first.month)[1]:
            candidate = first.replace(day=day)
            if candidate >= today:
                return candidate, False
    raise ValueError(day)


_DAYS = {
    "今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2,
    "大后天": 3, "昨天": -1, "昨日": -1, "前天": -2, "today": 0, "tonight": 0, "tomorrow": 1,
    "the day after tomorrow": 2, "day after tomorrow": 2, "yesterday": -1,
}  # fmt: skip


def _named_day(match: re.Match[str], today: date) -> _Found:
    return today + timedelta(days=_DAYS[match.group()]), False


def _weekday(match: re.Match[str], today: date) -> _Found:
    which = match["which"] or ""
    weekday = _WEEKDAYS[match["d"]]
    monday = today - timedelta(days=today.weekday())
    if which.startswith(("下", "上")):
        weeks = which.count("下") - which.count("上")
        return monday + timedelta(days=7 * weeks + weekday), False
    day = monday + timedelta(days=weekday)
    if day < today and which not in {"这", "本", "这个"}:
        day += timedelta(days=7)
    return day, False


def _week(match: re.Match[str], today: date) -> _Found:
    monday = today - timedelta(days=today.weekday())
    end = {"末": 5, "底": 6}.get(match["part"] or "", 0)
    weeks = match["which"].count("下")
    day = monday + timedelta(days=7 * weeks + end)
    return (day, True) if weeks or end else None


def _year_end(match: re.Match[str], today: date) -> _Found:
    which, part = match["which"] or "", match["part"]
    year = today.year + {"明年": 1, "后年": 2}.get(which, 0)
    if part in {"底", "末", "终"}:
        return date(year, 12, 31), False
    first = date(year, 1, 1)
    return (first if first >= today else date(year + 1, 1, 1)), True


def _festival(match: re.Match[str], today: date) -> _Found:
    name = match["name"]
    fixed = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1)}
    if name in fixed:
        day = _coming(*fixed[name], today)
    else:
        day = next(festival for festival in _SPRING_FESTIVALS if festival > today)
    return (day - timedelta(days=1) if match["side"] == "前" else day), True


def _english_weekday(match: re.Match[str], today: date) -> _Found:
    weekday = _ENGLISH_DAYS[match["weekday"][:3]]
    if match["which"] == "next":
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 + weekday), False
    if match["which"] == "last":
        return None
    return today + timedelta(days=(weekday - today.weekday()) % 7), False


def _english_month_day(match: re.Match[str], today: date) -> _Found:
    month = _ENGLISH_MONTHS[match["month"][:3]]
    if match["y"]:
        return date(int(match["y"]), month, int(match["day"])), False
    return _coming(month, int(match["day"]), today), False


def _english_period(match: re.Match[str], today: date) -> _Found:
    part, which, unit = match["part"], match["which"] or "", match["unit"]
    later = 1 if which == "next" else 0
    if unit == "year":
        year = today.year + later
        return (date(year, 12, 31), False) if part == "end" else (date(year, 1, 1), True)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * later)
        return monday + timedelta(days=6 if part == "end" else 0), part != "end"
    first = _shift(today.replace(day=1), later)
    named = {"end": "底", "middle": "中", "mid": "中"}.get(part, "初")
    day = _part_of_month(first, named)
    return day, part != "end"


def _english_next(match: re.Match[str], today: date) -> _Found:
    if match["unit"] == "week":
        return today - timedelta(days=today.weekday()) + timedelta(days=7), True
    if match["unit"] == "year":
        return date(today.year + 1, 1, 1), True
    return _shift(today.replace(day=1), 1), True


def _slashed(match: re.Match[str], today: date) -> _Found:
    month, day = int(match["m"]), int(match["d"])
    if day <= 10 and month < day and not match["by"]:
        return None  # 1/3 is a third
    return _coming(month, day, today), False


def _rule(pattern: str, rule: _Rule) -> tuple[re.Pattern[str], _Rule]:
    return re.compile(pattern), rule


_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    _rule(r"(?<![\d.])(?P<y>20\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d.])", _full),
    _rule(
        rf"(?P<y>20\d\d ?年|(?<!\d)[23]\d年|今年|明年|后年|去年) ?(?P<m>{_N})月份?(?:(?P<d>{_N})[号日])?",
        _chinese_full,
    ),
    _rule(
        rf"(?<![\d年第个])(?P<m>{_N})月 ?(?P<d>{_N})(?:[号日](?![线楼]))?(?![\d个年月天期万千百十])",
        _month_day,
    ),
    _rule(
        rf"(?<![\d年第个分借期限上一二三四五六七八九十])(?P<m>{_N})月(?:份?(?P<part>底|末|初|中旬?)|份)?(?![\d供薪])",
        _month_only,
    ),
    _rule(
        rf"(?P<which>(?:下下|下|这|本|当|上)个?)月(?:份)?(?:(?P<d>{_N})[号日]?(?![\d万千百个期])|(?P<part>底|末|初|中旬?|下旬|上旬))?",
        _relative_month,
    ),
    _rule(
        r"(?<![\d下上本这个一二三四五六七八九十])月(?P<part>底|末|初|中)(?!旬)",
        _end_or_start_of_month,
    ),
    _rule(rf"(?<![\d月年第.点])(?P<d>{_N})[号日](?![线楼码利息均店]|\d)", _day_of_month),
    _rule(r"大后天|今天|今日|今晚|明天|明日|明早|明晚|后天|昨天|昨日|前天", _named_day),
    _rule(
        r"(?P<which>下下个?|下个?|这个?|本|上个?)?(?:周|星期|礼拜)(?P<d>[一二三四五六日天1-7])(?![期年个成张万千号])",
        _weekday,
    ),
    _rule(
        r"(?P<which>下下个?|下个?|这个?|本)(?:周|星期|礼拜)(?P<part>末|底)?(?![一二三四五六日天])",
        _week,
    ),
    _rule(r"(?P<which>今年|明年|后年)?年?(?P<part>底|末|终|初)(?<=年.)(?!奖)", _year_end),
    _rule(
        r"(?P<name>春节|过年|元旦|五一|劳动节|国庆节?)(?:之|以)?(?P<side>前|后)?(?![万千])",
        _festival,
    ),
    _rule(
        r"(?<!\w)(?:the )?day after tomorrow\b|(?<!\w)(?:today|tonight|tomorrow|yesterday)\b",
        _named_day,
    ),
    _rule(rf"\b(?:(?P<which>next|this|coming|last|on|by) )?{_DAY}\b", _english_weekday),
    _rule(
        rf"\b{_MONTH} (?:the )?(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?\b(?:,? (?P<y>20\d\d))?",
        _english_month_day,
    ),
    _rule(
        rf"\b(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?: (?P<y>20\d\d))?",
        _english_month_day,
    ),
    _rule(
        rf"\b(?:on|by|before|until|around|from) (?:the )?{_NTH}\b(?! (?:one|option|product|loan|plan))",
        _day_of_month,
    ),
    _rule(
        r"\b(?:by |before |at )?(?:the )?(?P<part>end|beginning|start|middle|mid)[ -](?:of )?(?:(?P<which>next|this|the) )?(?P<unit>month|year|week)\b",
        _english_period,
    ),
    _rule(r"\bnext (?P<unit>week|month|year)\b", _english_next),
    _rule(
        r"(?P<by>(?:on|by|before|until) )?(?<![\d/.])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/%])",
        _slashed,
    ),
)
