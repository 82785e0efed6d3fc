"""Read dates in English and in digits: next Friday, by the 5th, end of next month, 12/15."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.dialogue.components.calendar_days import (
    END,
    MIDDLE,
    START,
    Found,
    coming,
    coming_day,
    monday,
    part_of_month,
    shift,
)

_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SHORT_DAY = r"(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)"
_NAMED = {"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1}


def named_day(match: re.Match[str], today: date) -> Found:
    """Today, tomorrow, the day after tomorrow."""
    return today + timedelta(days=_NAMED[match["name"]]), False


def weekday(match: re.Match[str], today: date) -> Found:
    """A day of the week; "next" is in the week after this one."""
    number = _DAY_NAMES.index(match["weekday"][:3])
    if match["which"] == "last":
        return None
    if match["which"] == "next":
        return monday(today, weeks=1) + timedelta(days=number), False
    return today + timedelta(days=(number - today.weekday()) % 7), False


def month_day(match: re.Match[str], today: date) -> Found:
    """December 15, 15 December 2026."""
    month = _MONTH_NAMES.index(match["month"][:3]) + 1
    if match["y"]:
        return date(int(match["y"]), month, int(match["day"])), False
    return coming(month, int(match["day"]), today), False


def in_period(match: re.Match[str], today: date) -> Found:
    """In a week, in a month, in a year."""
    if match["unit"] == "week":
        return today + timedelta(days=7), False
    return shift(today, 12 if match["unit"] == "year" else 1), False


def part_of_named_month(match: re.Match[str], today: date) -> Found:
    """End of March."""
    part = {"end": END, "mid": MIDDLE, "middle": MIDDLE}.get(match["part"], START)
    month = _MONTH_NAMES.index(match["month"][:3]) + 1
    day = part_of_month(date(today.year, month, 1), part)
    if day < today:
        day = part_of_month(date(today.year + 1, month, 1), part)
    return day, part != END


def day_of_other_month(match: re.Match[str], today: date) -> Found:
    """The 1st of next month."""
    first = shift(today.replace(day=1), 1 if match["which"] == "next" else 0)
    return first.replace(day=int(match["day"])), False


def new_year(_: re.Match[str], today: date) -> Found:
    """New Year's day."""
    return date(today.year + 1, 1, 1), False


def day_of_month(match: re.Match[str], today: date) -> Found:
    """On the 5th."""
    return coming_day(int(match["day"]), today), False


def part_of_period(match: re.Match[str], today: date) -> Found:
    """The end, the middle or the start of a month, week or year."""
    part = {"end": END, "middle": MIDDLE, "mid": MIDDLE}.get(match["part"], START)
    later = 1 if match["which"] == "next" else 0
    if match["unit"] == "year":
        year = today.year + later
        return (date(year, 12, 31), False) if part == END else (date(year, 1, 1), True)
    if match["unit"] == "week":
        return monday(today, weeks=later) + timedelta(days=6 if part == END else 0), part != END
    return part_of_month(shift(today.replace(day=1), later), part), part != END


def next_period(match: re.Match[str], today: date) -> Found:
    """Next week, month or year, as its first day."""
    if match["unit"] == "week":
        return monday(today, weeks=1), True
    if match["unit"] == "year":
        return date(today.year + 1, 1, 1), True
    return shift(today.replace(day=1), 1), True


def full(match: re.Match[str], _: date) -> Found:
    """2026-12-15."""
    return date(int(match["y"]), int(match["m"]), int(match["d"])), False


def slashed(match: re.Match[str], today: date) -> Found:
    """12/15; 1/3 alone is a third."""
    month, day = int(match["m"]), int(match["d"])
    if day <= 10 and month < day and not match["by"]:
        return None
    return coming(month, day, today), False


RULES = tuple(
    (re.compile(pattern, re.ASCII), rule)
    for pattern, rule in (
        (r"(?<![\d.])(?P<y>20\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d.])", full),
        (
            r"(?P<by>(?:on|by|before|until) )?(?<![\d/.])(?P<m>1[0-2]|0?[1-9])"
            r"/(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/%])",
            slashed,
        ),
        (r"\b(?:the )?(?P<name>day after tomorrow)\b", named_day),
        (r"\b(?P<name>today|tonight|tomorrow|yesterday)\b", named_day),
        (rf"\b(?:(?P<which>next|this|coming|last|on|by) )?{_DAY}\b", weekday),
        (rf"\b(?P<which>next|this|coming|last|on|by) {_SHORT_DAY}\b", weekday),
        (
            rf"\b{_MONTH} (?:the )?(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?\b"
            r"(?:,? (?P<y>20\d\d))?",
            month_day,
        ),
        (
            rf"\b(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)? (?:of )?{_MONTH}\b"
            r"(?: (?P<y>20\d\d))?",
            month_day,
        ),
        (
            rf"\b(?:on|by|before|until|around|from) (?:the )?{_NTH}\b"
            r"(?! (?:one|option|product|loan|plan))",
            day_of_month,
        ),
        (
            r"\b(?:by |before |at )?(?:the )?(?P<part>end|beginning|start|middle|mid)[ -](?:of )?"
            r"(?:(?P<which>next|this|the) )?(?P<unit>month|year|week)\b",
            part_of_period,
        ),
        (
            rf"\b(?:by |before |at )?(?:the )?(?P<part>end|beginning|start|middle"
            rf"|mid)[ -](?:of )?{_MONTH}",
            part_of_named_month,
        ),
        (
            rf"\b(?:on |by |before )?(?:the )?{_NTH} (?:of )?(?P<which>next|this|the) month\b",
            day_of_other_month,
        ),
        (r"\b(?:by |before )?(?<!chinese )(?<!lunar )new year(?:'s(?: day)?)?\b", new_year),
        (r"\bin an? (?P<unit>week|month|year)\b(?!')", in_period),
        (r"\bnext (?P<unit>week|month|year)\b", next_period),
    )
)
