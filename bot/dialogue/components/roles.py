"""Say what an amount is about from the words beside it: loan, income, turnover, debt, expense.

Works on the normalised text; knows cue words of both languages and the clause they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LOAN, INCOME, TURNOVER = "loan", "income", "turnover"
PAYMENT, DEBT, EXPENSE = "debt_payment", "debt_total", "expense"
_INSTALMENT_OR_DEBT = "named_loan"

_CUES: dict[str, str] = {
    INCOME: """
        月薪 工资 收入 到手 年薪 薪水 薪资 薪酬 薪金 月入 年入 底薪 保底 月收 年收 挣 赚
        进账 入账 净赚 利润 毛利 净利 盈利 提成 退休金 养老金 奖金 生活费 零花钱
        收成 净落 净剩 结余 日薪 时薪 周薪 发工资 打工 拿到手 租金收入 收租 房租收入 卖粮
        卖菜 发薪 稿费 税前 税后 每月发 月发 公司发  落个 能落
        给我开 开工资 发我 take_home income salary earn earns earning earnings make makes
        making wage wages profit pension base_pay allowance stipend harvest
        take-home paycheck paycheque paid""",
    TURNOVER: """
        流水 营业额 营收 销售额 turnover revenue revenues takings""",
    LOAN: """
        借 贷 借款 贷款 周转 申请 缺 急用 放款 融资 资金 资金缺口 缺口 借个 贷个 批款 批贷
        批下来 下款 用款 借到 贷到 还差 还缺 borrow borrowing loan loans lend lending finance
        financing funding apply""",
    PAYMENT: """
        月供 每期 每月还 每个月还 月还 还款 要还 每月要还 还贷 每期还 最低还款 分期要还 按月还
        每月扣 还花呗 还信用卡 还网贷 还债 还着 还 供房 供车 repay repaying repayment
        repayments instalment instalments installment installments payment payments""",
    _INSTALMENT_OR_DEBT: """
        房贷 车贷 按揭 助学贷款 其他贷款 别的贷款 网贷 mortgage mortgages car_loan home_loan
        house_loan student_loan""",
    DEBT: """
        欠 欠款 负债 债务 外债 欠债 总欠款 未还 没还 没还清 剩余本金 还剩 余额 贷款余额 还欠
        欠着 有贷款 有网贷 有房贷 房贷还有 贷款还有 房贷还剩 贷款还剩 车贷还剩 车贷还有
        房贷余额 债 owe owes owing debt debts outstanding balance""",
    EXPENSE: """
        房租 租金 开销 花销 支出 开支 花费 伙食费 水电 学费 生活开销 日常开销 花掉 花 店租
        铺租 交租 人工成本 成本 rent spend spending expense expenses bills utilities
        groceries tuition costs
        生活费要 生活费得 生活费需要 生活费支出 生活费开支 孩子生活费
        孩子的生活费 小孩生活费 给孩子生活费 给父母生活费 给爸妈生活费 给老人生活费 给老婆生活费
        给家里生活费 交生活费 寄生活费 出生活费 付生活费 living_expenses""",
}
_WEAK: dict[str, str] = {
    LOAN: "需要 要 想 想要 用 弄 搞 拿 差 需 need want get getting require looking",
    INCOME: "拿 剩 bring pay net gross",
    PAYMENT: "供",
}
# Words that hold a cue and mean something else.
_NEUTRAL = """
        借呗 微粒贷 花呗 网商贷 借条 白条 借记卡 有钱花 借书 借口 信用贷 消费贷 经营贷
        借款额度 贷款额度 可借额度 还是 还有 还行 还可以 还没 还能 还会 还要 还想 还不 还好
        还需要 还得 花店 花卉 要不 要是 不要 只要 主要 重要 需求 用途 想法 费用 信用 用户
        用了 用掉 用去
        使用 作用 有用 不用 用不了 批发 一批 这批 批量 那批 批货 拿铁 差不多 出差 差点 搞定
        要求 还清 还完 提前还款 还款方式 还款日 还款期 贷款人 借钱 make_sure make_that
        make_it paid_off paid_back can_pay could_pay able_to_pay 能还 可以还 还得起"""
_ASIDE = "aside"
_FOLLOW_ZH = re.compile(
    r"(?:元整?|块钱|块|圆|左右|多|上下|以上|以内)?(?:钱)?(?:左右)?的?(?:个人|银行|商业)?"
)
_FOLLOW_EN = re.compile(
    r"(?:'s)?(?: (?:yuan|rmb|cny|kuai|bucks))?[ -](?:(?:a|per|each|every) (?:month|year|day) )?"
    r"(?:worth )?(?:(?:in|for|of|on|from|to|as|toward|towards|into) )?(?:(?:my|the|a|an|car|home"
    r"|house|student|monthly|personal|small|business|credit|card) ){0,2}"
)
_PRICE = re.compile(r"(?:元|块钱?|左右|上下)*的(?:二手)?(?:车|房|设备|机器|货|铺|店|手机|电脑)")
_LENDER = re.compile(r"(?:花呗|借呗|微粒贷|白条|信用卡|网贷|银行|京东|美团)(?:上|里|还有|是|有)?")
_WISHED = re.compile(
    r"最多|不超过|不要超过|别超过|控制在|能承受|可以还|能还|还得起|at most|up to|no more than"
    r"|afford"
)
_CLAUSE_END = re.compile(r"[,，。;；!！?？\n、]|\. |\b(?:but|while|whereas)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cue:
    start: int
    end: int
    role: str
    weak: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Cues:
    """The cue words and clause ends of one text, found once."""

    text: str
    words: tuple[_Cue, ...]
    ends: tuple[int, ...]

    def clause_start(self, position: int) -> int:
        """Where the clause that holds ``position`` begins."""
        return max((end for end in self.ends if end <= position), default=0)

    def clause_end(self, position: int) -> int:
        """Where the clause that holds ``position`` ends."""
        return min((end for end in self.ends if end > position), default=len(self.text))


def _pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    meaning: dict[str, tuple[str, bool]] = {}
    for weak, table in ((True, _WEAK), (False, _CUES)):
        for role, words in table.items():
            meaning |= {word.replace("_", " "): (role, weak) for word in words.split()}
    meaning |= {word.replace("_", " "): (_ASIDE, True) for word in _NEUTRAL.split()}
    ordered = sorted(meaning, key=len, reverse=True)
    parts = [rf"(?<![\w']){re.escape(w)}(?!\w)" if w.isascii() else re.escape(w) for w in ordered]
    return re.compile("|".join(parts), re.ASCII), meaning


_CUE, _MEANING = _pattern()


def find_cues(text: str, numbers: list[tuple[int, int]]) -> Cues:
    """Find the cue words of a normalised text; ``numbers`` are spans whose commas end nothing."""
    words = []
    for match in _CUE.finditer(text):
        role, weak = _MEANING[match.group()]
        if role != _ASIDE:
            words.append(_Cue(start=match.start(), end=match.end(), role=role, weak=weak))
    inside = {position for start, end in numbers for position in range(start, end)}
    ends = [m.end() for m in _CLAUSE_END.finditer(text) if m.start() not in inside]
    return Cues(text=text, words=tuple(words), ends=tuple(ends))


def role_of(
    cues: Cues,
    start: int,
    end: int,
    *,
    previous: tuple[int, str | None],
    value: Decimal,
    monthly: bool,
) -> str | None:
    """The role of the amount at ``[start, end)``.

    Args:
        cues: What :func:`find_cues` found.
        start: Where the amount begins.
        end: Behind its last character.
        previous: Where the amount before it ends, whose cues are not looked at again, and its role.
        value: The amount, to tell an instalment on a mortgage from what is left of it.
        monthly: Whether it was said per month.

    Returns:
        A role of the contract, or None when nothing beside the amount says it.
    """
    previous_end, previous_role = previous
    clause = cues.clause_start(start)
    begin = max(clause, previous_end)
    before = [cue for cue in cues.words if begin <= cue.start and cue.end <= start]
    strong = [cue for cue in before if not cue.weak]
    role = strong[-1].role if strong else _following(cues, end)
    if role == LOAN and not strong and _owned(cues, start, clause):
        role = DEBT
    if role is None and before and not _PRICE.match(cues.text, end):
        role = before[-1].role
    if role is None and _LENDER.fullmatch(cues.text, begin, start):
        role = previous_role if previous_role in {DEBT, PAYMENT} else None
    if role is None and previous_end <= clause > 0:
        role = _carried(cues, clause, previous_end)
    if role == _INSTALMENT_OR_DEBT:
        role = DEBT if value >= 30_000 and not monthly else PAYMENT
    if role == PAYMENT and _WISHED.search(cues.text[clause:start]):
        return None  # what could be paid is no debt one has
    return role


def _following(cues: Cues, end: int) -> str | None:
    """The cue that follows at once: 五万的贷款, a 35k loan, 2000 in rent."""
    starts = {match.end() for p in (_FOLLOW_ZH, _FOLLOW_EN) if (match := p.match(cues.text, end))}
    found = [cue for cue in cues.words if cue.start in starts and not cue.weak]
    return found[0].role if found else None


_OWNED = re.compile(r"(?:有|还有|have|has|got)(?: an?)? ?$")


def _owned(cues: Cues, start: int, clause: int) -> bool:
    """Whether the loan is one the customer has: 我有三十万的贷款."""
    asked = cues.text[start : cues.clause_end(start)].endswith(("吗", "么", "?"))
    return not asked and _OWNED.search(cues.text[clause:start]) is not None


def _carried(cues: Cues, clause: int, previous_end: int) -> str | None:
    """The cue of the clause before, when no amount used it: 月薪嘛,一万二."""
    before = cues.clause_start(clause - 1)
    words = [
        cue
        for cue in cues.words
        if max(before, previous_end) <= cue.start and cue.end <= clause and not cue.weak
    ]
    return words[-1].role if words else None
