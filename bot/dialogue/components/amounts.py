"""Turn numbers into amounts of money with currency, period and role.

Knows money words and periods; reading numbers and finding roles are done elsewhere.
"""

from __future__ import annotations

import re

from bot.dialogue.components.entity import Candidate, blocked, plain_decimal
from bot.dialogue.components.mentions import firmness, opened
from bot.dialogue.components.numerals import Number
from bot.dialogue.components.roles import LOAN, Cues, role_of

_YUAN_AFTER = re.compile(
    r" ?(?:万(?=元|块))?(?:元整?|圆整?|块钱|块(?!地)|人民币|大洋|大元|(?:yuan|rmb|cny|kuai|bucks"
    r"|quid)\b)(?:人民币|钱)?"
)
_FOREIGN_AFTER = re.compile(
    r" ?(?:(?P<USD>美元|美金|美刀|刀(?!具|片)|(?:us )?dollars?\b|usd\b)|(?P<HKD>港币|港元|港纸"
    r"|hkd\b)"
    r"|(?P<TWD>台币|新台币|ntd?\b|twd\b)|(?P<EUR>欧元|euros?\b|eur\b)|(?P<GBP>英镑|pounds?\b|gbp\b)"
    r"|(?P<JPY>日元|日币|yen\b|jpy\b))"
)
_YUAN_BEFORE = re.compile(r"(?:¥|人民币|rmb|cny) ?$")
_FOREIGN_BEFORE = re.compile(
    r"(?:(?P<USD>us\$|\$|usd|美元|美金)|(?P<HKD>hk\$|hkd|港币)|(?P<TWD>nt\$|台币|ntd)|(?P<EUR>€"
    r"|eur)|(?P<GBP>£|gbp)) ?$"
)
_BEFORE_WORD = re.compile(
    r"(?P<year>每年|一年|全年|年薪|年入|年收入?|年均|年营业额|annual|yearly)|(?P<day>每天|一天"
    r"|每日|日薪|日均|日流水|daily)"
    r"|(?P<month>每个月|每月|一个月|每一个月|按月|月薪|月入|月收入?|月供|(?<![下上本当])月还"
    r"|月均|月租|monthly)"
)
# Per season or batch: how often in a year is not said, so no period.
_SEASON = re.compile(r"每?[一二两三四五\d]?[季茬批]|\b(?:season|harvest|crop)\b")
_AFTER_WORD = re.compile(
    r" ?(?:左右|上下|多|的样子)? ?(?:(?:/|a |per |each |every |an? )? ?(?:(?P<year>每年|一年"
    r"|/ ?年|year\b|yr\b|annum\b|annually\b|yearly\b|p\.?a\.?(?!\w))"
    r"|(?P<day>每天|一天|/ ?[天日]|day\b|daily\b)|(?P<month>每个?月|一个月|一月(?!份"
    r"|[一二三四五六七八九十\d])|/ ?月|月薪|month\b|mo\b|monthly\b|pcm\b)))"
    r"(?!(?:的|要|得|应该?|需要?|多少|钱|是|总共|一共)*(?:利息|利率|还|息|日息|连本|本息))"
)
_NEGATIVE = re.compile(r"(?:(?<![\w万千亿元块)-])-|负的?(?!债|担)|minus |negative )$")
_STANDALONE_AFTER = re.compile(
    r" ?(?:$|[,，。;；!！?？\n、~.)]|吧|啊|呀|哦|呢|就行|就好|就够|可以|左右|上下|的样子|的话|了"
    r"|嘛|吗|够|以内|以下|以上|出头|"
    r"(?:please|pls|thanks|or so|is fine|should|would|ok|maybe|sounds)\b)"
)
_STANDALONE_BEFORE = re.compile(
    r"(?:^|[,，。;；!！?？\n、(~:]|就|大概|大约|差不多|选|要|是|填|写|那|有|嗯|呃|about |around "
    r"|just |say |maybe |roughly |is |it's |um )\s*$"
)
_NEAR, _FAR = 12, 26  # characters between a period and its amount, in Chinese and English
LARGEST_PLAIN = 8
"""Digits a bare number may have; longer ones are codes of some kind."""


def find_amounts(text: str, numbers: list[Number], cues: Cues) -> list[Candidate]:
    """Every number of a normalised text that may be money, and bare numbers."""
    found: list[Candidate] = []
    previous: tuple[int, str | None] = (0, None)
    for number in numbers:
        candidates = _money(text, number, cues, previous)
        if candidates:
            previous = (candidates[0].end, candidates[0].role)
        found += candidates or _bare(text, number, cues, previous)
    return found


