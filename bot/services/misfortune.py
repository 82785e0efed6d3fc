"""Misfortune that any intent may tell of: nobody in it is sold a loan. Pure."""

import re
from enum import StrEnum


class Misfortune(StrEnum):
    """What has happened, the gravest first."""

    BEREAVEMENT = "bereavement"
    FRAUD = "fraud"
    ILLNESS = "illness"
    JOB_LOSS = "job_loss"


# These outweigh whatever else a message says.
GRAVE = frozenset({Misfortune.BEREAVEMENT, Misfortune.FRAUD})
_WORDS = {
    Misfortune.BEREAVEMENT: (
        r"去世|过世|過世|離世|离世|走了以后|病故|遗产|遺產"
        r"|(?:爸|妈|媽|父亲|父親|母亲|母親|老公|丈夫|老婆|妻子|爱人|儿子|兒子|女儿|女兒|家人|借款人)\S{0,3}死了"
        r"|passed away|\bdied\b|deceased|\bdeath of\b|\bwidow"
    ),
    Misfortune.FRAUD: (
        r"被(?:人)?骗|被(?:人)?騙|上当|上當|受骗|受騙|被诈骗|被詐騙|骗走|騙走|骗了我|騙了我|被盗刷|被盜刷"
        r"|遇到诈骗|遇到詐騙|\bscammed\b|\bdefrauded\b|(?:been|was|got) (?:cheated|tricked|hacked)"
        r"|stole my (?:money|identity)"
    ),
    Misfortune.ILLNESS: (
        r"重病|大病|癌|白血病|化疗|化療|瘫痪|癱瘓|住院|病倒|\bicu\b|做手术|開刀|尿毒症"
        r"|seriously ill|\bcancer\b|in hospital|hospitali[sz]ed|very sick|\bstroke\b|surgery"
    ),
    Misfortune.JOB_LOSS: (
        r"失业|失業|被裁|裁员|裁員|被辞退|被辭退|被开除|丢了工作|没了工作|工作没了|工作沒了|下岗|公司倒闭|公司倒閉|停工"
        r"|欠薪|发不出工资|lost my job|laid off|made redundant|been fired|unemployed|out of work"
    ),
}
_PATTERNS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _WORDS.items()}
_WANTS_MONEY = re.compile(
    r"想借|要借|借点|借點|借钱|借錢|借款|贷款|貸款|贷点|能贷|能借|周转"
    r"|borrow|loan for|need money|apply",
    re.IGNORECASE,
)


def misfortune_in(text: str) -> Misfortune | None:
    """The misfortune that the words tell of, None when they tell of none.

    Whoever wants to borrow because of an illness or a lost job is answered about borrowing.
    """
    if text.startswith("/"):
        return None
    found = next((kind for kind, pattern in _PATTERNS.items() if pattern.search(text)), None)
    if found in {Misfortune.ILLNESS, Misfortune.JOB_LOSS} and _WANTS_MONEY.search(text):
        return None
    return found
