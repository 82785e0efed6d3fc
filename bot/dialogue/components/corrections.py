"""Drop what the customer took back: 不是五万,是八万; 五万...哦不,八万; not 50k but 80k.

Knows the words of taking back in both languages; works on resolved quantities of one text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.components.entity import Candidate
from bot.dialogue.components.term_values import in_unit_of

_DENIED = re.compile(
    r"(?:(?<!有)没有|(?<![是要])不是|并不是|并非|不用|用不着|用不了|不需要|(?<!要)不要|要不了|别"
    r"|不借|"
    r"\bnot|\binstead of|\brather than|\bisn't|\bdon't (?:need|want)|\bno longer)"
    r"(?:我|的|想|每个?月|一个月|一年|月薪|年薪|工资|收入|房贷|月供|贷款|借|贷|说|要|是|分|about"
    r"|for){0,3}\s*$"
)
_TAKEN_BACK = re.compile(
    r"(?:[哦噢喔啊呃额嗯]?不[,，。 ]|[哦噢喔啊呃额嗯]不|不对|不好意思|不是[,，。 ]|说错|错了"
    r"|打错|写错"
    r"|更正|改[成为到]|换成|变成|还是算了|算了|太[长短多少高低久贵大小]|应该是|改一下"
    r"|\bno,? (?:wait|sorry|make|i)|\bno\b[,. ]|\bwait\b|\bsorry\b|\bi mean|\bactually\b"
    r"|\bmake (?:that|it)|\bcorrection\b|\bscratch that\b|\btoo (?:long|short|much|little|many"
    r"|high)|\brather\b|\binstead\b)"
)
_QUESTION = re.compile(r"^[^,，。;；]{0,12}(?:吗|嘛|么|\?)")
_REACH = 24


def without_retracted(text: str, found: list[Candidate]) -> list[Candidate]:
    """The quantities that still hold; one that replaces another takes over its role and period."""
    dropped: set[int] = set()
    kept = list(found)
    for index, candidate in enumerate(kept):
        before = text[max(0, candidate.start - 14) : candidate.start]
        if _DENIED.search(before) and not _QUESTION.match(text[candidate.end :]):
            dropped.add(index)
    for index, candidate in enumerate(kept):
        following = _next_of_kind(kept, index)
        if following is None:
            if index in dropped and candidate.entity == "term":
                _replace_by_number(kept, index)
            continue
        other = kept[following]
        between = text[candidate.end : other.start]
        taken_back = len(between) <= _REACH and _TAKEN_BACK.search(between) is not None
        if index not in dropped and not (taken_back and _same_subject(candidate, other)):
            continue
        if index not in dropped and _DENIED.search(between):
            continue
        dropped.add(index)
        kept[following] = _replacing(candidate, other)
    return [candidate for index, candidate in enumerate(kept) if index not in dropped]


def _replacing(old: Candidate, new: Candidate) -> Candidate:
    """The new quantity with what was said only of the old one."""
    value = new.value
    if isinstance(value, dict) and isinstance(old.value, dict) and value.get("period", "") is None:
        value = {**value, "period": old.value.get("period")}
    return replace(new, role=new.role or old.role, value=value)


def _replace_by_number(kept: list[Candidate], index: int) -> None:
    """Not 36 months, 24; 24, not 36 months: the number beside a denied term is the term."""
    for beside in (index + 1, index - 1):
        if 0 <= beside < len(kept) and kept[beside].entity == "number":
            kept[beside] = in_unit_of(kept[index], kept[beside]) or kept[beside]
            return


def _next_of_kind(found: list[Candidate], index: int) -> int | None:
    kinds = {"amount", "number"} if found[index].entity in {"amount", "number"} else None
    for later in range(index + 1, len(found)):
        if found[later].entity == found[index].entity or (kinds and found[later].entity in kinds):
            return later
    return None


def _same_subject(first: Candidate, second: Candidate) -> bool:
    """A second amount of another role adds something; it does not replace the first."""
    return first.role is None or second.role is None or first.role == second.role
