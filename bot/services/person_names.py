"""Find names of people in a message, as far as words beside them give them away. Pure.

A name that stands alone in the middle of a sentence cannot be told from a word; what looks like
nothing but a name, or follows "my name is" without being understood, is reported as doubtful.
"""

import re

NAME = "[姓名]"

# Family names that seldom begin another word: enough to see a name beside a title or a verb.
_CLEAR = (
    "王李张刘陈杨赵吴徐孙朱胡郭罗郑梁宋唐韩冯邓曹彭肖萧董潘袁蔡蒋杜魏吕丁卢姚沈姜崔谭汪廖"
    "贾韦邹孟秦邱侯尹薛阎郝顾龚邵覃陶黎樊柳倪庞岳佘骆祁洪尤翟聂詹鲍葛阮霍柯"
    "張劉陳楊趙吳孫鄭羅韓馮鄧蕭蔣呂盧譚賈韋鄒顧閻龐駱"
)
# Those that do (钱, 高, 余额, 何时 ...): only after words that announce a name.
_AMBIGUOUS = (
    "黄黃陆陸林何高马馬谢謝许許傅于叶葉苏蘇程钟鍾田任姜范方石金戴夏付白江史龙龍贺賀毛段雷钱錢汤湯"
    "严嚴武莫孔向常康温溫牛余安包左万萬成时時曾路宁寧梅凌关關华華辛花苗甘应應管古易米"
)
_DOUBLE = "欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|慕容|皇甫|尉迟|夏侯|公孙|令狐|东方|東方"
_HAN = "[㐀-鿿]"
_ANY = f"(?:{_DOUBLE}|[{_CLEAR}{_AMBIGUOUS}])"
_SURE = f"(?:{_DOUBLE}|[{_CLEAR}])"
# What may follow a name, so that "高中老师" and "张卡" are none.
_END = (
    r"(?=$|[^㐀-鿿]|[的了吗呢啊吧是在有没想要来去说講讲打骂罵让讓叫给給跟和与與查还還借贷貸申办辦转轉"
    r"付代能可问問取做先用今现現需帮幫我你他她,身电電手住一])"
)
_GIVEN = f"{_HAN}{{1,2}}?"
_RELATIVE = (
    "老公|老婆|丈夫|妻子|先生|太太|儿子|兒子|女儿|女兒|爸爸?|媽媽?|妈妈?|父亲|母亲"
    "|朋友|同事|老板|对象"
)
_ANNOUNCED = re.compile(
    f"((?:(?:我|他|她|{_RELATIVE})(?:的?名字)?(?:叫做?|名叫)"
    "|(?:名字|姓名|户名|戶名|称呼)(?:是|叫|为|為)?)"
    f"[:：\\s]*)(?:({_ANY}{_GIVEN}){_END}|([A-Za-z][A-Za-z'.-]*(?: [A-Z][A-Za-z'.-]*)*))"
)
# "我叫" before these is "I called", "they tell me to".
_NOT_ANNOUNCED = re.compile(
    r"(?<![帮幫给給替让讓])(?:我|他|她)叫(?:做)?(?!\[姓名\])"
    r"(?!你|我|他|她|它|咱|人|家|朋|同|车|車|什么|什麼|啥|谁|誰|不|了|过|過|客服)"
    rf"{_HAN}|(?:名字|姓名|户名|戶名)(?:是|叫|为|為|[:：])(?!\[姓名\]|什|啥|错|錯|不){_HAN}"
)
_IAM = re.compile(
    "((?:我|本人|这里|這裡)(?:是|系|係))(?!程序|高中|高管|高级|应届|白领|白户|金融|包工|管理|安保|万能|花呗)"
    f"({_ANY}{_GIVEN}){_END}"
)
_FAMILY_NAME = re.compile(f"((?:免贵|免貴)?姓){_ANY}")
_POLITE = re.compile(f"{_ANY}{_HAN}{{0,2}}?(?=先生|女士|小姐|太太)")
_TITLED = re.compile(
    f"{_SURE}{_HAN}{{0,2}}?(?=师傅|師傅|经理|經理|主任|老板|老闆|老师|老師|阿姨|叔叔|大哥|大姐|律师|律師"
    "|警官|法官|队长|客服|专员|專員)"
    f"|{_SURE}(?=[总總哥姐叔](?![是会會体體共额額有能量之]))"
)
_ROLE = re.compile(
    f"((?:客服|催收员?|催收員?|业务员|業務員|信贷员|信貸員|专员|專員|经理|經理|销售|銷售|顾问|顧問|坐席|工作人员)"
    f"(?:是|叫)?)(?:[小老]{_SURE}|{_SURE}{_GIVEN}{_END})"
)
_UNBOUNDED = re.compile(
    f"(?:客服|催收员?|催收員?|业务员|業務員|信贷员|信貸員|专员|專員){_SURE}{_HAN}"
)
_FAMILIAR = re.compile(f"(?<!{_HAN})[小老阿]{_SURE}{_END}")
_ACTED_ON = re.compile(
    f"((?:查|找|替|帮|幫|给|給|跟|和|与|與|是|叫|欠|为|為|冒充|联系|聯繫)(?:一下|到)?)"
    f"(?!张[单卡表纸图证照条发支]){_SURE}{_GIVEN}{_END}"
)
_MORE_NAMES = re.compile(rf"{re.escape(NAME)}(?: {re.escape(NAME)})+")
_DOTTED = re.compile(f"{_HAN}{{1,8}}[·•・]{_HAN}{{1,8}}")
_ONLY_A_NAME = re.compile(
    f"\\W*(?:(?:{_DOUBLE}){_HAN}{{1,2}}|(?!胡[扯说說闹鬧])[{_CLEAR}]{_HAN}{{1,2}})\\W*"
)

