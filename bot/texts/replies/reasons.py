"""The sentence of every reason code of the core, in plain words."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.catalogue import N_, translator
from bot.texts.replies.labels import INCOME_PATTERNS, METHODS, PURPOSES, SEGMENTS, label
from scoring.reasons import Parameter, Reason

REASONS: Mapping[str, str] = {
    # law
    "purpose_forbidden": N_("监管规定不能借钱用于{purpose}"),
    "above_consumer_limit": N_("个人消费类贷款最高 {maximum}"),
    "single_repayment_too_long": N_("{method}最长只能 {maximum_months}"),
    "student_consumer_loan": N_("在校学生只能办教育类贷款"),
    "cost_above_ceiling": N_("算上费用后年化综合成本会超过上限 {ceiling}"),
    # why it fits
    "purpose_match": N_("就是为{purpose}设计的"),
    "purpose_covered": N_("可以用于{purpose}"),
    "segment_match": N_("面向{segment}"),
    "segment_condition": N_("只面向{segments}"),
    "cash_flow_match": N_("{method}跟得上“{income_pattern}”的节奏"),
    "method_as_wished": N_("按您想要的{method}还"),
    "method_not_offered": N_("这款没有{method},改用{offered}"),
    "no_fee": N_("除利息外没有任何费用"),
    "fast": N_("批准后约 {days} 个工作日到账"),
    "lower_cost_than": N_("总成本比{product}少 {saved}"),
    "comfortable": N_("每月还款约占结余的 {share}"),
    "amount_clipped": N_("这款最多借 {maximum},少于您要的 {requested}"),
    "term_adjusted": N_("没有 {requested}的期限,按最接近的 {offered}算"),
    "term_suggested": N_("期限先按 {months}算"),
    "requires_invoice": N_("需要提供发票"),
    "requires_quotation": N_("需要提供报价单或合同"),
    "requires_business_licence": N_("需要营业执照"),
    "requires_land_contract": N_("需要土地承包或流转合同"),
    "requires_enrolment_proof": N_("需要在读或录取证明"),
    "requires_guardian": N_("需要家长知情并共同签字"),
    "requires_asset_proof": N_("需要资产证明"),
    "requires_medical_record": N_("需要就诊材料"),
    "requires_debt_statement": N_("需要现有贷款的账单"),
    # against the next one
    "cheaper_and_lighter": N_("比{product}总共少花 {saved},每月也少还 {lower_by}"),
    "cheaper_but_heavier": N_("比{product}总共少花 {saved},但每月多还 {higher_by}"),
    "dearer_but_lighter": N_("每月比{product}少还 {lower_by},但总共多花 {extra}"),
    "dearer_and_heavier": N_("比{product}总共多花 {extra},每月也多还 {higher_by}"),
    "faster_but_dearer": N_("比{product}快 {days_sooner} 个工作日到账,但总共多花 {extra}"),
    "cheaper": N_("比{product}总共少花 {saved}"),
    "dearer": N_("比{product}总共多花 {extra}"),
    "same_cost": N_("和{product}花费一样"),
    "more_money": N_("比{product}能多借 {more}"),
    "less_money": N_("比{product}少借 {less}"),
    "longer_time": N_("比{product}长 {more_months},每月少还 {lower_by},总共多花 {extra}"),
    "shorter_time": N_("比{product}短 {fewer_months},总共少花 {saved},每月多还 {higher_by}"),
    # advice
    "borrow_less": N_("如果只借 {amount},每月还 {monthly},约占结余的 {share},会轻松不少"),
    "longer_term": N_("如果分 {months}还,每月降到 {monthly},总共多花 {extra}"),
    "wait_or_save": N_("不急的话,每月存 {monthly},{months}后就有 {saved},可以少借甚至不借"),
    "debts_leave_no_room": N_(
        "您每月已有还款 {debt_payments},已经超过稳妥的 {comfortable},现在再借会很吃力,不借更稳妥"
    ),
    "out_of_reach": N_(
        "每月 {monthly}超出您还得起的 {room},这个数目现在借会很吃力,少借、晚借或不借更稳妥"
    ),
    # why not
    "no_product_for_purpose": N_("目前没有能用于{purpose}的产品"),
    "purpose_not_covered": N_("{product}不能用于{purpose}"),
    "segment_not_served": N_("{product}不面向{segment}"),
    "amount_below_minimum": N_("{product}最少借 {minimum}"),
    "amount_above_maximum": N_("{product}最多借 {maximum}"),
    "term_not_offered": N_("{product}没有 {months}的期限,最接近的是 {nearest}"),
    "wished_method_not_offered": N_("{product}没有{method}"),
    "income_below_minimum": N_("{product}要求每月到手至少 {minimum}"),
    "not_priceable": N_("{product}在这个金额和期限下无法定价"),
    "dearer_than_chosen": N_("同样的条件下,它比{chosen}总共多花 {extra}"),
    "higher_annual_cost": N_("它的年化综合成本比{chosen}高 {annual_cost_gap}"),
    "slower_than_chosen": N_("它比{chosen}晚 {days_later} 个工作日到账"),
    "fits_but_ranked_lower": N_("它也能用,只是综合下来不如{chosen}合适"),
    "is_recommended": N_("{product}就在推荐里"),
}

_PERCENTS = frozenset({"share", "annual_cost", "ceiling", "annual_cost_gap"})
_MONTHS = frozenset(
    {"months", "maximum_months", "nearest", "more_months", "fewer_months", "offered", "requested"}
)
_LABELS: Mapping[str, Mapping[str, str]] = {
    "purpose": PURPOSES,
    "segment": SEGMENTS,
    "segments": SEGMENTS,
    "method": METHODS,
    "offered": METHODS,
    "income_pattern": INCOME_PATTERNS,
}

type ProductNames = Callable[[str], str]


def sentence(one: Reason, language: str, product_name: ProductNames) -> str:
    """The sentence of a reason, without a full stop.

    Args:
        one: the reason.
        language: a supported language.
        product_name: gives the translated name of a product id.
    """
    spoken = {
        name: parameter(name, value, language, product_name) for name, value in one.params.items()
    }
    if "product_id" in spoken:
        spoken["product"] = spoken.pop("product_id")
    if "chosen_id" in spoken:
        spoken["chosen"] = spoken.pop("chosen_id")
    return translator(language)(REASONS[one.code], **spoken)


def parameter(name: str, value: Parameter, language: str, product_name: ProductNames) -> str:
    """One parameter in words: by its name a rate, a sum, a term or a label."""
    if isinstance(value, Decimal):
        if name in _PERCENTS:
            return fmt.percent(value, language)
        return fmt.money(value, language, exact_cents=value != value.to_integral_value())
    if isinstance(value, int):
        return fmt.term(value, language) if name in _MONTHS else fmt.number(value, language)
    if name in {"product_id", "chosen_id"}:
        return product_name(value)
    if name in _LABELS:
        joiner = translator(language)("、")
        return joiner.join(label(_LABELS[name], part, language) for part in value.split(","))
    return value
