"""Read dates in Chinese: 下个月15号, 月底, 周三, 春节前, 去年三月.

Knows the calendar and its Chinese names; a rule is a pattern and what it makes of a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.dialogue.components.calendar_days import (
    END,
    MIDDLE,
    START,
    Found,
    coming,
    coming_day,
    last_of_month,
    monday,
    part_of_month,
    shift,
)
from bot.dialogue.components.numerals import read_number

_ONE_TO_NINE = "[一二三四五六七八九]"
_N = rf"(?:\d{{1,2}}|三十一|三十|二十{_ONE_TO_NINE}?|十{_ONE_TO_NINE}?|{_ONE_TO_NINE})"
_WEEKDAYS = (
    {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6} | {str(n + 1): n for n in range(7)}
)
# The first day of the lunar year, from the published almanac.
_SPRING_FESTIVALS = (
    date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13),
    date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31), date(2034, 2, 19),
    date(2035, 2, 8), date(2036, 1, 28), date(2037, 2, 15), date(2038, 2, 4), date(2039, 1, 24),
    date(2040, 2, 12),
)  # fmt: skip

Rule = Callable[[re.Match[str], date], Found]


def _number(text: str) -> int:
    read = read_number(text, 0)
    if read is None or read.end != len(text):
        raise ValueError(text)
    return int(read.value)


def _part(said: str | None) -> str:
    """Which part of a month 底, 末, 中旬 ... name."""
    if said in {"底", "末", "下旬"}:
        return END
    return MIDDLE if said and said.startswith("中") else START


def _chinese_full(match: re.Match[str], today: date) -> Found:
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


def _month_day(match: re.Match[str], today: date) -> Found:
    return coming(_number(match["m"]), _number(match["d"]), today), False


_ENDS = re.compile(r"$|[,，。!?]")


def _month_only(match: re.Match[str], today: date) -> Found:
    month = _number(match["m"])
    if match.group() == "一月" and not _ENDS.match(match.string, match.end()):
        return None  # 一月还多少: each month, not January
    first = date(today.year, month, 1)
    part = match["part"] or ""
    day = part_of_month(first, _part(part)) if part else first
    if last_of_month(day) < today:
        day = day.replace(year=today.year + 1)
        day = part_of_month(day, _part(part)) if part else day
    return day, True


def _relative_month(match: re.Match[str], today: date) -> Found:
    word = match["which"]
    months = word.count("下") - word.count("上")
    first = shift(today.replace(day=1), months)
    if match["d"]:
        return first.replace(day=_number(match["d"])), False
    part = match["part"]
    if part:
        return part_of_month(first, _part(part)), _part(part) != END
    return (first, True) if months > 0 else None


def _end_or_start_of_month(match: re.Match[str], today: date) -> Found:
    part = match["part"]
    day = part_of_month(today, _part(part))
    if day < today:
        day = part_of_month(shift(today.replace(day=1), 1), _part(part))
    return day, _part(part) != END


def _day_of_month(match: re.Match[str], today: date) -> Found:
    return coming_day(_number(match["d"]), today), False


_DAYS = {
    "今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2,
    "大后天": 3, "昨天": -1, "昨日": -1, "前天": -2,
}  # fmt: skip


def _named_day(match: re.Match[str], today: date) -> Found:
    return today + timedelta(days=_DAYS[match.group()]), False


def _weekday(match: re.Match[str], today: date) -> Found:
    which = match["which"] or ""
    weekday = _WEEKDAYS[match["d"]]
    first = monday(today)
    if which.startswith(("下", "上")):
        weeks = which.count("下") - which.count("上")
        return first + timedelta(days=7 * weeks + weekday), False
    day = first + timedelta(days=weekday)
    if day < today and which not in {"这", "本", "这个"}:
        day += timedelta(days=7)
    return day, False


def _week(match: re.Match[str], today: date) -> Found:
    first = monday(today)
    end = {"末": 5, "底": 6}.get(match["part"] or "", 0)
    weeks = (match["which"] or "").count("下")
    day = first + timedelta(days=7 * weeks + end)
    return (day, True) if weeks or end else None


def _year_end(match: re.Match[str], today: date) -> Found:
    which, part = match["which"] or "", match["part"]
    year = today.year + {"明年": 1, "后年": 2}.get(which, 0)
    if part in {"底", "末", "终"}:
        return date(year, 12, 31), False
    first = date(year, 1, 1)
    return (first if first >= today else date(year + 1, 1, 1)), True


def _festival(match: re.Match[str], today: date) -> Found:
    name = match["name"]
    fixed = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1)}
    if name in fixed:
        day = coming(*fixed[name], today)
    else:
        later = [festival for festival in _SPRING_FESTIVALS if festival > today]
        if not later:
            return None  # the table has ended
        day = later[0]
    return (day - timedelta(days=1) if match["side"] == "前" else day), True


def _rule(pattern: str, rule: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(pattern), rule


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    _rule(
        rf"(?P<y>20\d\d ?年|(?<!\d)[23]\d年|今年|明年|后年"
        rf"|去年) ?(?P<m>{_N})月份?(?:(?P<d>{_N})[号日])?",
        _chinese_full,
    ),
    _rule(
        rf"(?<![\d年第个])(?P<m>{_N})月 ?(?P<d>{_N})(?:[号日](?![线楼]))?"
        r"(?![\d个年月天期万千百十])",
        _month_day,
    ),
    _rule(
        rf"(?<![\d年第个分借期限上一二三四五六七八九十])(?P<m>{_N})月(?:份?(?P<part>底|末|初"
        rf"|中旬?)|份)?(?![\d供薪])",
        _month_only,
    ),
    _rule(
        rf"(?P<which>(?:下下|下|这|本|当|上)个?)月(?:份)?(?:(?P<d>{_N})[号日]?(?![\d万千百个期])"
        rf"|(?P<part>底|末|初|中旬?|下旬|上旬))?",
        _relative_month,
    ),
    _rule(
        r"(?<![\d下上本这个一二三四五六七八九十])月(?P<part>底|末|初|中)(?!旬)",
        _end_or_start_of_month,
    ),
    _rule(
        rf"(?:(?<![\d月年第.点])|(?<=每月)|(?<=每个月)"
        rf"|(?<=月的))(?P<d>{_N})[号日](?![线楼码利息均店]|\d)",
        _day_of_month,
    ),
    _rule(r"大后天|今天|今日|今晚|明天|明日|明早|明晚|后天|昨天|昨日|前天", _named_day),
    _rule(
        r"(?P<which>下下个?|下个?|这个?|本|上个?)?(?:周|星期"
        r"|礼拜)(?P<d>[一二三四五六日天1-7])(?![期年个成张万千号])",
        _weekday,
    ),
    _rule(
        r"(?P<which>下下个?|下个?|这个?|本)?(?:周|星期|礼拜)(?P<part>末"
        r"|底)?(?<!^周)(?![一二三四五六日天])",
        _week,
    ),
    _rule(r"(?P<which>今年|明年|后年)?年?(?P<part>底|末|终|初)(?<=年.)(?!奖)", _year_end),
    _rule(
        r"(?P<name>春节|过年|过完年|(?<![一二两三四五六七八九十几半\d今明去往周每])年(?=[前后])"
        r"|元旦|五一|劳动节|国庆节?)(?:之|以)?(?P<side>前|后)?(?![万千])",
        _festival,
    ),
)
