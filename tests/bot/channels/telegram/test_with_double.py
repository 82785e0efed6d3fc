"""The channel against a strict Bot API: what customers see, and what their acts become."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from bot.channels.message import Button, Kind, Outbound
from bot.channels.ports import DeliveryError, NoReceipt, NotNow, NotSent, Part, Unreachable
from bot.channels.telegram.channel import Telegram, connect
from tests.bot.channels.pictures.plans import quote_card
from tests.bot.channels.telegram.doubles import Gate
from tests.doubles.telegram_api import (
    BrokenJson,
    DropAfter,
    DropBefore,
    EmptyBody,
    Flood,
    ServerError,
    TelegramApi,
)
from tests.doubles.telegram_api.faults import Fault


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi() as running:
        yield running


def channel(api: TelegramApi, counted: list[str] | None = None) -> Telegram:
    return connect(
        token=api.token,
        api_url=api.url,
        configured_secret="s",
        secret_key="",
        count=(counted if counted is not None else []).append,
    )


def while_polling(api: TelegramApi, customer_does: Callable[[], object]) -> tuple[Gate, list[str]]:
    """Let a customer act while the channel polls; returns when Telegram is rid of every update."""
    gate, counted = Gate(), list[str]()

    async def run() -> None:
        telegram, stop = channel(api, counted), asyncio.Event()
        polling = asyncio.create_task(telegram.poll(gate, stop=stop))
        try:
            await asyncio.to_thread(customer_does)
            await asyncio.to_thread(api.waits_until_heard)
        finally:
            stop.set()
            await polling
            await telegram.close()

    asyncio.run(run())
    return gate, counted


def sending(api: TelegramApi, send: Callable[[Telegram], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        telegram = channel(api)
        try:
            await send(telegram)
        finally:
            await telegram.close()

    asyncio.run(run())


def reply(text: str, *buttons: Button, card: dict[str, Any] | None = None) -> Outbound:
    return Outbound(conversation="c", turn=1, text=text, buttons=buttons, card=card)


def deliver(api: TelegramApi, to: int, said: Outbound) -> None:
    async def send(telegram: Telegram) -> None:
        for part in telegram.messenger.parts(said):
            await telegram.messenger.send(str(to), part)

    sending(api, send)


def test_what_customers_send_arrives_once_in_order_and_by_its_kind(api: TelegramApi) -> None:
    user = api.user("小林", language="zh-hans")
    api.delivers_twice()

    def acts() -> None:
        number = user.sends("想借五万")
        user.edits(number, "想借六万")
        user.sends("/start 海报")
        user.sends_photo("流水")
        user.sends_contact()
        user.sends_location()
        user.sends_voice()
        user.sends_sticker()
        user.sends_document()

    gate, counted = while_polling(api, acts)

    assert [(one.kind, one.text) for one in gate.stored] == [
        (Kind.TEXT, "想借五万"),
        (Kind.TEXT, "/start"),
        (Kind.PHOTO, "流水"),
        (Kind.CONTACT, ""),
        (Kind.LOCATION, ""),
        (Kind.VOICE, ""),
        (Kind.STICKER, ""),
        (Kind.DOCUMENT, ""),
    ]
    assert {one.channel_user_id for one in gate.stored} == {str(user.id)}
    assert counted == ["telegram_edited"]


def test_a_pressed_button_is_answered_and_goes(api: TelegramApi) -> None:
    user = api.user("小林")
    user.sends("hi")
    deliver(api, user.id, reply("多久？", Button(title="1 年", payload="/x", token="tok-1")))

    def acts() -> None:
        user.waits_for_answer(user.presses("1 年"))
        # Taking a keyboard away is no news to the customer, so that nothing but a look tells it.
        assert user._chats.wait(lambda: not user.sees[-1].buttons, 30)

    gate, _ = while_polling(api, acts)

    assert [one.message_id for one in gate.stored][-1] == "button:tok-1"


def test_a_block_is_told(api: TelegramApi) -> None:
    user = api.user("小林")

    def acts() -> None:
        user.sends("hi")
        user.blocks()

    gate, _ = while_polling(api, acts)

    assert gate.gone == [("telegram", str(user.id))]


def test_a_group_reads_one_refusal_and_is_left(api: TelegramApi) -> None:
    group = api.group("借钱群", api.user("小林", language="zh-hans"))

    def acts() -> None:
        group.adds_bot()
        group.waits_for_leaving()

    gate, counted = while_polling(api, acts)

    assert gate.offered == []
    assert counted[0] == "telegram_group"
    assert len(group.said_to) == 1
    assert "不在群里聊" in group.said_to[0]


def test_the_menu_stands_in_private_chats(api: TelegramApi) -> None:
    while_polling(api, lambda: api.waits_for_call("getUpdates"))
    wanted = ["start", "help", "agent", "lang", "mydata", "stop"]

    for language in ("", "zh", "en"):
        menu = api.commands(language, scope="all_private_chats")
        assert [command["command"] for command in menu] == wanted


def test_the_plan_is_seen_before_the_words_and_the_buttons_under_them(api: TelegramApi) -> None:
    user = api.user("小林")
    user.sends("看还款计划")
    card, words = quote_card(24)
    deliver(api, user.id, reply(words, Button(title="看费用", payload="/x", token="t"), card=card))
    picture, text = user.sees[1:]

    assert picture.picture is not None
    assert picture.picture.startswith(b"\x89PNG")
    assert picture.text.startswith("年化综合成本 9.60%")
    assert picture.buttons == ()
    assert (text.text, text.buttons, text.picture) == (words, ("看费用",), None)


def test_a_long_reply_comes_whole_in_pieces_that_telegram_takes(api: TelegramApi) -> None:
    user = api.user("小林")
    user.sends("hi")
    said = "\n\n".join(f"第 {number} 段🟦。" + "字" * 1500 for number in range(5))
    deliver(api, user.id, reply(said, Button(title="好" * 80, payload="/x", token="t" * 64)))

    assert "\n\n".join(user.said_to) == said
    assert [len(one.buttons) for one in user.sees[1:]] == [0] * (len(user.said_to) - 1) + [1]


@pytest.mark.parametrize(
    ("fault", "kind", "seen"),
    [
        (BrokenJson(), NoReceipt, 1),
        (EmptyBody(), NoReceipt, 1),
        (DropAfter(), NoReceipt, 1),
        (DropBefore(), NoReceipt, 0),
        (ServerError(), NoReceipt, 0),
        (Flood(3), NotNow, 0),
    ],
)
def test_no_fault_is_taken_for_a_delivery_or_for_none(
    api: TelegramApi, fault: Fault, kind: type[DeliveryError], seen: int
) -> None:
    user = api.user("小林")
    user.sends("hi")
    api.breaks("sendMessage", fault)
    with pytest.raises(DeliveryError) as caught:
        deliver(api, user.id, reply("您好"))

    assert type(caught.value) is kind
    assert len(user.said_to) == seen
    assert getattr(caught.value, "seconds", 3.0) == 3.0


def test_who_blocked_or_left_or_never_wrote_is_not_reached(api: TelegramApi) -> None:
    blocked, gone, silent = (api.user(name) for name in "甲乙丙")
    blocked.sends("hi")
    blocked.blocks()
    gone.sends("hi")
    gone.deletes_account()
    part = Part(text="您好", language="zh_CN")

    async def send(telegram: Telegram) -> None:
        for user in (blocked, gone, silent):
            with pytest.raises(Unreachable):
                await telegram.messenger.send(str(user.id), part)

    sending(api, send)
    assert len(api.calls_of("sendMessage")) == 3


def test_a_server_that_is_not_there_got_nothing() -> None:
    with TelegramApi() as api:
        telegram = channel(api)

    async def send() -> None:
        with pytest.raises(NotSent):
            await telegram.messenger.send("1", Part(text="您好", language="zh_CN"))
        await telegram.close()

    asyncio.run(send())
    assert api.calls == []


def test_typing_is_shown(api: TelegramApi) -> None:
    user = api.user("小林")
    user.sends("hi")

    async def show(telegram: Telegram) -> None:
        await telegram.messenger.typing(str(user.id))

    sending(api, show)
    user.waits_for_typing()
    assert len(api.calls_of("sendChatAction")) == 1
