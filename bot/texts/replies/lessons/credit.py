"""Lessons on records, cards, debts and traps: the plain meaning, one worked figure, what to look for.

No figure is typed here: each comes from the core.
"""

from collections.abc import Mapping

from bot.texts.catalogue import N_
from bot.texts.replies.lessons import credit_figures as figures
from bot.texts.replies.lessons.basis import Lesson

CREDIT: Mapping[str, Lesson] = {
    "credit_report": Lesson(
        title=N_("征信报告"),
        text=N_(
            "征信报告：人民银行征信中心记的信用档案，有贷款、信用卡、还款和谁查过您。"
            "逾期还清后还要保留五年，比如今天还清的，要到 {late_until}才会消失；每年可以免费查两次自己的。"
            "记录错了可以申请异议，花钱“洗征信”都是骗人的。"
        ),
        figures=figures.kept_until,
        related=("hard_inquiry", "building_credit"),
    ),
    "hard_inquiry": Lesson(
        title=N_("硬查询和软查询"),
        text=N_(
            "硬查询是您申请贷款、信用卡时机构查征信，别家看得见；软查询是您自己查，或者贷后管理查，不影响审批。"
            "今天留下的一次查询，要到 {inquiry_until}才看不到。"
            "所以不要到处点“测额度”，需要时才申请；在这里测算不查征信。"
        ),
        figures=figures.kept_until,
        related=("many_inquiries", "credit_report"),
    ),
    "many_inquiries": Lesson(
        title=N_("征信花了"),
        text=N_(
            "征信“花”了，是短时间里被很多家查过，或者同时在多家借钱（多头）。"
            "养回来靠时间：从今天起不再到处申请，到 {half_year}就有半年干净的记录，查询要到 {inquiry_until}才看不到。"
            "期间按时还款、把小额的先结清，没有花钱就能快的办法。"
        ),
        figures=figures.kept_until,
        related=("hard_inquiry", "building_credit"),
    ),
    "credit_score": Lesson(
        title=N_("信用分"),
        text=N_(
            "信用分：把还款习惯、欠债多少、信用卡用得满不满这些折成一个分，各家算法不同，没有统一的分。"
            "比如 {amount}额度的卡，账单上用到 {used}（{share}）以内，一般比用满的分高。"
            "分低先看两件事：有没有逾期，额度是不是快用满了。"
        ),
        figures=figures.card_use,
        related=("building_credit", "debt_ratio"),
    ),
    "building_credit": Lesson(
        title=N_("怎样养好信用"),
        text=N_(
            "养信用就三件事：按时还、别用满、少申请。"
            "{amount}额度的卡，出账前还到 {used}（{share}）以内，看着就不紧；还款日前一天把钱备好，最好开自动还款。"
            "坚持半年到一年才看得出来，没有速成的，更不用花钱。"
        ),
        figures=figures.card_use,
        related=("credit_report", "many_inquiries"),
    ),
    "minimum_payment": Lesson(
        title=N_("最低还款"),
        text=N_(
            "最低还款：信用卡只还一小部分，不算逾期，剩下的每天计息。"
            "欠 {amount}、每月只还 {least}、按一年 {rate} 计息，一年下来付利息 {interest}，还欠 {owed}。"
            "救急可以用一两次，长期用很贵，能多还就多还。"
        ),
        figures=figures.minimum_payments,
        related=("card_days", "instalment_fee"),
    ),
    "card_days": Lesson(
        title=N_("账单日和还款日"),
        text=N_(
            "账单日是信用卡结账的日子，还款日是这张账单最晚要还清的日子，中间不计息。"
            "账单日若是每月 {bill_day} 号，{bought}的消费最晚 {due}还，有 {days} 天不计息。"
            "没全额还清就没有这些天，利息多半从消费那天算起。"
        ),
        figures=figures.free_days,
        related=("minimum_payment", "overdue"),
    ),
    "limit": Lesson(
        title=N_("额度和可用额度"),
        text=N_(
            "额度是最多能借多少，可用额度是减去已经用掉的。"
            "额度 {amount}、用了 {used}，可用就是 {left}；可循环的还了能恢复，一次性的贷款还了不恢复。"
            "额度高不等于该借满，够用就好。"
        ),
        figures=figures.card_use,
        related=("revolving", "debt_ratio"),
    ),
    "guarantee": Lesson(
        title=N_("担保和共同借款"),
        text=N_(
            "担保是别人还不上时您替他还，共同借款是您从头就和他一起欠。"
            "担保 {amount}、{months}的贷款，还到第 {half}他停了，剩下的 {left}本金连同利息都可以找您要。"
            "两样都会记进您的征信，签字前当作自己要还来想。"
        ),
        figures=figures.guaranteed,
        related=("secured", "credit_report"),
    ),
    "rollover": Lesson(
        title=N_("展期和借新还旧"),
        text=N_(
            "展期是把到期日往后推，借新还旧是借一笔新的来还旧的，本金都没有变少。"
            "{amount}先息后本、一年 {rate}，一年的利息是 {once}，再推一年就成了 {twice}。"
            "真周转不开，先谈延期和每月能还多少，别越滚越大。"
        ),
        figures=figures.once_more,
        related=("debt_spiral", "restructuring"),
    ),
    "debt_spiral": Lesson(
        title=N_("以贷养贷"),
        text=N_(
            "以贷养贷：每个月的还款都靠再借来还，债只会变多。"
            "每月借 {each}来还、年利率 {rate}，{months}借了 {paid_in}，欠下的是 {owed}。"
            "先停下新借，把所有欠款列出来，再一家家谈；不用一个人扛，可以找人商量。"
        ),
        figures=figures.borrowed_to_pay,
        related=("restructuring", "debt_ratio"),
    ),
    "upfront_deduction": Lesson(
        title=N_("砍头息"),
        text=N_(
            "砍头息：放款时先扣掉一截，您拿到的少，却按全额还，这是不合规的。"
            "借条写 {amount}、年利率 {rate}，先扣 {kept}只到手 {received}，分 {months}还，年化其实是 {cost}。"
            "碰到就别签、留好转账记录；利息应按实际到手的钱算。"
        ),
        figures=figures.kept_back,
        related=("loan_traps", "annual_cost"),
    ),
    "loan_traps": Lesson(
        title=N_("套路贷和 AB 合同"),
        text=N_(
            "套路贷用空白合同、金额写大的 AB 合同、做假流水，让债越滚越大；正规贷款只有一份写清的合同。"
            "“{days} 天只收 {share}”听着小，一年就是 {annual}，而上限是 {ceiling}。"
            "要先交钱、要手机通讯录、让您刷流水的，都停下，可以打 110 或 96110。"
        ),
        figures=figures.by_the_week,
        related=("upfront_deduction", "rate_ceiling"),
    ),
    "debt_ratio": Lesson(
        title=N_("负债率"),
        text=N_(
            "负债率：每月要还的钱占每月收入的比例。"
            "收入 {income}、每月还 {paid}，就是 {share}；我们最多让它到 {most}，再高就不批。"
            "越低越有余地，借之前先算一下还完还剩多少过日子。"
        ),
        figures=figures.burden,
        related=("credit_score", "debt_spiral"),
    ),
    "settlement_certificate": Lesson(
        title=N_("结清证明"),
        text=N_(
            "结清证明：机构盖章写明您这笔贷款还完了、不再欠钱。"
            "今天借、{months}的贷款，最后一期在 {last}，还完那期就可以开。"
            "办房贷、解抵押常用到，收好一份，再看看征信上是不是写着“结清”。"
        ),
        figures=figures.closed_on,
        related=("credit_report", "early_repayment"),
    ),
    "restructuring": Lesson(
        title=N_("协商还款"),
        text=N_(
            "协商还款：还不动时和机构重新商定，比如延长时间、停一阵、减每月还的数。"
            "欠 {amount}、年利率 {rate}，从 {months}拉长到 {longer}，每月从 {before}降到 {after}，但利息总共多 {more}。"
            "自己直接找机构就行，不收费；凡是“代理停息”要先交钱的，别信。"
        ),
        figures=figures.spread_out,
        related=("rollover", "overdue"),
    ),
}
