"""Find ages, counts, percentages and ordinals; knows the counters and idioms of each.

Nothing is counted that no counter word makes certain: 没有 alone is an answer, not a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.dialogue.components.entity import Candidate, blocked, plain_decimal
from bot.dialogue.components.numerals import Number

_HUNDRED = Decimal(100)
_YEARS_OLD = re.compile(
    r" ?(?:周?岁(?!月)|年纪)|[ -]?(?:years? ?-?old|yrs? old|y/?o\b|y\.o\.|years of age)"
)
_AGE_BEFORE = re.compile(
    r"(?:今年(?:刚|都|快|已经|才)?(?:满|到)?|年龄|年纪|岁数|芳龄|本人|我(?:是|刚)?|\b(?:i'?m|i am|aged?|he's|she's|is)(?: only| just| now)?)(?:是|为|:)? ?$"
)
_AGE_ENDS = re.compile(r" ?(?:$|[,，。;；!！?？\n.、]|了|吧|,|\band\b|now|this year)")
_BORN = re.compile(
    r"(?<![\d二三四五六七八九十])(?P<y>(?:19|20)\d\d|[4-9]\d|0\d|[零〇一二三四五六七八九]{2}|[一二][九零〇][零〇一二三四五六七八九]{2})年?"
    r"(?:\d{1,2}月(?:\d{1,2}[号日])?)?(?:出生|生人|生的|的人|次的|生(?!意|活|产|效|成)|(?<=年)的(?![贷款车房利流存期定合老基金]))"
)
_BORN_ENGLISH = re.compile(
    r"\bborn (?:in |on )?(?:the year )?(?:[a-z]+ )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?P<y>(?:19|20)\d\d)\b|\b(?P<z>(?:19|20)\d\d)[ -]born"
)
_BORN_BEFORE = re.compile(
    r"(?:生于|出生于|出生(?:日期|年份|年)(?:是|为|:)?) ?(?P<y>(?:19|20)\d\d)年?(?:\d{1,2}月(?:\d{1,2}[号日])?)?"
)

_COUNTER = re.compile(
    r" ?(?:次(?!性|日)|回(?!款|复|来|家)|张(?:信用|银行|储蓄)?卡?|笔(?:贷款|借款|网贷|债)?|个(?:小孩|孩子|娃|小朋友|儿子|女儿|老人|员工|店|铺面|档口|账户|贷款|信用卡|平台)|"
    r"家(?:店|银行|平台|公司|分店|网贷)?|口人|套(?:房子?|设备)?|辆(?:车)?|台(?:车|设备|机器)?|亩(?:地|田)?|头(?:猪|牛|羊)?|间(?:铺|店|房)?|棵|只|"
    r"(?:times?|kids?|child(?:ren)?|dependents?|dependants?|sons?|daughters?|(?:credit |bank )?cards?|(?:late |missed )payments?|loans?|shops?|stores?|cars?|houses?)\b)"
)
_ONE_TIME_CONTEXT = re.compile(
    r"(?:逾期|迟|晚|拖欠|欠|过|有|就|只|是|忘|late|missed|just|only)[^,，。;；]{0,6}$"
)
_ONCE_CONTEXT = re.compile(r"(?:late|missed|overdue|default\w*|behind)")
_TWICE = re.compile(r"\b(?P<two>twice)\b|\b(?P<one>once)\b(?! (?:i|you|it|the|we|they|my|a))")
_PAIR_OF_CARDS = re.compile(r"(?P<n>[两俩仨])个?(?P<what>娃|孩子|小孩|卡|口子)")
_NONE = re.compile(
    r"(?:从来|从|都|目前|现在|暂时|一直)?(?:没有?过?|无|未曾|未|零)(?:任何|什么|过)?(?:逾期|孩子|小孩|娃|子女|信用卡|卡(?![死住顿里])|负债|其他贷款|别的贷款|其它贷款|网贷|不良记录|不良)(?:过|记录)?"
    r"|(?:一次|一张|一个|一笔|一分|一天)[都也](?:没有?|未)(?:逾期|拖|晚|欠|迟)?过?"
    r"|从(?:来没有?|没有?|未)(?:逾期|晚还|迟还|拖欠|欠)?过?(?=$|[,，。;；!的啊呀哦])"
    r"|\b(?:never|haven't|have not|not|didn't)(?: ever| once| been| had| made)*(?: a)?(?: been)? (?:late|missed|overdue|defaulted|behind)(?: (?:a |any )?payments?)?"
    r"|\bno (?:kids?|child(?:ren)?|dependents?|dependants?|late payments?|missed payments?|credit cards?|cards?|other loans?|debts?|defaults?|overdue\w*)"
    r"|\b(?:don't have|do not have|haven't got|without)(?: any)? (?:kids?|child(?:ren)?|dependents?|dependants?|credit cards?|cards?|other loans?|debts?)"
    r"|\bnot (?:even )?(?:once|a single time)\b|\bzero times\b"
)
_NONE_ALONE = re.compile(
    r"^\s*(?:none|never|none at all|not once|一次都没|零次?|从来没有?)[ .!。!]*$"
)
_NOT_NONE = re.compile(r"(?:有没|能不能|是不是|为什么|怎么|如果|要是)$|(?:额度|的话|可以|能)")

_PERCENT_AFTER = re.compile(
    r" ?(?:%|percent\b|per cent\b|pct\b|成(?!功|为|交|立|年|本|都|员|人|长|绩|熟|果|家|不变|了(?!$|[,，。])|天)|个(?:百分)?点(?!的?时))"
)
_FRACTION = re.compile(r"(?P<of>[百千万]|十|[二三四五六七八九])分之")
_SLASH_FRACTION = re.compile(r"(?<![\d/.])(?P<a>[1-9])/(?P<b>[2-9]|10)(?![\d/])")
_HALF = re.compile(
    r"(?<![一二两三四五六七八九十])一半(?!会|时)|对半|\bhalf(?: of)?\b(?! (?:an? |year|month|a$|the (?:year|month)|hour|million|thousand))"
    r"|\b(?:a|one) (?P<part>third|quarter|fifth|tenth)(?: of)?\b"
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_THINGS = "个|款|种|项|条|档|份|套|方案|类|选项|产品|家|张|笔|组|位"
_ORDINAL = re.compile(
    rf"(?P<last>最后(?:那|面那?|面的?)?一?(?:{_THINGS})(?!月|星期|礼拜|问题|工作)|最末(?:一|那)?(?:{_THINGS}))"
    rf"|倒数第(?P<back>[一二三四五1-5])(?:{_THINGS})?"
    rf"|头一(?:{_THINGS})(?!月)|(?P<former>前者)|(?P<latter>后者)"
    rf"|第 ?(?P<n>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})(?:(?:{_THINGS})(?!月|星期|礼拜|季|工作日|问题|人)|(?=\s*(?:$|[,，。;；!！?？吧呢啊呀的])))"
    rf"|(?:方案|选项|产品)(?P<p>\d{{1,2}}|[一二三四五六七八九十])(?![\d万千])"
    rf"|(?P<q>\d{{1,2}}|[一二三四五六七八九十])号(?:{_THINGS})"
    rf"|(?:^|[,，。 就我])(?:我)?(?:选|要|看|挑)第?(?P<r>\d|[一二三四五六七八九])号?(?=\s*(?:$|[,，。;；!吧呢啊呀]))"
    r"|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩])"
)
_NTH = {
    word: number
    for number, pair in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"), start=1
    )
    for word in pair.split()
}
_ORDINAL_ENGLISH = re.compile(
    rf"\b(?:the )?(?P<n>{'|'.join(_NTH)}|last|latter|former)(?: (?:one|option|product|choice|plan|loan|offer|of (?:them|those|these)))\b"
    rf"|\bthe (?P<m>{'|'.join(_NTH)}|last|latter|former)(?=\s*(?:$|[,.!?;]|please|then|looks|sounds|seems))"
    rf"|^\s*(?P<o>{'|'.join(_NTH)})(?=\s*(?:$|[.!]|please))"
    r"|(?:\b(?:option|number|no\.?|choice|product|plan) ?|#)(?P<p>\d|one|two|three|four|five)(?![\w,.]\w|\w)"
)
_CARDINALS = {w: n for n, w in enumerate("zero one two three four five".split())}


def find_small_quantities(text: str, today: date, numbers: list[Number]) -> list[Candidate]:
    """All ages, counts, percentages and ordinals of a normalised text."""
    found = [*_born(text, today), *_none(text), *_ordinals(text), *_portions(text)]
    for number in numbers:
        found += _counted(text, number)
    for match in _TWICE.finditer(text):
        if _ONCE_CONTEXT.search(text) or match.end() - match.start() == len(text.strip(" .!")):
            found.append(_count(text, match.start(), match.end(), 2 if match["two"] else 1))
    for match in _PAIR_OF_CARDS.finditer(text):
        found.append(_count(text, match.start(), match.end(), 3 if match["n"] == "仨" else 2))
    return found


def _counted(text: str, number: Number) -> Iterator[Candidate]:
    start, end = number.start, number.end
    if number.scale < 100 and number.value <= 150:
        if old := _YEARS_OLD.match(text, end):
            yield Candidate(
                entity="age", value=int(number.value), start=start, end=old.end(), priority=4
            )
        before = _AGE_BEFORE.search(text[max(0, start - 12) : start])
        if before and 16 <= number.value <= 90 and not number.joined and _AGE_ENDS.match(text, end):
            yield Candidate(entity="age", value=int(number.value), start=start, end=end, priority=4)
    if percent := _PERCENT_AFTER.match(text, end):
        divisor = 10 if percent.group().strip().startswith("成") else 100
        yield _percent(start, percent.end(), number.value / divisor)
    if fraction := _fraction_before(text, start):
        yield _percent(fraction[0], end, number.value / fraction[1])
    if counter := _COUNTER.match(text, end):
        whole = number.value == int(number.value) and number.value < 10_000
        ordinal = text[max(0, start - 1) : start] == "第"
        if whole and not ordinal and _counts(text, start, counter.end(), number):
            yield _count(text, start, counter.end(), int(number.value))
        else:
            yield blocked(start, counter.end(), priority=0)
    elif text.startswith("个", end) and 2 <= number.value <= 20:
        if re.compile(r"个(?:$|[,，。;；!吧呢啊了])").match(text, end):
            yield _count(text, start, end + 1, int(number.value))


def _counts(text: str, start: int, end: int, number: Number) -> bool:
    """Once is a count only where something is counted: 逾期过一次, but not 一次还清."""
    if number.value != 1:
        return True
    said = text[start:end]
    if len(said) > 2 and not said.endswith(("次", "回", "time", "笔", "家", "张")):
        return True
    before = text[max(0, start - 10) : start]
    closed = re.compile(r"\s*(?:$|[,，。;；!吧了])").match(text, end) is not None
    return closed and (start == 0 or _ONE_TIME_CONTEXT.search(before) is not None)


def _fraction_before(text: str, start: int) -> tuple[int, int] | None:
    match = _FRACTION.search(text[max(0, start - 3) : start])
    if match is None or max(0, start - 3) + match.end() != start:
        return None
    sizes = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
    size = sizes.get(match["of"]) or "零一二三四五六七八九".index(match["of"])
    return start - len(match.group()), size


def _portions(text: str) -> Iterator[Candidate]:
    for match in _HALF.finditer(text):
        part = match["part"]
        value = Decimal(1) / _PARTS[part] if part else Decimal("0.5")
        yield _percent(match.start(), match.end(), value)
    for match in _SLASH_FRACTION.finditer(text):
        if match["a"] < match["b"] or match["b"] == "10":
            yield _percent(match.start(), match.end(), Decimal(match["a"]) / Decimal(match["b"]))


def _percent(start: int, end: int, share: Decimal) -> Candidate:
    share = share.quantize(Decimal("0.000001"))
    text = plain_decimal(share)
    value = f"{share:.2f}" if share == share.quantize(Decimal("0.01")) else text
    return Candidate(entity="percent", value=value, start=start, end=end, priority=4)


def _count(text: str, start: int, end: int, value: int) -> Candidate:
    return Candidate(
        entity="count",
        value={"value": value, "text": text[start:end]},
        start=start,
        end=end,
        priority=2,
    )


def _born(text: str, today: date) -> Iterator[Candidate]:
    for pattern in (_BORN, _BORN_ENGLISH, _BORN_BEFORE):
        for match in pattern.finditer(text):
            said = match["y"] or match["z"]
            digits = "".join(
                str("零一二三四五六七八九".index(c)) if c in "零一二三四五六七八九" else c
                for c in said.replace("〇", "零")
            )
            year = int(digits)
            if year < 100:
                year += 2000 if year <= 12 else 1900
            if 0 < today.year - year <= 110:
                yield Candidate(
                    entity="age",
                    value=today.year - year,
                    start=match.start(),
                    end=match.end(),
                    priority=6,
                )


def _none(text: str) -> Iterator[Candidate]:
    for pattern in (_NONE, _NONE_ALONE):
        for match in pattern.finditer(text):
            before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() :]
            if _NOT_NONE.search(before) or after.startswith(("额度", "吗", "的话", "怎么", "能")):
                continue
            yield _count(text, match.start(), match.end(), 0)


def _ordinals(text: str) -> Iterator[Candidate]:
    for match in _ORDINAL.finditer(text):
        yield _ordinal(match, _chinese_ordinal(match))
    for match in _ORDINAL_ENGLISH.finditer(text):
        word = match["n"] or match["m"] or match["o"]
        if word in {"last", "latter"}:
            yield _ordinal(match, -1)
        elif word:
            yield _ordinal(match, 1 if word == "former" else _NTH[word])
        else:
            said = match["p"]
            yield _ordinal(match, int(said) if said.isdigit() else _CARDINALS[said])


def _chinese_ordinal(match: re.Match[str]) -> int:
    if match["last"] or match["latter"]:
        return -1
    if match["circled"]:
        return _CIRCLED.index(match["circled"]) + 1
    said = match["n"] or match["p"] or match["q"] or match["r"] or match["back"]
    if said is None:
        return 1
    values = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
    number = int(said) if said.isdigit() else _read(said, values)
    return -number if match["back"] else number


def _read(said: str, values: dict[str, int]) -> int:
    if len(said) == 2 and said[0] == "十":
        return 10 + values[said[1]]
    if len(said) == 2 and said[1] == "十":
        return 10 * values[said[0]]
    return values[said[0]]


def _ordinal(match: re.Match[str], value: int) -> Candidate:
    return Candidate(
        entity="ordinal", value=value, start=match.start(), end=match.end(), priority=6
    )
