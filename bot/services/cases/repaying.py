"""The particular questions after a loan: plan, payments, being late, changes, by their words."""

from collections.abc import Mapping

REPAYING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ask_repayment_schedule": {
        "contract": ("合同", "合約", "借据", "借據", "contract", "agreement"),
        "reminder": ("提醒", "通知", "短信", "簡訊", "remind~", "notif~", "text me"),
        "minimum": (
            "最低还", "最低應繳", "最低還", "最低要还", "minimum", "least i can",
            "lowest payment", "smallest payment",
        ),
        "amount_changed": (
            "为什么多", "怎么多", "变多", "变了", "變了", "不一样", "不一樣", "不对", "不對",
            "比较多", "还得多", "还这么多", "算出来", "wrong", "higher", "bigger", "changed",
            "not right",
        ),
        "owed": (
            "还欠", "還欠", "欠多少", "剩多少", "还剩", "還剩", "欠款", "还差", "还清了没",
            "多少没还", "owe", "remaining", "outstanding", "left to pay", "balance", "paid up",
        ),
        "due_day": (
            "几号", "幾號", "哪天", "哪一天", "还款日", "還款日", "什么时候还", "到期", "几点",
            "due", "what day", "what date", "when do i pay", "when is", "debit",
        ),
    },
    "make_repayment": {
        "missed": (
            "逾期", "忘了还", "忘记还", "忘還", "补还", "补缴", "补上", "怎么补", "missed",
            "forgot", "catch up", "overdue",
        ),
        "double": (
            "两次", "兩次", "扣重", "还重", "重复", "重複", "多扣", "扣多", "多还", "多還",
            "退回", "twice", "double", "refund", "overpaid", "too much", "overcharged",
        ),
        "failed": (
            "失败", "失敗", "没扣", "沒扣", "不扣", "还不了", "還不了", "还不进", "没反应",
            "点不了", "打不开", "限额", "限額", "余额不足", "异常", "系统错误", "出错", "未扣",
            "没有扣", "没划走", "不成功", "failed", "declined", "error", "didn't go through",
            "didn't run", "won't go through", "not working", "can't pay",
        ),
        "wallet": (
            "微信", "支付宝", "零钱", "余额宝", "红包", "花呗", "信用卡", "轉數快", "超商",
            "wechat", "alipay", "paypal", "credit card", "apple pay",
        ),
        "other_person": (
            "别人", "別人", "他人", "家人", "亲人", "代还", "代還", "老婆", "老公", "朋友",
            "爸", "妈", "someone else", "my wife", "my husband", "friend", "for me",
            "on behalf",
        ),
        "transfer": (
            "对公", "對公", "转账", "轉帳", "账号", "账户", "帳號", "柜台", "到银行", "现金",
            "現金", "存折", "transfer", "account number", "cash", "branch", "wire", "cheque",
            "check in the mail",
        ),
        "part": (
            "一部分", "部分", "分几次", "分多次", "分两次", "分几笔", "part", "half now",
            "in two",
        ),
        "card": (
            "哪张卡", "哪張卡", "扣哪", "从哪", "自动", "自動", "代扣", "绑定", "扣款", "auto",
            "which card", "direct debit", "debit",
        ),
        "time": (
            "几点", "幾點", "晚上", "节假日", "周末", "12点", "十二点", "what time", "weekend",
            "holiday", "by when",
        ),
    },
    "report_paid": {
        "chased": (
            "还催", "还打电话", "一直打", "催收", "还给我发", "还收到", "還催", "still call",
            "keep calling", "still getting", "collector~", "keep texting",
        ),
        "shows": (
            "还显示", "還顯示", "没更新", "没到账", "不更新", "未入账", "没入账", "还是逾期",
            "still show", "not updated", "still says", "not credited", "not posted",
        ),
    },
    "early_repayment": {
        "fee": (
            "违约金", "違約金", "手续费", "手續費", "收费", "收費", "要不要钱", "额外",
            "penalty", "fee", "charge~", "extra cost",
        ),
        "how": (
            "怎么操作", "怎么弄", "在哪", "哪里", "流程", "怎么申请", "怎麼操作", "how do i",
            "how can i", "where", "steps",
        ),
        "part": (
            "一半", "部分", "一部分", "先还点", "还掉一些", "half", "part", "partial",
            "some of it", "lump sum",
        ),
        "whole": (
            "全部", "结清", "結清", "一次性", "还清", "還清", "in full", "pay off", "settle",
            "whole", "all of it",
        ),
    },
    "ask_penalty_overdue": {
        "waive": (
            "减免", "減免", "免罚", "免罰", "能不能免", "免掉", "waive", "forgive",
            "remove the fee", "reduce the fee",
        ),
        "collection": (
            "催收", "上门", "上門", "通讯录", "起诉", "起訴", "坐牢", "法院", "律师", "律師",
            "抓", "家人", "单位", "collector~", "collection~", "court", "jail", "prison", "sue",
            "police", "lawsuit", "my family", "my boss",
        ),
        "record": ("征信", "徵信", "上报", "黑名单", "信用", "credit", "blacklist", "bureau"),
        "grace": (
            "宽限", "寬限", "晚一天", "晚1天", "晚几天", "晚幾天", "几点", "算不算逾期",
            "算逾期吗", "超过几天", "grace", "a day late", "one day late", "1 day late",
            "few days late", "same day",
        ),
    },
    "change_repayment_date": {
        "later": (
            "延期", "推迟", "推遲", "晚几天", "晚幾天", "缓几天", "宽限", "延后", "延後",
            "extend", "postpone", "delay", "few days later", "more days", "extension",
        ),
    },
    "change_repayment_method": {
        "running": (
            "已经", "已經", "在还", "正在还", "延长", "延長", "展期", "账单分期", "改成分期",
            "existing", "current loan", "already", "extend", "longer",
        ),
    },
}  # fmt: skip
