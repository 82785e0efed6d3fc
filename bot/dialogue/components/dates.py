"""Find dates, absolute and relative; today is always an argument.

Knows the calendar only. A day without month or year means the next such day from today on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.dialogue.components import chinese_dates, english_dates
from bot.dialogue.components.calendar_days import shift
from bot.dialogue.components.entity import Candidate, JsonValue
from bot.dialogue.components.numerals import Number
from bot.dialogue.components.term_roles import delays


def find_dates(text: str, today: date, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that names a day, as a date from ``today``'s view."""
    return [*_by_rules(text, today), *_offsets(text, today, numbers)]


def _by_rules(text: str, today: date) -> Iterator[Candidate]:
    for pattern, rule in (*chinese_dates.RULES, *english_dates.RULES):
        for match in pattern.finditer(text):
            try:
                result = rule(match, today)
            except (ValueError, OverflowError):
                continue  # 2月30号 is no date
            if result is not None:
                day, approximate = result
                yield _candidate(text, match.start(), match.end(), day, approximate=approximate)


_AFTER = re.compile(r" ?(?P<unit>个?月|天|周|个?星期|个?礼拜|年)(?:之|以)?后(?!悔|面|台)")
_IN = re.compile(r"(?<![a-z])in (?:about )?$")
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
        if match is not None and delays(text, start, match.end("unit"), unit="day"):
            continue  # 逾期三天后还的: how late, not when
        if match is None or number.value > 400 or number.value != int(number.value):
            continue
        unit, count = match.group("unit").removeprefix("个"), int(number.value)
        if unit in {"月", "month"}:
            day = shift(today, count)
        elif unit == "年":
            day = shift(today, 12 * count)
        else:
            day = today + timedelta(days=_STEPS[unit] * count)
        yield _candidate(text, start, match.end(), day, approximate=number.approximate)


def _candidate(text: str, start: int, end: int, day: date, *, approximate: bool) -> Candidate:
    value: JsonValue = {
        "date": day.isoformat(),
        "approximate": approximate,
        "text": text[start:end],
    }
    return Candidate(entity="date", value=value, start=start, end=end, priority=3)
