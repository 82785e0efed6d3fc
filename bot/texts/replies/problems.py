"""What is said when a value cannot be taken or something broke: what is wrong, what to say instead."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.catalogue import N_, translator
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.labels import PURPOSES, label

PROBLEMS: Mapping[str, str] = {
    "purpose_forbidden": N_(
        "这笔钱如果用于{purpose}，我们不能借：监管规定个人贷款不得用于买房、炒股投资、博彩或转借他人。"
        "如果还有别的用途，比如装修、进货、看病，告诉我就行。"
    ),
    "amount_vague": N_("没关系，先说个大概的数就行，比如“5 万左右”。之后随时能改。"),
    "amount_foreign": N_("我们只借人民币。请按人民币说个数，比如“5 万”。"),
    "amount_not_positive": N_(
        "金额要大于 0 才能算，刚才听到的是 {value}。请再说一次想借多少，比如“5 万”。"
    ),
    "amount_too_large": N_(
        "{value}超过了我们能借的上限，单人最多 {largest}。请说一个不超过它的数；"
        "如果确实需要更多，可以说“人工”请同事一起想办法。"
    ),
    "amount_too_small": N_("{value}低于我们能借的下限 {smallest}。请说一个不低于它的数。"),
    "term_not_positive": N_("期限至少要 1 个月，刚才听到的是“{text}”。打算几个月或几年还清？"),
    "term_too_long": N_(
        "“{text}”太长了，我们的贷款最长 {longest}。请说一个不超过它的期限，比如“两年”。"
    ),
    "term_vague": N_(
        "没关系，先说个大概的时间就行，比如“一年”或“两年”：时间越长每月还得越少，总利息越多，多久都能再改。"
    ),
    "age_implausible": N_("年龄听着像是 {value} 岁，可能打错了。请再说一次周岁，比如“35”。"),
    "age_too_young": N_(
        "按规定，未满 {adult} 周岁不能借款，这里听到的是 {value} 岁。如果打错了，请再说一次周岁；"
        "如果确实未成年，需要用钱请和家人商量，我没法为您办理。"
    ),
    "age_too_old": N_(
        "{value} 岁超过了我们线上能办的年龄上限 {oldest} 岁。如果打错了，请再说一次周岁；"
        "否则可以说“人工”，请同事看看别的办法。"
    ),
    "age_rough": N_("大概的岁数还不够，请说一个准数的周岁，比如“32”。"),
    "income_gross": N_(
        "听着 {value}是税前的。这里要到手的数：扣掉社保、公积金和税以后，每月拿到多少？大概就行，比如“8000”。"
    ),
    "income_negative": N_(
        "收入不能是负数，刚才听到的是 {value}。如果最近亏本，就说 0；否则说每月到手多少，比如“8000”。"
    ),
    "income_too_large": N_(
        "每月 {value}听着像是多打了几个零。请再说一次每月到手多少；确实这么多的话，说“人工”由客户经理来办。"
    ),
    "debt_negative": N_(
        "每月要还的钱不能是负数，刚才听到的是 {value}。没有就说“没有”，有的话说个数，比如“2000”。"
    ),
    "debt_total_not_monthly": N_(
        "您说的是一共欠多少。这里要的是每个月一共要还多少，房贷、车贷、信用卡都算上，比如“每月还 3000”。"
    ),
    "tenure_implausible": N_("这个时间太长了，可能打错了。请说做了多久，比如“三年”或“8 个月”。"),
    "share_implausible": N_("用掉的比例一般在 0 到 100% 之间。请再说一次，比如“三成”或“30%”。"),
    "count_implausible": N_("{value} 这个数不太像，最多按 {most} 算。请再说一次个数，比如“2”。"),
    "what_is_wrong": N_("好，哪一项不对？点下面的一项，或者直接说正确的，比如“月收入是一万二”。"),
}

# After a "no" to a doubt: what to say instead.
PROBLEMS_AFTER_NO: Mapping[str, str] = {
    "not_amount_in_ten_thousands": N_("好，那想借多少？请带上单位说，比如“5 万”或“8000 元”。"),
    "not_term_in_years": N_("好，那打算多久还清？请带上单位说，比如“6 个月”或“两年”。"),
    "not_income_in_thousands": N_("好，那每个月到手多少？请说完整的数，比如“8000 元”。"),
    "not_debt_exceeds_income": N_(
        "好，哪个数不对？直接说正确的就行，比如“月收入是一万二”或“每月还 3000”。"
    ),
}

# Two answers that cannot both be true: asked about once, before anything is decided on them.
CONTRADICTIONS: Mapping[str, str] = {
    "more_homes_than_loans": N_(
        "房贷的笔数比信用卡和贷款加起来还多，这两个数都对吗？房贷也要算在总笔数里。说错了就直接说正确的。"
    ),
    "card_without_line": N_(
        "前面说信用卡用了一部分额度，这里又说一笔信用卡和贷款都没有，这两个都对吗？"
        "有信用卡的话，每张算一笔。说错了就直接说正确的。"
    ),
    "payments_without_line": N_(
        "前面说每月有要还的钱，这里又说一笔信用卡和贷款都没有，这两个都对吗？说错了就直接说正确的。"
    ),
    "home_loan_without_payments": N_(
        "有房贷，前面又说每个月没有要还的钱，这两个都对吗？每月的房贷也要算进去，说错了就直接说正确的。"
    ),
    "loans_without_payments": N_(
        "没有信用卡，那这些都是贷款，前面又说每个月没有要还的钱，这几个都对吗？说错了就直接说正确的。"
    ),
}
NOT_BOTH_TRUE = frozenset(f"not_{code}" for code in CONTRADICTIONS)
WHICH_ONE = N_("好，哪个不对？点下面的一项，或者直接说正确的。")

DOUBTS: Mapping[str, str] = {
    "for_someone_else": N_(
        "这笔钱是您自己用、自己还吗？贷款只能借给本人用：替别人借、用您的名字借给别人，监管不允许，对方不还也要由您来还。"
    ),
    "amount_in_ten_thousands": N_("是 {value}吗？"),
    "term_in_years": N_("是 {value} 年吗？"),
    "income_in_thousands": N_("是每月 {value}吗？"),
    "debt_exceeds_income": N_(
        "您每月要还 {value}，比每月收入 {income}还多。这两个数都对吗？说错了就直接说正确的。"
    ),
}

_MONEY_PARAMS = frozenset({"largest", "smallest", "income"})
_MONEY_VALUE_CODES = frozenset(
    {"amount_in_ten_thousands", "income_gross", "income_in_thousands", "amount_not_positive", "amount_too_large", "amount_too_small", "income_negative",
     "income_too_large", "debt_negative", "debt_exceeds_income"}
)  # fmt: skip


def problem(code: str, params: Mapping[str, str], language: str) -> str:
    """The sentence for a value that cannot be taken."""
    if code in NOT_BOTH_TRUE:
        return translator(language)(WHICH_ONE)
    text = PROBLEMS_AFTER_NO.get(code) or PROBLEMS[code]
    return translator(language)(text, **_spoken(code, params, language))


def doubt(code: str, params: Mapping[str, str], language: str) -> str:
    """The question that confirms what was probably meant."""
    text = CONTRADICTIONS.get(code) or DOUBTS[code]
    return translator(language)(text, **_spoken(code, params, language))


def not_for_others(language: str) -> str:
    """The money is for somebody else: why not, and what both can do."""
    return translator(language)(
        "这种情况我们不能借：贷款要本人申请、本人用、本人还，用您的名字替别人借，监管不允许，出了问题也是您来还。"
        "\n\n让对方用自己的名义来问我就行。您自己要用钱的话，直接说用途和金额。"
    )


def doubt_choices(code: str, language: str) -> tuple[Choice, ...]:
    """Yes and no."""
    _ = translator(language)
    if code == "for_someone_else":
        return (choose(_("是，我自己用"), "affirm"), choose(_("不是，给别人用"), "deny"))
    if code in CONTRADICTIONS:
        return (choose(_("都对"), "affirm"), choose(_("有说错的"), "deny"))
    return (choose(_("对"), "affirm"), choose(_("不对，我重新说"), "deny"))


def _spoken(code: str, params: Mapping[str, str], language: str) -> dict[str, str]:
    spoken = dict(params)
    for name, value in params.items():
        if name in _MONEY_PARAMS or (name == "value" and code in _MONEY_VALUE_CODES):
            spoken[name] = _amount(value, language)
        elif name == "longest":
            spoken[name] = fmt.term(int(value), language)
        elif name == "purpose":
            spoken[name] = label(PURPOSES, value, language)
    return spoken


def _amount(value: str, language: str) -> str:
    return fmt.round_money(Decimal(value).quantize(fmt.CENT), language)


def apology(language: str) -> str:
    """Something on our side failed; nothing the customer said is lost."""
    return translator(language)(
        "抱歉，我这边刚才出了点问题，没能把这一步算完。您说的都记下了，可以过一会儿再发一次，或者说“人工”请同事来帮您。"
    )


def apology_choices(language: str) -> tuple[Choice, ...]:
    """The way to a person."""
    return (choose(translator(language)("找人工"), "human_agent"),)


def storage_apology(phone: str, language: str) -> str:
    """The database did not take the message; it is kept aside."""
    return translator(language)(
        "抱歉，这边暂时存不下您的消息。这句话我先留着，恢复后接着处理；着急的话请拨打 {phone}，或者稍后说“人工”。",
        phone=phone,
    )


def bot_unavailable(phone: str, language: str) -> str:
    """Whoever answers does not answer; the message is stored."""
    return translator(language)(
        "抱歉，我这边暂时答不上来。您这句话已经记下，请过一会儿再发一次；着急的话请拨打 {phone}，或者说“人工”。",
        phone=phone,
    )


def identifiers_hidden(kinds: Collection[str], language: str) -> str:
    """What was taken out of a message, and why; empty when nothing was."""
    _ = translator(language)
    if "secret" in kinds:
        return _("我们从不在聊天里要密码或验证码，也请不要告诉任何人。刚才的内容我没有保存。")
    if kinds:
        return _(
            "您消息里的证件号、卡号、手机号或邮箱我没有保存。测算用不到这些，请不要在聊天里发。"
        )
    return ""


def empty_message(language: str) -> str:
    """A message without any words."""
    return translator(language)(
        "我没看到文字内容。请用一句话说说您的需要，比如“想借 3 万装修，分一年还”。"
    )


def too_long(limit: int, language: str) -> str:
    """A message longer than can be read carefully."""
    return translator(language)(
        "这条消息太长了，我一次最多读 {limit} 个字。请挑最要紧的说一两句。", limit=limit
    )


def unreadable(language: str) -> str:
    """A message of signs or emoji only."""
    return translator(language)(
        "我看得懂中文和英文。请用一句话说说您的需要，比如“想借 3 万装修，分一年还”。"
    )


def said_again(text: str, language: str) -> str:
    """The same answer a second time in a row: said openly, never as if it were new."""
    return translator(language)("还是刚才说的：") + text
