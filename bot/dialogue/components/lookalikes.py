"""Find the spans that look like quantities and are none: times, codes, idioms, other measures.

Knows what is not a quantity a lender needs; a longer real quantity still wins over such a span.
"""

from __future__ import annotations

import re

from bot.dialogue.components.entity import Candidate, blocked
from bot.dialogue.components.numerals import Number

_CODES = re.compile(
    r"(?<![\d.])\d{1,2}[::]\d{2}(?:[::]\d{2})?(?!\d)"  # 15:30
    r"|(?<!\d)\d{1,2}点(?:\d{1,2}分?|半)?|\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.|o'clock)\b"
    r"|(?<!\d)1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)"  # a mobile number
    r"|(?<!\d)\d{4}(?:[ -]\d{4}){2,4}(?:[ -]?\d{1,3})?(?!\d)"  # a card number in groups
    r"|\d{2,}\*+\d*"  # a number with its middle hidden
    r"|\d{9,}[xX]?"  # identity and order numbers
    r"|(?<![\d.])(?!20\d\d\.\d{1,2}\.\d{1,2}(?![\d.]))\d+\.\d+\.\d+[\d.]*"  # a version
    r"|(?<!\d)0\d+(?![\d.])"  # a code that begins with zero
    r"|(?<![a-z])(?!(?:rmb|cny|usd?|hkd|ntd|eur|gbp|option|plan"
    r"|no)\d)[a-z_#]+[-_]?\d[\da-z_-]*(?<!\d[wk])|[a-z]\d+\b"  # iphone15, v2, a-123
    r"|(?:尾号|后[四六]位|前[四六]位|验证码|密码|卡号|单号|编号|工号|订单号?|账号|手机号?|电话"
    r"|芝麻(?:信用)?分?|信用分|评分"
    r"|qq号?|微信号|身份证号?|客服|版本号?|合同号?|(?:code|pin|otp|password|ending in))"
    r"(?:码|是|为|:|：| |is)*(?!\d+(?:\.\d+)?[千万百块元])\d[\d* -]*",
    re.ASCII,
)
# 2000 alone is money, 2024 alone is a year.
_YEARS = re.compile(
    r"(?<![\d.,])(?:(?:19|20)\d{2} ?年(?:度|底|初)?|(?:19\d[1-9]"
    r"|20[0-4][1-9])(?![\d万千百wk元块,.]))"
)
_BRANDS = re.compile(
    r"(?<!\d)(?:360(?=借|贷|金|数|安)|58(?=同城|金|到|速)|51(?=信用|社|job|公积)|4399|12306"
    r"|12315|12378|618(?!\d)"
    r"|985|211|996|95\d{3}(?!\d))|双(?:十一|11|十二|12)|[3-6]g\b|[abcp]2[bcp]\b|24/7|24小时|7x24",
    re.ASCII,
)
_IDIOMS = re.compile(
    r"(?<![一二两三四五六七八九十几百千\d])(?:万一|万万|万分|万能|万事)|千万(?=别|不|要|得|记"
    r"|注意|小心|莫|勿|给|当心|留意)|百分百|百分之百(?=的?(?:确定|能|会|通过|放心))"
    r"|周一[到至]周[五六日]|一块(?![钱多]|$|[,，。])|[上下]半[月年]|三思|十分(?!之|钟|钱)|一直"
    r"|二手|三农|双?五一(?!万)|十一(?=国庆|长假"
    r"|黄金周|假期|放假|前"
    r"|后|期间)|六一|三八|一[点下样般共起定些致切旦会律边面家味]|一一|一方面|一次性|统一|唯一"
    r"|第一时间"
    r"|[周期拜]一|三方|三亚|四川|九江|九寨|百度|百货|百姓|百年(?!的?贷)|千里|千金|五金"
    r"|[三五六]险一金|七夕|二选一|一卡通|三星|三甲|五星|四大行|两手|两难|两头"
    r"|三天两头|一天到晚|一年到头|一千零一夜|半天|半路|半夜|一半会|一时半会|多半|大半|七上八下"
    r"|乱七八糟|丢三落四|四舍五入|一五一十|五花八门|一心一意|一举两得|一干二净|一分钱"
    r"|一个(?!半?[月星礼季亿])|一[家笔份款种件位名条项张套辆台路方步手头](?!之)|两边|两者|二维码"
    r"|三无|一线|二线|三线|四线|一二线|一二三四线|二级|三级|一级|两会"
    r"|\b(?:one (?:of|day|thing|more|time|another|who|that|can)|no one|any ?one|some ?one"
    r"|every ?one|this one|that one|which one|one-time|second[- ]hand|"
    r"(?:a|one|thanks a|a million) million thanks|thanks a (?:lot|million|bunch)"
    r"|a million thanks|one by one|at once|24 hours|first (?:time|of all|name|thing)|(?:wait"
    r"|just|give me) (?:a|one) (?:second|minute|sec)|just a second|for once|one moment)\b",
    re.ASCII,
)
_MEASURES = re.compile(
    r" ?(?:分钟|小时|钟头|秒|点钟|点|平方米?|平米?|斤|公斤|吨|公里|千米|米|度|楼|层|栋|号楼|路"
    r"|届|章|倍|折|页|字|集|"
    r"人次|多人|人|位|个人|个[^月星礼季亿w]|条|元店|g\b|kg\b|km\b|gb\b|度电|级|环|线|分(?!期|之"
    r"|[一二两三四五六七八九十\d]|\d?个)|代|"
    r"(?:minutes?|mins?|hours?|hrs?|seconds?|secs?|people|employees|customers|tables|miles|acres"
    r"|square|sqm|points?|degrees)\b)",
    re.ASCII,
)
_ORDINAL_BEFORE = re.compile(
    r"(?:第|每隔?|这|近|最近|过去|前|上|头|首|last|past|every|previous)(?: the)? ?$"
)
_UNIT_OF_TIME = re.compile(
    r" ?(?:个?月|年|天|日|期|次|周|个星期|个礼拜|个季度|months?\b|years?\b|weeks?\b|days?\b"
    r"|times?\b)",
    re.ASCII,
)


def find_lookalikes(text: str, numbers: list[Number]) -> list[Candidate]:
    """All spans of a normalised text that must not become a quantity by themselves."""
    found = [
        blocked(match.start(), match.end())
        for pattern in (_CODES, _BRANDS, _IDIOMS)
        for match in pattern.finditer(text)
    ]
    found += [blocked(m.start(), m.end(), priority=2) for m in _YEARS.finditer(text)]
    for number in numbers:
        if measure := _MEASURES.match(text, number.end):
            found.append(blocked(number.start, measure.end(), priority=-1))
        elif _ORDINAL_BEFORE.search(text[max(0, number.start - 9) : number.start]) and (
            unit := _UNIT_OF_TIME.match(text, number.end)
        ):
            found.append(blocked(number.start, unit.end(), priority=5))
    return found
