"""Which answer a customer talks about: the words by which people name what a form asks. Pure.

"收入错了", "change my age" and "上一个问题答错了" name an answer and give no new one; "跟刚才一样"
gives one without saying it. Both are told from sentences that merely contain such words.
"""

import re
from collections.abc import Mapping

# More telling names first: "逾期次数" is not "逾期", "房贷笔数" is neither a payment nor a count.
_NAMES: Mapping[str, str] = {
    "late_count": r"逾期的?次[数數]|(?:晚|迟|遲)还?的?次[数數]|number of late payments",
    "real_estate_loans": r"房[贷貸]的?(?:笔|筆)[数數]|几笔房贷|幾筆房貸|number of mortgages"
    r"|mortgages",
    "card_utilisation": r"信用卡的?(?:使用率?|用量|用了多少|[额額]度|用掉)|(?:卡|[额額]度)用了几成"
    r"|card us(?:e|age)|utili[sz]ation|credit limit",
    "open_credit_lines": r"(?:信用卡|卡|[贷貸]款)的?(?:[张張][数數]|[笔筆][数數]|[数數]量)"
    r"|[张張]数|[笔筆][数數]|几张卡|number of (?:cards|loans)(?: and (?:cards|loans))?"
    r"|cards and loans",
    "term": r"(?:借款|贷款|貸款|还款|還款)?(?:期限|期[数數]|年限)|借多久|(?:loan )?(?:term"
    r"|period)|duration",
    "monthly_debt": r"(?:每(?:个|個)?月|已有|现有|現有|目前)(?:的|已有|现有|現有|要"
    r"|已经)*(?:还款|還款|[还還]的?)"
    r"|月供|供款|[负負][债債]|已有[贷貸]款|房[贷貸]|[车車][贷貸]"
    r"|(?:monthly|existing|current|other|my) (?:debts?|repayments?|payments?)|debt payments?"
    r"|mortgage",
    "monthly_income": r"(?:每月|月|家庭|平均)?(?:收入|薪水|薪资|薪資|工资|工資|月薪|生活费"
    r"|生活費)|到手"
    r"|(?:monthly )?(?:income|salary|wages?|earnings|take-home(?: pay)?|pay)",
    "months_in_work": r"(?:工作|做事|开店|開店|经营|經營|种养)的?(?:时间|時間|年限|年头|多久)"
    r"|工[龄齡]|年资|年資"
    r"|(?:time|years|months|how long)(?: (?:i've been|i have been))? (?:in|at) (?:my |this |the )?"
    r"(?:work|job|business)|tenure|how long i(?:'ve| have) worked",
    "late_payments": r"逾期(?:情况|情況|记录|紀錄|记錄)?|late payments?|overdue(?: history)?",
    "dependents": r"[养養](?:着|了|活)?.{0,4}(?:人|口|孩|娃|老)|(?:要|需要)?(?:供|抚|撫|赡"
    r"|贍)?[养養]的?(?:人数|人數|人口|家人|人)"
    r"|家里?人[数數]|家庭人[口数數]"
    r"|(?:number of )?(?:dependents|dependants)|family size",
    "age": r"年[龄齡纪紀]|周[岁歲]|[岁歲][数數]|(?:my |the )?age",
    "amount": r"(?:借款|贷款|貸款|借的)(?:金[额額]|[额額]度|钱[数數]|錢[数數])|金[额額]|借多少"
    r"|(?:loan )?amount",
    "purpose": r"(?:借款|贷款|貸款)?(?:用途|目的)|(?:loan )?purpose",
    "segment": r"身份|身分|[职職][业業]|occupation|what i do",
    "income_pattern": r"(?:进账|進帳|收入)方式|how i(?:'m| am) paid",
    "urgency": r"(?:急不急|用[钱錢](?:时间|時間))|urgency|how soon",
}
# Whole words: no age is named in "damage" and no income in "payment".
_NAMED = {
    field: re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])", re.IGNORECASE)
    for field, pattern in _NAMES.items()
}
# What may stand beside the name when the whole message only points at an answer.
_POINTING = re.compile(
    r"(?:我?(?:想|要|得|需要)?(?:再|重新)?(?:修?改|更正|换|換|回到)(?:一下|下|掉)?|不[对對]"
    r"|[错錯](?:了|的)?|"
    r"(?:说|說|填|写|寫|答|选|選|打)(?:得|的)?(?=[错錯])|有(?:问题|問題|误|誤)|那?一?(?:[项項]"
    r"|个|個|条|條|栏|欄|题|題)"
    r"|刚才|剛才|前面|我|的|是|把|那|了|吧|呢|要|想|有|也|好像"
    r"|\b(?:i|it|to|want|need|like|would|let me|please|can|could|you|change|fix|correct|edit"
    r"|update|redo"
    r"|my|the|is|was|are|were|wrong|incorrect|not right|isn't right|got|that|about|a mistake"
    r"|mistake"
    r"|in|on|there's|answer|question)\b)",
    re.IGNORECASE,
)
_GO_BACK = re.compile(
    r"^\W*(?:(?:我|再|等等|等下|等一下|不好意思|哎呀?|啊|sorry|wait|oops|hang on|no)[，,、\s]*)*"
    r"(?:(?:我)?(?:上|前)(?:一)?(?:个|個|道|面|步|项|項|题|題|条|條)?(?:的)?(?:问题|問題|回答"
    r"|答案)?(?:我)?"
    r"(?:好像)?(?:答|说|說|填|选|選|写|寫|打|弄)?[错錯](?:了|啦)?"
    r"|(?:我)?(?:刚才|剛才|刚刚|剛剛)(?:那|这|這)?(?:个|個|题|題|项|項)?(?:的)?(?:问题|問題"
    r"|回答)?(?:我)?"
    r"(?:好像)?(?:答|说|說|填|选|選|写|寫|打|弄)[错錯](?:了|啦)?"
    r"|(?:我?[想要]?)?(?:回到?|退回到?|返回到?|重[新答]?)(?:去)?(?:上|前)(?:一)?(?:个|個|步|题"
    r"|題|项|項|面)?(?:的)?(?:问题|問題)?"
    r"|上一(?:步|[题題]|个问题|個問題)|返回|退回|后退|後退"
    r"|(?:can (?:i|we) |let me |let's |i want to |please )?(?:go|step) back(?: (?:one|a step"
    r"|a question)"
    r"|(?: to)? the (?:last|previous) (?:one|question))?"
    r"|back|undo(?: that)?|previous(?: question)?"
    r"|(?:i )?(?:got|answered|had) the (?:last|previous) (?:one|question)(?: wrong| incorrectly)"
    r"|(?:my|the) (?:last|previous) (?:answer|one|question) (?:was|is) (?:wrong|incorrect"
    r"|a mistake)"
    r"|i made a mistake(?: (?:in|with|on) the (?:last|previous) (?:one|question))?)"
    r"(?:[，,\s]*(?:重新?来|重新?來|重答|再来一次|please))?\W*$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"^\W*(?:(?:我|这个|這個|那个|那個|嗯|就|还是|還是|都|全都?|全部|也)[，,、\s]*)*"
    r"(?:(?:跟|和|与|與|同|按|照)?(?:刚才|剛才|刚刚|剛剛|上次|上回|之前|以前|前面|原来|原來"
    r"|先前|上面)"
    r"(?:说|說|填|答|讲|講)?(?:的|那个|那個|过的|過的)?(?:都|也)?(?:一样|一樣|一致|那样|那樣"
    r"|相同|算)?(?:的)?"
    r"|同上|照旧|照舊|一样|一樣|没变|沒變|不变|不變|没有变化|沒有變化|不改了?"
    r"|(?:it'?s |still |exactly |all |everything(?:'s| is)? )*(?:the )?same"
    r"(?: as (?:before|last time|above|earlier|i said(?: before)?|the last time))?"
    r"|(?:as|like) (?:before|last time|earlier|i said(?: before)?)|no change|unchanged|ditto)"
    r"(?:吧|啊|的|就行|就好|不变|不變|please)*\W*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"都|全|\b(?:all|everything)\b", re.IGNORECASE)
_WHY = re.compile(
    r"^\W*(?:为什么|為什麼|为啥|為啥|为何|為何|干嘛|干吗|幹嘛|凭什么|憑什麼|点解|點解"
    r"|why(?: so| that| this)?"
    r"|(?:你们?|你們?|您)?(?:老|总|總)?[问問][^，,。]{0,6}?(?:干嘛|干吗|幹嘛|幹嗎|干什么|做什么|做什麼)"
    r"|what for|how come|what(?:'s| is) (?:that|this|it) for)(?:呢|啊|呀|要这个|要這個)?\W*$",
    re.IGNORECASE,
)


def named(text: str) -> tuple[str, ...]:
    """The fields that the words name, in the order in which they are named; each place once."""
    taken: list[tuple[int, int, str]] = []
    for field, pattern in _NAMED.items():
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end, _ in taken):
                taken.append((match.start(), match.end(), field))
    return tuple(dict.fromkeys(field for _, _, field in sorted(taken)))


