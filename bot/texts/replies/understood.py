"""Says back what was understood, in the customer's units, so a wrong number is seen at once."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from bot.texts.replies.labels import (
    INCOME_PATTERNS,
    LATE_PAYMENTS,
    METHODS,
    PURPOSES,
    SEGMENTS,
    URGENCIES,
    label,
)


def amount(stated: Mapping[str, Any], language: str) -> str:
    """A stated amount, with its range or "about" where it was said so."""
    value = Decimal(str(stated["value"]))
    low, high = (
        None if stated.get(end) is None else Decimal(str(stated[end])) for end in ("low", "high")
    )
    if low is not None and high is not None and low != high:
        return translator(language)(
            "{range}（先按 {value}算）",
            range=fmt.money_range(_cents(low), _cents(high), language),
            value=fmt.round_money(_cents(value), language),
        )
    if stated.get("approximate"):
        return fmt.approx(_cents(value), language)
    return fmt.round_money(_cents(value), language)


def term(stated: Mapping[str, Any], language: str) -> str:
    """A stated term in months, and in years where whole."""
    shown = fmt.term(int(stated["months"]), language)
    return translator(language)("约 {term}", term=shown) if stated.get("approximate") else shown


def _cents(value: Decimal) -> Decimal:
    return value.quantize(fmt.CENT)


def _purpose(value: Any, language: str) -> str:
    return translator(language)("用于{purpose}", purpose=label(PURPOSES, value, language))


def _loan(value: Any, language: str) -> str:
    return translator(language)("借 {amount}", amount=amount(value, language))


def _term(value: Any, language: str) -> str:
    return translator(language)("分 {term}还清", term=term(value, language))


def _income(value: Any, language: str) -> str:
    return translator(language)("每月到手 {amount}", amount=amount(value, language))


def _debt(value: Any, language: str) -> str:
    _ = translator(language)
    if Decimal(str(value["value"])) == 0:
        return _("没有每月要还的贷款")
    return _("每月已有还款 {amount}", amount=amount(value, language))


def _share(value: Any, language: str) -> str:
    _ = translator(language)
    if value == "no_card":
        return _("没有信用卡")
    if value == "not_said":
        return _("信用卡使用没说，先按没有信用卡算")
    return _("信用卡用了约 {share}", share=fmt.whole_percent(Decimal(str(value)), language))


def _months_in_work(value: Any, language: str) -> str:
    return translator(language)("做了 {term}", term=fmt.term(int(value), language))


def _method(value: Any, language: str) -> str:
    return translator(language)("想用{method}", method=label(METHODS, value, language))


def _label_of(labels: Mapping[str, str]) -> Callable[[Any, str], str]:
    return lambda value, language: label(labels, value, language)


def _age(value: Any, language: str) -> str:
    return translator(language).ngettext("{count} 岁", "{count} 岁", int(value))


def _lines(value: Any, language: str) -> str:
    return translator(language).ngettext(
        "贷款和信用卡共 {count} 笔", "贷款和信用卡共 {count} 笔", int(value)
    )


def _mortgages(value: Any, language: str) -> str:
    return translator(language).ngettext("房贷 {count} 笔", "房贷 {count} 笔", int(value))


def _late_count(value: Any, language: str) -> str:
    return translator(language).ngettext("逾期 {count} 次", "逾期 {count} 次", int(value))


def _dependents(value: Any, language: str) -> str:
    return translator(language).ngettext("要供养 {count} 人", "要供养 {count} 人", int(value))


SAID: Mapping[str, Callable[[Any, str], str]] = {
    "purpose": _purpose,
    "amount": _loan,
    "term": _term,
    "segment": _label_of(SEGMENTS),
    "income_pattern": _label_of(INCOME_PATTERNS),
    "urgency": _label_of(URGENCIES),
    "method": _method,
    "age": _age,
    "monthly_income": _income,
    "monthly_debt": _debt,
    "months_in_work": _months_in_work,
    "card_utilisation": _share,
    "open_credit_lines": _lines,
    "real_estate_loans": _mortgages,
    "late_payments": _label_of(LATE_PAYMENTS),
    "late_count": _late_count,
    "dependents": _dependents,
}


def parts(values: Mapping[str, Any], language: str) -> list[str]:
    """One phrase for each value that can be said back, in the order of the forms."""
    # "借 {amount}" with "约 10 万元" in it: no space between two Chinese characters.
    return [
        say(values[name], language).replace(" 约", "约").replace(" 約", "約")
        for name, say in SAID.items()
        if values.get(name) not in (None, "unsaid")
    ]


def understood(values: Mapping[str, Any], language: str, *, corrected: bool = False) -> str:
    """One sentence that says back what was just heard; empty when nothing was."""
    said = parts(values, language)
    if not said:
        return ""
    _ = translator(language)
    listed = _("，").join(said)
    return (
        _("好，改过来了：{said}。", said=listed) if corrected else _("明白：{said}。", said=listed)
    )


def kept(values: Mapping[str, Any], language: str) -> str:
    """Says back what is taken over from before, so a wrong one is seen at once."""
    said = parts(values, language)
    _ = translator(language)
    return _("好，跟之前一样：{said}。", said=_("，").join(said)) if said else ""


def standing(values: Mapping[str, Any], language: str) -> str:
    """What is known so far, for somebody who comes back; empty when nothing is."""
    said = parts(values, language)
    _ = translator(language)
    return _("已经知道的：{said}。", said=_("，").join(said)) if said else ""


def still(values: Mapping[str, Any], language: str) -> str:
    """That an earlier answer stands."""
    return translator(language)("先还是按原来的算：{said}。", said=parts(values, language)[0])


def said_long_ago(days: int, language: str) -> str:
    """The facts to be confirmed are old."""
    return translator(language).ngettext(
        "这些是 {count} 天前说的，可能有变化。", "这些是 {count} 天前说的，可能有变化。", days
    )


def facts_summary(values: Mapping[str, Any], language: str) -> str:
    """The list of stated facts to be confirmed before the decision."""
    _ = translator(language)
    return "\n".join(
        [_("请核对一下，我按这些来算："), *(f"· {said}" for said in parts(values, language))]
    )
