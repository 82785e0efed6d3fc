"""Find counts: 两次, 三张卡, 两张信用卡一笔车贷, 一家四口, two kids and my mother.

Nothing is counted that no counter word makes certain; what there is none of is found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dialogue.components.entity import Candidate, blocked
from bot.dialogue.components.noughts import find_noughts
from bot.dialogue.components.numerals import Number

_LOAN = r"(?:车贷|房贷|网贷|按揭|消费贷|经营贷|信用贷|助学贷|贷款|借款|债)(?:款)?"
_LOAN_ENGLISH = (
    r"(?:(?:car|auto|home|house|student|personal|consumer|small|business|other|bank|online) )?"
    r"(?:loans?|mortgages?)"
)
_COUNTER = re.compile(
    rf" ?(?:次(?!性|日)|回(?!款|复|来|家)|张(?:信用|银行|储蓄)?卡?|笔(?:{_LOAN})?"
    rf"|个(?:小孩|孩子|娃|小朋友|儿子|女儿|闺女|老人|员工|店|铺面|档口|账户|{_LOAN}|信用卡|平台)|"
    r"家(?:店|银行|平台|公司|分店|网贷)?|口人|套(?:房子?|设备)?|辆(?:车)?|台(?:车|设备|机器)?"
    r"|亩(?:地|田)?|头(?:猪|牛|羊)?|间(?:铺|店|房)?|棵|只|"
    r"(?:times?|kids?|child(?:ren)?|dependents?|dependants?|sons?|daughters?|(?:credit "
    rf"|bank )?cards?|(?:late |missed )?payments?|{_LOAN_ENGLISH}"
    r"|shops?|stores?|cars?|houses?)\b)",
    re.ASCII,
)
_BARE_COUNTER = re.compile(r"个(?:$|[,，。;；!吧呢啊了])")
_PEOPLE = re.compile(r" ?(?:个?人(?=\s*(?:$|[,。;；!.、吧呢啊了要靠]))|people\b)")
_MOST_PEOPLE = 12
_ONE_TIME_CONTEXT = re.compile(
    r"(?:逾期|迟|晚|拖欠|欠|过|有|就|只|是|忘|late|missed|just|only|have|got)[^,，。;；]{0,6}$"
    r"|(?:车贷|房贷|网贷|消费贷|贷款|信用卡)$"
)
_ONCE_CONTEXT = re.compile(r"(?:late|missed|overdue|default\w*|behind)")
_TWICE = re.compile(r"\b(?P<two>twice)\b|\b(?P<one>once)\b(?! (?:i|you|it|the|we|they|my|a))")
_PAIR = re.compile(
    r"(?P<n>[两俩仨])个?(?:娃|孩子|小孩|卡|口子)"
    r"|(?:^|(?<=[,。就有共养]))(?P<m>[俩仨])(?=$|[,。;；!吧呢啊了])"
)
# 一家四口 counts the speaker among the four.
_FAMILY = re.compile(
    r"(?:一|全|我们?|咱们?)家(?P<n>[一二两三四五六七八九\d])口(?!人要)人?"
    r"|(?P<m>[一二两三四五六七八九\d])口之家"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_CLOSED = re.compile(r"\s*(?:$|[,，。;；!吧了.]|还?[没在]还)")
_THING = re.compile(rf"(?:卡|{_LOAN}|cards?|loans?|mortgages?)$")
_GOES_ON = re.compile(r"(?:和|跟|加|还有|、)?[\d一两二三四五六七八九]| (?:and|plus) ")
_LINK = re.compile(
    r"(?:[,、+&和跟加与 ]|还有|另外|外加|再加上?|以及|\band\b|\bplus\b|\balso\b|\bmy\b|我)*"
)
_FURTHER = re.compile(
    rf"(?P<loan>\ban? (?:{_LOAN_ENGLISH}|(?:credit )?card))\b"
    r"|(?P<parents>\bparents\b|父母|爸妈|爹妈|公婆|岳父母)"
    r"|(?P<relative>\b(?:mother|mom|mum|father|dad|wife|husband|grandma|grandpa|grandmother"
    r"|grandfather|brother|sister)\b|妈妈?|爸爸?|母亲|父亲|老婆|媳妇|妻子|爱人|老公|丈夫|奶奶|爷爷"
    r"|婆婆|公公|岳母|岳父|丈母娘|老妈|老爸|老娘|老爹)"
)
_COUNTED_PERSON = re.compile(
    r"(?:孩子?|娃|儿子|女儿|闺女|小朋友|老人|kids?|child(?:ren)?|sons?|daughters?"
    r"|parents|父母|爸妈)$"
)
_COUNTED_LOAN = re.compile(r"(?:cards?|loans?|mortgages?)$")
_JOINING = re.compile(r"[,、+&和跟加与]|还有|另外|以及|\band\b|\bplus\b")


def find_counts(text: str, numbers: list[Number]) -> list[Candidate]:
    """Every span of a normalised text that counts something, and spans that only seem to."""
    found = [_count(text, start, end, 0) for start, end in find_noughts(text)]
    found += _families(text)
    for match in _TWICE.finditer(text):
        if _ONCE_CONTEXT.search(text) or match.end() - match.start() == len(text.strip(" .!")):
            found.append(_count(text, match.start(), match.end(), 2 if match["two"] else 1))
    for match in _PAIR.finditer(text):
        said = match["n"] or match["m"]
        found.append(_count(text, match.start(), match.end(), 3 if said == "仨" else 2))
    ends = [0]
    for number in numbers:
        for candidate in _counted(text, number, ends[-1]):
            found.append(candidate)
            if candidate.entity:
                ends.append(candidate.end)
    return found + list(_further(text, [c for c in found if c.entity]))


def _families(text: str) -> Iterator[Candidate]:
    for match in _FAMILY.finditer(text):
        said = match["n"] or match["m"]
        people = int(said) if said.isdigit() else _DIGITS[said]
        if people > 1:
            yield _count(text, match.start(), match.end(), people - 1)


def _counted(text: str, number: Number, previous: int) -> Iterator[Candidate]:
    start, end = number.start, number.end
    if number.scale < 1_000 and (counter := _COUNTER.match(text, end)):
        whole = number.value == int(number.value) and number.value < 10_000
        ordinal = text[max(0, start - 1) : start] == "第"
        if whole and not ordinal and _counts(text, (start, counter.end()), number, previous):
            yield _count(text, start, counter.end(), int(number.value))
        elif not ordinal:
            yield blocked(start, counter.end(), priority=0)
    elif 2 <= number.value <= 20 and _BARE_COUNTER.match(text, end):
        yield _count(text, start, end + 1, int(number.value))
    elif 2 <= number.value <= _MOST_PEOPLE and (people := _PEOPLE.match(text, end)):
        yield _count(text, start, people.end(), int(number.value))


def _counts(text: str, span: tuple[int, int], number: Number, previous: int) -> bool:
    """One is a count only where something is counted: 逾期过一次, but not 一次还清.

    ``previous`` is where the count before ends: 两张信用卡一笔车贷 goes on counting.
    """
    start, end = span
    before = text[max(0, start - 10) : start]
    said = text[start:end]
    if said == "二次":
        return "逾期" in before  # 二次借款 is the second one
    if number.value != 1:
        return True
    if said.endswith(("孩子", "小孩", "娃", "口人", "kid", "child")):
        return True
    if previous and _LINK.fullmatch(text, previous, start):
        return _CLOSED.match(text, end) is not None
    begins = start == 0 or _ONE_TIME_CONTEXT.search(before) is not None
    goes_on = _THING.search(said) is not None and _GOES_ON.match(text, end) is not None
    return begins and (goes_on or _CLOSED.match(text, end) is not None)


def _further(text: str, counts: list[Candidate]) -> Iterator[Candidate]:
    """What is counted by naming it beside a count: two kids [and my mother]."""
    known = list(counts)
    for match in list(_FURTHER.finditer(text)) * 2:
        kind = _COUNTED_LOAN if match["loan"] else _COUNTED_PERSON
        beside = any(
            c.value != 0 and kind.search(text[c.start : c.end]) and _linked(text, c, match.span())
            for c in known
        )
        if beside and all(c.start != match.start() for c in known):
            candidate = _count(text, *match.span(), 2 if match["parents"] else 1)
            known.append(candidate)
            yield candidate


def _linked(text: str, count: Candidate, span: tuple[int, int]) -> bool:
    """Whether only words of joining stand between: 和, and."""
    start, end = (count.end, span[0]) if count.end <= span[0] else (span[1], count.start)
    joined = start < end and _LINK.fullmatch(text, start, end) is not None
    return joined and _JOINING.search(text, start, end) is not None


def _count(text: str, start: int, end: int, value: int) -> Candidate:
    return Candidate(
        entity="count",
        value={"value": value, "text": text[start:end]},
        start=start,
        end=end,
        priority=6 if value == 1 else 2,  # 一笔 beside 有 is no mere article
    )
