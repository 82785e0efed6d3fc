"""Say what a span of time is: the loan's term, time at work (tenure), a late payment (delay).

Knows the words beside a span in both languages; how long the span is has been read elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.components.entity import Candidate, blocked
from bot.dialogue.components.vocabulary import any_of, compiled

TENURE, DELAY = "tenure", "delay"
_LATE = (
    r"(?:逾期|拖欠|拖(?!拉|车)|(?<![今昨明每当早夜傍])晚(?![上饭点安会])|(?<![推延])迟(?![早到])"
    r"|超期|过期|延误|(?:超过|过了|超了?)还款日期?)[还交付]?款?"
)
# Every word here begins and ends in its own way, so that there is one way only to match a text.
_BETWEEN = (
    r"(?:[,、:; 了过得的就才只有是那都快近小好在]|[一二两三四五六七八九十几\d]{1,3}[次回]|大概"
    r"|大约|约|差不多|不到|不足|不满|不?超过|没超过|没到|最多|最长|最久|最晚|顶多|也就|时间|天数|可能"
    r"|应该|估计|将近|接近|至少|整整|每次|其中|记录)*"
)
_LATE_BEFORE = re.compile(rf"{_LATE}(?P<between>{_BETWEEN})$")
_LATE_BEFORE_ENGLISH = re.compile(
    r"\b(?:late|overdue|behind|past due|delayed|delinquent|in arrears"
    r"|missed (?:an? |one |the |my )?payments?)\b(?P<between>(?:[ ,:]|(?:by|for|about|around"
    r"|once|twice|only|just|maybe|roughly|nearly|almost|up to|at most|less than|more than|under"
    r"|over|it was|the longest|longest|was|is|they were"
    r"|(?:one|two|three|a few|\d) times?|each time|on (?:a|one) payment|all)\b)*)$",
    re.ASCII,
)
_LATE_AFTER = re.compile(
    r"(?:左右|上下|的样子)?(?:的(?:逾期|延误)|逾期(?=$|[,，。;；!])"
    r"|(?:都|还|一直)?[没未]有?还(?![清完])|之?后?才[还交补])"
    r"| (?:or (?:so|more) |at (?:most|worst) )?(?:late\b(?! fee)|overdue|behind"
    r"|past[- ](?:the )?due|delinquent|in arrears|delay\b|of delay|after (?:the )?due)"
)
_DENIED = re.compile(
    r"(?:没有?|[从未无不]|(?<![特分])别|没有过|\b(?:never|not|no|n't)(?: been| once)?) ?$"
)
_ASKING = re.compile(r" ?(?:内|[会就算要才上可能有是没]|还?[行好]|[^,。;!]{0,6}[吗呢?])")
_WINDOW = 48
_NOT_A_TERM_AFTER = compiled(
    "(?:之|以)?前 _?ago (?:之|以)?后(?!还|一次"
    "|归) _later 的?流水 的?账单 的?工资单 的?利率 的?存款 的?记录"
    " 的?征信 的?经验 的?社保 的?公积金 的?历史 的?基金 _old -old 过去 免息"
)
_NOT_A_TERM_BEFORE = re.compile(
    any_of(
        "逾期 超时 超期 延迟 推迟 延期 哪 同 某 超过还款日 拖 拖欠 晚 迟 晚还 迟还 等 等待 审核 "
        "审批 (?<!超)过 提前 免息 近 最近 "
        "过去 每 "
        "第 还了 已还",
        "剩 还有 还剩 剩余 用了 的 头 前 后 开通 开通了 关了 存 存了 这 overdue late past last "
        "waited every each",
    )
    + r"了?(?:的|约|大概)? ?$"
)
_ONE = frozenset({"一年", "一个月", "一天", "一季", "一周"})
_RATE_AFTER = re.compile(
    r"(?:大概|差不多)?(?:能|可以|就|才|也就)?(?:收[一二两三四\d]|种[一二两三四\d]|[一二两三四五\d][季茬批]|出[栏货]|收成"
    r"|产|挣|赚|卖|开支|花|进账|流水)"
)
_TENURE_BEFORE = re.compile(
    any_of(
        "工作 上班 入职 在职 开店 经营 营业 从业 成立 注册 创业 打工 工龄 毕业 干了 做了 开了 "
        "种了 养了 跑了",
        "干 种地 种田 养殖 做生意 开业 缴了 交了 worked working been employed running run "
        "farming business job there",
    )
    + r"[^,，。;；!?\n]{0,24}$"
)
_TENURE_AFTER = compiled(
    "多?半?了 左右了 的?工龄 的?店龄 老店 的?老员工 的?驾龄 _in_business _of_experience _now "
    "_already"
)
_BORROW_BEFORE = re.compile(
    any_of(
        "借 贷 分 还 期限 期 用 周转 打算 准备 计划 想 要 成 变 改 最长 最多 只有 over repay "
        "pay_back term",
        "borrow loan",
    )
    + r"[^,，。;；!?\n]{0,14}$"
)


def delays(text: str, start: int, end: int, *, unit: str) -> bool:
    """Whether the span says how late a payment was: 拖了四十天, 35 days late."""
    if _LATE_AFTER.match(text, end):
        return True
    late = _late_before(text, start)
    if late is None or _denied(late):
        return False
    # 逾期过,24期: a new clause in the units of loans is about the loan.
    return not ("," in late["between"] and unit in {"instalment", "year"})


def _late_before(text: str, start: int) -> re.Match[str] | None:
    before = text[max(0, start - _WINDOW) : start]
    return _LATE_BEFORE.search(before) or _LATE_BEFORE_ENGLISH.search(before)


def _denied(late: re.Match[str]) -> bool:
    return _DENIED.search(late.string[: late.start()]) is not None


def asks(text: str, end: int) -> bool:
    """Whether the span is asked about rather than stated: 逾期几天会怎样."""
    return _ASKING.match(text, end) is not None


def with_role(text: str, candidate: Candidate, *, unit: str) -> Candidate:
    """The span with its role, or blocked when no term is meant by it."""
    start, end = candidate.start, candidate.end
    if delays(text, start, end, unit=unit):
        return replace(candidate, role=DELAY, priority=6)
    late = _late_before(text, start)
    if late is not None and _denied(late) and "," not in late["between"]:
        return blocked(start, end, priority=2)  # 没有逾期超过30天的
    before = text[max(0, start - 30) : start]
    if _NOT_A_TERM_AFTER.match(text, end) or _NOT_A_TERM_BEFORE.search(before):
        return blocked(start, end, priority=2)
    borrowed = _BORROW_BEFORE.search(before) is not None
    single = text[start:end] in {"一天", "一期", "1天", "1期", "a day", "one day", "一日"}
    if single and not borrowed:
        return blocked(start, end, priority=2)
    if text[start:end] in _ONE and _RATE_AFTER.match(text, end):
        return blocked(start, end, priority=2)  # 一年出栏两批
    passed = _TENURE_AFTER.match(text, end) or _TENURE_BEFORE.search(before)
    if passed and not borrowed:
        if unit in {"year", "month"}:
            return replace(candidate, role=TENURE)
        return blocked(start, end, priority=2)
    return candidate
