"""Lessons on what borrowing costs and how it is repaid: the plain meaning, one worked figure, what to look for.

No figure is typed here: each comes from the core.
"""

from collections.abc import Mapping

from bot.texts.catalogue import N_
from bot.texts.replies.lessons import cost_figures as figures
from bot.texts.replies.lessons.basis import Lesson

COST: Mapping[str, Lesson] = {
    "annual_cost": Lesson(
        title=N_("年化综合成本"),
        text=N_(
            "年化综合成本：把利息和所有费用加在一起，按实际占用的钱、按一年算出来的比例。"
            "比如借 {amount}分 {months}还，年利率 {rate}，放款时另收 {fee}手续费，年化综合成本其实是 {cost}。"
            "比较贷款就看这一个数，“日息”“月费率”都先换算成它再比。"
        ),
        figures=figures.fee_at_start,
        related=("period_rates", "instalment_fee"),
    ),
    "period_rates": Lesson(
        title=N_("日利率和月利率"),
        text=N_(
            "日利率、月利率、年利率说的是同一个价钱，只是按天、按月、按年。"
            "每天 {share}，{amount}一天的利息是 {daily}，一年按 {days} 天算就是 {annual}；月利率 {monthly} 就是一年 {from_monthly}。"
            "看到“日息”“月息”先乘成一年的，再问有没有别的费用。"
        ),
        figures=figures.by_period,
        related=("annual_cost", "rate_ceiling"),
    ),
    "instalment_fee": Lesson(
        title=N_("分期手续费"),
        text=N_(
            "分期手续费每期都按最初的本金收，可您手里的本金一期比一期少，所以比看上去贵。"
            "{amount}分 {months}、每期收 {share}，共收 {fees}，看着一年是 {simple}，折成年化其实是 {annual}。"
            "号称“免息”的分期，也要问清有没有手续费、一共还多少。"
        ),
        figures=figures.fee_each_time,
        related=("annual_cost", "flat_interest"),
    ),
    "flat_interest": Lesson(
        title=N_("等本等息"),
        text=N_(
            "等本等息：每期本金一样、利息也一样，利息一直按最初的本金算。"
            "借 {amount}分 {months}，标着一年 {rate}，折成年化其实是 {annual}。"
            "碰到它，按年化比，别按标的数比。"
        ),
        figures=figures.flat,
        related=("equal_instalment", "annual_cost"),
    ),
    "equal_instalment": Lesson(
        title=N_("等额本息"),
        text=N_(
            "等额本息：每期还的一样多，前面利息占得多，后面本金占得多。"
            "借 {amount}、年利率 {rate}、分 {months}，每期还 {payment}，第一期里利息 {first}，最后一期只有 {last}，利息一共 {interest}。"
            "好安排，总利息比等额本金略多一点。"
        ),
        figures=figures.level,
        related=("equal_principal", "interest_only"),
    ),
    "equal_principal": Lesson(
        title=N_("等额本金"),
        text=N_(
            "等额本金：每期还一样多的本金，利息随本金变少，所以越还越少。"
            "借 {amount}、年利率 {rate}、分 {months}，首期还 {first}，末期还 {last}，比等额本息少付利息 {saved}。"
            "头几个月压力大些，收入宽裕时才合适。"
        ),
        figures=figures.falling,
        related=("equal_instalment", "early_repayment"),
    ),
    "interest_only": Lesson(
        title=N_("先息后本"),
        text=N_(
            "先息后本：平时每月只还利息，本金最后一次还。"
            "借 {amount}、年利率 {rate}、{months}，每月还 {first}，最后一期要还 {last}，利息比等额本息多 {more}。"
            "平时轻松，到期那一笔要早早备好，不能指望再借。"
        ),
        figures=figures.interest_first,
        related=("equal_instalment", "rollover"),
    ),
    "revolving": Lesson(
        title=N_("随借随还"),
        text=N_(
            "随借随还：给一个额度，用多少借多少，按天计息，还了可以再借。"
            "年利率 {rate} 时借 {amount}用 {days} 天，利息是 {interest}。"
            "短用很省；一直借着不还，按年算并不便宜，也容易忘记自己欠着。"
        ),
        figures=figures.revolving,
        related=("period_rates", "limit"),
    ),
    "grace_period": Lesson(
        title=N_("宽限期"),
        text=N_(
            "宽限期：还款日之后几天内补上，不算逾期，有没有、几天以合同为准。"
            "假如有 {grace} 天，{amount}本金晚 {grace} 天补上罚息是 {within}，晚 {after_grace} 天就从还款日算起，罚息 {beyond}。"
            "它是留给意外的，别当成新的还款日。"
        ),
        figures=figures.late,
        related=("overdue", "penalty_interest"),
    ),
    "penalty_interest": Lesson(
        title=N_("罚息"),
        text=N_(
            "罚息：没按时还的本金，要按更高的利率算利息，到还上那天为止。"
            "合同年利率 {rate}、罚息按 {multiple} 倍是 {penalty}，{amount}本金晚 {days} 天，罚息 {cost}。"
            "钱数不大，更要紧的是逾期记录，所以知道要晚，先说一声。"
        ),
        figures=figures.late,
        related=("overdue", "compound_interest"),
    ),
    "compound_interest": Lesson(
        title=N_("复利"),
        text=N_(
            "复利：没还的利息也开始生利息，俗称利滚利。"
            "一年 {rate}，每月的利息都不还、滚进去，一年实际是 {effective}。"
            "拖得越久滚得越快，还款时先把欠着的利息补上。"
        ),
        figures=figures.compounded,
        related=("penalty_interest", "debt_spiral"),
    ),
    "overdue": Lesson(
        title=N_("逾期"),
        text=N_(
            "逾期：到了还款日没还够，第二天起就算。"
            "{amount}本金晚 {days} 天，按一年 {penalty} 算罚息是 {cost}，可能还会报到征信。"
            "还不上时先还一部分、早点联系，比躲着强得多。"
        ),
        figures=figures.late,
        related=("penalty_interest", "credit_report"),
    ),
    "secured": Lesson(
        title=N_("抵押贷和信用贷"),
        text=N_(
            "抵押贷是拿房或车押着借，利率低些，还不上东西可能被处置；信用贷不用押，看收入和信用。"
            "利率差一点有多少：{amount}、{months}，从 {rate} 降到 {lower}，一共省 {saved}。"
            "为省这点押上住的房子，要想清楚。"
        ),
        figures=figures.point_less,
        related=("guarantee", "annual_cost"),
    ),
    "lpr": Lesson(
        title=N_("LPR 是什么"),
        text=N_(
            "LPR 是各家银行贷款定价的参照，每月公布一次。"
            "我们登记的一年期是 {lpr}（{since}公布），合同写“LPR 加 {points} 个基点”，就是 {sum}。"
            "基点是万分之一；要看清是固定的，还是跟着 LPR 变。"
        ),
        figures=figures.prime,
        related=("rate_ceiling", "annual_cost"),
    ),
    "rate_ceiling": Lesson(
        title=N_("利率上限"),
        text=N_(
            "利率上限：法规给年化综合成本画的线，利息和所有费用加在一起都不能超过。"
            "我们现在适用的是一年 {ceiling}；按这条线借 {amount}分 {months}，利息就有 {interest}。"
            "超过了可以向监管投诉；能批到的价通常比这条线低。"
        ),
        figures=figures.ceiling,
        related=("annual_cost", "loan_traps"),
    ),
    "early_repayment": Lesson(
        title=N_("提前还款"),
        text=N_(
            "提前还款：还没到期就还一部分或全部，之后的利息就不用付了。"
            "借 {amount}、年利率 {rate}、分 {months}，还完第 {half} 期结清省 {saved}，还完第 {late_on} 期才结清只省 {less}。"
            "越早越省；先问有没有违约金，也别把应急的钱都还进去。"
        ),
        figures=figures.settled_early,
        related=("equal_instalment", "settlement_certificate"),
    ),
    "joint_lending": Lesson(
        title=N_("助贷和联合贷款"),
        text=N_(
            "助贷是平台帮忙找客户，钱由银行等机构放；联合贷款是两家一起出钱。"
            "不管几家，您付的利息和所有费用加起来，年化都不能超过 {ceiling}。"
            "看清合同上的放款方是谁、担保费和会员费有没有算进去。"
        ),
        figures=figures.ceiling,
        related=("rate_ceiling", "annual_cost"),
    ),
}
