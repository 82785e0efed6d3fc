"""A gateway killed in the middle: nothing is lost, only what was on its way is said twice."""

import pytest

from tests.dialogue.assistant import Assistant
from tests.dialogue.telegram.gateway import own_process
from tests.dialogue.telegram.journey import JOURNEY, act
from tests.doubles.telegram_api import Slow, TelegramApi

pytestmark = pytest.mark.dialogue

# As long as the leases of a process that is gone hold up the next one, and its start.
PATIENCE = 60


def test_killed_while_it_answers(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    with own_process(assistant, api) as process:
        act(user, JOURNEY[0])
        typed = len(api.calls_of("sendChatAction"))
        user.sends(JOURNEY[1].says)
        api.waits_for_call("sendChatAction", typed + 1)
        process.kill()
    with own_process(assistant, api):
        user.waits_for(JOURNEY[1].shown, PATIENCE)
        for step in JOURNEY[2:5]:
            act(user, step)
    # A part on its way when the process went is sent once more, nothing else is.
    assert len(user.said_to) - len(set(user.said_to)) <= 1


def test_killed_while_it_sends(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    with own_process(assistant, api) as process:
        act(user, JOURNEY[0])
        api.breaks("sendMessage", Slow(5))
        act(user, JOURNEY[1])  # it is seen, and its receipt is still to come
        process.kill()
    with own_process(assistant, api):
        user.presses("不急")
        user.waits_for(JOURNEY[2].shown, PATIENCE)
    # What may not have arrived is sent once more, and before what comes after it.
    assert [JOURNEY[1].shown in text for text in user.said_to] == [False, True, True, False]


def test_a_second_gateway_takes_over(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    with (
        own_process(assistant, api) as first,
        own_process(assistant, api, second=True),
    ):
        for step in JOURNEY[:2]:
            act(user, step)
        first.kill()
        user.presses("不急")
        user.waits_for(JOURNEY[2].shown, PATIENCE)
        act(user, JOURNEY[3])
    assert len(set(user.said_to)) == 4
    assert len(user.said_to) <= 5  # its receipt may have gone with the first
    # Never two at once: Telegram would have refused one of them.
    assert api.refused == []