_NO_NAME = (
    r"(?:and|or|but|i|i'm|my|me|you|can|could|please|want|need|would|the|is|not|on|in|it|to|for|wrong"
    r"|from|at|with|was|has|what|why|how|when|where|who|do|does|have|different|spelled|changed)\b"
)
_NAMED = re.compile(
    rf"(\b(?:name(?:'s| is| was|:)|named|account holder(?: is|:)?)\s+)"
    rf"(?!{_NO_NAME})[a-z][\w'-]*(?:\s+(?!{_NO_NAME})[a-z][\w'-]*){{0,2}}",
    re.IGNORECASE,
)
_MISTER = re.compile(r"\b((?i:mr|mrs|ms|mister|dr|prof)\.?\s+|Miss\s+(?=[A-Z]))[A-Za-z][\w'-]*")
_CAPITAL = re.compile(r"(?<![A-Za-z'])[A-Z][a-z][A-Za-z'-]*")
_ORDINARY_CAPITALS = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday chinese english mandarin cantonese china
alipay wechat webank huabei jiebei weilidai visa mastercard unionpay paypal apple applepay google
android ok okay hi hello app vip id thanks thank please dear loan bank
"""
_OPENING_WORDS = """
how what why when where who which can could will would should do does did is are am was were if my
the a an i i'm i've i'd i'll it it's there this that they we you your in on at for from to by and
but so or no not yes have has had let tell show give help need want also because after before
since just still any some all
"""
_NO_NAMES = frozenset(_ORDINARY_CAPITALS.split())
_OPENINGS = frozenset(_OPENING_WORDS.split())
_OPENER = re.compile(r"(?:^|[.!?;:]\s*|\n)$")
# More words than this in capitals tell nothing of which of them are names.
_MOST_CAPITALS = 0.5


def without_names(text: str) -> tuple[str, bool]:
    """Return the text with names replaced by `NAME`, and whether some may still be in it."""
    text = _DOTTED.sub(NAME, text)
    text = _ANNOUNCED.sub(rf"\1{NAME}", text)
    for pattern in (_IAM, _FAMILY_NAME, _ROLE, _ACTED_ON):
        text = pattern.sub(rf"\1{NAME}", text)
    for pattern in (_POLITE, _TITLED, _FAMILIAR):
        text = pattern.sub(NAME, text)
    text = _MISTER.sub(rf"\1{NAME}", _NAMED.sub(rf"\1{NAME}", text))
    text, capitals = _without_capitals(text)
    text = _MORE_NAMES.sub(NAME, text)
    return text, bool(
        capitals
        or _NOT_ANNOUNCED.search(text)
        or _UNBOUNDED.search(text)
        or _ONLY_A_NAME.fullmatch(text)
    )


def _without_capitals(text: str) -> tuple[str, bool]:
    """Replace words with a capital that no sentence asks for."""
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", text)
    capitals = [word for word in words if _CAPITAL.fullmatch(word)]
    if len(words) >= 4 and len(capitals) > _MOST_CAPITALS * len(words):
        return text, True
    english = re.search(_HAN, text.replace(NAME, "")) is None

    def replaced(found: re.Match[str]) -> str:
        word = found[0].lower()
        opens = english and _OPENER.search(text[: found.start()])
        ordinary = word in _NO_NAMES or (opens and _is_opening(word, text, found.end()))
        return found[0] if ordinary else NAME

    return _CAPITAL.sub(replaced, text), False


def _is_opening(word: str, text: str, end: int) -> bool:
    """Whether a word is the first of a sentence and not the first of a name."""
    return word in _OPENINGS or not _CAPITAL.match(text, end + 1)
