"""The particular questions before a loan: product, price, limit, conditions, the money."""

from collections.abc import Mapping

_SECURED = ("抵押", "担保", "擔保", "押", "collateral", "secured", "guarantor")

BORROWING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ask_loan_products": {
        "secured": _SECURED,
        "revolving": (
            "循环", "循環", "随借随还", "隨借隨還", "revolving", "credit line",
            "line of credit",
        ),
        "branch": (
            "门店", "門市", "线下", "线上", "網點", "网点", "分行", "branch", "office",
            "in person",
        ),
    },
    "ask_rate": {
        "fees": (
            "手续费", "手續費", "服务费", "服務費", "管理费", "管理費", "会员费", "會員費",
            "担保费", "擔保費", "隐形", "隱藏", "别的费用", "其他费用", "其他費用", "别的收费",
            "杂费", "fee", "charges", "hidden", "extra cost",
        ),
        "free": (
            "免息", "优惠券", "優惠券", "免费", "免費", "零利率", "interest-free",
            "interest free", "coupon", "no interest",
        ),
        "lower": (
            "太高", "这么高", "這麼高", "太贵", "太貴", "怎么这么高", "为什么高", "便宜点",
            "便宜一点", "降一点", "降点", "能降", "优惠", "優惠", "打折", "少点", "lower",
            "discount", "cheaper", "too high", "so high", "too expensive", "negotia~",
        ),
        "daily": (
            "日息", "日利率", "一天多少", "每天多少", "每天利息", "一天利息", "daily",
            "per day", "a day", "each day",
        ),
        "fixed": (
            "固定", "浮动", "浮動", "会涨", "會漲", "会变", "會變", "fixed", "variable",
            "go up", "change later",
        ),
        "counted": (
            "怎么算", "怎麼算", "怎样算", "如何计算", "怎么计算", "从哪天", "几号开始",
            "什么时候开始算", "从什么时候", "how is…calculated", "calculate~", "worked out",
            "start counting", "from when",
        ),
    },
    "ask_limit": {
        "where": (
            "在哪看", "哪里看", "哪裡看", "在哪里", "怎么查", "怎麼查", "怎么看", "看不到",
            "where", "see my", "find my", "check my",
        ),
        "minimum": (
            "最少", "最低", "起借", "多少起", "起步", "minimum", "at least", "smallest",
            "lowest",
        ),
        "gone": (
            "没有额度", "額度沒了", "额度没", "额度变", "額度變", "变少", "降了", "降额", "为0",
            "为零", "是0", "冻结", "凍結", "怎么低", "这么低", "為什麼低", "为什么低", "这么少",
            "怎么少", "disappear~", "reduced", "zero", "frozen", "so low", "decrease~",
            "dropped",
        ),
        "restore": (
            "恢复", "恢復", "循环", "循環", "还了还能用", "还完还能", "come back", "restore",
            "revolv~", "use it again",
        ),
    },
    "raise_limit": {
        "temporary": ("临时", "臨時", "temporary", "for a while"),
        "when": (
            "什么时候", "什麼時候", "多久", "几个月", "何时", "when", "how long", "how soon",
        ),
    },
    "ask_eligibility": {
        "for_another": (
            "帮别人", "替别人", "帮朋友", "替我爸", "替我妈", "用我的名字", "幫別人",
            "for my friend", "for a friend", "on behalf", "for someone else",
        ),
        "no_income": (
            "没工作", "沒工作", "无业", "無業", "失业", "失業", "没有收入", "沒有收入",
            "没收入", "待业", "unemployed", "no job", "no income", "jobless", "out of work",
        ),
        "no_record": (
            "白户", "白戶", "没有信用记录", "没贷过款", "没借过钱", "信用空白",
            "no credit history", "never borrowed", "no credit record",
        ),
        "bad_credit": (
            "逾期过", "有逾期", "逾期记录", "征信不好", "徵信不好", "征信花", "黑户", "黑戶",
            "黑名单", "黑名單", "信用不好", "bad credit", "poor credit", "late payment",
            "blacklist", "defaulted", "been late",
        ),
        "documents": (
            "材料", "资料", "資料", "证件", "證件", "文件", "要带什么", "要什么证明", "流水",
            "收入证明", "document~", "paperwork", "papers", "proof", "what do i need",
        ),
        "where_from": (
            "外地", "哪些城市", "地区", "地區", "外国人", "外國人", "港澳", "台湾", "台胞",
            "护照", "foreigner", "expat", "which cities", "region", "passport", "nationality",
        ),
        "secured": _SECURED,
    },
    "entry_not_visible": {
        "invited": (
            "邀请", "邀請", "白名单", "白名單", "别人有", "朋友有", "别人都有", "人家有",
            "同事有", "invit~", "whitelist", "others have", "friends have", "friend has",
        ),
        "app": (
            "app", "公众号", "小程序", "页面", "頁面", "下载", "下載", "图标", "菜单",
            "download", "page", "menu", "button",
        ),
    },
    "ask_application_status": {
        "how_long": (
            "多久", "几天", "幾天", "多长时间", "什么时候", "什麼時候", "how long", "when",
            "how many days",
        ),
    },
    "ask_decision_reason": {
        "appeal": (
            "复核", "覆核", "申诉", "申訴", "不服", "再审", "重新审", "appeal", "review again",
            "reconsider",
        ),
        "elsewhere": (
            "借呗", "花呗", "微粒贷", "京东", "美团", "银行拒", "別家", "别家", "其他平台",
            "别的平台", "other bank", "another lender", "other lenders", "my bank",
        ),
    },
    "ask_disbursement": {
        "failed": (
            "放款失败", "放款失敗", "被退回", "打款失败", "失败", "failed", "returned",
            "rejected",
        ),
        "missing": (
            "没到", "沒到", "没收到", "沒收到", "还没来", "迟迟", "怎么还不", "not arrived",
            "haven't received", "hasn't arrived", "where is my money", "where's my money",
            "still waiting", "not received",
        ),
        "holiday": (
            "周末", "週末", "节假日", "假日", "星期六", "星期天", "周六", "周日", "晚上",
            "半夜", "weekend", "holiday", "saturday", "sunday", "at night", "overnight",
        ),
        "account": (
            "哪张卡", "哪張卡", "打到哪", "到哪里", "到哪个", "别人的卡", "別人的卡", "微信",
            "支付宝", "零钱", "现金", "入哪", "which account", "which card", "what account",
            "someone else", "cash", "wallet",
        ),
    },
    "reborrow": {
        "second": (
            "没还完", "沒還完", "没还清", "同时", "同時", "两笔", "兩筆", "第二笔",
            "second loan", "another loan while", "before i…paid", "not paid off", "two loans",
            "still paying",
        ),
        "how_soon": (
            "多久", "马上", "馬上", "立刻", "几天后", "immediately", "how soon",
            "straight away", "right away", "how long",
        ),
    },
}  # fmt: skip
