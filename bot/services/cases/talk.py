"""The particular questions about the assistant and what it does not do, by their words."""

from collections.abc import Mapping

TALK: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "bot_challenge": {
        "decides": (
            "谁决定", "谁来批", "谁审批", "誰審批", "机器审批", "程序决定", "who decides",
            "who approves",
        ),
    },
    "human_agent": {
        "hours": (
            "几点上班", "幾點上班", "几点下班", "上班时间", "上班時間", "工作时间", "服務時間",
            "服务时间", "周末有人", "電話是多少", "电话是多少", "电话多少", "电话号码",
            "客服电话", "客服電話", "热线", "熱線", "专线", "what time", "opening hours",
            "working hours", "business hours", "phone number", "hotline", "what number",
            "number to call",
        ),
    },
    "out_of_scope": {
        "hours": (
            "几点上班", "营业时间", "營業時間", "几点开门", "周末上班", "open on",
            "opening hours", "business hours",
        ),
        "lost_card": (
            "卡丢了", "卡丟了", "卡不见了", "挂失", "掛失", "card…stolen", "lost my card",
            "card…lost", "stole my card",
        ),
        "login": (
            "登录", "登錄", "登入", "登不上", "登陆", "密码", "密碼", "闪退", "打不开",
            "打不開", "app", "验证码", "驗證碼", "log in", "login", "logging in", "sign in",
            "password", "crash", "reset",
        ),
        "card": (
            "办信用卡", "辦信用卡", "申请信用卡", "申請信用卡", "信用卡", "办卡", "開卡",
            "开卡", "credit card", "debit card", "new card",
        ),
        "deposit": (
            "存款", "存钱", "存錢", "定期", "活期", "定存", "存单", "開戶", "开户", "deposit",
            "savings", "open an account", "checking account",
        ),
        "invest": (
            "基金", "理财", "理財", "股票", "炒股", "黄金", "黃金", "余额宝", "零钱通",
            "虚拟币", "比特币", "投资", "投資", "fund", "stock", "invest", "crypto", "bitcoin",
            "gold", "bond", "401k",
        ),
        "transfer": (
            "转账", "轉帳", "轉賬", "汇款", "匯款", "提现", "提現", "充值", "取现", "取款",
            "收款码", "红包", "紅包", "transfer", "remit", "wire", "cash out", "top up",
            "send money", "atm",
        ),
        "exchange": (
            "汇率", "匯率", "外汇", "外匯", "换汇", "美元", "exchange rate", "currency",
            "forex",
        ),
        "insurance": (
            "保险", "保險", "社保", "医保", "公积金", "公積金", "健保", "勞保", "insurance",
            "pension", "social security", "tax",
        ),
        "property": (
            "房贷", "房貸", "首付", "买房", "買房", "mortgage", "buy a house", "down payment",
        ),
        "orders": (
            "快递", "快遞", "外卖", "外賣", "订单", "訂單", "退货", "退貨", "机票", "酒店",
            "flight", "hotel", "delivery", "my order", "package",
        ),
        "business": (
            "招聘", "应聘", "應徵", "加盟", "商务合作", "代理商", "recruit~", "job opening",
            "career", "partnership~",
        ),
    },
}  # fmt: skip
