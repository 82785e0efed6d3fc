"""The result of a pre-qualification: straight, kind, with true reasons and what would change it."""

from typing import Any

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from bot.texts.replies import plan, reasons
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.labels import METHODS, label
from bot.texts.replies.reasons import ProductNames
from scoring.changes import Change
from scoring.decision import Decision
from scoring.judgement import Outcome
from scoring.products import Method

MOST_CHANGES = 3


def result(decision: Decision, language: str, names: ProductNames) -> str:
    """The result first, then the reasons, then what the customer can do."""
    match decision.outcome:
        case Outcome.APPROVE:
            return _approved(decision, language, names)
        case Outcome.REFER:
            return _referred(decision, language, names)
        case Outcome.DECLINE:
            return _declined(decision, language, names)


def _approved(decision: Decision, language: str, names: ProductNames) -> str:
    _ = translator(language)
    sheet, schedule = decision.cost_sheet, decision.schedule
    if sheet is None or schedule is None or decision.amount is None or decision.annual_rate is None:
        raise ValueError("an approval without a price is no offer")
    first, last = schedule.instalments[0], schedule.instalments[-1]
    head = _(
        "初步可以批：{product}，{amount}，{term}，{method}。",
        product=names(sheet.product_id),
        amount=fmt.round_money(decision.amount, language),
        term=fmt.term(decision.months, language),
        method=label(METHODS, decision.method, language),
    )
    if decision.reasons and decision.reasons[0].code.startswith("reduced_"):
        head += _("（{why}）", why=reasons.sentence(decision.reasons[0], language, names))
    price = _(
        "年化综合成本 {cost}，年利率 {rate}。{payments}，最后一期在 {last_due}。",
        cost=fmt.percent(sheet.annual_cost_nominal, language),
        rate=fmt.percent(decision.annual_rate, language),
        payments=_payments(decision.method, first.payment, last.payment, language),
        last_due=fmt.date(last.due, language),
    )
    limit = ""
    if decision.limit is not None and decision.limit.amount > decision.amount:
        limit = _(
            "按您的情况，这款最多可以批到 {limit}；够用就好，不必借满。",
            limit=fmt.round_money(decision.limit.amount, language),
        )
    valid = ""
    if decision.valid_until is not None:
        valid = _(
            "这个结果保留到 {date}。没有查征信；正式申请时会再征得您同意并核实资料，核实不一致时结果可能会变。",
            date=fmt.date(decision.valid_until, language),
        )
    return "\n\n".join([head + "\n" + price + limit, plan.cost_sheet(sheet, language), valid])


def _payments(method: Method, first: Any, last: Any, language: str) -> str:
    _ = translator(language)
    paid_first, paid_last = fmt.money(first, language), fmt.money(last, language)
    match method:
        case Method.BULLET:
            return _("到期一次还 {last}", last=paid_last)
        case Method.INTEREST_ONLY:
            return _("每月先还利息 {first}，最后一期还 {last}", first=paid_first, last=paid_last)
        case Method.EQUAL_PRINCIPAL:
            return _("首月还 {first}，逐月减少，末月 {last}", first=paid_first, last=paid_last)
        case Method.EQUAL_INSTALMENT | Method.FLAT_INTEREST:
            return _("每月还 {first}（末月 {last}）", first=paid_first, last=paid_last)


def _referred(decision: Decision, language: str, names: ProductNames) -> str:
    _ = translator(language)
    return "\n\n".join(
        part
        for part in (
            _("这笔我不能直接给结果，要请同事人工看一下。"),
            why(decision, language, names),
            what_would_help(decision, language),
        )
        if part
    )


def _declined(decision: Decision, language: str, names: ProductNames) -> str:
    _ = translator(language)
    return "\n\n".join(
        part
        for part in (
            _("很抱歉，按现在的情况，这笔批不了。这不是对您个人的评价，也不会留下征信记录。"),
            why(decision, language, names),
            what_would_help(decision, language)
            or _("情况有变化后（比如还掉一部分欠款、收入提高）可以再来测，没有次数限制。"),
            _("您有权要求人工复核这个结果，说“人工”就行。"),
        )
        if part
    )


