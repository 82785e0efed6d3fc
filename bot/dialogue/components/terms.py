"""Find how long a customer wants to borrow: 两年, 分24期, 一年半, 18 months, a year and a half.

Knows units of time; a span that is a time already past (工作三年了) gets the role ``tenure``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from bot.dialogue.components.entity import Candidate, blocked
from bot.dialogue.components.mentions import firmness, opened
from bot.dialogue.components.numerals import Number
from bot.dialogue.components.vocabulary import any_of, compiled

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
_MONTHS = {
    "year": Decimal(12),
    "month": Decimal(1),
    "instalment": Decimal(1),
    "quarter": Decimal(3),
    "week": Decimal(7) / 30,
    "day": Decimal(1) / 30,
}
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
_HALVES = re.compile(
    r"(?:(?P<year>半年|half a year|half year|half-year)|(?P<month>半个?月(?!前)"
    r"|half a month)|(?P<bit>个把月)"
    r"|(?P<yearhalf>(?:a|one) year and a half|year and a half)|(?P<one>\b(?:a|one"
    r"|an) (?:(?P<oneyear>year)|(?P<onemonth>month)|(?P<oneweek>week)|(?P<oneday>day))\b))"
)
_RANGE = re.compile(r" ?(?:到|至|-|~|或者|或| to | or ) ?")
_NOT_A_TERM_AFTER = compiled(
    "(?:之|以)?前 _?ago (?:之|以)?后(?!还|一次"
    "|归) _later 的?流水 的?账单 的?工资单 的?利率 的?存款 的?记录"
    " 的?征信 的?经验 的?社保 的?公积金 的?历史 的?基金 _old -old 过去 免息"
)
_NOT_A_TERM_BEFORE = re.compile(
    any_of(
        "逾期 超时 超期 延迟 推迟 延期 哪 同 某 超过还款日 拖 拖欠 晚 迟 晚还 迟还 等 等待 审核 "
        "审批 (?<!超)过 提前 免息 近 最近 "
        "过去 每 "
        "第 还了 已还",
        "剩 还有 还剩 剩余 用了 的 头 前 后 开通 开通了 关了 存 存了 这 overdue late past last "
        "waited every each",
    )
    + r"了?(?:的|约|大概)? ?$"
)
_ONE = frozenset({"一年", "一个月", "一天", "一季", "一周"})
_RATE_AFTER = re.compile(
    r"(?:大概|差不多)?(?:能|可以|就|才|也就)?(?:收[一二两三四\d]|种[一二两三四\d]|出[栏货]|收成"
    r"|产|挣|赚|卖|开支|花|进账|流水)"
)
_TENURE_BEFORE = re.compile(
    any_of(
        "工作 上班 入职 在职 开店 经营 营业 从业 成立 注册 创业 打工 工龄 毕业 干了 做了 开了 "
        "种了 养了 跑了",
        "干 种地 种田 养殖 做生意 开业 缴了 交了 worked working been employed running run "
        "farming business job there",
    )
    + r"[^,，。;；!?\n]{0,24}$"
)
_TENURE_AFTER = compiled(
    "多?半?了 左右了 的?工龄 的?店龄 老店 的?老员工 的?驾龄 _in_business _of_experience _now "
    "_already"
)
_BORROW_BEFORE = re.compile(
    any_of(
        "借 贷 分 还 期限 期 用 周转 打算 准备 计划 想 要 成 变 改 最长 最多 只有 over repay "
        "pay_back term",
        "borrow loan",
    )
    + r"[^,，。;；!?\n]{0,14}$"
)


def find_terms(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that may be a term, and spans that only look so."""
    found = [_half(text, match) for match in _HALVES.finditer(text)]
    for number in numbers:
        if number.scale >= _LONGEST_SCALE:
            continue  # 2万 月利息: nobody borrows for thousands of months
        if half := _AND_HALF.match(text, number.end):
            found.append(_and_half(text, number, half))
        elif unit := _UNIT.match(text, number.end):
            found.append(_term(text, number, unit))
        elif _SPLIT_IN.search(text[: number.start]) and _ENDS.match(text, number.end):
            found.append(
                _candidate(text, number.start, number.end, number.value, unit="instalment")
            )
    found = _join_ranges(text, sorted(found, key=lambda c: c.start))
    return [c for c in (_checked(text, candidate) for candidate in found) if c is not None]


def _and_half(text: str, number: Number, half: re.Match[str]) -> Candidate:
    """一个半月, three and a half years."""
    unit = next(name for name in ("week", "month", "year") if half.group(name))
    months = (number.value + Decimal("0.5")) * _MONTHS[unit]
    return _candidate(text, number.start, half.end(), months, unit=unit)


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
    over = text[: number.start].endswith("over ")  # over two years: within, not beyond
    how = number if over else opened(number, firmness(text, number.start, end))
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


def _join_ranges(text: str, found: list[Candidate]) -> list[Candidate]:
    """一年到两年, 半年到一年: one term out of two."""
    joined: list[Candidate] = []
    for candidate in found:
        previous = joined[-1] if joined else None
        if previous is not None and _RANGE.fullmatch(text, previous.end, candidate.start):
            low, high = _months(previous), _months(candidate)
            if low < high:
                unit = str(_field(previous, "unit"))
                joined[-1] = _candidate(
                    text, previous.start, candidate.end, low, unit=unit, low=low, high=high,
                    approximate=True,
                )  # fmt: skip
                continue
        joined.append(candidate)
    return joined


def _field(candidate: Candidate, name: str) -> object:
    return candidate.value[name] if isinstance(candidate.value, Mapping) else None


def _months(candidate: Candidate) -> Decimal:
    return Decimal(str(_field(candidate, "months")))


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
    before = text[max(0, start - 30) : start]
    unit = _field(candidate, "unit")
    if _NOT_A_TERM_AFTER.match(text, end) or _NOT_A_TERM_BEFORE.search(before):
        return blocked(start, end, priority=2)
    single = text[start:end] in {"一天", "一期", "1天", "1期", "a day", "one day", "一日"}
    if single and not _BORROW_BEFORE.search(before):
        return blocked(start, end, priority=2)
    borrowed = _BORROW_BEFORE.search(before) is not None
    if text[start:end] in _ONE and _RATE_AFTER.match(text, end):
        return blocked(start, end, priority=2)  # 一年出栏两批
    passed = _TENURE_AFTER.match(text, end) or _TENURE_BEFORE.search(before)
    if passed and not borrowed:
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
