"""One product or one loan in figures: price, plan, methods, another term; in words and as JSON."""

from collections.abc import Sequence
from typing import Any

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from bot.texts.replies import plan, reasons
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.labels import METHOD_MEANINGS, METHODS, label
from bot.texts.replies.reasons import ProductNames
from scoring.comparison import MethodComparison
from scoring.option import Option
from scoring.products import Method, Product


def product_names(names: dict[str, str], language: str) -> ProductNames:
    """A function from a product id to its name in ``language``."""
    _ = translator(language)
    return lambda product_id: _(names.get(product_id, product_id))


def repayment_line(option: Option, language: str) -> str:
    """Amount, term, method and what is paid each time, exact to the cent."""
    _ = translator(language)
    loan = _(
        "借 {amount}，{term}，{method}",
        amount=fmt.round_money(option.amount, language),
        term=fmt.term(option.months, language),
        method=label(METHODS, option.method, language),
    )
    rows = option.schedule.instalments
    first = fmt.money(rows[0].payment, language)
    last = fmt.money(rows[-1].payment, language)
    match option.method:
        case _single if len(rows) == 1:
            paid = _("到期一次还 {last}", last=last)
        case Method.INTEREST_ONLY:
            paid = _("每月先还利息 {first}，最后一期还 {last}", first=first, last=last)
        case Method.EQUAL_PRINCIPAL:
            paid = _("首月还 {first}，逐月减少，末月 {last}", first=first, last=last)
        case _other:
            paid = _("每月还 {first}", first=first)
    total = _("利息和费用共 {total}", total=fmt.money(option.total_cost, language))
    return _("，").join((loan, paid, total))


def detail(option: Option, language: str, names: ProductNames) -> str:
    """One product in full: what it is, its price, its plan and every charge."""
    _ = translator(language)
    rows = option.schedule.instalments
    fees = option.schedule.total_fees
    money = [
        _("年化综合成本 {cost}", cost=fmt.percent(option.annual_cost, language)),
        repayment_line(option, language),
        _("其中利息 {interest}，费用 {fees}",
          interest=fmt.money(option.schedule.total_interest, language),
          fees=fmt.money(fees, language)),
        _("若今天放款，第一期 {date}还 {payment}", date=fmt.date(rows[0].due, language),
          payment=fmt.money(rows[0].payment, language)),
    ]  # fmt: skip
    why = _("；").join(reasons.sentence(one, language, names) for one in option.fit)
    return "\n".join(
        [
            _("{product}：{summary}", product=names(option.product.id),
              summary=_(option.product.summary)),
            *(f"· {line}" for line in money),
            _("为什么适合您：{why}。", why=why),
        ]
    )  # fmt: skip


def detail_choices(product_id: str, language: str) -> tuple[Choice, ...]:
    """What can be done with one product."""
    _ = translator(language)
    return (
        choose(_("用这款测算"), "prequalify", product=product_id),
        choose(_("比较还款方式"), "change_repayment_method", product=product_id),
        choose(_("改金额"), "change_need", field="amount"),
    )


def methods(quotes: Sequence[MethodComparison], language: str) -> str:
    """The same loan by each repayment method."""
    _ = translator(language)
    lines = [
        _(
            "· {method}（{meaning}）：年化综合成本 {cost}，第一次还 {first}，最后一次还 {last}，利息和费用共 {interest}",
            method=label(METHODS, quote.method, language),
            meaning=label(METHOD_MEANINGS, quote.method, language),
            cost=fmt.percent(quote.annual_cost, language),
            first=fmt.money(quote.first_payment, language),
            last=fmt.money(quote.last_payment, language),
            interest=fmt.money(quote.total_cost, language),
        )
        for quote in quotes
    ]
    return "\n".join([_("同样的金额、期限和利率，几种还法比较："), *lines])


def method_meanings(language: str) -> str:
    """What each repayment method is, when there is no loan to compute yet."""
    _ = translator(language)
    lines = [
        _("· {method}：{meaning}", method=_(name), meaning=label(METHOD_MEANINGS, method, language))
        for method, name in METHODS.items()
    ]
    closing = _("告诉我金额和期限，我按您的数一笔笔算给您比。")
    return "\n".join([_("常见的还法有四种："), *lines]) + "\n\n" + closing


def method_choices(quotes: Sequence[MethodComparison], language: str) -> tuple[Choice, ...]:
    """Choose a method for the next recommendation."""
    return tuple(
        choose(label(METHODS, quote.method, language), "change_need", method=str(quote.method))
        for quote in quotes
    )


def only_method(quote: MethodComparison, language: str) -> str:
    """The product is repaid in one way only: which, and where the others are."""
    return translator(language)(
        "这款按您的金额和期限只有{method}一种还法：{meaning}，年化综合成本 {cost}。想要别的还法，说一声就按它重新挑产品。",
        method=label(METHODS, quote.method, language),
        meaning=label(METHOD_MEANINGS, quote.method, language),
        cost=fmt.percent(quote.annual_cost, language),
    )


