"""python-telegram-bot talks with telegram-test-api through the mending client."""

import asyncio
from collections.abc import Iterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.doubles.telegram_test_api.mending import MendingRequest, mended
from tests.doubles.telegram_test_api.server import NodeServer

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def runner(test_server: NodeServer) -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def bot(test_server: NodeServer, runner: asyncio.Runner) -> Iterator[Bot]:
    bot = Bot(
        test_server.token,
        base_url=f"{test_server.url}/bot",
        request=MendingRequest(),
        get_updates_request=MendingRequest(),
    )
    runner.run(bot.initialize())
    yield bot
    runner.run(bot.shutdown())


def test_words_and_buttons_go_both_ways(
    test_server: NodeServer, runner: asyncio.Runner, bot: Bot
) -> None:
    user = test_server.user(71, "小林", language="zh-hans")
    user.sends("/start")
    (started,) = runner.run(bot.get_updates())
    assert started.message
    assert started.message.from_user
    assert (started.message.text, started.message.from_user.language_code) == ("/start", "zh-hans")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="token")]])
    sent = runner.run(bot.send_message(71, "您好", reply_markup=keyboard))
    assert sent.date.year < 3000
    assert user.waits_for("您好").buttons == {"好": "token"}
    user.presses("好")
    update = _next(runner, bot)
    assert update.callback_query
    assert update.callback_query.data == "token"
    assert update.callback_query.message
    assert update.callback_query.message.message_id == sent.message_id
    assert runner.run(bot.answer_callback_query(update.callback_query.id)) is True
    assert runner.run(bot.edit_message_reply_markup(71, sent.message_id)) is True


def _next(runner: asyncio.Runner, bot: Bot) -> Update:
    (update,) = runner.run(bot.get_updates())
    return update


def test_what_the_package_lacks_is_answered(
    test_server: NodeServer, runner: asyncio.Runner, bot: Bot
) -> None:
    user = test_server.user(72, "小周")
    assert runner.run(bot.send_chat_action(72, "typing")) is True
    runner.run(bot.send_photo(72, PNG, caption="还款计划"))
    assert [said.text for said in user.said] == ["还款计划"]


def test_nothing_new_is_an_empty_answer(runner: asyncio.Runner, bot: Bot) -> None:
    runner.run(bot.get_updates())
    assert runner.run(bot.get_updates(timeout=1)) == ()


def test_a_refusal_is_not_mended() -> None:
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request"}
    assert mended("deleteMessage", refusal) == refusal
