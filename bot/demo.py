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
    "dumplings": (
        "/start", "开饺子馆，想换一批冷柜，借 8 万，分一年半还", "不急", "测测能不能批", "同意",
        "四十", "一万八", "每月还 1500", "七年", "没有信用卡", "1 笔", "没有", "没有逾期", "2 个",
        "都对", "看还款计划",
    ),
    "renovating": (
        "/start", "I work in an office and want to redo my kitchen, 60k over three years",
        "within a month", "check me", "I agree", "34", "15000", "2800", "6 years", "about a fifth",
        "3", "1", "never late", "2", "yes", "show me the schedule",
    ),
    "declined": (
        "/start", "上班，想借 20 万买车，五年还", "不急", "测测能不能批", "同意", "24", "4500",
        "每月还 3200", "八个月", "快用满了", "6", "没有", "最长 60 到 89 天", "没有", "都对",
    ),
    "farmer": (
        "/start", "我种水稻的，想借五万买农资，收了稻子一次还清", "8 个月", "能借吗，利息多少",
        "测测能不能批", "同意", "46", "6000", "没有要还的", "二十年", "没有信用卡", "没有",
        "没有逾期", "3 个", "都对",
    ),
    "hardship": (
        "/start", "上个月厂里停工，这个月还不上了，怎么办", "人工",
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
