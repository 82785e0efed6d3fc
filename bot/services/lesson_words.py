"""Which lesson a customer's words ask for: a table of words, the longest found decides. Pure."""

import re
from collections.abc import Mapping

# Simplified, traditional and English; English words match as whole words, with or without an s.
WORDS: Mapping[str, tuple[str, ...]] = {
    "annual_cost": (
        "年化综合成本", "年化綜合成本", "年化总成本", "年化總成本", "年化利率", "年化",
        "年利率", "实际利率", "實際利率", "名义利率", "名義利率", "综合成本", "內部報酬率",
        "内部收益率", "irr", "apr", "annual percentage rate", "annual cost", "annual rate",
        "effective rate", "nominal rate", "real interest rate", "總費用年百分率",
    ),
    "period_rates": (
        "日利率", "月利率", "日息", "月息", "万分之", "萬分之", "几厘", "幾厘", "一分利",
        "分利", "厘息", "万五", "万三", "万四", "daily rate", "daily interest", "monthly rate",
        "per day rate", "interest per day", "a day into a year", "basis points a day",
    ),
    "instalment_fee": (
        "分期手续费", "分期手續費", "手续费", "手續費", "分期费率", "分期費率", "账单分期",
        "帳單分期", "服务费率", "免息分期", "零利率", "instalment fee", "installment fee",
        "handling fee", "processing fee", "interest free instalment",
        "interest-free instalment", "interest free installment", "interest-free installment",
    ),
    "flat_interest": ("等本等息", "flat rate", "flat interest", "add-on interest"),
    "equal_instalment": (
        "等额本息", "等額本息", "本息平均", "equal instalment", "equal installment",
        "amortization", "amortisation", "amortized", "前面利息多",
    ),
    "equal_principal": (
        "等额本金", "等額本金", "本金平均", "equal principal", "equal principals",
    ),
    "interest_only": (
        "先息后本", "先息後本", "先还利息", "先還利息", "按月付息", "到期还本", "到期還本",
        "气球贷", "氣球貸", "利随本清", "利隨本清", "interest only", "interest-only", "balloon",
        "bullet loan",
    ),
    "revolving": (
        "随借随还", "隨借隨還", "循环贷", "循環貸", "循环额度", "循環額度", "循环信用",
        "循環信用", "revolving", "line of credit", "credit line", "overdraft",
    ),
    "grace_period": (
        "宽限期", "寬限期", "宽限", "寬限", "容时", "容時", "grace period", "grace",
    ),
    "penalty_interest": (
        "罚息", "罰息", "滞纳金", "滯納金", "违约金", "違約金", "逾期费", "逾期費", "延遲利息",
        "penalty interest", "late fee", "default interest", "late payment fee",
    ),
    "compound_interest": (
        "复利", "複利", "利滚利", "利滾利", "compound", "compounding", "interest on interest",
    ),
    "overdue": (
        "逾期", "连三累六", "連三累六", "呆账", "呆帳", "坏账", "壞帳", "五级分类", "五級分類",
        "overdue", "past due", "late payment", "delinquency", "delinquent", "charge-off",
        "charge off",
    ),
    "credit_report": (
        "征信报告", "徵信報告", "征信", "徵信", "聯徵", "联征", "信用报告", "信用報告",
        "信用记录", "信用紀錄", "credit report", "credit record", "credit history",
        "credit bureau", "credit file",
    ),
    "hard_inquiry": (
        "硬查询", "硬查詢", "软查询", "軟查詢", "查询记录", "查詢紀錄", "贷后管理",
        "贷款审批查询", "hard inquiry", "soft inquiry", "hard inquiries", "soft inquiries",
        "hard pull", "soft pull", "hard enquiry", "soft enquiry", "hard search", "soft search",
        "credit check",
    ),
    "many_inquiries": (
        "征信花", "徵信花", "征信会花", "花了怎么养", "多头借贷", "多頭借貸", "多头", "多頭",
        "查询多", "查询太多", "查詢太多", "too many inquiries", "too many applications",
        "many enquiries",
    ),
    "credit_score": (
        "信用分", "信用评分", "信用評分", "综合评分", "綜合評分", "芝麻分", "芝麻信用",
        "支付分", "信用等级", "信用等級", "评分低", "credit score", "fico", "credit rating",
        "score",
    ),
    "building_credit": (
        "养信用", "養信用", "养征信", "養徵信", "养好征信", "养好信用", "提高信用", "提升信用",
        "信用变好", "积累信用", "累積信用", "征信变好", "修复征信", "征信修复", "征信不好",
        "徵信不好", "洗白征信", "修复信用", "培養信用", "改善信用", "build credit",
        "build my credit", "building credit", "improve my credit", "improve credit",
        "improve your credit", "raise my score", "raise my credit score",
        "improve my credit score", "increase my credit score", "good credit", "fix my credit",
        "repair my credit", "boost my credit",
    ),
    "minimum_payment": (
        "最低还款额", "最低还款", "最低還款", "最低应还", "最低應繳", "minimum payment",
        "minimum due", "pay the minimum", "paying the minimum",
    ),
    "card_days": (
        "账单日", "帳單日", "还款周期", "還款週期", "免息期", "免息天数", "结账日", "結帳日",
        "还款日是什么意思", "账期", "billing cycle", "billing date", "statement date",
        "interest-free period", "interest free period",
    ),
    "limit": (
        "可用额度", "可用額度", "授信额度", "授信額度", "信用额度", "信用額度", "临时额度",
        "臨時額度", "授信", "credit limit", "available credit", "available limit",
    ),
    "guarantee": (
        "担保人", "擔保人", "保证人", "保證人", "担保", "擔保", "共同借款", "共借人",
        "连带责任", "連帶責任", "保人", "guarantee", "guarantor", "co-borrower", "co-signer",
        "cosigner", "co-sign", "joint borrower",
    ),
    "secured": (
        "抵押贷", "抵押貸", "抵押", "信用贷和", "信用贷", "信用貸", "质押", "質押", "无抵押",
        "無抵押", "secured loan", "unsecured loan", "secured", "unsecured", "collateral",
        "mortgage loan",
    ),
    "lpr": (
        "lpr", "贷款市场报价利率", "貸款市場報價利率", "基点", "基點", "基准利率", "基準利率",
        "loan prime rate", "prime rate", "base rate", "basis point",
    ),
    "rate_ceiling": (
        "利率上限", "最高利率", "法定利率", "高利贷", "高利貸", "利率最高", "四倍lpr", "24%",
        "36%", "usury", "legal maximum rate", "rate cap", "maximum interest rate",
        "interest cap", "loan shark",
    ),
    "early_repayment": (
        "提前还款", "提前還款", "提前结清", "提前結清", "提早还", "提早還", "early repayment",
        "prepayment", "repaying early", "paying early", "pay off early",
    ),
    "rollover": (
        "展期", "借新还旧", "借新還舊", "续贷", "續貸", "无还本续贷", "倒贷", "过桥", "過橋",
        "rollover", "roll over", "renewal of a loan", "borrow new to repay old", "bridge loan",
        "refinance", "refinancing",
    ),
    "debt_spiral": (
        "以贷养贷", "以貸養貸", "以卡养卡", "以卡養卡", "拆东墙", "拆東牆",
        "borrowing to repay", "borrow to pay", "debt spiral", "debt trap",
    ),
    "upfront_deduction": (
        "砍头息", "砍頭息", "先扣利息", "预扣利息", "預扣利息", "interest deducted upfront",
        "deducted upfront", "upfront interest",
    ),
    "loan_traps": (
        "套路贷", "套路貸", "ab合同", "ab 合同", "阴阳合同", "陰陽合同", "ab合約", "陷阱",
        "有哪些坑", "避坑", "注意什么", "注意什麼", "现金贷", "714", "loan scam", "predatory",
        "loan trap", "watch out for", "be careful about",
    ),
    "debt_ratio": (
        "负债率", "負債率", "负债比", "負債比", "收入负债", "负债收入比", "dti",
        "debt-to-income", "debt to income", "debt ratio", "dbr", "dsr",
    ),
    "settlement_certificate": (
        "结清证明", "結清證明", "清償證明", "清偿证明", "payoff letter",
        "settlement certificate", "clearance certificate", "settlement letter",
    ),
    "restructuring": (
        "债务重组", "債務重組", "协商还款", "協商還款", "停息挂账", "停息掛賬", "个性化分期",
        "个性化还款", "债务协商", "債務協商", "債務整合", "债务优化", "前置協商",
        "debt restructuring", "debt settlement", "restructuring", "debt negotiation",
        "debt relief",
    ),
    "joint_lending": (
        "助贷", "助貸", "联合贷款", "聯合貸款", "联合放款", "联合贷", "loan facilitation",
        "joint lending", "co-lending",
    ),
}  # fmt: skip

