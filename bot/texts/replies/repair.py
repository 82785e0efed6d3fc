"""What is said when a message was not understood."""

from collections.abc import Mapping, Sequence

from bot.texts.catalogue import N_, translator
from bot.texts.replies.choices import Choice, choose

# What each intent means, in words a customer would choose; social ones are not offered.
MEANINGS: Mapping[str, str] = {
    "discover_need": N_("想借钱"),
    "ask_loan_products": N_("问有哪些贷款"),
    "ask_rate": N_("问利率和成本"),
    "ask_limit": N_("问能借多少"),
    "raise_limit": N_("想提高额度"),
    "ask_eligibility": N_("问申请条件"),
    "prequalify": N_("测测能不能批"),
    "ask_application_status": N_("问申请进度"),
    "ask_decision_reason": N_("问没通过的原因"),
    "cancel_application": N_("停止申请"),
    "ask_disbursement": N_("问什么时候到账"),
    "reborrow": N_("想再借一笔"),
    "ask_repayment_schedule": N_("问每期还多少"),
    "make_repayment": N_("问怎么还款"),
    "report_paid": N_("告知已经还了"),
    "early_repayment": N_("想提前还款"),
    "ask_penalty_overdue": N_("问逾期和罚息"),
    "cannot_repay_hardship": N_("还款有困难"),
    "change_repayment_date": N_("想改还款日"),
    "change_repayment_method": N_("想改还款方式"),
    "change_bank_card": N_("想换银行卡"),
    "change_phone": N_("想换手机号"),
    "close_account": N_("想关闭账户"),
    "settlement_certificate": N_("要结清证明"),
    "ask_credit_report": N_("问征信"),
    "credit_education": N_("想弄懂一个词"),
    "privacy_data_request": N_("问个人信息"),
    "verify_message": N_("核实信息真假"),
    "opt_out_marketing": N_("不想再收到推销"),
    "complaint": N_("要投诉"),
    "human_agent": N_("找人工"),
}


# Meanings that are answered alike: one of them stands for both.
SAME_ANSWER: Mapping[str, str] = {
    "raise_limit": "ask_limit",
    "ask_repayment_schedule": "ask_rate",
    "reborrow": "discover_need",
    "prequalify": "discover_need",
}
TROUBLE = frozenset({"cannot_repay_hardship", "complaint", "ask_penalty_overdue"})
# What leads to a loan: never beside trouble.
SELLS = frozenset({"discover_need", "prequalify", "reborrow", "raise_limit"})


def which(language: str) -> str:
    """The first try: which of two."""
    return translator(language)(
        "没太听明白，您是想说下面哪一个？都不是的话，换个说法再讲一次就行。"
    )


def say_it_again(language: str) -> str:
    """The first try when nothing is likely."""
    return translator(language)("没太听明白，换个说法再讲一次？也可以从下面选一项。")


def which_or_answer(language: str) -> str:
    """The first try inside a form: something else was meant, or the open question was answered."""
    return translator(language)(
        "没太听明白。是想问别的事吗？点一下就行；不是的话，请换个说法回答："
    )


def meanings(intents: Sequence[str], language: str) -> tuple[Choice, ...]:
    """The likeliest meanings as choices."""
    _ = translator(language)
    return tuple(choose(_(MEANINGS[intent]), intent) for intent in intents)


def rephrase(language: str) -> str:
    """The second try: how to say it."""
    return translator(language)(
        "我还是没明白。可以这样说：“想借 5 万装修，两年还”“利息多少”“会上征信吗”。再不行，说“人工”就好。"
    )


def ways_on(language: str, *, sells: bool = True) -> tuple[Choice, ...]:
    """Where most customers want to go; only to a person where nothing may be sold."""
    _ = translator(language)
    person = choose(_("找人工"), "human_agent")
    if not sells:
        return (person,)
    return (
        choose(_("说说我的需要"), "discover_need"),
        choose(_("有哪些贷款"), "ask_loan_products"),
        person,
    )


def not_pressed(language: str) -> str:
    """The third "I would rather not say": a person, and no pressing."""
    return translator(language)("明白，您不想说，我就不再追问了，请同事来和您聊。")


def give_up(language: str) -> str:
    """The third time: a person."""
    return translator(language)("是我没理解您的意思，不让您再费口舌了，请同事来。")
