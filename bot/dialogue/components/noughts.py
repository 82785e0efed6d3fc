"""Find the certain noughts: 没有逾期过, never late, no cards, and nobody but oneself (就我一个).

A nought needs the thing that there is none of: 没有 alone is an answer and counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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

_CLOSED = r"(?=\s*(?:$|[,。;；!.、吧啊呀了]))"
_LOAN = r"(?:贷款|车贷|房贷|网贷|按揭|借款)"
_NO_LOANS = re.compile(
    rf"(?:没有?过?|无)(?:任何|什么|其他|其它|别的)?{_LOAN}(?:[、和跟]?{_LOAN}){{0,3}}{_CLOSED}"
    r"|\b(?:no|don't have (?:any|a)|without(?: any)?) (?:other |car |home )?"
    r"(?:loans?|mortgages?)\b",
    re.ASCII,
)
_ONLY_ONESELF = re.compile(
    r"(?:(?:就|只有|只|仅)(?:我|本人)(?:自己)?(?:一个人?|一人)?|(?:就|只有)自己(?:一个人?|一人)?"
    r"|我(?:自己)?一个人|单身(?:一个人?|一人|狗)|(?:孤身|光棍)一(?:个人?|人|条)"
    rf"|一人吃饱,?全家不饿){_CLOSED}"
    r"|\b(?:(?:just|only) (?:me|myself|for myself)|only myself|me only|on my own|by myself"
    r"|live alone|living alone|(?:nobody|no one) (?:else|but me))\b"
    r"(?!,? (?:and|or|with|plus|who|earning|working)\b)",
    re.ASCII,
)


def find_noughts(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a normalised text that certainly mean none."""
    for pattern in (_NONE, _NONE_ALONE, _NO_LOANS, _ONLY_ONESELF):
        for match in pattern.finditer(text):
            before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() :]
            if not (
                before.endswith("有")
                or _NOT_NONE.search(before)
                or after.startswith(("额度", "吗", "的话", "怎么", "能"))
            ):
                yield match.span()
