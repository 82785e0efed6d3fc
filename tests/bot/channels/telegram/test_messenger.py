import asyncio
import logging
import threading
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from bot.channels.message import Button, Outbound
from bot.channels.ports import (
    DeliveryError,
    Messenger,
    NoReceipt,
    NotNow,
    NotSent,
    Part,
    Refused,
    Unreachable,
)
from bot.channels.telegram.messenger import TelegramMessenger
from tests.bot.channels.pictures.plans import quote_card
from tests.bot.channels.telegram.doubles import CHAT, SENT, TOKEN, Answer, Wire, bot_on, refusal

WORDS = Part(text="明白：借 5 万元。", language="zh_CN")
PICTURE = Part(text="年化", picture={"type": "quote"}, language="zh_CN")


def reply(text: str, *buttons: Button, card: Mapping[str, Any] | None = None) -> Outbound:
    return Outbound(conversation="c", turn=1, text=text, buttons=buttons, card=card)


def button(title: str = "1 年", name: str = "t1") -> Button:
    return Button(title=title, payload="/inform", token=name)


def messenger_on(wire: Wire) -> TelegramMessenger:
    return TelegramMessenger(bot_on(wire), draw=lambda _card, _language: b"\x89PNG drawn")


def sent(wire: Wire, part: Part = WORDS, to: str = str(CHAT)) -> str:
    return asyncio.run(messenger_on(wire).send(to, part))


def test_it_is_a_messenger() -> None:
    messenger: Messenger = messenger_on(Wire())
    assert messenger.channel == "telegram"


def test_a_reply_that_fits_is_one_part_with_its_buttons() -> None:
    parts = messenger_on(Wire()).parts(reply("打算多久还清？", button()))

    assert parts == (Part(text="打算多久还清？", buttons=(button(),), language="zh_CN"),)


def test_of_a_long_reply_the_last_part_has_the_buttons() -> None:
    text = "\n\n".join(f"第 {number} 段。" + "字" * 900 for number in range(12))
    parts = messenger_on(Wire()).parts(reply(text, button()))

    assert "".join(part.text for part in parts) == text
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert all(len(part.text) <= 4096 for part in parts)


def test_a_part_of_nothing_but_space_is_left_out() -> None:
    parts = messenger_on(Wire()).parts(reply("前" + "\n" * 9000 + "后", button()))

    assert [part.text.strip() for part in parts] == ["前", "后"]


def test_the_plan_is_a_picture_before_the_words_that_list_it() -> None:
    card, listed = quote_card(12)
    parts = messenger_on(Wire()).parts(reply(listed, button(), card=card))

    assert [part.picture is not None for part in parts] == [True, False]
    assert parts[0].text.startswith("年化综合成本 9.60%")
    assert parts[0].buttons == ()
    assert parts[1].buttons == (button(),)


def test_an_offer_whose_plan_was_not_asked_for_has_no_picture() -> None:
    card, _listed = quote_card(12)
    parts = messenger_on(Wire()).parts(reply("每月还约 8,773 元。", card=card))

    assert [part.picture for part in parts] == [None]


@pytest.mark.parametrize("token", ["", "字" * 22, "x" * 65])
def test_a_button_that_telegram_would_not_carry_is_refused_early(token: str) -> None:
    with pytest.raises(ValueError, match="bytes"):
        messenger_on(Wire()).parts(reply("选一个", button(name=token)))


def test_words_go_out_plainly_without_previews() -> None:
    wire = Wire()

    assert sent(wire, Part(text="*看* <b>这里</b>", buttons=(button(),), language="en")) == "77"
    (call,) = wire.named("sendMessage")
    assert call["chat_id"] == str(CHAT)
    assert call["text"] == "*看* <b>这里</b>"
    assert "parse_mode" not in call
    assert call["link_preview_options"] == '{"is_disabled": true}'
    assert call["reply_markup"] == (
        '{"inline_keyboard": [[{"callback_data": "t1", "text": "1 \\u5e74"}]]}'
    )


def test_a_long_title_ends_in_an_ellipsis_and_every_button_has_its_row() -> None:
    wire = Wire()
    buttons = (button("长" * 65, "a"), button("短", "b"))
    sent(wire, Part(text="选", buttons=buttons, language="zh_CN"))
    markup = wire.named("sendMessage")[0]["reply_markup"].encode().decode("unicode_escape")

    assert f'"{"长" * 63}…"' in markup
    assert markup.count("[") == 3


def test_a_picture_is_drawn_beside_the_loop_and_sent_with_its_caption() -> None:
    wire, threads = Wire(), []

    def draw(_card: Mapping[str, Any], language: str) -> bytes:
        threads.append((threading.current_thread() is threading.main_thread(), language))
        return b"\x89PNG drawn"

    messenger = TelegramMessenger(bot_on(wire), draw=draw)

    assert asyncio.run(messenger.send(str(CHAT), PICTURE)) == "77"
    assert threads == [(False, "zh_CN")]
    (call,) = wire.named("sendPhoto")
    assert "PNG drawn" in call["multipart"]
    assert "年化".encode().decode("latin-1") in call["multipart"]


