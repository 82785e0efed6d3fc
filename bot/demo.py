"""Customers to look at on a new machine: what they say is handed in, the assistant answers it.

Nothing is made up but the customers' words: the running gateway answers them as it answers anyone,
so conversations, decisions, offers and hand-offs are real. A second time changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.channels.message import Inbound
from bot.gateway.receiving import Receiver
from bot.services.ports import UnitsOfWork

CHANNEL = "demo"
# More than a customer says in a minute, since they say it all at once.
MESSAGES_PER_MINUTE = 1000

CUSTOMERS: Mapping[str, Sequence[str]] = {
    "noodles": (
        "/start", "我开小餐馆，想借十五万周转，分两年还", "不急", "先测测能不能批", "同意",
        "三十五", "一万五左右，好的时候两万", "每月还2000", "三年了", "三成", "两张信用卡一笔车贷",
        "没有", "从来没有", "一个孩子", "都对", "看还款计划", "谢谢",
    ),
    "renovating": (
        "/start",
        "Hi, I work in an office and want to renovate my kitchen, about 80k over three years",
        "no rush", "let us check whether I can get it", "I agree", "31", "12k a month", "1500",
        "5 years", "about a third", "4", "1", "never", "2", "yes", "show me the schedule",
    ),
    "courier": (
        "/start", "跑外卖的想借5w日常花销 分两年", "很急", "测测能不能批", "同意", "27", "五千",
        "花呗借呗每月要还3500", "一年", "刷了九成", "8", "没有", "最长 90 天以上", "三次", "没有",
        "都对", "为什么",
    ),
    "rice": (
        "/start", "俺家里种三十亩水稻 买种子化肥差两三万", "收了稻子就还，半年", "这个月就要",
        "测一下", "同意", "四十六", "一年能剩七万", "没有", "二十多年了", "没有信用卡", "有一笔",
        "没有", "去年晚还过一次，拖了四十天", "一次", "两个孩子", "都对",
    ),
    "hardship": (
        "/start", "I run a small noodle shop and need 50k for working capital over a year",
        "I lost my lease and cannot pay my other loans any more", "agent",
    ),
}  # fmt: skip


def hand_in(unit_of_work: UnitsOfWork, language: str) -> int:
    """Put the customers' messages into the inbox; return how many were not there before."""
    receiver = Receiver(
        unit_of_work=unit_of_work,
        language=language,
        messages_per_minute=MESSAGES_PER_MINUTE,
        now=lambda: datetime.now(UTC),
    )
    fresh = 0
    for name, lines in CUSTOMERS.items():
        for number, line in enumerate(lines, 1):
            stored = receiver.receive(
                Inbound(
                    channel=CHANNEL,
                    channel_user_id=name,
                    message_id=f"{name}-{number}",
                    text=line,
                    received_at=datetime.now(UTC),
                )
            )
            fresh += not stored.duplicate
    return fresh
