"""Up to three products: the annual cost first, why each fits, and what one gives up for another."""

from collections.abc import Sequence
from typing import Any

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from bot.texts.replies import reasons
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.quoting import option_card, repayment_line
from bot.texts.replies.reasons import ProductNames
from scoring.option import Option
from scoring.products import Product
from scoring.reasons import Reason
from scoring.recommendation import Recommendation

NUMBERS = "①②③"
MOST_FIT_REASONS = 3


def recommendation(
    found: Recommendation, need: Sequence[str], language: str, names: ProductNames
) -> str:
    """The options with their reasons, then advice, then the next step.

    Args:
        found: what the core recommends; has at least one option.
        need: the need said back, phrase by phrase.
        language: a supported language.
        names: product names.
    """
    _ = translator(language)
    options = found.options
    intro = translator(language).ngettext(
        "按您说的（{need}），适合的有 {count} 款：",
        "按您说的（{need}），适合的有 {count} 款：",
        len(options),
        need=_("，").join(need),
    )
    listed = "\n".join(
        option_lines(NUMBERS[at], option, language, names, told=options[:at])
        for at, option in enumerate(options)
    )
    advice = [reasons.sentence(one, language, names) + _("。") for one in found.advice]
    closing = _(
        "这些是参考价，测算后才是您本人的价格；测算不查征信。想看哪款的明细，还是先测测能不能批？"
    )
    return "\n\n".join(part for part in (f"{intro}\n{listed}", "".join(advice), closing) if part)


def option_lines(
    number: str,
    option: Option,
    language: str,
    names: ProductNames,
    *,
    told: Sequence[Option] = (),
) -> str:
    """One option: cost first, then instalment and total, then why and what it costs instead.

    A reason that was given for one of the options ``told`` before is not given again.
    """
    _ = translator(language)
    head = _(
        "{number} {product}：年化综合成本 {cost}（因人而异，{low} 到 {high}）",
        number=number,
        product=names(option.product.id),
        cost=fmt.percent(option.annual_cost, language),
        low=fmt.percent(option.annual_cost_low, language),
        high=fmt.percent(option.annual_cost_high, language),
    )
    why = [reasons.sentence(one, language, names) for one in option.fit[:MOST_FIT_REASONS]]
    must_know = [
        reasons.sentence(one, language, names)
        for one in option.fit[MOST_FIT_REASONS:]
        if one.code.startswith(("requires_", "amount_", "term_adjusted", "method_not"))
    ]
    given = {reasons.sentence(one, language, names) for other in told for one in other.fit}
    new = [reason for reason in why + must_know if reason not in given]
    lines = [head, "   " + repayment_line(option, language)]
    if new:
        lines.append("   " + _("；").join(new))
    if option.tradeoff is not None:
        lines.append("   " + _("取舍：") + reasons.sentence(option.tradeoff, language, names))
    return "\n".join(lines)


def difference(options: Sequence[Option], language: str, names: ProductNames) -> str:
    """Two or three options side by side: price, instalment, and what one gives up for another."""
    _ = translator(language)
    lines = [_("差别在这里（按您说的金额和期限）：")]
    for number, option in zip(NUMBERS, options, strict=False):
        cost = fmt.percent(option.annual_cost, language)
        product = names(option.product.id)
        lines.append(
            _("{number} {product}：年化综合成本 {cost}", number=number, product=product, cost=cost)
        )
        lines.append("   " + repayment_line(option, language))
        if option.tradeoff is not None:
            lines.append("   " + reasons.sentence(option.tradeoff, language, names))
    return "\n".join(lines)


def recommendation_choices(options: Sequence[Option], language: str) -> tuple[Choice, ...]:
    """What the customer can do now."""
    _ = translator(language)
    return (
        choose(_("测测能不能批"), "prequalify"),
        *(
            choose(_("看{number}的明细", number=NUMBERS[at]), "choose_product",
                   product=option.product.id)
            for at, option in enumerate(options)
        ),
        choose(_("改金额"), "change_need", field="amount"),
        choose(_("改期限"), "change_need", field="term"),
    )  # fmt: skip


def refusal(found: Sequence[Reason], language: str, names: ProductNames) -> str:
    """Nothing fits: why, and what could be changed."""
    _ = translator(language)
    why = _("；").join(reasons.sentence(one, language, names) for one in found)
    return _(
        "这次没有合适的产品：{why}。\n\n可以改一改再看，也可以请同事一起想想办法。",
        why=why,
    )


def refusal_choices(
    language: str, *, changeable: Sequence[str] = ("amount", "term", "purpose")
) -> tuple[Choice, ...]:
    """What can be changed when nothing fits.

    Args:
        language: a supported language.
        changeable: the parts of the need whose change could help.
    """
    _ = translator(language)
    titles = {"amount": _("改金额"), "term": _("改期限"), "purpose": _("改用途")}
    return (
        *(choose(titles[field], "change_need", field=field) for field in changeable),
        choose(_("找人工"), "human_agent"),
    )


def why_not(product_id: str, found: Sequence[Reason], language: str, names: ProductNames) -> str:
    """Why a product is not among the recommended ones."""
    _ = translator(language)
    if [one.code for one in found] == ["is_recommended"]:
        return reasons.sentence(found[0], language, names) + _("。")
    why = _("；").join(reasons.sentence(one, language, names) for one in found)
    return _("没有优先推荐{product}，原因是：{why}。", product=names(product_id), why=why)


def examples(products: Sequence[Product], language: str, names: ProductNames) -> str:
    """A few products by name, three at most."""
    _ = translator(language)
    listed = "\n".join(
        _("· {product}：{summary}", product=names(product.id), summary=_(product.summary))
        for product in products[:3]
    )
    return f"\n{listed}" if listed else ""


def recommendation_card(
    found: Recommendation, language: str, names: ProductNames
) -> dict[str, Any]:
    """The options as plain JSON, in the order shown."""
    return {
        "type": "recommendation",
        "products": [option_card(option, language, names) for option in found.options],
        "advice": [reasons.sentence(one, language, names) for one in found.advice],
    }
