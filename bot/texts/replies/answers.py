"""Answers to questions, one per intent: the answer first, then the reason, then the next step.

Facts of the lender and of the catalogue come in as ``Facts``; nothing is looked up here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.catalogue import N_, translator
from bot.texts.replies.choices import Choice, choose


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What answers may state: the lender, and the catalogue's outer limits.

    Attributes:
        lender: name as customers read it.
        phone: service number.
        hours: staffed hours, local time.
        smallest: smallest loan, yuan.
        largest: largest loan, yuan.
        longest_months: longest term.
        cost_low: lowest annualised total cost any approvable customer gets.
        cost_high: highest.
        products: how many products there are.
    """

    lender: str
    phone: str
    hours: str
    smallest: Decimal
    largest: Decimal
    longest_months: int
    cost_low: Decimal
    cost_high: Decimal
    products: int


ANSWERS: Mapping[str, str] = {
    "greet": N_("您好！想借多少、用来做什么，直接说就行。"),
    "thanks": N_("不客气。"),
    "ask_help": N_(
        "我能做这几件事：听您的需要，推荐合适的贷款并算清年化综合成本；征得您同意后测算能不能批、批多少；"
        "解释利率、还款、征信这些问题。任何时候说“人工”，就转给同事。"
    ),
    "bot_challenge": N_(
        "我是自动应答的智能助手，不是真人。算账和解释规则我来，拿不准的、您不放心的，说“人工”就由同事来。"
    ),
    "out_of_scope": N_(
        "这个我帮不上忙，我只管贷款这一件事：挑产品、算成本、测额度、答疑。其他业务可以拨打 {phone}。"
    ),
    "ask_loan_products": N_(
        "我们有 {products} 款贷款，分上班族、小店经营、种植养殖、在校教育、大额资产客户等几类，"
        "金额 {smallest}到 {largest}，最长 {longest}。告诉我用途、金额和期限，我挑出最合适的，并说清为什么。"
    ),
    "ask_rate": N_(
        "年化综合成本（利息加所有费用，按一年算）在 {cost_low} 到 {cost_high} 之间，因产品和个人情况而定，"
        "法规上限是 24%。告诉我金额和期限，我给您算到分。"
    ),
    "ask_limit": N_(
        "各产品加起来，可借 {smallest}到 {largest}；个人消费类最高 20 万元。您本人能批多少，"
        "要看收入和已有还款，做个测算就知道，不查征信。"
    ),
    "raise_limit": N_(
        "额度是按收入、已有还款和还款记录算出来的。想提高，最有效的是按时还款、先还掉一部分已有借款，"
        "收入变化后也可以重新测算。"
    ),
    "ask_eligibility": N_(
        "基本条件是：年满 18 周岁，有能说明白的收入，近两年没有严重逾期，用途合规。"
        "有的产品还要发票、营业执照或土地承包证明。做个测算就知道您符不符合。"
    ),
    "entry_not_visible": N_(
        "在这里不需要找入口或等邀请：直接说用途、金额和期限，我就能推荐和测算。其他平台的入口要问该平台客服。"
    ),
    "ask_application_status": N_(
        "在这里做测算是当场出结果的。如果您问的是已经提交的正式申请，我这里看不到，可以说“人工”或拨打 {phone} 查询。"
    ),
    "ask_decision_reason": N_(
        "我这里还没有您的测算结果。做完测算，如果没通过，我会逐条说明原因，也会告诉您改变什么能通过。"
        "别处被拒的原因，只有那家机构能解释。"
    ),
    "ask_disbursement": N_(
        "审批和签约完成后，一般 1 到 5 个工作日到账，各产品不同，推荐时我会写明。钱只打到您本人名下的银行卡。"
    ),
    "reborrow": N_(
        "可以。前一笔还清，或者还有余额度时，可以再申请，会按当时的情况重新测算。要不要现在算一笔？"
    ),
    "ask_repayment_schedule": N_(
        "还没放款的，我可以马上给您排出每期还款计划：说一下金额和期限就行。已经在还的贷款，账单我这里看不到，"
        "请说“人工”或拨打 {phone}。"
    ),
    "make_repayment": N_(
        "到期日会从您绑定的银行卡自动扣款，前一天把钱存够就行；也可以提前主动还。"
        "扣款失败时，请先看余额和卡片状态，再说“人工”，同事帮您核对。"
    ),
    "report_paid": N_(
        "谢谢告知。还款入账我这里看不到，一般当天就会更新。如果明天还显示未还，请留好凭证，说“人工”由同事核对。"
    ),
    "promise_to_pay": N_(
        "知道了。我这里还不能替您登记还款承诺，说“人工”就可以请同事记下日期。晚还会产生罚息，能先还一部分也有帮助。"
    ),
    "early_repayment": N_(
        "可以提前还，部分或全部都行，利息按实际用款天数算，不收违约金。提前还最划算的是刚开始的时候。"
    ),
    "ask_penalty_overdue": N_(
        "到期日当天没还就算逾期，逾期的本金按合同年利率的 1.5 倍以内计罚息，并且可能报送征信。"
        "快到期又紧张的话，早点说一声，比晚了再处理好。"
    ),
    "change_repayment_date": N_(
        "还款日可以申请改，一般要没有逾期才行。已经在还的贷款要同事核对后办理，说“人工”就行；新贷款可以在签约前选。"
    ),
    "change_repayment_method": N_(
        "还款方式和期数在签约前都能选。已经在还的贷款要改，需要同事重新测算，说“人工”就行。"
    ),
    "change_bank_card": N_(
        "换卡要核对本人身份，不能在聊天里办，也请不要把卡号发给我。说“人工”，同事会给您安全的办理方式。"
    ),
    "change_phone": N_(
        "换手机号要核对本人身份，不能在聊天里办，也请不要把验证码告诉任何人。说“人工”，同事会带您办。"
    ),
    "close_account": N_(
        "可以关。要先还清所有欠款，再由本人核实身份后办理。说“人工”，同事会帮您关掉并告诉您结果。"
    ),
    "settlement_certificate": N_(
        "结清之后可以开结清证明，免费。需要核对身份，说“人工”，同事会帮您开。"
    ),
    "ask_credit_report": N_(
        "在这里测算不查征信，也不留查询记录。以后正式申请时，会先征得您同意再查一次；按时还款会成为好的记录，逾期也会如实显示。"
    ),
    "privacy_data_request": N_(
        "您说的内容只用来推荐和测算，同意过的事随时能撤回，说“撤回同意”就行。要查看、更正或删除资料，"
        "说“人工”核对身份后办理。请不要在聊天里发证件号、密码或验证码。"
    ),
    "verify_message": N_(
        "小心为好：我们不会主动打电话要验证码、密码，也不会让您先交钱。收到的信息拿不准时，"
        "只拨打官方电话 {phone} 核实，不要点里面的链接。"
    ),
    "opt_out_marketing": N_("好的，记下了，不会再给您发营销消息。在这里您主动来问，我照样回答。"),
}

