"""What else customers do over Telegram, in one running gateway."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from bot.services.delivery import AccountStatus
from tests.dialogue.assistant import Assistant
from tests.dialogue.telegram.gateway import by_polling
from tests.doubles.telegram_api import TelegramApi, User

pytestmark = pytest.mark.dialogue

NEED = "我开了个小面馆，想借八万周转，分一年半还"


@pytest.fixture(scope="module")
def api(assistant: Assistant) -> Iterator[TelegramApi]:
    with TelegramApi() as running, by_polling(assistant, running):
        yield running


@pytest.fixture
def user(api: TelegramApi) -> User:
    user = api.user("小林", language="zh-hans")
    user.sends("/start")
    user.waits_for("自动助手")
    return user


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("/start", "想借多少"),
        ("/help", "三件事"),
        ("/agent", "转人工"),
        ("/lang", "English"),
        ("/mydata", "保存着"),
        ("/stop", "不会再主动"),
        ("/help@shandai_double_bot", "三件事"),
        ("/start from_poster", "想借多少"),
    ],
)
def test_commands(user: User, command: str, shown: str) -> None:
    user.sends(command)
    assert shown in user.waits_for(shown).text


def test_the_menu_of_commands_is_offered(api: TelegramApi, user: User) -> None:
    for language in ("", "zh", "en"):
        menu = api.commands(language, scope="all_private_chats")
        assert [command["command"] for command in menu] == [
            "start",
            "help",
            "agent",
            "lang",
            "mydata",
            "stop",
        ]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "automatic"), ("zh-hant", "貸款"), ("zh-hans", "自动助手")],
)
def test_the_first_words_are_in_the_language_of_the_app(
    api: TelegramApi, language: str, shown: str
) -> None:
    user = api.user("Lin", language=language)
    user.sends("/start")
    assert shown in user.waits_for(shown).text


@pytest.mark.parametrize(
    ("sends", "shown"),
    [
        (User.sends_photo, "我看不了图片"),
        (User.sends_voice, "我听不了语音"),
        (User.sends_location, "用不到位置"),
        (User.sends_contact, "用不到电话号码"),
        (User.sends_sticker, "表情我看不懂"),
        (User.sends_document, "我打不开文件"),
    ],
)
def test_what_is_no_text_is_answered(user: User, sends: Callable[[User], int], shown: str) -> None:
    sends(user)
    assert shown in user.waits_for(shown).text


def test_a_forged_button_is_not_obeyed(user: User) -> None:
    query = user.presses_forged('/offer_accept{"amount": 1}')
    assert "认不出来" in user.waits_for("认不出来").text
    user.waits_for_answer(query)
    user.presses("有哪些贷款")  # what was offered is offered still
    assert user.waits_for("贷").buttons


def test_a_button_of_an_earlier_question_is_told_to_be_old(user: User) -> None:
    user.sends(NEED)
    old = user.waits_for("什么时候要用")
    assert "不急" in old.buttons
    user.sends("这几天就要")  # typed, so that the buttons stay where they are
    user.waits_for("小店经营贷")
    query = user.presses_in(old.id, "不急")
    assert "前面问题" in user.waits_for("前面问题").text
    user.waits_for_answer(query)


def test_a_button_pressed_twice_is_one_choice(api: TelegramApi, user: User) -> None:
    user.sends(NEED)
    question = user.waits_for("什么时候要用")
    first = user.presses_in(question.id, "不急")
    user.waits_for("小店经营贷")
    said = len(user.said_to)
    assert "不急" not in user.chat.messages[question.id].message.get("reply_markup", "")
    data = api.calls_of("sendMessage")[-2].values["reply_markup"]
    second = user.presses_forged(_data(str(data), "不急"), question.id)
    user.waits_for_answer(first)
    user.waits_for_answer(second)
    user.sends("/help")
    user.waits_for("三件事")
    assert len(user.said_to) == said + 1


def test_an_edited_message_is_not_answered(api: TelegramApi, user: User) -> None:
    number = user.sends(NEED)
    user.waits_for("什么时候要用")
    said = len(user.said_to)
    user.edits(number, "想借二十万买车")
    api.waits_until_heard()
    user.sends("/help")
    user.waits_for("三件事")
    assert len(user.said_to) == said + 1


def test_who_blocks_the_bot_is_left_alone_until_they_write(
    assistant: Assistant, api: TelegramApi, user: User
) -> None:
    user.blocks()
    api.waits_until_heard()
    assert status(assistant, user) is AccountStatus.BLOCKED
    user.unblocks()
    user.sends("/help")
    user.waits_for("三件事")
    assert status(assistant, user) is AccountStatus.ACTIVE


def test_a_reply_to_someone_who_blocked_is_given_up(
    assistant: Assistant, api: TelegramApi, user: User
) -> None:
    user.chat.blocked = True  # the update about it has not come yet
    calls = len(api.calls_of("sendMessage"))
    user.sends("/help")
    api.waits_for_call("sendMessage", calls + 1)
    user.blocks()
    api.waits_until_heard()
    assert status(assistant, user) is AccountStatus.BLOCKED
    assert not user.said_to[1:]


def test_a_group_is_told_why_and_left(api: TelegramApi, user: User) -> None:
    group = api.group("一家人", user)
    group.adds_bot()
    assert "不在群里聊" in group.waits_for("不在群里聊").text
    group.waits_for_leaving()
    assert len([seen for seen in group.sees if not seen.mine]) == 1


def status(assistant: Assistant, user: User) -> AccountStatus:
    with assistant.unit_of_work() as work:
        customer = work.customers.ensure(
            channel="telegram",
            channel_user_id=str(user.id),
            language="zh_CN",
            at=datetime.now(UTC),
        )
        return work.customers.account(customer=customer.id, channel="telegram").status


def _data(markup: str, title: str) -> str:
    rows = json.loads(markup)["inline_keyboard"]
    (data,) = [button["callback_data"] for row in rows for button in row if button["text"] == title]
    return str(data)
