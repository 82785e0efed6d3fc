from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.message import Kind
from bot.channels.telegram.updates import (
    Blocked,
    Heard,
    Ignored,
    Meaning,
    Outsider,
    UnreadableUpdate,
    parse,
    read,
)
from tests.bot.channels.telegram.doubles import CHAT, in_group, membership, message, press

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


def meaning(raw: object) -> Meaning:
    return read(parse(raw), NOW)


def heard(raw: object) -> Heard:
    found = meaning(raw)
    assert isinstance(found, Heard)
    return found


def test_words_become_a_message_of_the_chat() -> None:
    inbound = heard(message(5, text="想借五万")).inbound

    assert (inbound.channel, inbound.channel_user_id) == ("telegram", str(CHAT))
    assert inbound.message_id == f"{CHAT}:5"
    assert (inbound.kind, inbound.text, inbound.language) == (Kind.TEXT, "想借五万", "zh_CN")
    assert inbound.received_at == NOW


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("/help@shandai_bot", "/help"),
        ("/lang@shandai_bot en", "/lang en"),
        ("/start ref_12345", "/start"),
        ("/start@shandai_bot ref", "/start"),
        ("/Start x", "/Start"),
        ("/", "/"),
        ("给 @somebody 看", "给 @somebody 看"),
        ("half\ud83d and\x00 zero", "half\ufffd and zero"),
    ],
)
def test_commands_lose_the_address_and_what_a_link_put_behind(typed: str, read_as: str) -> None:
    assert heard(message(text=typed)).inbound.text == read_as


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"contact": {"phone_number": "+8613800138000", "first_name": "A"}}, Kind.CONTACT),
        ({"location": {"longitude": 121.47, "latitude": 31.23}}, Kind.LOCATION),
        ({"photo": [{**FILE, "width": 1, "height": 1}]}, Kind.PHOTO),
        ({"voice": {**FILE, "duration": 3}}, Kind.VOICE),
        ({"document": {**FILE}}, Kind.DOCUMENT),
        (
            {
                "sticker": {
                    **FILE,
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                    "type": "regular",
                }
            },
            Kind.STICKER,
        ),
        ({"dice": {"emoji": "🎲", "value": 3}}, Kind.OTHER),
        ({"something_new": {"a": 1}}, Kind.OTHER),
    ],
)
def test_what_is_no_words_has_its_kind_and_nothing_private(
    content: dict[str, Any], kind: Kind
) -> None:
    bare = heard(message(**content)).inbound
    with_caption = heard(message(**content, caption="我的流水")).inbound

    assert (bare.kind, bare.text) == (kind, "")
    assert (with_caption.kind, with_caption.text) == (kind, "我的流水")
    assert "138" not in repr(bare)
    assert "121" not in repr(bare)


def test_a_pressed_button_is_its_token_and_twice_the_same() -> None:
    first, second = heard(press("tok")), heard(press("tok", update_id=200))

    assert first.inbound == second.inbound
    assert (first.inbound.kind, first.inbound.text) == (Kind.BUTTON, "tok")
    assert first.inbound.message_id == "button:tok"
    assert first.press is not None
    assert (first.press.query, first.press.chat, first.press.message) == ("q1", CHAT, 9)


def test_a_press_under_a_message_too_old_to_be_seen_counts() -> None:
    update = press("tok")
    update["callback_query"]["message"] = {
        "message_id": 9,
        "date": 0,
        "chat": {"id": CHAT, "type": "private"},
    }
    assert heard(update).inbound.channel_user_id == str(CHAT)


@pytest.mark.parametrize(
    ("code", "language"),
    [("zh-hant", "zh_Hant_TW"), ("zh-TW", "zh_Hant_TW"), ("en-GB", "en"), ("fr", None), (5, None)],
)
def test_the_language_of_the_app_is_a_hint(code: object, language: str | None) -> None:
    update = message()
    update["message"]["from"]["language_code"] = code
    assert heard(update).inbound.language == language


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({**message(), "message": None, "edited_message": message()["message"]}, "telegram_edited"),
        (message(pinned_message=message()["message"]), "telegram_service"),
        (message(message_auto_delete_timer_changed={"message_auto_delete_time": 9}), None),
        (membership("member"), "telegram_service"),
        (membership("left", "group"), "telegram_group"),
        ({"update_id": 5}, "telegram_other_update"),
        ({"update_id": 5, "poll_answer": None}, "telegram_other_update"),
    ],
)
def test_what_is_nobodys_word_is_ignored(raw: dict[str, Any], why: str | None) -> None:
    assert meaning(raw) == Ignored(why=why or "telegram_service")


def test_a_block_is_told_and_an_unblock_is_nothing() -> None:
    assert meaning(membership("kicked")) == Blocked(channel_user_id=str(CHAT))
    assert isinstance(meaning(membership("member")), Ignored)


def test_groups_and_channels_never_talk() -> None:
    assert meaning(in_group()) == Outsider(chat=-55, may_speak=True, language="zh_CN")
    assert meaning(membership("member", "group")) == Outsider(
        chat=-55, may_speak=True, language="en"
    )
    assert meaning(membership("administrator", "channel")) == Outsider(
        chat=-55, may_speak=False, language="en"
    )


def without(*path: str) -> dict[str, Any]:
    update = message()
    inner: dict[str, Any] = update
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    return update


def with_value(value: object, *path: str) -> dict[str, Any]:
    update = message()
    inner: dict[str, Any] = update
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return update


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "update",
        without("update_id"),
        without("message", "chat"),
        without("message", "date"),
        with_value("x", "update_id"),
        with_value(True, "update_id"),
        with_value(5, "message"),
        with_value("7", "message", "chat", "id"),
        with_value(2**70, "message", "chat", "id"),
        with_value([1], "message", "message_id"),
        with_value({"a": 1}, "message", "text"),
        with_value(10**30, "message", "date"),
        press("x" * 65),
        press(""),
    ],
)
def test_another_shape_is_said_to_be_unreadable_without_its_words(raw: object) -> None:
    with pytest.raises(UnreadableUpdate) as caught:
        meaning(raw)

    assert "五万" not in str(caught.value)
    assert caught.value.__cause__ is None