def methods_card(option: Option, quotes: Sequence[MethodComparison]) -> dict[str, Any]:
    """The comparison as plain JSON."""
    return {
        "type": "methods",
        "product": option.product.id,
        "amount": str(option.amount),
        "months": option.months,
        "annual_rate": str(option.annual_rate),
        "disbursed": option.schedule.disbursed.isoformat(),
        "methods": [
            {
                "method": str(quote.method),
                "annual_cost": str(quote.annual_cost),
                "first_payment": str(quote.first_payment),
                "last_payment": str(quote.last_payment),
                "total_cost": str(quote.total_cost),
            }
            for quote in quotes
        ],
    }


def quote(option: Option, language: str, names: ProductNames, *, purpose_assumed: bool) -> str:
    """What an amount for a term costs."""
    _ = translator(language)
    first = _(
        "按{product}算：年化综合成本 {cost}（因人而异，{low} 到 {high}）。{line}。",
        product=names(option.product.id),
        cost=fmt.percent(option.annual_cost, language),
        low=fmt.percent(option.annual_cost_low, language),
        high=fmt.percent(option.annual_cost_high, language),
        line=repayment_line(option, language),
    )
    if purpose_assumed:
        first += _("这是按日常开销算的，告诉我用途会更准。")
    return first


def summary(product: Product, language: str, names: ProductNames) -> str:
    """One product before anything is known of the customer."""
    _ = translator(language)
    return _(
        "{product}：{summary}可借 {smallest}到 {largest}，最长 {longest}。"
        "告诉我金额和期限，我给您算年化综合成本和每月还多少。",
        product=names(product.id),
        summary=_(product.summary),
        smallest=fmt.round_money(product.amount_min, language),
        largest=fmt.round_money(product.amount_max, language),
        longest=fmt.term(product.terms[-1], language),
    )


def in_short(product: Product, language: str, names: ProductNames) -> str:
    """One product in a sentence or two, to be set beside another."""
    return translator(language)(
        "{product}：{summary}可借 {smallest}到 {largest}，最长 {longest}。",
        product=names(product.id),
        summary=translator(language)(product.summary),
        smallest=fmt.round_money(product.amount_min, language),
        largest=fmt.round_money(product.amount_max, language),
        longest=fmt.term(product.terms[-1], language),
    )


def choose_of(products: Sequence[Product], names: ProductNames) -> tuple[Choice, ...]:
    """Products as choices, by their names."""
    return tuple(choose(names(one.id), "choose_product", product=one.id) for one in products)


def other_term(option: Option, other: Option, language: str) -> str:
    """The same loan over another term: what changes each month and in total."""
    _ = translator(language)
    lighter = other.monthly_burden < option.monthly_burden
    text = (
        _("改成 {term}：{line}。每月少还 {monthly}，总共多花 {total}。")
        if lighter
        else _("改成 {term}：{line}。总共少花 {total}，每月多还 {monthly}。")
    )
    return text.format(
        term=fmt.term(other.months, language),
        line=_("年化综合成本 {cost}", cost=fmt.percent(other.annual_cost, language))
        + _("，")
        + repayment_line(other, language),
        monthly=fmt.money(abs(option.monthly_burden - other.monthly_burden), language),
        total=fmt.money(abs(option.total_cost - other.total_cost), language),
    )


def other_term_choices(other: Option, language: str) -> tuple[Choice, ...]:
    """Take the other term, or stay."""
    _ = translator(language)
    return (
        choose(_("就改成这个期限"), "change_need", field="term", choice=str(other.months)),
        choose(_("测测能不能批"), "prequalify"),
    )


def no_other_term(language: str, *, longer: bool) -> str:
    """The product has no longer, or no shorter, term."""
    _ = translator(language)
    if longer:
        return _("这款已经是最长的期限了。想让每月轻松些，可以少借一点。")
    return _("这款已经是最短的期限了。想少花利息，可以少借一点，或者以后提前还。")


def quote_card(option: Option, language: str, names: ProductNames) -> dict[str, Any]:
    """One option with its whole plan as plain JSON."""
    return {
        "type": "quote",
        "product": option_card(option, language, names),
        "instalments": plan.instalment_rows(option.schedule),
    }


def option_card(option: Option, language: str, names: ProductNames) -> dict[str, Any]:
    """An option as plain JSON: what a channel can draw and a test can recompute."""
    return {
        "product": option.product.id,
        "name": names(option.product.id),
        "amount": str(option.amount),
        "months": option.months,
        "method": str(option.method),
        "annual_rate": str(option.annual_rate),
        "annual_cost": str(option.annual_cost),
        "annual_cost_low": str(option.annual_cost_low),
        "annual_cost_high": str(option.annual_cost_high),
        "disbursed": option.schedule.disbursed.isoformat(),
        "first_payment": str(option.schedule.instalments[0].payment),
        "last_payment": str(option.schedule.instalments[-1].payment),
        "total_cost": str(option.total_cost),
        "reasons": [reasons.sentence(one, language, names) for one in option.fit],
        "reason_codes": [one.code for one in option.fit],
        "tradeoff": reasons.sentence(option.tradeoff, language, names) if option.tradeoff else None,
    }
