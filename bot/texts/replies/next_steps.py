"""What the customer can do after an answer: three buttons at most, never a sale after trouble."""

from collections.abc import Iterable, Mapping

from bot.texts.catalogue import N_, translator
from bot.texts.replies import lessons
from bot.texts.replies.choices import Choice, choose

# "start" is the need, the check where the need is known, or the plan after the check.
_DEFAULT = ("start", "person")
_PERSON = ("person",)
STEPS: Mapping[str, tuple[str, ...]] = {
    "greet": ("start", "products", "person"),
    "ask_help": ("start", "products", "person"),
    "ask_loan_products": ("start", "rate", "person"),
    "ask_rate": ("start", "lesson:annual_cost", "person"),
    "raise_limit": ("lesson:building_credit", "start", "person"),
    "ask_eligibility": ("start", "products", "person"),
    "ask_eligibility.no_income": _PERSON,
    "ask_application_status": _PERSON,
    "ask_disbursement.missing": _PERSON,
    "ask_disbursement.failed": _PERSON,
    "ask_repayment_schedule": ("start", "person"),
    "ask_repayment_schedule.owed": _PERSON,
    "ask_repayment_schedule.amount_changed": _PERSON,
    "ask_repayment_schedule.contract": _PERSON,
    "ask_repayment_schedule.due_day": _PERSON,
    "make_repayment": ("penalty", "person"),
    "make_repayment.part": ("hardship", "person"),
    "make_repayment.missed": ("penalty", "person"),
    "report_paid": _PERSON,
    "promise_to_pay": ("hardship", "penalty", "person"),
    "early_repayment": ("lesson:early_repayment", "person"),
    "ask_penalty_overdue": ("hardship", "lesson:overdue", "person"),
    "ask_penalty_overdue.collection": ("hardship", "complaint", "person"),
    "change_repayment_date": _PERSON,
    "change_repayment_date.later": ("hardship", "person"),
    "change_repayment_method.running": _PERSON,
    "change_bank_card": _PERSON,
    "change_phone": _PERSON,
    "close_account": _PERSON,
    "settlement_certificate": ("lesson:settlement_certificate", "person"),
    "ask_credit_report.closing": _PERSON,
    "ask_credit_report.overdue": ("lesson:overdue", "lesson:credit_report", "person"),
    "ask_credit_report": ("lesson:credit_report", "lesson:hard_inquiry", "person"),
    "privacy_data_request": ("withdraw", "person"),
    "verify_message": _PERSON,
    "opt_out_marketing": _PERSON,
    "out_of_scope": ("start", "person"),
    "out_of_scope.hours": _PERSON,
    "out_of_scope.lost_card": _PERSON,
    "out_of_scope.login": _PERSON,
    "out_of_scope.card": _PERSON,
    "out_of_scope.deposit": _PERSON,
    "out_of_scope.invest": _PERSON,
    "out_of_scope.transfer": ("verify", "person"),
    "out_of_scope.exchange": _PERSON,
    "out_of_scope.insurance": _PERSON,
    "out_of_scope.property": _PERSON,
    "out_of_scope.orders": _PERSON,
    "out_of_scope.business": _PERSON,
}
# A step: its title and the intent it means.
TITLES: Mapping[str, tuple[str, str]] = {
    "check": (N_("测测能不能批"), "prequalify"),
    "need": (N_("说说我的需要"), "discover_need"),
    "plan": (N_("看还款计划"), "ask_repayment_schedule"),
    "products": (N_("有哪些贷款"), "ask_loan_products"),
    "rate": (N_("看利率和成本"), "ask_rate"),
    "penalty": (N_("晚还会怎样"), "ask_penalty_overdue"),
    "hardship": (N_("还款有困难"), "cannot_repay_hardship"),
    "complaint": (N_("要投诉"), "complaint"),
    "withdraw": (N_("撤回同意"), "withdraw_consent"),
    "verify": (N_("核实信息真假"), "verify_message"),
    "person": (N_("找人工"), "human_agent"),
}
# Where a loan begins or is chosen: not offered to somebody in trouble.
SELLING = frozenset(
    {
        "ask_limit",
        "ask_loan_products",
        "ask_rate",
        "change_need",
        "choose_product",
        "discover_need",
        "prequalify",
        "raise_limit",
        "reborrow",
    }
)


def person(language: str) -> Choice:
    """The way to a person."""
    return _step("person", language)


def next_step(
    intent: str, language: str, *, need_known: bool, case: str = "", decided: bool = False
) -> tuple[Choice, ...]:
    """What the customer can do now, as choices under the answer.

    Args:
        intent: what was answered.
        language: a supported language.
        need_known: whether enough is known to check whether they can borrow.
        case: the particular question, "" for the general one.
        decided: they have been checked, so that the plan is what comes next.
    """
    steps = STEPS.get(f"{intent}.{case}") or STEPS.get(intent, _DEFAULT)
    start = "plan" if decided else "check" if need_known else "need"
    return tuple(_step(start if step == "start" else step, language) for step in steps)


def without_sale(choices: Iterable[Choice], language: str) -> tuple[Choice, ...]:
    """The same choices without those that lead to a loan; a person is always among them."""
    kept = tuple(one for one in choices if one.intent not in SELLING)
    return kept if any(one.intent == "human_agent" for one in kept) else (*kept, person(language))


def _step(step: str, language: str) -> Choice:
    kind, _colon, name = step.partition(":")
    if kind == "lesson":
        return lessons.choices((name,), language)[0]
    title, intent = TITLES[kind]
    shown = translator(language)(title)
    return (
        choose(shown, intent, topic="schedule_detail") if kind == "plan" else choose(shown, intent)
    )
