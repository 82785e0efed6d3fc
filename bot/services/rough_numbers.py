"""Make numbers rough: their magnitude stays, what could be looked up goes. Pure.

A number keeps its two leading digits (12,345 -> 12,000), so that rounding also ruins codes of up
to six digits; a longer run of digits is taken as the number of something and replaced.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

NUMBER = "[号码]"
DATE = "[日期]"
KEPT_DIGITS = 2
# An amount without a word of money beside it is seldom longer.
LONGEST_AMOUNT = 6
LONGEST_ROUND = 8

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATES = re.compile(
    r"(?<!\d)(?:19|20)\d{2}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}(?!\d)\s?[日号號]?"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?:19|20)\d{{2}}"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}"
    r"|(?<!\d)19\d{2}\s?年(?:生|出生)?|\bborn (?:in|on) [\w-]+"
    r"|(?:生日|出生)(?:日期)?(?:是|在|为|為|[:：])?\s?\d+\s?月\s?\d+\s?[日号號]?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20[0-4]\d")
_AFTER_YEAR = re.compile(r"\s?年")
# Numbers that everybody may call: of public bodies, and of banks where a call is spoken of.
_HOTLINES = frozenset({"110", "315", "12306", "12315", "12333", "12363", "12378"})
_BANK_LINE = re.compile(r"95\d{3}")
_CALL = re.compile(r"电话|電話|短信|簡訊|来电|來電|客服|拨打|call|text|sms", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"[¥￥$]\s?$|(?:rmb|cny|yuan)\s?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s?(?:元|块|塊|rmb|cny|yuan|dollars)", re.IGNORECASE)

_HIDDEN = re.compile(r"\d+(?:[*＊xX]{2,}|\.{3,})\d*")
_ACCOUNT = re.compile(
    r"((?:微信号?|微訊|wx|vx|qq|账号|帳號|帐号|工号|工號|订单号?|訂單號?|合同号?|合約號?|流水号|单号"
    r"|尾号|尾號|后四位|後四位|卡号|卡號|密码|密碼|验证码|驗證碼|身份证|身分證|手机号?|手機號?"
    r"|order(?: no)?|account(?: no| number)|ending in|code|pin|id number|phone number)"
    r"\s*(?:是|为|為|is|[:：#])?\s*)(?=[\w-]*\d)[A-Za-z0-9_-]{3,}",
    re.IGNORECASE | re.ASCII,
)
_GROUPS = re.compile(r"(?<![\d.,])\d{2,}(?:[ -]\d{2,}){2,}(?![\d.,])")
_DOTTED = re.compile(r"\d+(?:\.\d+){2,}")
_CODE = re.compile(
    r"(?<![A-Za-z0-9_])(?=[A-Za-z0-9_-]*[A-Za-z])(?=(?:[A-Za-z_-]*\d){3})[A-Za-z0-9_-]{4,}"
)
_WITH_UNIT = re.compile(
    r"\d+(?:k|w|wan|rmb|cny|yuan|usd|hkd|ntd?|months?|days?|weeks?|years?|yrs?|times|apr|m)",
    re.IGNORECASE,
)
_SPELT = re.compile(r"[〇零一二两兩三四五六七八九幺]{5,}|[\d〇零一二三四五六七八九幺]{7,}")
_NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_UNIT = "[十百千万萬亿億拾佰仟]"
_HAN_DIGIT = "[一二两兩三四五六七八九壹贰叁肆伍陆柒捌玖]"
_DIGIT_OF_MANY = f"{_HAN_DIGIT}{_UNIT}*零?"
_HAN_NUMERAL = re.compile(
    f"((?={_HAN_DIGIT}{_UNIT}){_DIGIT_OF_MANY})({_DIGIT_OF_MANY})((?:{_DIGIT_OF_MANY})+)"
    "(?![个個期天日月年次笔筆份])"  # "一万五一个月" is two numbers
)
_MYRIADS = re.compile("[万萬亿億]+")


def rough(text: str) -> str:
    """Return a text whose numbers tell a magnitude at most; digits of all scripts become ASCII."""
    text = "".join(map(_ascii_digit, text))
    text = _DATES.sub(DATE, text)
    text = _ACCOUNT.sub(rf"\1{NUMBER}", text)
    for pattern in (_HIDDEN, _GROUPS, _DOTTED):
        text = pattern.sub(NUMBER, text)
    text = _CODE.sub(lambda found: found[0] if _WITH_UNIT.fullmatch(found[0]) else NUMBER, text)
    text = _SPELT.sub(_spelt, text)
    text = _NUMERAL.sub(_rounded, text)
    return _HAN_NUMERAL.sub(_rounded_han, text)


def is_rough(number: str) -> bool:
    """Whether a number of digits tells no more than two leading digits."""
    digits = re.sub(r"\D", "", number).lstrip("0")
    whole = "." not in number
    return len(digits.rstrip("0") if whole else digits) <= KEPT_DIGITS


def _ascii_digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def _spelt(found: re.Match[str]) -> str:
    # Plain digits are looked at as a number.
    return found[0] if found[0].isascii() else NUMBER


def _rounded(found: re.Match[str]) -> str:
    said, text = found[0], found.string
    before, after = text[: found.start()], text[found.end() :]
    if is_rough(said) and len(said) <= LONGEST_ROUND:
        return said
    if _may_be_told(said, text, after):
        return said
    whole = said.partition(".")[0].replace(",", "")
    money = _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after) or "," in said
    if (len(whole) > 1 and whole[0] == "0") or (len(whole) > LONGEST_AMOUNT and not money):
        return NUMBER
    value = Decimal(said.replace(",", ""))
    step = Decimal(1).scaleb(value.adjusted() - KEPT_DIGITS + 1)
    near = (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return f"{near:,f}" if "," in said else f"{near:f}"


def _may_be_told(said: str, text: str, after: str) -> bool:
    if _YEAR.fullmatch(said):
        return _AFTER_YEAR.match(after) is not None
    if _MONEY_AFTER.match(after):
        return False
    return said in _HOTLINES or bool(_BANK_LINE.fullmatch(said) and _CALL.search(text))


def _rounded_han(found: re.Match[str]) -> str:
    first, second, rest = found[1], found[2].rstrip("零"), found[3]
    # The myriads that the dropped part ended with belong to the magnitude.
    myriads = "".join(_MYRIADS.findall(rest))
    return first + second + ("" if _MYRIADS.search(first + second) else myriads)
