"""A message's words without what could tell who wrote them, or nothing at all. Pure.

The gateway has taken identity numbers, cards, phones and e-mail addresses out before; a stored
sample goes further, and forgets the whole message when there is a doubt.
"""

import re

from bot.services.likely_names import likely_name
from bot.services.person_names import without_names
from bot.services.rough_numbers import rough

PLATE = "[车牌]"
ADDRESS = "[地址]"
EMPLOYER = "[单位]"
LINK = "[网址]"
EMAIL = "[邮箱]"
# What is longer is a story, and a story can be recognised.
LONGEST = 160
MOST_PLACEHOLDERS = 3
FEWEST_LETTERS = 1

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# These signs stay: they are ordinary punctuation in Chinese.
for _sign in "！（），：；？":
    del _FULL_WIDTH[ord(_sign)]
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe0f]")
_PLACEHOLDER = re.compile(r"\[[㐀-鿿]{1,4}\]")
_HAN = "[㐀-鿿]"
_REGIONS = (
    "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
)
_PLATES = re.compile(f"[{_REGIONS}][ ]?[A-Za-z][ ·•.-]?[A-Za-z0-9]{{4,6}}(?![A-Za-z0-9])")
_LINKS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|cn|net|org|top|io|me|cc)\b\S*", re.I)
_EMAILS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*|@[\w-]+", re.ASCII)
_LIVES = re.compile(
    r"((?:[我人]住在?|住在|我家在|家住|户籍[是在]|戶籍[是在]|地址(?:是|为|為|在|改成|变成|變成|[:：])|寄到|寄往)\s*)"
    rf"(?!哪|什|啥|不|院|农村|農村|家|公司|单位)({_HAN}[㐀-鿿\w-]{{1,30}}?)(?=$|[^㐀-鿿\w-])"
)
_STREET = re.compile(
    rf"(?:{_HAN}{{1,12}}?(?:省|市|区|區|县|縣|镇|鎮|乡|鄉))?{_HAN}{{1,8}}?(?:路|街|道|巷|弄|胡同|村|小区|小區"
    r"|花园|花園|公寓|大厦|大廈|苑)[㐀-鿿]{0,4}?[\d一二三四五六七八九十]+(?:[号號弄栋棟幢楼樓]|单元|單元|室)"
    r"(?:[\d一二三四五六七八九十-]+(?:[号號栋棟幢楼樓层層室]|单元|單元)?|院)*"
)
_BELOW_CITY = re.compile(
    rf"{_HAN}{{2,6}}(?:省|市|州|自治区)?{_HAN}{{1,6}}[县縣区區]{_HAN}{{1,8}}?(?:镇|鎮|乡|鄉|村|街道|社区|社區)"
    rf"(?:{_HAN}{{1,6}}(?:村|社区|社區|组|組))?"
)
_ENGLISH_ADDRESS = re.compile(
    r"\b\d{1,5} (?:[A-Za-z]+ ){1,4}?(?:street|st|road|rd|avenue|ave|lane|ln|drive|blvd|court)\b\.?"
    r"|\b(?:apartment|apt|flat|room|unit) (?:no\.? )?\w*\d\w*",
    re.IGNORECASE,
)
_ENGLISH_LIVES = re.compile(
    r"(\b(?:i live (?:at|on|in)|my (?:home |new |old )?address is(?: now)?|deliver(?:ed)? to)\s+)"
    r"(?!the |my |a )[^,.;!?]{3,}",
    re.IGNORECASE,
)
_WORKS = re.compile(
    rf"((?:在|于|於)){_HAN}{{2,15}}?(?:公司|厂|廠|医院|醫院|学校|學校|中学|中學|小学|小學|大学|大學|银行|銀行"
    r"|集团|集團|局|所|店)(?=上班|工作|任职|任職|当|當|做|打工|教书|教書)"
)
_ENGLISH_WORKS = re.compile(r"(\bi work (?:at|for) )(?!the |a |an |my )[^,.;!?]{2,}", re.IGNORECASE)


def sample_text(text: str) -> str | None:
    """Return what of a message may be kept for training, or None when nothing may.

    Names, addresses, employers, plates, accounts, dates with a year and long numbers become a
    bracketed word; other numbers keep two leading digits. None is returned for a button, for
    a text that is too long or mostly brackets, in a script that cannot be judged, and when a name
    or a number may have been overlooked.
    """
    text = " ".join(_UNSEEN.sub("", text.translate(_FULL_WIDTH)).split())
    if text.startswith("/") or len(text) > LONGEST:
        return None
    text = _LINKS.sub(LINK, _EMAILS.sub(EMAIL, text))
    text = _PLATES.sub(PLATE, text)
    text = _STREET.sub(ADDRESS, text)
    text = _BELOW_CITY.sub(ADDRESS, text)
    text = _LIVES.sub(rf"\1{ADDRESS}", text)
    text = _ENGLISH_ADDRESS.sub(ADDRESS, _ENGLISH_LIVES.sub(rf"\1{ADDRESS}", text))
    text = _ENGLISH_WORKS.sub(rf"\1{EMPLOYER}", _WORKS.sub(rf"\1{EMPLOYER}", text))
    text, doubtful = without_names(rough(text))
    return None if doubtful or _doubtful(text) else text


def _doubtful(text: str) -> bool:
    words = _PLACEHOLDER.sub("", text)
    return (
        len(_PLACEHOLDER.findall(text)) > MOST_PLACEHOLDERS
        or sum(sign.isalpha() for sign in words) < FEWEST_LETTERS
        or likely_name(words)
        or any(sign.isalpha() and not _is_readable(sign) for sign in words)
        or "@" in words
        or rough(text) != text  # what a placeholder left may read as another number
    )


def _is_readable(letter: str) -> bool:
    return letter.isascii() or "㐀" <= letter <= "鿿" or letter in "〇"
