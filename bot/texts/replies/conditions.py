"""What holds for products and for this customer: limit, conditions, papers, fees, time, state."""

from collections.abc import Sequence
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from bot.texts.replies import decision as results
from bot.texts.replies import plan, reasons
from bot.texts.replies.labels import SEGMENTS, label
from bot.texts.replies.quoting import repayment_line
from bot.texts.replies.reasons import ProductNames
from scoring.decision import Decision
from scoring.judgement import Outcome
from scoring.option import Option
from scoring.products import Product, Segment
from scoring.reasons import reason

MOST_NAMED = 3


def decided_limit(found: Decision, language: str, names: ProductNames) -> str:
    """The limit that the last check gave, or why there is none."""
    _ = translator(language)
    if found.outcome is not Outcome.APPROVE or found.amount is None or found.cost_sheet is None:
        return state(found, language)
    text = _(
        "上次测算，{product}可以批 {amount}。",
        product=names(found.cost_sheet.product_id),
        amount=fmt.round_money(found.amount, language),
    )
    if found.limit is not None and found.limit.amount > found.amount:
        text += _("按您的情况，这款最多到 {limit}。", limit=fmt.round_money(found.limit.amount, language))  # fmt: skip
    if found.valid_until is not None:
        text += _("结果保留到 {date}；够用就好，不必借满。", date=fmt.date(found.valid_until, language))  # fmt: skip
    return text


def product_limit(product: Product, language: str, names: ProductNames) -> str:
    """How much one product lends, before anything was checked."""
    return translator(language)(
        "{product}可借 {smallest}到 {largest}。您能批多少，要看收入和已有还款，做个测算就知道，不查征信。",
        product=names(product.id),
        smallest=fmt.round_money(product.amount_min, language),
        largest=fmt.round_money(product.amount_max, language),
    )


def segment_limit(
    products: Sequence[Product], segment: str, language: str, names: ProductNames
) -> str:
    """How much a segment's products lend at most."""
    most = max(products, key=lambda one: one.amount_max)
    return translator(language)(
        "{segment}能用的产品里，最多可借 {largest}（{product}）。您本人能批多少，要看收入和已有还款，做个测算就知道，不查征信。",
        segment=label(SEGMENTS, segment, language),
        largest=fmt.round_money(most.amount_max, language),
        product=names(most.id),
    )


def state(found: Decision, language: str) -> str:
    """Where the application stands: the last check and how long it holds."""
    _ = translator(language)
    if found.outcome is Outcome.REFER:
        return _("上次测算还没有结果：要同事人工看，看完会在这里回复您。")
    if found.outcome is Outcome.DECLINE or found.amount is None or found.valid_until is None:
        helps = results.what_would_help(found, language)
        text = _("上次测算没有通过。想知道原因就问“为什么”；情况变了，随时可以再测。")
        return f"{text}\n\n{helps}" if helps else text
    return _(
        "上次测算通过了：可以批 {amount}、{term}，结果保留到 {date}。这还不是正式申请，正式申请时会再核实资料。",
        amount=fmt.round_money(found.amount, language),
        term=fmt.term(found.months, language),
        date=fmt.date(found.valid_until, language),
    )


def time_to_money(product: Product, language: str, names: ProductNames) -> str:
    """When the money of one product comes, and where."""
    _ = translator(language)
    shown = names(product.id)
    when = (
        _("{product}批准、签约之后，当天到账。", product=shown)
        if product.days_to_money == 0
        else translator(language).ngettext(
            "{product}批准、签约之后，约 {count} 个工作日到账。",
            "{product}批准、签约之后，约 {count} 个工作日到账。",
            product.days_to_money,
            product=shown,
        )
    )
    return when + _("钱只打到您本人名下的银行卡；凭发票或合同付款的，直接付给卖方或学校。")


def quickest(products: Sequence[Product], language: str, names: ProductNames) -> str:
    """Which products pay out on the same day."""
    _ = translator(language)
    return _("当天到账的有{products}。", products=_named(products, language, names))


def requirements(product: Product, language: str, names: ProductNames) -> str:
    """The conditions of one product, in one sentence, and whom it serves."""
    _ = translator(language)
    wanted = product.eligibility
    parts = [
        _(
            "满 {age_min} 周岁，到期时不超过 {age_max} 周岁",
            age_min=str(wanted.age_min),
            age_max=str(wanted.age_max_at_maturity),
        )
    ]
    if wanted.months_in_work_min:
        parts.append(
            _("现在的工作或生意做满 {term}", term=fmt.term(wanted.months_in_work_min, language))
        )
    if wanted.monthly_income_min:
        parts.append(
            _(
                "每月到手至少 {income}",
                income=fmt.round_money(wanted.monthly_income_min, language),
            )
        )
    parts += _papers(product, language, names)
    served = _("、").join(label(SEGMENTS, one, language) for one in product.segments)
    return _(
        "{product}面向{segments}，要求：{parts}。符合这些不等于一定批，做个测算就知道，不查征信。",
        product=names(product.id),
        segments=served,
        parts=_("，").join(parts),
    )


