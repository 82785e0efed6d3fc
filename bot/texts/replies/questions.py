"""The questions of the two forms: asked, asked again in other words, and why they are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.texts.catalogue import N_, translator
from bot.texts.replies.choices import Choice, answer, choose
from bot.texts.replies.labels import INCOME_PATTERNS, LATE_PAYMENTS, SEGMENTS, URGENCIES


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question in the source language.

    Attributes:
        ask: the question.
        again: the same in other words with an example, when the first try was not understood.
        why: what the answer is needed for.
        offers: titles of buttons by the value they mean; none under a question that is answered
            with a small number, since a text channel numbers its buttons.
    """

    ask: str
    again: str
    why: str
    offers: Mapping[str, str]


QUESTIONS: Mapping[str, Question] = {
    "purpose": Question(
        ask=N_("这笔钱主要打算用来做什么？"),
        again=N_("这笔钱要花在哪里？说一样就行，比如“进货”“装修”“交学费”“看病”。"),
        why=N_("不同用途有不同的产品和价格，有些用途监管也不允许。知道了才不会推荐错。"),
        offers={
            "business_turnover": N_("生意周转"),
            "home_improvement": N_("装修"),
            "car": N_("买车"),
            "education": N_("教育学习"),
            "medical": N_("看病"),
            "farming": N_("种植养殖"),
            "everyday": N_("日常开销"),
        },
    ),
    "amount": Question(
        ask=N_("大概需要多少钱？"),
        again=N_("想借多少？说个数就行，比如“5 万”“三万五”或“8000 块”。"),
        why=N_("知道金额，才能算出每月还多少、一共花多少。先说个大概，之后随时能改。"),
        offers={},
    ),
    "term": Question(
        ask=N_("打算多久还清？"),
        again=N_("想分多长时间还？比如“一年”“18 个月”“分 24 期”。"),
        why=N_("时间越长每月还得越少，但总利息越多。知道您的打算，才能替您权衡。"),
        # In this order a typed "2" means two years whether it is read as a number or as a choice.
        offers={"12": N_("1 年"), "24": N_("2 年"), "36": N_("3 年"), "6": N_("半年")},
    ),
    "segment": Question(
        ask=N_("您平时是做什么的？"),
        again=N_("您主要靠什么生活？比如“在公司上班”“开小店”“种地”“跑外卖”“还在读书”。"),
        why=N_("产品是按不同人群设计的：上班、开店、种养、读书，还款节奏都不一样。"),
        offers={
            "city_employee": SEGMENTS["city_employee"],
            "micro_business": SEGMENTS["micro_business"],
            "farmer": SEGMENTS["farmer"],
            "freelancer": SEGMENTS["freelancer"],
            "student": SEGMENTS["student"],
            "high_net_worth": SEGMENTS["high_net_worth"],
        },
    ),
    "income_pattern": Question(
        ask=N_("您的钱一般怎么进账？"),
        again=N_("是每月固定有一笔，还是天天有、到季节才有，或者时多时少？"),
        why=N_("还款日跟着进账的节奏走，才不容易手忙脚乱。"),
        offers={
            "salary": INCOME_PATTERNS["salary"],
            "takings": INCOME_PATTERNS["takings"],
            "harvest": INCOME_PATTERNS["harvest"],
            "irregular": INCOME_PATTERNS["irregular"],
        },
    ),
    "urgency": Question(
        ask=N_("什么时候要用这笔钱？"),
        again=N_("急不急？比如“这周就要”“下个月用”“不急”。"),
        why=N_("各产品放款快慢不同。不急的话，可以优先挑更便宜的。"),
        offers=URGENCIES,
    ),
    "age": Question(
        ask=N_("请问您今年多大（周岁）？"),
        again=N_("您的周岁是多少？直接说数字就行，比如“35”。"),
        why=N_("只用来确认是否成年、到期时是否超过产品的年龄上限，不影响评分和价格。"),
        offers={},
    ),
    "monthly_income": Question(
        ask=N_("您平均每个月到手大概多少？"),
        again=N_("每个月扣掉成本和税，大概剩多少？说个数就行，比如“8000”或“一万二”。"),
        why=N_("要用收入减去开销和已有还款，看每月还得起多少。借多了对您不好。"),
        offers={},
    ),
    "monthly_debt": Question(
        ask=N_("房贷、车贷、信用卡这些，您现在每个月一共要还多少？"),
        again=N_("把所有贷款和信用卡每月要还的加起来，大概多少？没有就说“没有”。"),
        why=N_("已有的还款和这笔加在一起，才知道压力大不大。"),
        offers={"0": N_("没有要还的")},
    ),
    "months_in_work": Question(
        ask=N_("现在这份工作（或生意、种养）做了多久了？"),
        again=N_("做了几个月或几年？比如“8 个月”“三年”。"),
        why=N_("做得越久收入越稳，有的产品对时间有最低要求。"),
        offers={},
    ),
    "card_utilisation": Question(
        ask=N_("您的信用卡额度大概用掉了几成？"),
        again=N_("所有信用卡加起来，额度用了多少？比如“三成”“一半”“没有信用卡”。"),
        why=N_("额度用得太满，说明手头偏紧，对能批多少有影响。您估个大概就行。"),
        offers={
            "no_card": N_("没有信用卡"),
            "0.10": N_("两成以内"),
            "0.35": N_("两成到五成"),
            "0.65": N_("五成到八成"),
            "0.95": N_("快用满了"),
        },
    ),
    "open_credit_lines": Question(
        ask=N_("您现在有几张信用卡、几笔贷款？合在一起说个数就行。"),
        again=N_("信用卡张数加贷款笔数，一共是几？没有就说“没有”。"),
        why=N_("同时还的笔数多，容易顾不过来，所以会看一下。"),
        offers={},
    ),
    "real_estate_loans": Question(
        ask=N_("其中有几笔是房贷？"),
        again=N_("房贷有几笔？没有就说“没有”。"),
        why=N_("房贷时间长、有抵押，和别的贷款分开看才公平。"),
        offers={},
    ),
    "late_payments": Question(
        ask=N_("最近两年，还款有没有逾期过？最长一次拖了多少天？"),
        again=N_("最近两年有没有晚还过？没有就说“没有”；有的话，最长晚了多少天？"),
        why=N_("这是对结果影响最大的一项。照实说就好，说错了之后核对时反而会耽误。"),
        offers=LATE_PAYMENTS,
    ),
    "late_count": Question(
        ask=N_("超过 30 天的逾期，两年里大概有几次？"),
        again=N_("超过 30 天没还的，一共几次？说个数就行。"),
        why=N_("偶尔一次和经常逾期，差别很大。"),
        offers={},
    ),
    "dependents": Question(
        ask=N_("家里有几个人要靠您的收入生活（不算您自己）？"),
        again=N_("比如孩子、老人，要您养的一共几个？没有就说“没有”。"),
        why=N_("要给家里留够生活费，再看每月能还多少。"),
        offers={},
    ),
}


