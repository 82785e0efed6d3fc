"""The words of the web chat's page and launcher; replies themselves are said elsewhere."""

from collections.abc import Mapping
from typing import Any

from bot.texts.catalogue import N_, translator
from bot.texts.languages import ENGLISH, SOURCE, TRADITIONAL
from bot.texts.replies.labels import METHOD_MEANINGS, METHODS
from bot.texts.replies.plan import MANNERS

TAGS: Mapping[str, str] = {SOURCE: "zh-CN", TRADITIONAL: "zh-Hant-TW", ENGLISH: "en"}
# A language is named in itself, so these are not translated.
LANGUAGE_NAMES: Mapping[str, str] = {
    SOURCE: "简体中文",
    TRADITIONAL: "繁體中文",
    ENGLISH: "English",
}

BASES: Mapping[str, str] = {
    "annual_rate": N_("年利率 {rate}"),
    "share_of_principal": N_("每次按本金的 {rate}"),
    "share_of_balance": N_("每期按未还本金的 {rate}"),
    "fixed_amount": N_("每次 {amount}"),
}


def texts(language: str, *, lender: str, phone: str) -> dict[str, Any]:
    """Every word the page shows, as plain JSON; ``{name}`` is filled in by the page."""
    return {
        "language": language,
        "tag": TAGS[language],
        **_page(language, lender, phone),
        **_talk(language),
        "card": _card(language),
        "labels": {
            "methods": _translated(METHODS, language),
            "meanings": _translated(METHOD_MEANINGS, language),
            "manners": _translated(MANNERS, language),
            "bases": _translated(BASES, language),
        },
    }


def launcher_texts(language: str, *, lender: str) -> dict[str, str]:
    """The words of the button on another site's page."""
    _ = translator(language)
    return {
        "open": _("打开{lender}自动助手", lender=lender),
        "close": _("关闭{lender}自动助手", lender=lender),
        "title": _("{lender}自动助手", lender=lender),
    }


def _translated(labels: Mapping[str, str], language: str) -> dict[str, str]:
    _ = translator(language)
    return {code: _(source) for code, source in labels.items()}


def _page(language: str, lender: str, phone: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "title": _("{lender}自动助手", lender=lender),
        "automated": _("自动助手"),
        "notice": _("您在和自动助手聊天，不是真人。它不会问您要密码或验证码；说“人工”就找同事。"),
        "person": _("人工"),
        "person_label": _("找人工同事"),
        "person_words": _("人工"),
        "menu": _("语言和显示"),
        "language_label": _("语言"),
        "theme_label": _("外观"),
        "theme_auto": _("跟随系统"),
        "theme_light": _("浅色"),
        "theme_dark": _("深色"),
        "call": _("客服电话 {phone}", phone=phone),
        "close_chat": _("关闭聊天"),
        "skip": _("跳到输入框"),
        "no_cookies": _(
            "浏览器没有保存这次会话。请允许 Cookie 后刷新，或拨打 {phone}。", phone=phone
        ),
        "no_script": _("这个页面需要打开 JavaScript。也可以拨打 {phone}。", phone=phone),
    }


def _talk(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "log": _("对话"),
        "compose": _("输入消息"),
        "placeholder": _("说说您的需要，例如：想借 5 万装修"),
        "send": _("发送"),
        "choices": _("可以点选的回复"),
        "you_said": _("您"),
        "assistant_said": _("自动助手"),
        "sending": _("发送中"),
        "sent": _("已收到"),
        "waiting": _("等待网络"),
        "failed": _("没有发出"),
        "retry": _("重发"),
        "typing": _("正在输入"),
        "new_messages": _("有新消息"),
        "to_newest": _("回到最新"),
        "offline": _("网络断开了，您写的会留着，连上就发出。"),
        "connecting": _("正在重新连接"),
        "replaced": _("页面已更新，请刷新。"),
        "characters_left": _("还可以写 {count} 个字"),
        "too_long": _("超出 {count} 个字，请分成几条发"),
        "today": _("今天"),
        "yesterday": _("昨天"),
    }


def _card(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "money": _("{number} 元"),
        "annual_cost": _("年化综合成本"),
        "annual_cost_meaning": _("利息加所有费用，按一年算"),
        "range": _("因人而异，{low} 到 {high}"),
        "effective": _("按复利折算 {rate}"),
        "annual_rate": _("年利率"),
        "each_month": _("每月还"),
        "first_month": _("首月还"),
        "last_month": _("末月还"),
        "first_payment": _("首期还"),
        "last_payment": _("末期还"),
        "at_end": _("到期一次还"),
        "amount": _("借款金额"),
        "term": _("期限"),
        "method": _("还款方式"),
        "total_cost": _("利息和费用共"),
        "total_payment": _("到期共还"),
        "principal": _("本金"),
        "interest": _("利息"),
        "fees": _("费用"),
        "payment": _("还款"),
        "balance": _("未还本金"),
        "limit": _("最多可以批到"),
        "valid_until": _("结果保留到"),
        "why_it_fits": _("为什么适合您"),
        "tradeoff": _("取舍"),
        "products": _("适合您的产品"),
        "product_count": _("第 {number} 款，共 {count} 款"),
        "offer": _("初步结果：可以批"),
        "referred": _("要请同事人工看一下"),
        "declined": _("这次批不了"),
        "reasons": _("原因"),
        "cost_sheet": _("综合融资成本明示"),
        "item": _("项目"),
        "standard": _("收取标准"),
        "payee": _("收取方"),
        "sum": _("金额"),
        "no_other_charges": _("除以上所列，没有其他任何收费。"),
        "if_late": _("逾期的话"),
        "overdue": _("逾期罚息：按年 {rate} 对逾期本金计收，由{payee}收取"),
        "plan": _("还款计划"),
        "plan_summary": _("共 {count} 期，从 {first} 到 {last}，总共还 {total}"),
        "plan_table": _("逐期明细"),
        "number": _("期数"),
        "due": _("还款日"),
        "chart_label": _("还款计划图：每期的本金、利息和费用，以及未还本金"),
        "methods_compared": _("几种还法比较"),
        "in_words": _("查看文字说明"),
    }
