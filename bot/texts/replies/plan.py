"""Repayment plans and cost sheets in words and as plain JSON."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.texts import formatting as fmt
from bot.texts.catalogue import N_, translator
from scoring.cost_sheet import CostBasis, CostLine, CostSheet, build_cost_sheet
from scoring.option import Option
from scoring.schedule import Schedule

SHOWN_ROWS = 3

MANNERS: Mapping[str, str] = {
    "at_disbursement": N_("放款时一次收"),
    "financed": N_("计入贷款本金一起还"),
    "per_instalment": N_("随每期还款收"),
    "at_maturity": N_("到期时收"),
}


def sheet_of(option: Option) -> CostSheet:
    """The cost sheet of a recommended option."""
    return build_cost_sheet(option.product, option.schedule)


def rows(schedule: Schedule, annual_cost: Decimal, language: str) -> str:
    """The annual cost, then the first instalments and the last one, with dates."""
    _ = translator(language)
    shown = list(schedule.instalments[:SHOWN_ROWS])
    rest = len(schedule.instalments) - SHOWN_ROWS - 1
    lines = [
        row_line(
            number=row.number,
            due=row.due,
            payment=row.payment,
            principal=row.principal,
            interest=row.interest,
            language=language,
        )
        for row in (*shown, *schedule.instalments[SHOWN_ROWS:][-1:])
    ]
    if rest > 0:
        lines.insert(SHOWN_ROWS, translator(language).ngettext(
            "……中间 {count} 期", "……中间 {count} 期", rest))  # fmt: skip
    head = _(
        "年化综合成本 {cost}。若今天放款，还款计划是这样（共 {count} 期，总共还 {total}，息费 {fees}）：",
        cost=fmt.percent(annual_cost, language),
        fees=fmt.money(schedule.total_cost, language),
        count=str(len(schedule.instalments)),
        total=fmt.money(schedule.total_payment, language),
    )
    return "\n".join([head, *lines])


def row_line(
    *,
    number: int,
    due: dt.date,
    payment: Decimal,
    principal: Decimal,
    interest: Decimal,
    language: str,
) -> str:
    """One instalment as a line of the plan."""
    return translator(language)(
        "第 {number} 期 {due}：还 {payment}（本金 {principal}，利息 {interest}）",
        number=str(number),
        due=fmt.date(due, language),
        payment=fmt.money(payment, language),
        principal=fmt.money(principal, language),
        interest=fmt.money(interest, language),
    )


def cost_sheet(sheet: CostSheet, language: str) -> str:
    """The sheet the law asks for: every charge, the annual cost, what default would cost."""
    _ = translator(language)
    lines = [_line(line, language) for line in sheet.lines]
    default = [
        _(
            "· 逾期罚息：按年 {rate} 对逾期本金计收，由{payee}收取；例如 {principal}逾期 {days} 天，约 {amount}",
            rate=fmt.percent(line.standard, language),
            payee=_(line.payee),
            principal=fmt.money(line.example_principal, language),
            days=str(line.example_days),
            amount=fmt.money(line.example_amount, language),
        )
        for line in sheet.default_lines
    ]
    return "\n".join(
        [
            _("综合融资成本明示"),
            _("· 年化综合成本 {cost}（含全部息费；按复利折算为 {effective}）",
              cost=fmt.percent(sheet.annual_cost_nominal, language),
              effective=fmt.percent(sheet.annual_cost_effective, language)),
            _("· 本金 {principal}，到期共还 {total}，其中息费 {cost}",
              principal=fmt.money(sheet.principal, language),
              total=fmt.money(sheet.total_payment, language),
              cost=fmt.money(sheet.total_cost, language)),
            *lines,
            *default,
            _("除以上所列，没有其他任何收费。"),
        ]
    )  # fmt: skip


def _line(line: CostLine, language: str) -> str:
    _ = translator(language)
    if line.basis is CostBasis.ANNUAL_RATE:
        standard = _("年利率 {rate}", rate=fmt.percent(line.standard, language))
    elif line.basis is CostBasis.SHARE_OF_PRINCIPAL:
        standard = _("每次按本金的 {rate}", rate=fmt.percent(line.standard, language))
    elif line.basis is CostBasis.SHARE_OF_BALANCE:
        standard = _("每期按未还本金的 {rate}", rate=fmt.percent(line.standard, language))
    else:
        standard = _("每次 {amount}", amount=fmt.money(line.standard, language))
    return _(
        "· {name}：{standard}，{manner}，由{payee}收取，共 {amount}",
        name=_(line.name) if line.name else _("利息"),
        standard=standard,
        manner=_(MANNERS[line.manner]),
        payee=_(line.payee),
        amount=fmt.money(line.amount, language),
    )


def instalment_rows(schedule: Schedule) -> list[dict[str, Any]]:
    """Every instalment as plain JSON."""
    return [
        {
            "number": row.number,
            "due": row.due.isoformat(),
            "payment": str(row.payment),
            "principal": str(row.principal),
            "interest": str(row.interest),
            "fees": str(row.fees),
            "balance": str(row.balance),
        }
        for row in schedule.instalments
    ]


def sheet_card(sheet: CostSheet) -> dict[str, Any]:
    """The sheet as plain JSON, with the digest that a confirmation refers to."""
    return {
        "digest": sheet.digest,
        "principal": str(sheet.principal),
        "lines": [
            {
                "code": line.code,
                "fee": line.name,  # in Chinese, empty for interest
                "manner": str(line.manner),
                "basis": str(line.basis),
                "standard": plain(line.standard),
                "payee": line.payee,
                "amount": str(line.amount),
            }
            for line in sheet.lines
        ],
        "total_cost": str(sheet.total_cost),
        "total_payment": str(sheet.total_payment),
        "annual_cost": plain(sheet.annual_cost_nominal),
        "annual_cost_effective": plain(sheet.annual_cost_effective),
        "default": [
            {"code": line.code, "annual_rate": plain(line.standard), "payee": line.payee}
            for line in sheet.default_lines
        ],
        "scenarios": [
            {
                "code": str(one.code),
                "days_late": one.days_late,
                "overdue_interest": str(one.overdue_interest),
                "total_payment": str(one.total_payment),
            }
            for one in sheet.scenarios
        ],
        "no_other_charges": sheet.no_other_charges,
    }


def plain(number: Decimal) -> str:
    """A rate without trailing zeros or exponent."""
    return format(number.normalize(), "f")