LANGUAGE_NAMES: Mapping[str, str] = {
    "zh_CN": "简体中文",
    "zh_Hant_TW": "繁體中文",
    "en": "English",
}


def answer(intent: str, facts: Facts, language: str) -> str:
    """The answer to a question that needs nothing about the person."""
    return translator(language)(
        ANSWERS[intent],
        phone=facts.phone,
        products=str(facts.products),
        smallest=fmt.round_money(facts.smallest, language),
        largest=fmt.round_money(facts.largest, language),
        longest=fmt.term(facts.longest_months, language),
        cost_low=fmt.percent(facts.cost_low, language),
        cost_high=fmt.percent(facts.cost_high, language),
    )


def person(language: str) -> Choice:
    """The way to a person."""
    return choose(translator(language)("找人工"), "human_agent")


def next_step(intent: str, language: str, *, need_known: bool) -> tuple[Choice, ...]:
    """What the customer can do now, as choices under the answer."""
    _ = translator(language)
    start = (
        choose(_("测测能不能批"), "prequalify")
        if need_known
        else choose(_("说说我的需要"), "discover_need")
    )
    return (person(language),) if intent in NEEDS_A_PERSON else (start, person(language))


NEEDS_A_PERSON = frozenset(
    [
        "ask_application_status",
        "make_repayment",
        "report_paid",
        "promise_to_pay",
        "ask_penalty_overdue",
        "change_repayment_date",
        "change_bank_card",
        "change_phone",
        "close_account",
        "settlement_certificate",
        "privacy_data_request",
        "verify_message",
        "opt_out_marketing",
        "out_of_scope",
    ]
)


def opening(facts: Facts, language: str) -> str:
    """The first words: a machine, what it can do, how to reach a person."""
    return translator(language)(
        "您好，我是{lender}的自动助手（不是真人）。我可以听您的需要，推荐合适的贷款，算清年化综合成本，"
        "再测测您能借多少，全程不查征信。\n\n想借多少、用来做什么？一句话说完也行。随时说“人工”，就有同事来接。",
        lender=facts.lender,
    )


def opening_choices(language: str) -> tuple[Choice, ...]:
    """Ways to begin."""
    _ = translator(language)
    return (
        choose(_("说说我的需要"), "discover_need"),
        choose(_("有哪些贷款"), "ask_loan_products"),
        person(language),
    )


def welcome_back(language: str) -> str:
    """A customer returns to a conversation."""
    return translator(language)("欢迎回来，上次说的都还在。")


def picking_up(language: str) -> str:
    """A customer writes again after a long while, in the middle of something."""
    return translator(language)("隔了一阵，先帮您接上。")


def back_to(question: str, language: str) -> str:
    """The open question again, after an answer to another one."""
    return translator(language)("回到刚才的问题：{question}", question=question)


def language_changed(language: str) -> str:
    """Said in the new language."""
    return translator(language)("好的，接下来用简体中文。")


def which_language(language: str) -> str:
    """The wish for another language without saying which."""
    return translator(language)("可以用简体中文、繁體中文或 English，您想用哪一种？")


def what_next(language: str) -> str:
    """A "yes" to nothing in particular."""
    return translator(language)("好的。接下来想看什么？")


def no_pressure(language: str) -> str:
    """A "no" is fine."""
    return translator(language)("好的，不勉强。还想看看别的，随时说。")


def need_first(language: str) -> str:
    """A question about a loan that is not described yet."""
    return translator(language)("这个要先知道用途、金额和期限才能算准。知道之后我马上给您看。")


def noted_already(language: str) -> str:
    """The customer repeats what is known."""
    return translator(language)("这些都记着呢，上面的推荐就是按这个算的。接下来想看什么？")


def going_on(language: str) -> str:
    """A customer wants to go on."""
    return translator(language)("好的，接着来。")
