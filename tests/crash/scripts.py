"""What customers type in a pre-qualification, in their order; knows no channel."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from random import Random

SCRIPTS: Sequence[Sequence[str]] = (
    (
        "你好", "想借5万装修", "两年", "上班族", "不着急", "测一下能不能批", "我同意", "31",
        "税后8000", "房贷每月2000", "三年了", "没有信用卡",
    ),
    (
        "/start", "我开小餐馆,想借十五万周转,分两年还", "越快越好", "测测", "同意", "38岁",
        "一万五左右", "没有要还的", "三年半", "没有信用卡", "没有", "没有", "2个",
    ),
    (
        "我是公务员 想去趟新疆 借8000半年还", "下个月走", "利率多少", "第一个咋样", "能提前还吗",
        "还是测一下吧", "不同意", "谢谢", "还能改成一年吗", "再见",
    ),
    (
        "種田的，想借三萬買種子", "十個月", "一個月內", "年化是什麼意思", "測一下", "同意", "45歲",
        "每月剩六千", "沒有", "二十年",
    ),
    (
        "Hi there", "I wanna buy a used car, around 60k", "3 years", "I'm a software engineer",
        "not urgent", "check if I qualify", "I agree", "29", "14k after tax", "none", "4 years",
        "20%",
    ),
    (
        "/start", "I'm a delivery rider, my motorbike broke, need 5k", "six months", "this week",
        "what does it cost", "can I qualify", "I agree", "34", "7,000", "no loans", "two years",
    ),
)  # fmt: skip


def lines(chance: Random) -> Iterator[str]:
    """One customer's lines, without an end."""
    return cycle(chance.choice(SCRIPTS))
