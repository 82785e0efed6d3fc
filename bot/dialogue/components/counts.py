"""Find counts: 两次, 三张卡, two kids, and the certain noughts (没有逾期过, never late).

Nothing is counted that no counter word makes certain: 没有 alone is an answer, not a nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dialogue.components.entity import Candidate, blocked
from bot.dialogue.components.numerals import Number

_COUNTER = re.compile(
    r" ?(?:次(?!性|日)|回(?!款|复|来|家)|张(?:信用|银行|储蓄)?卡?|笔(?:贷款|借款|网贷|债)?"
    r"|个(?:小孩|孩子|娃|小朋友|儿子|女儿|老人|员工|店|铺面|档口|账户|贷款|信用卡|平台)|"
    r"家(?:店|银行|平台|公司|分店|网贷)?|口人|套(?:房子?|设备)?|辆(?:车)?|台(?:车|设备|机器)?"
    r"|亩(?:地|田)?|头(?:猪|牛|羊)?|间(?:铺|店|房)?|棵|只|"
    r"(?:times?|kids?|child(?:ren)?|dependents?|dependants?|sons?|daughters?|(?:credit "
    r"|bank )?cards?|(?:late |missed )?payments?|loans?|shops?|stores?|cars?|houses?)\b)",
    re.ASCII,
)
_BARE_COUNTER = re.compile(r"个(?:$|[,，。;；!吧呢啊了])")
_ONE_TIME_CONTEXT = re.compile(
    r"(?:逾期|迟|晚|拖欠|欠|过|有|就|只|是|忘|late|missed|just|only)[^,，。;；]{0,6}$"
)
_ONCE_CONTEXT = re.compile(r"(?:late|missed|overdue|default\w*|behind)")
_TWICE = re.compile(r"\b(?P<two>twice)\b|\b(?P<one>once)\b(?! (?:i|you|it|the|we|they|my|a))")
_PAIR = re.compile(r"(?P<n>[两俩仨])个?(?:娃|孩子|小孩|卡|口子)")
_NONE = re.compile(
    r"(?:从来|从|都|目前|现在|暂时|一直)?(?:没有?过?|无|未曾|未|零)(?:任何|什么|过)?(?:逾期|孩子"
    r"|小孩|娃|子女|信用卡|卡(?![死住顿里])|负债|其他贷款|别的贷款|其它贷款|网贷|不良记录"
    r"|不良)(?:过|记录)?"
    r"|(?:一次|一张|一个|一笔|一分|一天)[都也](?:没有?|未)(?:逾期|拖|晚|欠|迟)?过?"
    r"|从(?:来没有?|没有?|未)(?:逾期|晚还|迟还|拖欠|欠)?过?(?=$|[,，。;；!的啊呀哦])"
    r"|\b(?:never|haven't|have not|not|didn't)(?: ever| once| been| had"
    r"| made)*(?: a)?(?: been)? (?:late|missed|overdue|defaulted|behind)(?: (?:a |any )?payments?)?"
    r"|\bno (?:kids?|child(?:ren)?|dependents?|dependants?|late payments?|missed payments?"
    r"|credit cards?|cards?|other loans?|debts?|defaults?|overdue\w*)"
    r"|\b(?:don't have|do not have|haven't got|without)(?: any)? (?:kids?|child(?:ren)?"
    r"|dependents?|dependants?|credit cards?|cards?|other loans?|debts?)"
    r"|\bnot (?:even )?(?:once|a single time)\b|\bzero times\b",
    re.ASCII,
)
_NONE_ALONE = re.compile(
    r"^\s*(?:none|never|none at all|not once|一次都没|零次?|从来没有?)[ .!。!]*$"
)
_NOT_NONE = re.compile(r"(?:有没|能不能|是不是|为什么|怎么|如果|要是)$|(?:额度|的话|可以|能)")

_CLOSED = re.compile(r"\s*(?:$|[,，。;；!吧了])")


def find_counts(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that counts something, and spans that only seem to."""
    found = [*_none(text), *(count for number in numbers for count in _counted(text, number))]
    for match in _TWICE.finditer(text):
        if _ONCE_CONTEXT.search(text) or match.end() - match.start() == len(text.strip(" .!")):
            found.append(_count(text, match.start(), match.end(), 2 if match["two"] else 1))
    for match in _PAIR.finditer(text):
        found.append(_count(text, match.start(), match.end(), 3 if match["n"] == "仨" else 2))
    return found


def _counted(text: str, number: Number) -> Iterator[Candidate]:
    start, end = number.start, number.end
    if number.scale < 1_000 and (counter := _COUNTER.match(text, end)):
        whole = number.value == int(number.value) and number.value < 10_000
        ordinal = text[max(0, start - 1) : start] == "第"
        if whole and not ordinal and _counts(text, start, counter.end(), number):
            yield _count(text, start, counter.end(), int(number.value))
        elif not ordinal:
            yield blocked(start, counter.end(), priority=0)
    elif 2 <= number.value <= 20 and _BARE_COUNTER.match(text, end):
        yield _count(text, start, end + 1, int(number.value))


def _counts(text: str, start: int, end: int, number: Number) -> bool:
    """Once is a count only where something is counted: 逾期过一次, but not 一次还清."""
    before = text[max(0, start - 10) : start]
    said = text[start:end]
    if said == "二次":
        return "逾期" in before  # 二次借款 is the second one
    if number.value != 1:
        return True
    if said.endswith(("孩子", "小孩", "娃", "口人", "kid", "child")):
        return True
    closed = _CLOSED.match(text, end) is not None
    return closed and (start == 0 or _ONE_TIME_CONTEXT.search(before) is not None)


def _count(text: str, start: int, end: int, value: int) -> Candidate:
    return Candidate(
        entity="count",
        value={"value": value, "text": text[start:end]},
        start=start,
        end=end,
        priority=2,
    )


def _none(text: str) -> Iterator[Candidate]:
    for pattern in (_NONE, _NONE_ALONE):
        for match in pattern.finditer(text):
            before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() :]
            if (
                before.endswith("有")
                or _NOT_NONE.search(before)
                or after.startswith(("额度", "吗", "的话", "怎么", "能"))
            ):
                continue
            yield _count(text, match.start(), match.end(), 0)
