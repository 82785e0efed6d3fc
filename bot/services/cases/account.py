"""The particular questions of account, records, data and safety, by their words."""

from collections.abc import Mapping

ACCOUNT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "change_bank_card": {
        "lost": (
            "丢", "丟", "挂失", "掛失", "冻结", "凍結", "注销", "消磁", "坏了", "过期", "到期",
            "不能用", "lost", "stolen", "frozen", "blocked", "expired", "closed",
        ),
        "not_own": (
            "别人", "別人", "老婆", "老公", "家人", "爸", "妈", "朋友", "someone else", "wife",
            "husband", "not mine", "another person",
        ),
    },
    "change_phone": {
        "lost": (
            "停机", "停機", "旧号", "舊號", "原号", "原手机号", "收不到", "收不了", "不用了",
            "注销", "old number", "lost my phone", "can't receive", "no longer", "disconnected",
        ),
    },
    "close_account": {
        "owing": (
            "欠款", "没还完", "沒還完", "没还清", "还有钱", "owe", "outstanding", "unpaid",
            "not paid",
        ),
        "data": ("资料", "資料", "数据", "信息", "個資", "data", "information", "records"),
        "record": ("征信", "徵信", "信用", "credit"),
    },
    "settlement_certificate": {
        "cost": (
            "收费", "收費", "多少钱", "多少錢", "要钱", "免费", "cost", "fee", "charge~",
            "free",
        ),
        "unpaid": (
            "没还完", "沒還完", "没还清", "部分", "还没还", "not paid", "partly",
            "before i…paid",
        ),
        "when": (
            "多久", "什么时候", "什麼時候", "几天", "幾天", "when", "how long", "how soon",
        ),
    },
    "ask_credit_report": {
        "closing": (
            "关户", "關戶", "注销", "註銷", "销户", "銷戶", "关闭…账", "close…account",
            "closing",
        ),
        "overdue": (
            "逾期…征信", "逾期…徵信", "逾期…上报", "逾期…信用", "晚还…征信", "overdue…credit",
            "late…my credit", "late…hurt", "late…affect",
        ),
        "none": (
            "不上征信", "不查征信", "不看征信", "不上徵信", "不查徵信", "免征信",
            "no credit check", "without credit check", "not on credit",
        ),
        "late": (
            "逾期…多久", "保留多久", "保留几年", "几年", "幾年", "消除", "多久消", "什么时候消",
            "负面记录", "污点", "how long", "removed", "late mark", "stay on",
        ),
        "own": (
            "怎么查自己", "查自己", "自己的征信", "个人征信", "怎么查征信", "打印", "下载",
            "下載", "哪里查", "哪裡查", "网上…查", "my own", "my report", "get my",
            "see my credit", "check my credit", "where can i", "free report",
        ),
        "error": (
            "不是我", "没借", "沒借", "异议", "異議", "错了", "有误", "修改征信", "dispute",
            "wrong", "not mine", "mistake", "incorrect",
        ),
        "settled": (
            "还清", "還清", "结清", "結清", "未结清", "没更新", "多久更新", "paid off",
            "settled", "updated", "closed loan",
        ),
        "home_loan": (
            "房贷", "房貸", "车贷", "車貸", "办房", "其他银行", "其他贷款", "mortgage",
            "home loan", "car loan",
        ),
        "test": (
            "测算", "試算", "试算", "测一下", "查额度", "测额度", "开通", "this check",
            "checking here", "pre-qual~", "prequal~", "see if i qualify",
        ),
        "apply": (
            "申请", "申請", "审批", "查询记录", "留痕", "痕迹", "没通过", "apply",
            "application", "inquiry", "enquiry", "hard pull",
        ),
    },
    "privacy_data_request": {
        "withdraw": (
            "撤回", "撤销", "撤銷", "取消授权", "取消授權", "收回", "授权取消", "withdraw",
            "revoke", "take back",
        ),
        "delete": ("删", "刪", "清除", "清掉", "抹掉", "delete", "erase", "remove", "wipe"),
        "correct": (
            "更正", "修改", "改一下", "怎么改", "错了", "更新", "变了", "correct", "update",
            "changed", "change my",
        ),
        "contacts": (
            "家里", "家人", "公司知道", "单位", "通讯录", "老婆", "老公", "父母", "老板",
            "family", "employer", "contacts", "my boss", "my wife", "my husband", "parents",
        ),
        "share": (
            "给别人", "第三方", "卖", "賣", "泄露", "洩露", "外洩", "共享", "sell", "share",
            "third part", "leak", "pass on",
        ),
        "identity": (
            "身份证", "身分證", "人脸", "人臉", "刷脸", "id number", "id card", "face",
            "passport",
        ),
        "see": (
            "查看", "在哪看", "看我的", "哪些信息", "保存了什么", "存多久", "保存多久", "copy",
            "what data", "see my", "what do you know", "keep my data", "how long",
        ),
    },
    "verify_message": {
        "paid_first": (
            "先交", "先付", "先转", "保证金", "保證金", "解冻", "解凍", "工本费", "刷流水",
            "验资", "前期", "手续费", "转账", "轉帳", "upfront", "up front", "pay first",
            "deposit", "processing fee", "asked for money", "send money", "unfreeze",
        ),
        "code": (
            "验证码", "驗證碼", "密码", "密碼", "远程", "屏幕共享", "螢幕", "verification code",
            "code", "password", "otp", "share my screen",
        ),
        "not_mine": (
            "没贷过", "沒貸過", "没借过", "沒借過", "不是我借", "冒用", "盗用",
            "never borrowed", "didn't borrow", "identity theft", "stolen identity",
            "didn't apply", "never applied",
        ),
        "call": ("电话", "電話", "来电", "打给我", "打來", "call", "caller", "phoned", "rang"),
        "link": (
            "短信", "簡訊", "链接", "連結", "网址", "網址", "邮件", "郵件", "二维码", "sms",
            "text", "link", "email", "message", "qr code", "website",
        ),
        "company": (
            "正规", "正規", "合法", "牌照", "靠谱", "骗子", "騙子", "倒闭", "真实存在",
            "什么公司", "legit", "licen~", "real company", "regulated", "scam", "trust you",
        ),
    },
    "opt_out_marketing": {
        "call": (
            "电话", "電話", "打来", "打來", "别打", "不要打", "唔好再打", "call", "phone",
            "ring",
        ),
    },
}  # fmt: skip
