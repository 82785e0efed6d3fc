"""A whole pre-qualification over Telegram, whatever happens between it and the gateway."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.dialogue.assistant import Assistant
from tests.dialogue.telegram.gateway import Running, by_polling, by_polling_node, by_webhook
from tests.dialogue.telegram.journey import IN_ENGLISH, JOURNEY, act, takes
from tests.doubles.telegram_api import DropAfter, Flood, Slow, TelegramApi, User
from tests.doubles.telegram_test_api.server import NodeServer

pytestmark = pytest.mark.dialogue

PNG = b"\x89PNG"

Door = Callable[[Assistant, TelegramApi], AbstractContextManager[Running]]


def check_whole(api: TelegramApi, user: User, *, doubled: int = 0, old_queries: int = 0) -> None:
    """Each reply was said once, but for those whose receipt was lost, and the plan was drawn.

    No call was one that Telegram does not take, but for second answers to the same press.
    """
    assert [method for method, _ in api.refused] == ["answerCallbackQuery"] * old_queries
    times = Counter(user.said_to)
    assert sum(count - 1 for count in times.values()) == doubled, times
    pictures = [seen.picture for seen in user.sees if seen.picture and not seen.mine]
    assert len(pictures) == 1
    assert pictures[0].startswith(PNG)


def test_by_polling(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    with by_polling(assistant, api):
        takes(user)
        api.waits_until_heard()
    check_whole(api, user)
    assert user.chat.actions.count("typing") >= 1
    # A choice that was made is no longer offered.
    open_buttons = [seen.buttons for seen in user.sees if seen.buttons]
    assert ("同意", "不同意") not in open_buttons


def test_by_webhook(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    with by_webhook(assistant, api):
        takes(user)
        api.waits_until_heard()
    check_whole(api, user)
    assert {status for _, status in api.webhook.delivered} == {200}


@pytest.mark.parametrize("door", [by_polling, by_webhook], ids=["polling", "webhook"])
def test_with_faults_on_the_way(assistant: Assistant, api: TelegramApi, door: Door) -> None:
    user = api.user("小林", language="zh-hans")
    with door(assistant, api) as gateway:
        takes(
            user,
            before={
                "什么时候要用": api.delivers_twice,
                "不查征信": lambda: api.breaks("sendMessage", Flood(2)),
                "平均能剩多少": lambda: api.breaks("sendMessage", Slow(3)),
                "房贷": lambda: api.breaks("sendMessage", DropAfter()),
                "几个人": api.delivers_twice,
            },
        )
        api.waits_until_heard()
        assert gateway.figure("shandai_messages_duplicate_total", channel="telegram") == 2
    assert api.faults_left == 0
    check_whole(api, user, doubled=1, old_queries=1)


def test_a_gateway_that_is_started_anew_goes_on(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    with by_polling(assistant, api):
        for step in JOURNEY[:5]:
            act(user, step)
    user.sends(JOURNEY[5].says)  # while nobody listens
    with by_webhook(assistant, api):
        user.waits_for(JOURNEY[5].shown)
        for step in JOURNEY[6:]:
            act(user, step)
        api.waits_until_heard()
    check_whole(api, user)


def test_in_english(assistant: Assistant, api: TelegramApi) -> None:
    user = api.user("Lin", language="en")
    with by_polling(assistant, api):
        takes(user, IN_ENGLISH)
        api.waits_until_heard()
    assert api.refused == []


def test_by_polling_of_an_independent_server(assistant: Assistant, node_server: NodeServer) -> None:
    user = node_server.user(71_000_001, "小林", language="zh-hans")
    with by_polling_node(assistant, node_server):
        takes(user)
    times = Counter(said.text for said in user.said)
    assert max(times.values()) == 1, times
