"""Updates by `getUpdates`: kept until confirmed, one reader at a time."""

import asyncio

import pytest
from telegram import Update
from telegram.error import Conflict

from tests.doubles.telegram_api import TelegramApi
from tests.doubles.telegram_api.conftest import Ptb


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


def test_the_bot_knows_itself(ptb: Ptb) -> None:
    assert ptb.bot.username == "shandai_double_bot"
    assert ptb.bot.bot.is_bot


def test_updates_come_again_until_an_offset_confirms_them(api: TelegramApi, ptb: Ptb) -> None:
    user = api.user("小林", language="zh-hans")
    user.sends("一")
    user.sends("二")
    first = ptb.run(ptb.bot.get_updates())
    assert texts(first) == ["一", "二"]
    assert texts(ptb.run(ptb.bot.get_updates())) == ["一", "二"]
    assert texts(ptb.run(ptb.bot.get_updates(offset=first[0].update_id + 1))) == ["二"]
    assert texts(ptb.run(ptb.bot.get_updates())) == ["二"]


def test_a_message_has_what_the_protocol_promises(api: TelegramApi, ptb: Ptb) -> None:
    user = api.user("小林", language="zh-hans")
    user.sends("/start 来自海报")
    (update,) = ptb.run(ptb.bot.get_updates())
    message = update.message
    assert message
    assert message.from_user
    assert (message.from_user.language_code, message.from_user.is_bot) == ("zh-hans", False)
    assert message.chat.type == "private"
    assert [entity.type for entity in message.entities] == ["bot_command"]
    assert message.date.year >= 2024


def test_a_negative_offset_forgets_what_lies_before(api: TelegramApi, ptb: Ptb) -> None:
    user = api.user("小林")
    for text in ("一", "二", "三"):
        user.sends(text)
    assert texts(ptb.run(ptb.bot.get_updates(offset=-1))) == ["三"]
    assert texts(ptb.run(ptb.bot.get_updates())) == ["三"]


def test_a_limit_cuts_the_answer(api: TelegramApi, ptb: Ptb) -> None:
    user = api.user("小林")
    for text in ("一", "二", "三"):
        user.sends(text)
    assert texts(ptb.run(ptb.bot.get_updates(limit=2))) == ["一", "二"]


def test_a_long_poll_waits_for_the_next_message(api: TelegramApi, ptb: Ptb) -> None:
    user = api.user("小林")

    async def both() -> tuple[Update, ...]:
        polling = asyncio.create_task(ptb.bot.get_updates(timeout=20))
        await asyncio.to_thread(api.waits_for_call, "getUpdates")
        user.sends("你好")
        return await polling

    assert texts(ptb.run(both())) == ["你好"]


def test_a_second_reader_ends_the_first(api: TelegramApi, ptb: Ptb) -> None:
    async def both() -> tuple[tuple[Update, ...] | BaseException, ...]:
        first = asyncio.create_task(ptb.bot.get_updates(timeout=20))
        await asyncio.to_thread(api.waits_for_call, "getUpdates")
        second = ptb.bot.get_updates(timeout=0)
        return tuple(await asyncio.gather(first, second, return_exceptions=True))

    first, second = ptb.run(both())
    assert isinstance(first, Conflict)
    assert "terminated by other getUpdates request" in str(first)
    assert second == ()


def test_there_is_no_polling_beside_a_webhook(ptb: Ptb) -> None:
    ptb.run(ptb.bot.set_webhook("https://bank.example/telegram"))
    with pytest.raises(Conflict, match="webhook is active"):
        ptb.run(ptb.bot.get_updates())
    ptb.run(ptb.bot.delete_webhook())
    assert ptb.run(ptb.bot.get_updates()) == ()


def test_only_the_kinds_asked_for_are_kept(api: TelegramApi, ptb: Ptb) -> None:
    user = api.user("小林")
    ptb.run(ptb.bot.get_updates(allowed_updates=["message"]))
    number = user.sends("一")
    user.edits(number, "二")
    updates = ptb.run(ptb.bot.get_updates())
    assert texts(updates) == ["一"]
    assert len(updates) == 1


def test_an_update_is_delivered_twice_on_request(api: TelegramApi, ptb: Ptb) -> None:
    api.delivers_twice()
    api.user("小林").sends("你好")
    first, second = ptb.run(ptb.bot.get_updates())
    assert first.update_id == second.update_id


def test_pending_updates_are_dropped_when_the_bot_wants_so(api: TelegramApi, ptb: Ptb) -> None:
    api.user("小林").sends("你好")
    assert ptb.run(ptb.bot.get_webhook_info()).pending_update_count == 1
    ptb.run(ptb.bot.delete_webhook(drop_pending_updates=True))
    assert ptb.run(ptb.bot.get_updates()) == ()
