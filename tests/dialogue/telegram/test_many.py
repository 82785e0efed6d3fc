"""Many customers at once: each is answered in their own chat, at Telegram's pace."""

import pytest

from tests.dialogue.assistant import Assistant
from tests.dialogue.telegram.gateway import by_webhook
from tests.doubles.telegram_api import TelegramApi

pytestmark = pytest.mark.dialogue

AT_ONCE = 40


def test_many_customers_at_once(assistant: Assistant, api: TelegramApi) -> None:
    users = [api.user(f"客户{number}", language="zh-hans") for number in range(AT_ONCE)]
    with by_webhook(assistant, api):
        for user in users:
            user.sends("/start")
        for user in users:
            user.waits_for("想借多少", 60)
        for number, user in enumerate(users):
            user.sends(f"想借{number + 1}万装修")
        for number, user in enumerate(users):
            assert f"{number + 1} 万元" in user.waits_for("万元", 60).text
        api.waits_until_heard()
    assert api.refused == []  # nobody was asked to wait
    assert {len(user.said_to) for user in users} == {2}
