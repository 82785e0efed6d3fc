"""The words for canonical values: purposes, segments, methods and the like."""

from collections.abc import Mapping

from bot.texts.catalogue import N_, translator

PURPOSES: Mapping[str, str] = {
    "car": N_("买车用车"),
    "home_improvement": N_("装修"),
    "education": N_("教育学习"),
    "travel": N_("旅行"),
    "medical": N_("看病就医"),
    "business_turnover": N_("生意周转"),
    "equipment": N_("买设备"),
    "farming": N_("种植养殖"),
    "green_goods": N_("绿色用品"),
    "shopping": N_("购物"),
    "debt_consolidation": N_("归拢其他贷款"),
    "wedding": N_("办婚礼"),
    "everyday": N_("日常开销"),
    "property_purchase": N_("买房或付首付"),
    "securities": N_("投资理财"),
    "gambling": N_("博彩"),
    "onward_lending": N_("转借给别人"),
}

SEGMENTS: Mapping[str, str] = {
    "city_employee": N_("上班族"),
    "micro_business": N_("开店做生意"),
    "farmer": N_("种植养殖户"),
    "high_net_worth": N_("资产较多的客户"),
    "student": N_("在校学生"),
    "freelancer": N_("自由职业或打零工"),
}

INCOME_PATTERNS: Mapping[str, str] = {
    "salary": N_("每月固定领工资"),
    "takings": N_("天天有营业收入"),
    "harvest": N_("收成时集中进账"),
    "irregular": N_("时多时少"),
    "allowance": N_("家里给生活费"),
    "none": N_("暂时没有收入"),
}

URGENCIES: Mapping[str, str] = {
    "now": N_("这几天就要"),
    "within_month": N_("一个月内要"),
    "flexible": N_("不急"),
}

METHODS: Mapping[str, str] = {
    "equal_instalment": N_("等额本息"),
    "equal_principal": N_("等额本金"),
    "interest_only": N_("先息后本"),
    "bullet": N_("到期一次还清"),
    "flat_interest": N_("等本等息"),
}

METHOD_MEANINGS: Mapping[str, str] = {
    "equal_instalment": N_("每月还的一样多，最好安排"),
    "equal_principal": N_("头几个月还得多，往后越来越少，总利息少一些"),
    "interest_only": N_("平时只还利息，本金最后一次还"),
    "bullet": N_("平时不还，到期本金和利息一起还"),
    "flat_interest": N_("每月本金和利息都一样多，利息一直按最初的本金算，实际成本要看年化"),
}

LATE_PAYMENTS: Mapping[str, str] = {
    "none": N_("没有逾期"),
    "under_30": N_("有过，但都不到 30 天"),
    "30_59": N_("最长 30 到 59 天"),
    "60_89": N_("最长 60 到 89 天"),
    "90_up": N_("最长 90 天以上"),
}


# Payees of the core that are no line of the catalogue; translated where a cost line names them.
PAYEES = (N_("本机构"),)


def label(labels: Mapping[str, str], value: object, language: str) -> str:
    """The words for ``value`` in ``language``; the value itself when it has none."""
    source = labels.get(str(value))
    return str(value) if source is None else translator(language)(source)