def ask(field: str, language: str, *, attempt: int = 0) -> str:
    """The question about ``field``; from the second attempt on in other words."""
    question = QUESTIONS[field]
    return translator(language)(question.again if attempt else question.ask)


def why(field: str, language: str) -> str:
    """What the answer is needed for."""
    return translator(language)(QUESTIONS[field].why)


def offers(field: str, language: str) -> tuple[Choice, ...]:
    """The buttons under the question."""
    _ = translator(language)
    return tuple(answer(_(title), field, value) for value, title in QUESTIONS[field].offers.items())


def has_offers(field: str) -> bool:
    """Whether the question is answered by choosing, not with a number; so is a summary."""
    return field not in QUESTIONS or bool(QUESTIONS[field].offers)


def income_question(known: Mapping[str, Any], language: str) -> str:
    """The question about income in the words of how this customer's money comes in."""
    _ = translator(language)
    match str(known.get("segment")):
        case "micro_business":
            return _("店里每个月扣掉进货、房租这些成本，平均能剩多少？")
        case "farmer":
            return _("种养一年扣掉成本，平均到每个月大概剩多少？说一年的数也行，我来换算。")
        case "student":
            return _("您每个月的生活费或打工收入大概多少？")
        case "freelancer":
            return _("您平均每个月到手大概多少？时多时少的话，说个偏低的数更稳妥。")
        case _:
            return ask("monthly_income", language)


def asked_again(attempt: int, language: str) -> str:
    """What comes before a question that is asked again, each time something else."""
    _ = translator(language)
    if attempt <= 1:
        return _("没太听明白，换个问法。")
    return _("还是没对上，可以直接选下面的一项，或者照着例子说。")


def need_not_say(attempt: int, language: str) -> str:
    """The customer would rather not answer a question that must be answered."""
    _ = translator(language)
    if attempt <= 1:
        return _("不方便说也没关系，这次可以先停下（说“取消”）；说个大概也行。")
    return _(
        "这一项少了就算不出来，不勉强您：可以先停下，也可以请同事来聊。愿意说个大概的话，接着说就行。"
    )


def need_not_say_choices(language: str) -> tuple[Choice, ...]:
    """Stop, or talk to a person: the two ways out of a question nobody wants to answer."""
    _ = translator(language)
    return (choose(_("先停下"), "cancel_application"), choose(_("找人工"), "human_agent"))


def left_open(language: str) -> str:
    """A question that was not understood three times and need not be answered."""
    return translator(language)("这一项先空着，不影响往下走；想起来随时说。")


def again_please(said: str, language: str) -> str:
    """An earlier answer is given anew: what it was, before its question."""
    return translator(language)("好，重新说这一项（原来是：{said}）。", said=said)


def nothing_earlier(language: str) -> str:
    """Asked to take an answer from before where there is none."""
    return translator(language)("这一项之前还没说过，没法照着填。")


def first_question(language: str) -> str:
    """The wish to go back where nothing was asked before."""
    return translator(language)("这是第一个问题，前面还没有可以改的。")


def before_applying(language: str) -> str:
    """The wish to apply in the middle of telling the need."""
    return translator(language)("可以测。先把需要说全，才能挑对产品。")


def while_applying(language: str) -> str:
    """The wish to apply in the middle of applying."""
    return translator(language)("正在测，答完剩下的几题就有结果。")


TITLES: Mapping[str, str] = {
    "purpose": N_("用途"),
    "amount": N_("金额"),
    "term": N_("期限"),
    "age": N_("年龄"),
    "monthly_income": N_("每月到手收入"),
    "monthly_debt": N_("每月已有还款"),
    "months_in_work": N_("工作时间"),
    "card_utilisation": N_("信用卡使用"),
    "open_credit_lines": N_("信用卡和贷款笔数"),
    "real_estate_loans": N_("房贷笔数"),
    "late_payments": N_("逾期情况"),
    "late_count": N_("逾期次数"),
    "dependents": N_("供养人数"),
}


def which_one(fields: Sequence[str], language: str) -> tuple[Choice, ...]:
    """One button for each answer that may be the wrong one, in the order of the summary."""
    _ = translator(language)
    return tuple(choose(_(TITLES[name]), "change_need", field=name) for name in fields)


def heard(language: str) -> str:
    """A nod to something that was known already."""
    return translator(language)("好的。")