def open_to_segment(
    products: Sequence[Product], segment: str, language: str, names: ProductNames
) -> str:
    """What a segment may apply for, and the least that is asked."""
    _ = translator(language)
    if segment == Segment.STUDENT:
        return _(
            "在校学生按规定只能借来上学：{products}，满 {age} 周岁，要在读证明，家长知情并共同签字。别的用途，这里借不了。",
            products=_named(products, language, names),
            age=str(min(one.eligibility.age_min for one in products)),
        )
    return translator(language).ngettext(
        "{segment}可以申请 {count} 款，比如{products}。最低的门槛是满 {age} 周岁、现在的工作或生意做满 {term}，收入说得清；各款不同，测算会逐条看。",
        "{segment}可以申请 {count} 款，比如{products}。最低的门槛是满 {age} 周岁、现在的工作或生意做满 {term}，收入说得清；各款不同，测算会逐条看。",
        len(products),
        segment=label(SEGMENTS, segment, language),
        products=_named(products, language, names),
        age=str(min(one.eligibility.age_min for one in products)),
        term=fmt.term(min(one.eligibility.months_in_work_min for one in products) or 1, language),
    )


def open_at_age(
    products: Sequence[Product], age: int, adult: int, language: str, names: ProductNames
) -> str:
    """Which products are open at an age."""
    _ = translator(language)
    if age < adult:
        return _("未满 {adult} 周岁不能借款，这是规定，请等成年之后再说。", adult=str(adult))
    if not products:
        return _(
            "{age} 岁超过了各款的年龄上限（到期时的年龄），这里借不了。有难处可以说“人工”，同事帮您想想别的办法。",
            age=str(age),
        )
    oldest = max(one.eligibility.age_max_at_maturity for one in products)
    return translator(language).ngettext(
        "按年龄，{age} 岁有 {count} 款可以申请，比如{products}；到期时最多 {oldest} 周岁，所以期限会受年龄限制。还要看收入和已有还款。",
        "按年龄，{age} 岁有 {count} 款可以申请，比如{products}；到期时最多 {oldest} 周岁，所以期限会受年龄限制。还要看收入和已有还款。",
        len(products),
        age=str(age),
        products=_named(products, language, names),
        oldest=str(oldest),
    )


def papers(product: Product, language: str, names: ProductNames) -> str:
    """What one product asks for."""
    _ = translator(language)
    needed = _papers(product, language, names)
    if not needed:
        return _(
            "{product}不用另交凭证。测算只要您说情况；正式申请时在安全页面核实身份和收入，材料不要发给我。",
            product=names(product.id),
        )
    return _(
        "{product}{papers}。测算时不用交；正式申请时在安全页面上传，材料不要发给我。",
        product=names(product.id),
        papers=_("，").join(needed),
    )


def papers_in_general(
    free: Sequence[Product], wanting: Sequence[Product], language: str, names: ProductNames
) -> str:
    """Which products need no papers, and what some others ask for."""
    _ = translator(language)
    examples = _("；").join(
        _(
            "{product}{papers}",
            product=names(one.id),
            papers=_("，").join(_papers(one, language, names)),
        )
        for one in wanting[:MOST_NAMED]
    )
    return translator(language).ngettext(
        "测算什么都不用交。不用另交凭证的有 {count} 款，比如{products}；其余按用途要一样凭证，例如：{examples}。",
        "测算什么都不用交。不用另交凭证的有 {count} 款，比如{products}；其余按用途要一样凭证，例如：{examples}。",
        len(free),
        products=_named(free, language, names),
        examples=examples,
    )


def fees(charging: Sequence[Product], total: int, language: str, names: ProductNames) -> str:
    """Which products take a fee besides interest, and which none."""
    _ = translator(language)
    listed = _("、").join(
        _(
            "{product}（{fees}）",
            product=names(one.id),
            fees=_("、").join(_(fee.name) for fee in one.fees),
        )
        for one in charging
    )
    return _(
        "{free} 款除利息外没有任何费用。另外 {charging} 款有费用：{listed}。费用都已算进年化综合成本，合同外没有别的收费；说出名字，我讲清收多少。",
        free=str(total - len(charging)),
        charging=str(len(charging)),
        listed=listed,
    )


def product_fees(product: Product, language: str, names: ProductNames) -> str:
    """The fees of one product."""
    _ = translator(language)
    if not product.fees:
        return _("{product}除利息外没有任何费用，提前还也不收违约金。", product=names(product.id))
    return _(
        "{product}除利息外有：{fees}。都已算进年化综合成本，合同外没有别的收费。",
        product=names(product.id),
        fees=_fees(product, language),
    )


def rate_examples(options: Sequence[Option], language: str, names: ProductNames) -> str:
    """A worked example for each product that fits, the annual cost first."""
    _ = translator(language)
    return "\n".join(
        _(
            "· {product}：年化综合成本 {cost}（因人而异，{low} 到 {high}），{line}",
            product=names(one.product.id),
            cost=fmt.percent(one.annual_cost, language),
            low=fmt.percent(one.annual_cost_low, language),
            high=fmt.percent(one.annual_cost_high, language),
            line=repayment_line(one, language),
        )
        for one in options[:MOST_NAMED]
    )


def _papers(product: Product, language: str, names: ProductNames) -> list[str]:
    return [
        reasons.sentence(reason(f"requires_{one}"), language, names)
        for one in product.eligibility.requirements
    ]


def _fees(product: Product, language: str) -> str:
    _ = translator(language)
    return _("，").join(
        _(
            "{name}（{standard}，{manner}）",
            name=_(fee.name),
            standard=fmt.money(fee.amount, language)
            if fee.amount is not None
            else _("本金的 {rate}", rate=fmt.percent(fee.rate or Decimal(0), language)),
            manner=_(plan.MANNERS.get(fee.manner, plan.MANNERS["per_instalment"])),
        )
        for fee in product.fees
    )


def _named(products: Sequence[Product], language: str, names: ProductNames) -> str:
    return translator(language)("、").join(names(one.id) for one in products[:MOST_NAMED])
