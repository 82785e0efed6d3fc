"""The customer's own loan under way: settling it, repaying a part, being late. Figures come in."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from scoring.amortisation import Instalment
from scoring.early_repayment import ChangePreview, SettlementQuote
from scoring.overdue import OverdueInterest


def settled(
    quote: SettlementQuote, *, number: int | None, amount: Decimal, months: int, language: str
) -> str:
    """What settling on a day costs and saves.

    Args:
        quote: the settlement as the core quotes it.
        number: the instalment after which it is settled; None between two or before the first.
        amount: yuan lent.
        months: the term.
        language: a supported language.
    """
    _ = translator(language)
    shown = {
        "amount": fmt.round_money(amount, language),
        "months": fmt.months(months, language),
        "day": fmt.date(quote.day, language),
        "total": fmt.money(quote.total, language),
        "saved": fmt.money(quote.saving, language),
    }
    if number is None:
        first = _(
            "可以提前还。按您这笔（{amount}、{months}）算：{day}一次结清要还 {total}，比照常还完省 {saved}。",
            **shown,
        )
    else:
        first = _(
            "可以提前还。按您这笔（{amount}、{months}）算：还完第 {number} 期，{day}当天一次结清要还 {total}，比照常还完省 {saved}。",
            number=str(number),
            **shown,
        )
    return first + _("不收违约金，越早结清省得越多。")


def part(
    amount: Decimal,
    day: date,
    *,
    lower: ChangePreview,
    shorter: ChangePreview,
    language: str,
) -> str:
    """What repaying a part does: lower instalments, or an earlier end.

    Args:
        amount: yuan repaid.
        day: when.
        lower: the loan with the same end and lower instalments.
        shorter: the loan with the same instalments and an earlier end.
        language: a supported language.
    """
    _ = translator(language)
    paid = _(
        "可以先还一部分。按您这笔算，{day}还 {part}本金：",
        day=fmt.date(day, language),
        part=fmt.money(amount, language),
    )
    before = next(row.payment for row in lower.before.instalments if row.due > day)
    fewer = len(shorter.before.instalments) - len(shorter.after.instalments)
    saves_least = _(
        "期数不变，下一期从 {before}降到 {after}，省利息 {saved}",
        before=fmt.money(before, language),
        after=fmt.money(lower.next_payment, language),
        saved=fmt.money(lower.saving, language),
    )
    ways = [saves_least]
    if fewer > 0:
        ways.append(
            translator(language).ngettext(
                "每期不变，提前 {count} 期还完，省利息 {saved}",
                "每期不变，提前 {count} 期还完，省利息 {saved}",
                fewer,
                saved=fmt.money(shorter.saving, language),
            )
        )
    return paid + _("；").join(ways) + _("。") + _("不收违约金。")


def late(
    row: Instalment, cost: OverdueInterest, *, penalty_rate: Decimal, days: int, language: str
) -> str:
    """What being late with one instalment of the customer's loan costs."""
    return translator(language).ngettext(
        "您这笔第 {number} 期 {due}到期，里面本金 {principal}。假如晚 {count} 天，按一年 {rate} 对逾期本金计罚息，是 {cost}，还可能报到征信。",
        "您这笔第 {number} 期 {due}到期，里面本金 {principal}。假如晚 {count} 天，按一年 {rate} 对逾期本金计罚息，是 {cost}，还可能报到征信。",
        days,
        number=str(row.number),
        due=fmt.date(row.due, language),
        principal=fmt.money(row.principal, language),
        rate=fmt.percent(penalty_rate, language),
        cost=fmt.money(cost.total, language),
    )


def late_example(
    principal: Decimal, cost: OverdueInterest, *, rates: Sequence[Decimal], days: int, language: str
) -> str:
    """What being late costs on a round sum, where no loan of the customer's is known."""
    return translator(language).ngettext(
        "例如 {principal}本金晚 {count} 天，合同年利率 {rate}、罚息一年 {penalty}，罚息是 {cost}。",
        "例如 {principal}本金晚 {count} 天，合同年利率 {rate}、罚息一年 {penalty}，罚息是 {cost}。",
        days,
        principal=fmt.round_money(principal, language),
        rate=fmt.percent(rates[0], language),
        penalty=fmt.percent(rates[1], language),
        cost=fmt.money(cost.total, language),
    )


def say_so_early(language: str) -> str:
    """What helps before the due day."""
    return translator(language)("紧张的话，到期前说一声，先还一部分也有用。")


def promised(day: date, language: str) -> str:
    """The day a customer names, said back."""
    return translator(language)("您说 {date}还。", date=fmt.date(day, language))
