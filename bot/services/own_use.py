"""Whether somebody else will have the money: we lend to the one who uses and repays it. Pure."""

import re

from bot.services.form import Doubt, Field, Found, Listening
from bot.services.heard import Heard

_RELATION = (
    r"(?:[表堂]?(?:哥|弟|姐|妹)(?:哥|弟|姐|妹|夫|们)?|亲戚|親戚|朋友|同事|同学|同學|闺蜜|閨蜜"
    r"|哥们|老乡|邻居|鄰居|领导|領導"
    r"|老板|老闆|对象|對象|男友|女友|男朋友|女朋友|前夫|前妻|室友|网友|網友|舅舅?|叔叔?|姑姑?"
    r"|姨|侄子|外甥|别人|別人|他人|人家|熟人|兄弟)"
)
_MINE = r"(?:我的?|本人的?|自己的?)"
_ONES_NAME = (
    r"(?:名字|名义|名義|身份证?|身份證|身分證|账户|賬戶|账号|帳號|征信|信用|资料|資料|信息)"
)
_OTHERS_NAME = (
    r"friends?|cousins?|brothers?|sisters?|uncles?|aunts?|colleagues?|coworkers?|co-workers?"
    r"|boss|neighbou?rs?"
    r"|boyfriend|girlfriend|roommate|flatmate|nephew|niece|brother-in-law|sister-in-law"
    r"|relatives?|someone else"
    r"|somebody else|another person|other people"
)
_FOR_ANOTHER = re.compile(
    rf"(?:用|拿|以|借)(?:了|着)?{_MINE}{_ONES_NAME}.{{0,4}}(?:(?:帮|幫|替|给|給)?(?:他|她"
    rf"|人家).{{0,3}}(?:借|贷|貸)"
    rf"|(?:借|贷|貸)(?:给|給))"
    rf"|{_RELATION}.{{0,6}}(?:用|拿|以|借).{{0,2}}我的?{_ONES_NAME}"
    rf"|(?:帮|幫|替|给|給|为|為|代)(?:我|我的|我们|一个|一個|个|個)?{_RELATION}(?:来|去)?(?:借"
    rf"|贷|貸)(?!给|給)"
    rf"|(?:借|贷|貸)(?:来|來|了|出来|出來)?(?:的?钱|的?錢|款)?.{{0,6}}(?:给|給|转给|轉給|让"
    rf"|讓)(?:我|我的)?{_RELATION}"
    rf"(?:用|花|周转|週轉|$|[，,。.!！])"
    rf"|(?:是|其实是|其實是){_RELATION}(?:要|想)(?:用|借|贷|貸)"
    rf"|\b(?:borrow|loan|apply|application|get (?:it|this|one)|take (?:it|one|a loan) out"
    rf"|money|it'?s|is)\b[^.?!]{{0,40}}"
    rf"\b(?:for|on behalf of) (?:my |a |his |her )?(?:{_OTHERS_NAME})\b(?!'s)"
    rf"|\b(?:my |a )?(?:{_OTHERS_NAME})\b[^.?!]{{0,30}}\b(?:in|under|using|use"
    rf"|with) my (?:name|id|identity|account)\b"
    rf"|\b(?:borrow|loan|apply)\b[^.?!]{{0,30}}\b(?:in"
    rf"|under) my (?:own )?name\b[^.?!]{{0,12}}\bfor\b",
    re.IGNORECASE,
)
# Said outright it is a purpose of its own, and refused as one.
_LENDING_ON = re.compile(r"转借|轉借|转贷|轉貸|放贷|放貸|\bre-?lend|\blend it on\b", re.IGNORECASE)
YES, NO = "yes", "no"


def is_for_another(heard: Heard) -> bool:
    """Whether the words say that somebody else will have the money."""
    if heard.chosen or _LENDING_ON.search(heard.text):
        return False
    return _FOR_ANOTHER.search(heard.text) is not None


def own_use_field() -> Field:
    """The field that is never asked, only doubted: for whom the money is."""
    return Field(name="own_use", read=read_own_use, askable=False)


_MINE_AFTER_ALL = re.compile(
    r"(?:我|本人)?自己(?:用|花|使|还|還)|本人用|我用|\b(?:for me|for myself|my own use"
    r"|i will use)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    rf"(?:给|給)?(?:{_RELATION}|他|她)(?:要)?(?:用|花|还|還)|\bfor (?:him|her|them"
    rf"|someone else|somebody else)\b",
    re.IGNORECASE,
)


def read_own_use(heard: Heard, listening: Listening) -> Found | Doubt | None:
    """A doubt when the words say that somebody else will have the money, until it is settled."""
    if listening.requested == "own_use" and not heard.chosen and not heard.asks:
        if _MINE_AFTER_ALL.search(heard.text):
            return Found(value=YES)
        if _THEIRS.search(heard.text):
            return Found(value=NO)
    if not is_for_another(heard) or listening.known.get("own_use") == YES:
        return None
    return Doubt(field="own_use", code="for_someone_else", value=YES, denied=NO)