_NO = (
    r"(?:没有?|沒有?|无|無|从不|從不|从未|從未|从来没有?|從來沒有?|不用|不欠"
    r"|\b(?:no|never|not|without|zero|don'?t have any|haven'?t)\b)"
)
_DENIED = {
    field: re.compile(rf"{_NO}[^，,。.;；]{{0,6}}(?:{thing})", re.IGNORECASE)
    for field, thing in {
        "dependents": r"孩子|小孩|娃|老人|要[养養]|[养養]的|\bkids?\b|\bchildren\b|\bdependants?\b"
        r"|\bdependents?\b",
        "late_payments": r"逾期|[晚迟遲](?:还|還|缴|繳)|\blate\b|\boverdue\b|\bmissed\b",
        "real_estate_loans": r"房[贷貸]|\bmortgages?\b",
    }.items()
}


def denied(text: str) -> frozenset[str]:
    """The facts of which the words say that there is none: "never late", "没有孩子要养"."""
    return frozenset(field for field, pattern in _DENIED.items() if pattern.search(text))


def names(field: str, text: str) -> bool:
    """Whether the words name ``field``."""
    return field in named(text)


def pointed_at(text: str) -> str | None:
    """The one field that the message points at and says nothing else of ("收入那项错了")."""
    fields = named(text)
    if len(fields) != 1:
        return None
    rest = _NAMED[fields[0]].sub(" ", text, count=1)
    return None if re.search(r"\w", _POINTING.sub(" ", rest)) else fields[0]


def goes_back(text: str) -> bool:
    """Whether the previous question is wanted again."""
    return _GO_BACK.match(text) is not None


def says_same(text: str) -> bool:
    """Whether the answer is the one given before, without saying it again."""
    return _SAME.match(text) is not None


def says_all_same(text: str) -> bool:
    """Whether every answer is the one given before."""
    return says_same(text) and _ALL.search(text) is not None


def asks_why(text: str) -> bool:
    """Whether the whole message is "why?"; about what, the open question says."""
    return _WHY.match(text) is not None
