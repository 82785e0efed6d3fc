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
    "student_consumer_loan": N_("按规定，在校学生只能办教育类贷款，比如交学费、考证"),
    "cost_above_ceiling": N_("算上费用后年化综合成本会超过上限 {ceiling}"),
    # why it fits
    "purpose_match": N_("就是为{purpose}设计的"),
    "purpose_covered": N_("可以用于{purpose}"),
    "segment_match": N_("面向{segment}"),
    "segment_condition": N_("只面向{segments}"),
    "cash_flow_match": N_("{method}跟得上“{income_pattern}”的节奏"),
    "method_as_wished": N_("按您想要的{method}还"),
    "method_not_offered": N_("这款没有{method}，改用{offered}"),
    "no_fee": N_("除利息外没有任何费用"),
    "fast": N_("批准后约 {days} 个工作日到账"),
    "lower_cost_than": N_("总成本比{product}少 {saved}"),
    "comfortable": N_("每月还款约占收入的 {share}"),
    "amount_clipped": N_("这款最多借 {maximum}，少于您要的 {requested}"),
    "term_adjusted": N_("没有 {requested}的期限，按最接近的 {offered}算"),
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
    "cheaper_and_lighter": N_("比{product}总共少花 {saved}，每月也少还 {lower_by}"),
    "cheaper_but_heavier": N_("比{product}总共少花 {saved}，但每月多还 {higher_by}"),
    "dearer_but_lighter": N_("每月比{product}少还 {lower_by}，但总共多花 {extra}"),
    "dearer_and_heavier": N_("比{product}总共多花 {extra}，每月也多还 {higher_by}"),
    "faster_but_dearer": N_("比{product}快 {days_sooner} 个工作日到账，但总共多花 {extra}"),
    "cheaper": N_("比{product}总共少花 {saved}"),
    "dearer": N_("比{product}总共多花 {extra}"),
    "same_cost": N_("和{product}花费一样"),
    "more_money": N_("比{product}能多借 {more}"),
    "less_money": N_("比{product}少借 {less}"),
    "longer_time": N_("比{product}长 {more_months}，每月少还 {lower_by}，总共多花 {extra}"),
    "shorter_time": N_("比{product}短 {fewer_months}，总共少花 {saved}，每月多还 {higher_by}"),
    # advice
    "borrow_less": N_("如果只借 {amount}，每月还 {monthly}，约占收入的 {share}，会轻松不少"),
    "longer_term": N_("如果分 {months}还，每月降到 {monthly}，总共多花 {extra}"),
    "wait_or_save": N_("不急的话，每月存 {monthly}，{months}后就够了，能省下息费 {saved}"),
    "debts_leave_no_room": N_(
        "您每月已有还款 {debt_payments}，已经超过稳妥的 {comfortable}，现在再借会很吃力，不借更稳妥"
    ),
    "out_of_reach": N_(
        "每月 {monthly}超出您还得起的 {room}，这个数目现在借会很吃力，少借、晚借或不借更稳妥"
    ),
    # why not
    "no_product_for_purpose": N_("目前没有能用于{purpose}的产品"),
    "purpose_not_covered": N_("{product}不能用于{purpose}"),
    "segment_not_served": N_("{product}不面向{segment}"),
    "amount_below_minimum": N_("{product}最少借 {minimum}"),
    "amount_above_maximum": N_("{product}最多借 {maximum}"),
    "term_not_offered": N_("{product}没有 {months}的期限，最接近的是 {nearest}"),
    "wished_method_not_offered": N_("{product}没有{method}"),
    "income_below_minimum": N_("{product}要求每月到手至少 {minimum}"),
    "not_priceable": N_("{product}在这个金额和期限下无法定价"),
    "dearer_than_chosen": N_("同样的条件下，它比{chosen}总共多花 {extra}"),
    "higher_annual_cost": N_("它的年化综合成本比{chosen}高 {annual_cost_gap}"),
    "slower_than_chosen": N_("它比{chosen}晚 {days_later} 个工作日到账"),
    "fits_but_ranked_lower": N_("它也能用，只是综合下来不如{chosen}合适"),
    # conditions of the application
    "age_below_minimum": N_("这款要求年满 {minimum} 岁，您现在 {age} 岁"),
    "age_above_maximum": N_("到期时 {age_at_maturity} 岁，超过这款的上限 {maximum} 岁"),
    "work_too_short": N_("目前做了 {months}，这款要求至少 {minimum}"),
    "no_income": N_("现在没有可以用来还款的收入"),
    "debts_exceed_income": N_("每月已有还款 {debt_payments}，已经不低于收入 {monthly_income}"),
    "serious_late_payments": N_("最近两年有 {count} 次 90 天以上的逾期，最多允许 {maximum} 次"),
    # facts that cannot all be true
    "more_homes_than_loans": N_("您说有 {homes} 笔房贷，但贷款和信用卡一共只有 {lines} 笔，对不上"),
    "card_without_line": N_("您说在用信用卡，但贷款和信用卡的总数是 0，对不上"),
    "payments_without_line": N_("您说每月要还 {payments}，但贷款和信用卡的总数是 0，对不上"),
    "home_loan_without_payments": N_("您说有 {homes} 笔房贷，但每月没有要还的钱，对不上"),
    "loans_without_payments": N_("您说有 {lines} 笔贷款，但每月没有要还的钱，对不上"),
    # how a limit moves
    "limit_raised_for_paying_well": N_("最近 {months}都按时还款"),
    "limit_cut_for_lateness": N_("最近几个月里最长逾期 {days} 天"),
    "limit_frozen_for_lateness": N_("最近几个月里最长逾期 {days} 天，先还清再恢复使用"),
    "limit_above_its_ceiling": N_("按现在的收入和规定，额度最多 {amount}"),
    "limit_at_its_ceiling": N_("按现在的收入和规定，{amount}已经是最高额度"),
    "too_soon_for_more": N_("再用满 {months}才能看能不能提额"),
    "late_in_recent_months": N_("最近几个月有 {count} 个月还款晚了"),
    "limit_hardly_used": N_("额度最多只用过 {share}，现在的额度已经够用"),
    # signs that ask for attention
    "seriously_late_now": N_("现在逾期 {days} 天"),
    "first_late_payment": N_("第一次还款晚了，现在晚 {days} 天"),
    "late_again": N_("还款又晚了，现在晚 {days} 天"),
    "broken_promises": N_("说好还款的日子有 {count} 次没有还"),
    "missed_contacts": N_("连续 {count} 次没有联系上"),
    "limit_nearly_used_up": N_("额度已经用掉 {share}"),
    "limit_use_rising": N_("额度用到 {share}，比之前多了 {rise}"),
    "only_minimum_paid": N_("连续 {months}只还最低还款"),
    "income_has_fallen": N_("收入比当初少了 {share}"),
    "many_inquiries": N_("最近三个月有 {count} 次其他机构的查询"),
    # what can be carried
    "payments_above_share": N_(
        "加上这笔，每月要还 {payments}，超过收入 {monthly_income}的 {maximum}"
    ),
    "payments_above_share_in_bad_time": N_(
        "如果收入下降 {stress}（到 {stressed_income}），每月还款 {payments}会超过它的 {maximum}"
    ),
    "too_little_left_to_live_on": N_(
        "收入差的时候，还款后只剩 {left}，不够基本生活需要的 {needed}"
    ),
    "reduced_to_affordable": N_("您要 {requested}，按您的收入，{amount}以内才稳妥"),
    "reduced_to_exposure": N_(
        "您要 {requested}，这次最多能批 {amount}（约 {months_of_income} 个月收入）"
    ),
    "exposure_too_small": N_("按您的情况最多能借 {amount}，不到这次至少要批的 {minimum}"),
    "segment_seen_by_person": N_("{segment}的申请都由同事人工看"),
    "large_amount_seen_by_person": N_("{amount}超过 {threshold}，这么大的金额要同事人工看"),
    # what keeps the score below the best
    "late_payments": N_("最近两年有 {count} 次逾期，最长的在 {worst_days} 天以上"),
    "card_much_used": N_("信用卡额度用了 {share}，用得少些评分会更高"),
    "card_unused": N_("信用卡几乎没用过，看不出还款习惯"),
    "no_card": N_("没有信用卡的使用情况可参考，看不出还款习惯"),
    "debt_share": N_("每月已有还款占收入的 {share}"),
    "income_level": N_("每月收入 {monthly_income}，收入更高的客户评分更高"),
    "few_credit_lines": N_("在用的贷款和信用卡只有 {count} 笔，还款记录少"),
    "many_credit_lines": N_("在用的贷款和信用卡有 {count} 笔，偏多"),
    "no_real_estate_loan": N_("没有房贷的还款记录可参考"),
    "many_real_estate_loans": N_("房贷有 {count} 笔，偏多"),
    "dependents": N_("要供养 {count} 人，余地小一些"),
    # what keeps a score from records below the best
    "outside_score_low": N_("外部信用评分不高"),
    "short_credit_history": N_("信用记录的时间还不够长"),
    "opened_lately_on_record": N_("最近一年新开过贷款或信用卡"),
    "nothing_opened_lately_on_record": N_("有一段时间没有新的贷款或信用卡记录"),
    "few_accounts_in_order": N_("信用报告里正常还款的账户不多"),
    "late_on_record": N_("信用报告里有逾期记录"),
    "late_not_long_ago": N_("距离上一次逾期的时间还不够长"),
    "status_on_record": N_("信用报告里的还款状态没有得到最高分"),
    "few_accounts_on_record": N_("信用报告里的账户不多，可参考的记录少"),
    "many_accounts_on_record": N_("信用报告里的账户偏多"),
    "instalment_share_high": N_("账户里分期贷款占的比例偏高"),
    "inquiry_not_long_ago": N_("距离上一次机构查询的时间还不够长"),
    "inquiries_on_record": N_("最近半年有机构查询过信用报告"),
    "cards_much_used_on_record": N_("信用报告里信用卡额度用得偏多"),
    "cards_little_used_on_record": N_("信用报告里信用卡额度用得很少，看不出还款习惯"),
    "loans_little_repaid": N_("现有分期贷款的本金还剩得多"),
    "few_cards_with_balance": N_("在用的信用卡不多，可参考的记录少"),
    "many_cards_with_balance": N_("有欠款的信用卡偏多"),
    "few_loans_with_balance": N_("在还的分期贷款不多，可参考的记录少"),
    "many_loans_with_balance": N_("在还的分期贷款偏多"),
    "many_accounts_owe": N_("有欠款的账户比例偏高"),
    "other_record": N_("信用报告里有一项没有得到最高分"),
    "not_on_record": N_("信用报告里缺少一项可参考的记录"),
    "our_limit_small": N_("您在我们这里的额度还不高"),
    "paid_us_late": N_("最近几个月有还款晚了"),
    "paid_us_back_little": N_("最近几次还款占的比例偏低"),
    "our_limit_much_used": N_("您在我们这里的额度用得偏多"),
    "our_limit_little_used": N_("您在我们这里的额度用得很少，看不出还款习惯"),
    "other_payment_record": N_("最近的用款和还款记录没有得到最高分"),
    "characteristic_below_best": N_("“{characteristic}”这一项没有得到最高分"),
    "is_recommended": N_("{product}就在推荐里"),
}

