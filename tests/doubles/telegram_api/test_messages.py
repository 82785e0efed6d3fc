"""What the bot may send, and to whom."""

import re
from datetime import timedelta

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from tests.doubles.telegram_api import Options, TelegramApi, User
from tests.doubles.telegram_api.conftest import Ptb

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def user(api: TelegramApi) -> User:
    user = api.user("小林", language="zh-hans")
    user.sends("/start")
    return user


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(title, callback_data=data)] for title, data in buttons]
    )


def test_a_message_with_buttons_is_seen(user: User, ptb: Ptb) -> None:
    sent = ptb.run(ptb.bot.send_message(user.id, " 您好 ", reply_markup=keyboard(("好", "1"))))
    seen = user.waits_for("您好")
    assert (seen.text, seen.buttons, seen.id) == ("您好", ("好",), sent.message_id)
    assert sent.from_user
    assert sent.from_user.is_bot
    assert [message.mine for message in user.sees] == [True, False]


def test_ids_rise_in_each_chat(api: TelegramApi, user: User, ptb: Ptb) -> None:
    other = api.user("小周")
    assert (user.sends("一"), user.sends("二"), other.sends("一")) == (2, 3, 1)
    assert ptb.run(ptb.bot.send_message(other.id, "您好")).message_id == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "message text is empty"),
        (" \n", "message text is empty"),
        ("贷" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
def test_texts_are_measured_as_telegram_does(
    api: TelegramApi, user: User, ptb: Ptb, text: str, why: str
) -> None:
    with pytest.raises(BadRequest, match=re.escape(why[1:])):
        ptb.run(ptb.bot.send_message(user.id, text))
    assert not user.said_to
    assert api.refused == [("sendMessage", f"Bad Request: {why}")]


def test_the_longest_text_is_taken(user: User, ptb: Ptb) -> None:
    ptb.run(ptb.bot.send_message(user.id, "😀" * 2048))
    assert len(user.said_to) == 1


@pytest.mark.parametrize(
    ("data", "taken"), [("x" * 64, True), ("贷" * 21, True), ("贷" * 22, False), ("x" * 65, False)]
)
def test_button_data_has_64_bytes(user: User, ptb: Ptb, data: str, taken: bool) -> None:
    call = ptb.bot.send_message(user.id, "您好", reply_markup=keyboard(("好", data)))
    if taken:
        assert ptb.run(call).message_id
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            ptb.run(call)


def test_a_link_to_nowhere_is_refused(user: User, ptb: Ptb) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("看", url="http://localhost/terms")]])
    with pytest.raises(BadRequest, match=r"(?i)wrong http url"):
        ptb.run(ptb.bot.send_message(user.id, "您好", reply_markup=markup))


def test_a_picture_is_seen_with_its_caption_and_buttons(user: User, ptb: Ptb) -> None:
    sent = ptb.run(
        ptb.bot.send_photo(user.id, PNG, caption="还款计划", reply_markup=keyboard(("好", "1")))
    )
    seen = user.waits_for("还款计划")
    assert (seen.picture, seen.buttons) == (PNG, ("好",))
    assert sent.photo
    assert sent.caption == "还款计划"


def test_a_caption_has_1024_units_and_a_picture_is_one(user: User, ptb: Ptb) -> None:
    with pytest.raises(BadRequest, match="essage caption is too long"):
        ptb.run(ptb.bot.send_photo(user.id, PNG, caption="贷" * 1025))
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        ptb.run(ptb.bot.send_photo(user.id, b"no picture"))
    assert not user.said_to


def test_who_cannot_be_written_to(api: TelegramApi, user: User, ptb: Ptb) -> None:
    with pytest.raises(BadRequest, match="hat not found"):
        ptb.run(ptb.bot.send_message(42, "您好"))
    with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
        ptb.run(ptb.bot.send_message(api.user("小周").id, "您好"))
    user.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        ptb.run(ptb.bot.send_message(user.id, "您好"))
    user.unblocks()
    ptb.run(ptb.bot.send_message(user.id, "您好"))
    assert user.said_to == ["您好"]
    user.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        ptb.run(ptb.bot.send_chat_action(user.id, "typing"))


def test_too_many_messages_are_asked_to_wait(api: TelegramApi, user: User, ptb: Ptb) -> None:
    api.options.chat_burst = 3
    for _ in range(3):
        ptb.run(ptb.bot.send_message(user.id, "您好"))
    with pytest.raises(RetryAfter) as refused:
        ptb.run(ptb.bot.send_message(user.id, "您好"))
    assert refused.value.retry_after == timedelta(seconds=1)
    assert len(user.said_to) == 3