def _money(
    text: str, number: Number, cues: Cues, previous: tuple[int, str | None]
) -> list[Candidate]:
    """The number as money when a unit, a currency or a scale says so."""
    start, end, unit, named = _with_currency(text, number)
    if not named and number.scale < 100:
        return []
    if number.scale < 1_000 and not named and not _fits_as_hundreds(text, number):
        return []
    return _amount(text, number, cues, previous, (start, end), unit, explicit=True)


def _fits_as_hundreds(text: str, number: Number) -> bool:
    """百 counts many things; without 块 it is money when nothing else follows it."""
    return (
        re.compile(r" ?(?:$|[^\w]|[吧啊呀哦呢左的够多以就可上一每a-z利还])").match(text, number.end)
        is not None
    )


def _amount(
    text: str,
    number: Number,
    cues: Cues,
    previous: tuple[int, str | None],
    span: tuple[int, int],
    unit: str,
    *,
    explicit: bool,
) -> list[Candidate]:
    start, end = span
    period, period_spans = _period(text, cues, span, previous[0])
    role = role_of(
        cues, start, end, previous=previous, value=number.value, monthly=period == "month"
    )
    if role == LOAN:
        period, period_spans = None, []  # 借一万一个月: the term, not a rate of pay
    how = opened(number, firmness(text, start, end))
    sign = -1 if _NEGATIVE.search(text[max(0, start - 9) : start]) else 1
    if sign < 0:
        start -= len(_NEGATIVE.search(text[max(0, start - 9) : start]).group())  # type: ignore[union-attr]
    value = {
        "value": plain_decimal(how.value * sign),
        "low": None if how.low is None else plain_decimal(how.low),
        "high": None if how.high is None else plain_decimal(how.high),
        "approximate": how.approximate,
        "period": period,
        "unit": unit,
        "explicit": explicit,
    }
    found = [Candidate(entity="amount", value=value, start=start, end=end, role=role)]
    return found + [blocked(*spoken, priority=9) for spoken in period_spans]


def _bare(
    text: str, number: Number, cues: Cues, previous: tuple[int, str | None]
) -> list[Candidate]:
    """A number without unit: an amount when its role or size says so, else a mere number."""
    length = number.end - number.start
    if number.arabic and number.plain and length > LARGEST_PLAIN and not number.joined:
        return []
    alone = _STANDALONE_AFTER.match(text, number.end) is not None
    begins = _STANDALONE_BEFORE.search(text[max(0, number.start - 8) : number.start]) is not None
    if number.value >= 100 and (number.arabic or number.spaced or length > 2):
        if text[number.end : number.end + 1].isalpha() and text[number.end].isascii():
            return []
        return _amount(
            text, number, cues, previous, (number.start, number.end), "CNY", explicit=False
        )
    if alone and not begins and _after_cue(number, cues):
        return _amount(
            text, number, cues, previous, (number.start, number.end), "CNY", explicit=False
        )
    if not (alone and begins):
        return []
    return [
        Candidate(
            entity="number",
            value=plain_decimal(number.value),
            start=number.start,
            end=number.end,
            priority=-2,
        )
    ]


def _after_cue(number: Number, cues: Cues) -> bool:
    """Whether a cue of money stands directly before: borrow fifty."""
    gap = 2 if number.spaced or number.arabic else 1
    return any(cue.end <= number.start <= cue.end + gap and not cue.weak for cue in cues.words)


def _with_currency(text: str, number: Number) -> tuple[int, int, str, bool]:
    """The span with its currency words, the currency, and whether one was named."""
    before = text[max(0, number.start - 6) : number.start]
    start, end, unit, named = number.start, number.end, "CNY", False
    if foreign := _FOREIGN_BEFORE.search(before):
        unit, named = foreign.lastgroup or unit, True
        start -= len(foreign.group())
    elif yuan := _YUAN_BEFORE.search(before):
        named = True
        start -= len(yuan.group())
    if after := _FOREIGN_AFTER.match(text, end):
        return start, after.end(), after.lastgroup or unit, True
    if after := _YUAN_AFTER.match(text, end):
        return start, after.end(), unit, True
    return start, end, unit, named


def _period(
    text: str, cues: Cues, span: tuple[int, int], previous_end: int
) -> tuple[str | None, list[tuple[int, int]]]:
    """Per what the amount was said, and the spans of those words."""
    start, end = span
    after = _AFTER_WORD.match(text, end)
    if after is not None:
        return after.lastgroup, [(end, after.end())]
    begin = max(cues.clause_start(start), previous_end)
    found = list(_BEFORE_WORD.finditer(text, begin, start))
    between = text[found[-1].end() : start] if found else ""
    if _SEASON.search(between):
        return None, []
    if not found or len(between) > (_FAR if between.isascii() else _NEAR):
        return None, []
    return found[-1].lastgroup, [word.span() for word in found]