# How a parameter is written follows from its name, and where the name is not enough from its code.
_SHARES = frozenset({"share", "now", "stress", "rise"})
_SHARES_OF = frozenset(
    {("payments_above_share", "maximum"), ("payments_above_share_in_bad_time", "maximum")}
)
_RATES = frozenset({"annual_cost", "ceiling", "annual_cost_gap"})
_MONTHS = frozenset(
    {"months", "maximum_months", "nearest", "more_months", "fewer_months", "offered", "requested"}
)
_MONTHS_OF = frozenset({("work_too_short", "minimum"), ("change_work", "minimum")})
_PLAIN = frozenset({"months_of_income"})
_LABELS: Mapping[str, Mapping[str, str]] = {
    "purpose": PURPOSES,
    "segment": SEGMENTS,
    "segments": SEGMENTS,
    "method": METHODS,
    "offered": METHODS,
    "income_pattern": INCOME_PATTERNS,
}

CHANGES: Mapping[str, str] = {
    "change_amount": N_("借 {amount}（少借 {less}）"),
    "change_term": N_("分 {months}还"),
    "change_method": N_("改用{method}还"),
    "change_debt_payments": N_("把每月已有还款降到 {payments}（少还 {less}）"),
    "change_card_use": N_("把信用卡用掉的额度从 {now} 降到 {share}"),
    "change_work": N_("再做 {months}，满 {minimum}后来申请"),
    "change_late_payments": N_("等之前的 {count} 次逾期满两年，最多再等 {months}"),
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
        name: _spoken(one.code, name, value, language, product_name)
        for name, value in one.params.items()
    }
    if "product_id" in spoken:
        spoken["product"] = spoken.pop("product_id")
    if "chosen_id" in spoken:
        spoken["chosen"] = spoken.pop("chosen_id")
    return translator(language)(REASONS[one.code], **spoken)


def change_sentence(code: str, params: Mapping[str, Parameter], language: str) -> str:
    """The sentence of something a person can do to turn a decision, without a full stop."""
    spoken = {name: _spoken(code, name, value, language, str) for name, value in params.items()}
    return translator(language)(CHANGES[code], **spoken)


def _spoken(
    code: str, name: str, value: Parameter, language: str, product_name: ProductNames
) -> str:
    match value:
        case Decimal() if name in _SHARES or (code, name) in _SHARES_OF:
            return fmt.whole_percent(value, language)
        case Decimal() if name in _RATES:
            return fmt.percent(value, language)
        case Decimal() if name in _PLAIN:
            return fmt.number(value, language)
        case Decimal():
            return fmt.round_money(value, language)
        case int() if name in _MONTHS or (code, name) in _MONTHS_OF:
            return fmt.term(value, language)
        case int():
            return fmt.number(value, language)
        case str() if name in {"product_id", "chosen_id"}:
            return product_name(value)
        case str() if name in _LABELS:
            joiner = translator(language)("、")
            return joiner.join(label(_LABELS[name], part, language) for part in value.split(","))
    return str(value)