def test_too_many_messages_to_all_are_asked_to_wait(api: TelegramApi, ptb: Ptb) -> None:
    api.options.per_second = 4
    users = [api.user(f"客户{number}") for number in range(5)]
    for one in users:
        one.sends("/start")
    for one in users[:4]:
        ptb.run(ptb.bot.send_message(one.id, "您好"))
    with pytest.raises(RetryAfter):
        ptb.run(ptb.bot.send_message(users[4].id, "您好"))
    assert not users[4].said_to


def test_messages_are_edited_and_deleted(user: User, ptb: Ptb) -> None:
    sent = ptb.run(ptb.bot.send_message(user.id, "您好", reply_markup=keyboard(("好", "1"))))
    ptb.run(ptb.bot.edit_message_reply_markup(user.id, sent.message_id))
    assert user.sees[-1].buttons == ()
    with pytest.raises(BadRequest, match="essage is not modified"):
        ptb.run(ptb.bot.edit_message_reply_markup(user.id, sent.message_id))
    ptb.run(ptb.bot.edit_message_text("再见", user.id, sent.message_id))
    assert (user.sees[-1].text, user.sees[-1].edited) == ("再见", True)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        ptb.run(ptb.bot.edit_message_text("再见", user.id, 1))
    ptb.run(ptb.bot.delete_message(user.id, sent.message_id))
    assert not user.said_to
    with pytest.raises(BadRequest, match="essage to edit not found"):
        ptb.run(ptb.bot.edit_message_text("再见", user.id, sent.message_id))


def test_a_pressed_button_is_answered_once(user: User, ptb: Ptb) -> None:
    ptb.run(ptb.bot.send_message(user.id, "您好", reply_markup=keyboard(("好", "代码"))))
    query = user.presses("好")
    update = ptb.run(ptb.bot.get_updates(offset=-1))[0]
    assert update.callback_query
    assert update.callback_query.data == "代码"
    ptb.run(ptb.bot.answer_callback_query(update.callback_query.id, "收到"))
    assert user.waits_for_answer(query)["text"] == "收到"
    with pytest.raises(BadRequest, match="uery is too old"):
        ptb.run(ptb.bot.answer_callback_query(update.callback_query.id))


def test_a_query_grows_old(api: TelegramApi, user: User, ptb: Ptb) -> None:
    api.options.query_seconds = 0
    query = user.presses_forged("x")
    with pytest.raises(BadRequest, match="query id is invalid"):
        ptb.run(ptb.bot.answer_callback_query(query.id))
    assert query.answer is None


def test_the_menu_of_commands_is_checked(api: TelegramApi, ptb: Ptb) -> None:
    ptb.run(ptb.bot.set_my_commands([BotCommand("start", "开始")], language_code="zh"))
    assert api.commands("zh") == [{"command": "start", "description": "开始"}]
    with pytest.raises(BadRequest, match="nvalid language code"):
        ptb.run(ptb.bot.set_my_commands([BotCommand("start", "开始")], language_code="zh-hans"))


def test_a_wrong_token_and_an_unknown_method(api: TelegramApi, ptb: Ptb) -> None:
    with pytest.raises(TelegramError, match="not found"):
        ptb.run(ptb.bot.do_api_request("flyToTheMoon"))
    api.token = "another"
    assert ptb.run(ptb.bot.get_me()).is_bot
    with pytest.raises(InvalidToken):
        ptb.run(_with_token(api, "1:wrong"))


async def _with_token(api: TelegramApi, token: str) -> None:
    from telegram import Bot
    from telegram.request import HTTPXRequest

    bot = Bot(token, base_url=api.base_url, request=HTTPXRequest(httpx_kwargs={"trust_env": False}))
    try:
        await bot.initialize()
    finally:
        await bot.shutdown()


def test_a_group_is_heard_by_its_commands_and_left(api: TelegramApi, user: User, ptb: Ptb) -> None:
    group = api.group("一家人", user)
    group.adds_bot()
    group.sends("大家好")
    group.sends("/help")
    kinds = [
        update.my_chat_member or (update.message and update.message.text)
        for update in ptb.run(ptb.bot.get_updates())
    ]
    assert kinds[-1] == "/help"
    assert "大家好" not in kinds
    ptb.run(ptb.bot.leave_chat(group.chat.id))
    assert not group.has_bot
    with pytest.raises(Forbidden, match="not a member"):
        ptb.run(ptb.bot.send_message(group.chat.id, "您好"))


def test_options_are_taken_at_the_start() -> None:
    with TelegramApi(Options(per_second=7)) as api:
        assert api.options.per_second == 7