def test_a_picture_that_cannot_be_drawn_is_refused() -> None:
    def draw(_card: Mapping[str, Any], _language: str) -> bytes:
        raise KeyError("instalments")

    wire = Wire()
    messenger = TelegramMessenger(bot_on(wire), draw=draw)
    with pytest.raises(Refused):
        asyncio.run(messenger.send(str(CHAT), PICTURE))

    assert wire.calls == []


REQUEST = httpx.Request("POST", "http://telegram.test")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), Unreachable),
        (refusal(400, "Bad Request: chat not found"), Unreachable),
        (refusal(400, "Bad Request: user is deactivated"), Unreachable),
        (refusal(400, "Bad Request: PEER_ID_INVALID"), Unreachable),
        (refusal(400, "Bad Request: message is too long"), Refused),
        (refusal(401, "Unauthorized"), NotSent),
        (refusal(404, "Not Found"), NotSent),
        (refusal(500, "Internal Server Error"), NoReceipt),
        (refusal(502, "Bad Gateway"), NoReceipt),
        ((504, b"<html>gateway timeout"), NoReceipt),
        ((200, b"<html>hello"), NoReceipt),
        ((200, b"\xff\xfe"), NoReceipt),
        ((200, b"[" * 100_000), NoReceipt),
        ((200, []), NoReceipt),
        ((200, {"ok": True}), NoReceipt),
        ((200, {"ok": True, "result": True}), NoReceipt),
        ((200, {"ok": True, "result": {"message_id": 1}}), NoReceipt),
        ((429, b"slow down"), NotNow),
        (httpx.ConnectError("refused", request=REQUEST), NotSent),
        (httpx.ConnectTimeout("late", request=REQUEST), NotSent),
        (httpx.PoolTimeout("full", request=REQUEST), NotSent),
        (httpx.ReadTimeout("late", request=REQUEST), NoReceipt),
        (httpx.WriteTimeout("late", request=REQUEST), NoReceipt),
        (httpx.ReadError("reset", request=REQUEST), NoReceipt),
        (httpx.RemoteProtocolError("cut", request=REQUEST), NoReceipt),
        (RuntimeError("anything"), NoReceipt),
    ],
)
@pytest.mark.parametrize("part", [WORDS, PICTURE], ids=["words", "picture"])
def test_every_failure_says_what_it_means_for_the_delivery(
    answer: Answer, kind: type[DeliveryError], part: Part
) -> None:
    wire = Wire()
    wire.then("sendMessage", answer)
    wire.then("sendPhoto", answer)

    with pytest.raises(DeliveryError) as caught:
        sent(wire, part)

    assert type(caught.value) is kind
    assert len(wire.calls) == 1


@pytest.mark.parametrize("seconds", [1, 17])
def test_telegram_says_how_long_to_wait(seconds: int) -> None:
    wire = Wire()
    wire.then("sendMessage", refusal(429, "Too Many Requests", retry_after=seconds))

    with pytest.raises(NotNow) as caught:
        sent(wire)

    assert caught.value.seconds == seconds
    assert isinstance(caught.value.seconds, float)


def test_an_id_that_is_none_reaches_nobody() -> None:
    wire = Wire()
    with pytest.raises(Unreachable):
        sent(wire, to="@everybody")

    assert wire.calls == []


def test_no_word_and_no_token_is_in_a_log_or_an_error(caplog: pytest.LogCaptureFixture) -> None:
    wire = Wire()
    wire.then(
        "sendMessage",
        (200, '{"text": "想借五万", broken'.encode()),
        refusal(400, "Bad Request: 想借五万"),
        refusal(401, "Unauthorized"),
        (500, '{"text": "想借五万", broken'.encode()),
    )
    messenger = messenger_on(wire)

    async def talk() -> list[str]:
        said = []
        for _ in range(4):
            try:
                await messenger.send(str(CHAT), WORDS)
            except DeliveryError as error:
                said.append(f"{error!r} {error.__cause__!r} {error.__suppress_context__}")
        return said

    with caplog.at_level(logging.INFO):
        told = "\n".join(asyncio.run(talk())) + caplog.text

    assert told.count("None True") == 4
    assert "telegram_token_refused" in told
    assert "五万" not in told
    assert TOKEN not in told


def test_typing_is_shown_and_its_failure_is_none() -> None:
    wire = Wire()
    wire.then("sendChatAction", (200, {"ok": True, "result": True}), refusal(403, "Forbidden"))
    messenger = messenger_on(wire)

    async def show() -> None:
        await messenger.typing(str(CHAT))
        await messenger.typing(str(CHAT))
        await messenger.typing("nobody")

    asyncio.run(show())
    assert [call["action"] for call in wire.named("sendChatAction")] == ["typing", "typing"]


def test_the_answer_of_the_double_is_one_the_package_reads() -> None:
    wire = Wire()
    wire.then("sendMessage", (200, {"ok": True, "result": {**SENT, "message_id": 5}}))

    assert sent(wire) == "5"