_MEANING = re.compile(
    r"什么是|什麼是|啥是|何为|何謂|是什么|是什麼|是啥|是咩|什么意思|什麼意思|啥意思|什么叫|什麼叫|咩意思|怎么理解"
    r"|解释一下|解釋一下|讲讲|講講|科普"
    r"|\bmean(?:s|ing)?\b|\bexplain\b|\bhow (?:do|does) .*\bwork|\bdefinition\b",
    re.IGNORECASE,
)
# Also how a question begins that only uses the word.
_MAYBE = re.compile(
    r"有什么区别|有什麼區別|有什么不同|原理|\bwhat(?:'s| is| are| does) (?!my\b|your\b)"
    r"|\bdifference between\b",
    re.IGNORECASE,
)


def _pattern(word: str) -> re.Pattern[str]:
    whole = rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])"
    return re.compile(whole if word.isascii() else re.escape(word))


_PATTERNS = {word: _pattern(word) for words in WORDS.values() for word in words}


def lesson_in(text: str) -> str | None:
    """The lesson whose word is in the text; of several the one with the longest word."""
    said = text.lower()
    found = [
        (len(word) if not word.isascii() else len(word) / 2, name)
        for name, words in WORDS.items()
        for word in words
        if _PATTERNS[word].search(said)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def asks_meaning(text: str) -> bool:
    """Whether the words ask what something is or how it works."""
    return _MEANING.search(text) is not None


def may_ask_meaning(text: str) -> bool:
    """Whether they ask that, unless they ask for something more definite."""
    return asks_meaning(text) or _MAYBE.search(text) is not None