def why(decision: Decision, language: str, names: ProductNames) -> str:
    """The exact reasons, four at most."""
    if not decision.reasons:
        return ""
    _ = translator(language)
    listed = "\n".join(
        f"· {reasons.sentence(one, language, names)}" for one in decision.reasons[:4]
    )
    return _("原因：") + "\n" + listed


def what_would_help(decision: Decision, language: str) -> str:
    """The smallest changes that would turn the result; each was decided again by the core."""
    _ = translator(language)
    if decision.changes:
        listed = "\n".join(f"· {_change(one, language)}" for one in decision.changes[:MOST_CHANGES])
        head = (
            _("做到这一条，就可以批：")
            if len(decision.changes) == 1
            else _("下面任何一条做到，就可以批：")
        )
        return head + "\n" + listed
    if decision.joint_changes:
        both = _("，并且").join(
            reasons.change_sentence(one.code, one.params, language)
            for one in decision.joint_changes
        )
        return _("如果{both}，就可以批。", both=both)
    return ""


def _change(change: Change, language: str) -> str:
    _ = translator(language)
    text = reasons.change_sentence(change.code, change.params, language)
    if change.code == "change_amount":
        return text
    return _(
        "{change}（可批 {amount}）", change=text, amount=fmt.round_money(change.amount, language)
    )


def explained(decision: Decision, language: str, names: ProductNames) -> str:
    """The reasons of the last decision, when the customer asks again."""
    _ = translator(language)
    if decision.outcome is Outcome.APPROVE and not decision.reasons:
        return _("上次测算是可以批的，没有不利的原因。")
    parts = (why(decision, language, names), what_would_help(decision, language))
    return "\n\n".join(part for part in parts if part)


def choices_after(decision: Decision, language: str) -> tuple[Choice, ...]:
    """What can be done with the result."""
    _ = translator(language)
    person = choose(_("找人工"), "human_agent")
    if decision.outcome is Outcome.APPROVE:
        return (
            choose(_("看还款计划"), "ask_repayment_schedule", topic="schedule_detail"),
            choose(_("改金额再算"), "change_need", field="amount"),
            choose(_("改期限再算"), "change_need", field="term"),
            person,
        )
    return (
        choose(_("改金额再算"), "change_need", field="amount"),
        choose(_("改期限再算"), "change_need", field="term"),
        person,
    )


def card(decision: Decision, language: str, names: ProductNames) -> dict[str, Any]:
    """The result as plain JSON: an offer with plan and cost sheet, or reasons and changes."""
    shown: dict[str, Any] = {
        "type": "decision",
        "outcome": str(decision.outcome),
        "reasons": [
            {"code": one.code, "text": reasons.sentence(one, language, names)}
            for one in decision.reasons
        ],
        "changes": [
            {"code": one.code, "text": reasons.change_sentence(one.code, one.params, language)}
            for one in (*decision.changes, *decision.joint_changes)
        ],
        "digest": decision.inputs_digest,
    }
    sheet, schedule = decision.cost_sheet, decision.schedule
    if sheet is None or schedule is None:
        return shown
    return shown | {
        "type": "offer",
        "offer": {
            "product": sheet.product_id,
            "name": names(sheet.product_id),
            "amount": str(decision.amount),
            "limit": str(decision.limit.amount) if decision.limit else None,
            "months": decision.months,
            "method": str(decision.method),
            "annual_rate": str(decision.annual_rate),
            "annual_cost": plan.plain(sheet.annual_cost_nominal),
            "disbursed": schedule.disbursed.isoformat(),
            "first_payment": str(schedule.instalments[0].payment),
            "last_payment": str(schedule.instalments[-1].payment),
            "total_cost": str(sheet.total_cost),
            "valid_until": decision.valid_until.isoformat() if decision.valid_until else None,
        },
        "instalments": plan.instalment_rows(schedule),
        "cost_sheet": plan.sheet_card(sheet),
    }
