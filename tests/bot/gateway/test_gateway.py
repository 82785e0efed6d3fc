import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text, update

from bot.channels.message import Button, Outbound
from bot.gateway.gateway import Gateway
from bot.gateway.rasa import Said
from bot.services.ports import UnitsOfWork
from bot.services.records import MessageStatus, NotFound, Owner, StorageBusy
from bot.storage.tables import ConversationRow, HandoffRow, MessageRow
from bot.texts.catalogue import translator
from bot.texts.replies import problems
from tests.bot.gateway.doubles import PHONE, ScriptedBot, database, gateway_over, inbound

ASKED = Said(
    text="打算多久还清？",
    buttons=(("1 年", '/inform{"choice":"12"}'), ("半年", '/inform{"choice":"6"}')),
)
LONG = "借" * 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """A gateway, its bot, its database, and one conversation."""

    gateway: Gateway
    bot: ScriptedBot
    uow: UnitsOfWork
    engine: Engine
    runner: asyncio.Runner
    first: Outbound

    def say(self, words: str, message_id: str = "") -> Outbound | None:
        number = message_id or f"m{len(self.rows()) + 1}"
        return self.runner.run(self.gateway.handle(self.first.conversation, inbound(words, number)))

    def rows(self) -> list[Any]:
        query = select(MessageRow).order_by(MessageRow.sequence)
        with self.engine.connect() as connection:
            return list(connection.execute(query))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = database(tmp_path, busy_timeout_ms=300)
    yield made
    made.dispose()


@pytest.fixture
def door(engine: Engine) -> Iterator[Door]:
    bot = ScriptedBot()
    gateway, uow = gateway_over(engine, bot)
    with asyncio.Runner() as runner:
        first = runner.run(gateway.open(channel="console", channel_user_id="u1", language=None))
        yield Door(gateway=gateway, bot=bot, uow=uow, engine=engine, runner=runner, first=first)


def test_the_opening_is_turn_nothing_and_kept(door: Door) -> None:
    ((sender, text, metadata),) = door.bot.heard
    assert (sender, text) == (door.first.conversation, "/start")
    assert (metadata["language"], metadata["turn"], metadata["typed"]) == ("zh_CN", 0, "")
    assert (door.first.turn, door.first.text) == (0, "好的。")
    assert [(row.direction, row.turn, row.text) for row in door.rows()] == [("out", 0, "好的。")]


def test_a_message_is_stored_before_anyone_answers_it(door: Door) -> None:
    seen: list[tuple[str, str]] = []

    async def look(_sender: str, _text: str) -> tuple[Said, ...]:
        seen.extend((row.text, row.status) for row in door.rows() if row.direction == "in")
        return (Said(text="行。"),)

    door.bot.answering = look
    door.say("想借钱")
    assert seen == [("想借钱", MessageStatus.RECEIVED)]
    assert [(row.direction, row.turn, row.status) for row in door.rows()[1:]] == [
        ("in", 1, MessageStatus.ANSWERED),
        ("out", 1, None),
    ]


def test_bubbles_become_one_reply_with_the_last_buttons_and_the_last_card(door: Door) -> None:
    door.bot.said = (
        Said(text="第一段", buttons=(("旧", "/old"),)),
        ASKED,
        Said(card={"type": "offer"}),
    )
    reply = door.say("嗯")
    assert reply is not None
    assert reply.text == "第一段\n\n打算多久还清？"
    assert [one.title for one in reply.buttons] == ["1 年", "半年"]
    assert reply.card == {"type": "offer"}
    assert door.rows()[-1].payload["card"] == {"type": "offer"}


def test_a_static_text_is_translated_and_an_action_s_text_is_left_alone(engine: Engine) -> None:
    static = "不客气。还有要我算的、要我解释的，直接说就行。"
    bot = ScriptedBot(Said(text=static), Said(text="You owe CNY 5."))
    gateway, _ = gateway_over(engine, bot)
    opened = asyncio.run(gateway.open(channel="console", channel_user_id="u2", language="en"))
    assert opened.text == f"{translator('en')(static)}\n\nYou owe CNY 5."


def test_the_same_delivery_is_answered_once(door: Door) -> None:
    assert door.say("两年", "same") is not None
    assert door.say("两年", "same") is None
    assert door.bot.texts == ["两年"]


def test_a_delivery_whose_first_handling_broke_off_is_answered(door: Door) -> None:
    async def broken(_sender: str, _text: str) -> tuple[Said, ...]:
        raise ConnectionResetError

    door.bot.answering = broken
    with pytest.raises(ConnectionResetError):
        door.say("两年", "same")
    door.bot.answering = None
    reply = door.say("两年", "same")
    assert reply is not None
    assert reply.turn == 1
    assert [row.turn for row in door.rows() if row.direction == "in"] == [1]


def test_an_agent_s_conversation_is_stored_and_not_answered(door: Door) -> None:
    with door.engine.begin() as connection:
        connection.execute(update(ConversationRow).values(owner=Owner.AGENT))
    assert door.say("在吗") is None
    assert door.bot.texts == []
    assert door.rows()[-1].text == "在吗"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2", '/inform{"choice":"6"}'),
        ("②", '/inform{"choice":"6"}'),
        ("选1", '/inform{"choice":"12"}'),
        ("半年", '/inform{"choice":"6"}'),
        ("半年。", '/inform{"choice":"6"}'),
        ("3", "3"),
        ("0", "0"),
        ("一年半", "一年半"),
    ],
)
def test_a_number_or_a_title_chooses_among_the_last_buttons(
    door: Door, words: str, told: str
) -> None:
    door.bot.said = (ASKED,)
    door.say("想借钱")
    door.say(words)
    assert door.bot.texts[-1] == told


def test_buttons_of_an_earlier_reply_choose_nothing(door: Door) -> None:
    door.bot.said = (ASKED,)
    door.say("想借钱")
    door.bot.said = (Said(text="好的。"),)
    door.say("利息多少")
    door.say("2")
    assert door.bot.texts[-1] == "2"


@pytest.mark.parametrize("typed", ['/prequalify{"product":"x"}', "//start", '/slot{"a":1}'])
def test_a_typed_payload_reaches_the_bot_as_words(door: Door, typed: str) -> None:
    door.say(typed)
    assert not any(told.startswith("/") and "{" in told for told in door.bot.texts)


def test_a_person_is_asked_for_in_so_many_words(door: Door) -> None:
    door.say("转人工")
    assert door.bot.texts == ["/human_agent"]


def test_without_the_bot_there_is_one_apology_and_the_message_is_kept_as_failed(
    door: Door,
) -> None:
    door.bot.silent = True
    reply = door.say("想借五万")
    assert reply is not None
    assert PHONE in reply.text
    assert "人工" in reply.text
    assert [one.payload for one in reply.buttons] == ["/human_agent"]
    last = [row for row in door.rows() if row.direction == "in"][-1]
    assert (last.text, last.status) == ("想借五万", MessageStatus.FAILED)


def test_the_apology_does_not_take_the_open_choices_away(door: Door) -> None:
    door.bot.said = (ASKED,)
    door.say("想借钱")
    door.bot.silent = True
    door.say("2")
    door.bot.silent = False
    door.say("2")
    assert door.bot.texts[-1] == '/inform{"choice":"6"}'


def test_without_the_bot_a_person_is_still_reached_and_once(door: Door) -> None:
    door.bot.silent = True
    first, second = door.say("人工"), door.say("人工")
    assert first is not None
    assert second is not None
    assert PHONE in first.text
    assert first.text != second.text
    with door.engine.connect() as connection:
        assert len(list(connection.execute(select(HandoffRow)))) == 1
    assert [row.status for row in door.rows() if row.direction == "in"] == [
        MessageStatus.ANSWERED,
        MessageStatus.ANSWERED,
    ]


def test_without_the_bot_the_button_of_the_apology_reaches_a_person(door: Door) -> None:
    door.bot.silent = True
    door.say("想借五万")
    door.say("1")
    with door.engine.connect() as connection:
        assert len(list(connection.execute(select(HandoffRow)))) == 1


def test_the_conversation_opens_without_the_bot(engine: Engine) -> None:
    bot = ScriptedBot()
    bot.silent = True
    gateway, _ = gateway_over(engine, bot)
    opened = asyncio.run(gateway.open(channel="console", channel_user_id="u1"))
    assert PHONE in opened.text


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b", LONG, "借" * 30_000, "😀😀", "？！"])
def test_what_cannot_be_read_is_answered_without_the_bot_and_leaves_the_choices(
    door: Door, words: str
) -> None:
    door.bot.said = (ASKED,)
    door.say("想借钱")
    reply = door.say(words)
    assert reply is not None
    assert reply.text.strip()
    assert door.bot.texts == ["想借钱"]
    assert [one.title for one in reply.buttons] == ["1 年", "半年"]
    assert len(max((row.text for row in door.rows()), key=len)) <= 1000


def test_too_long_names_the_limit(door: Door) -> None:
    reply = door.say(LONG)
    assert reply is not None
    assert problems.too_long(1000, "zh_CN") in reply.text


def test_identifiers_reach_neither_the_bot_nor_the_database(door: Door) -> None:
    reply = door.say("我的手机号13812345678，想借5万装修")
    assert reply is not None
    assert problems.identifiers_hidden(frozenset({"phone"}), "zh_CN") in reply.text
    assert "13812345678" not in str(door.bot.heard)
    with door.engine.connect() as connection:
        everything = [
            str(row)
            for table in ("messages", "conversations", "customers")
            for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]
    assert "13812345678" not in "".join(everything)
    kept = [row for row in door.rows() if row.direction == "in"][-1]
    assert kept.payload == {"identifiers": ["phone"]}


def test_the_log_holds_ids_and_no_words(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    door.say("我欠了三十万", "same")
    door.say("我欠了三十万", "same")
    door.bot.silent = True
    door.say("我欠了四十万")
    assert door.first.conversation in caplog.text
    assert "欠" not in caplog.text


def test_the_writing_decides_the_language_until_one_is_chosen(door: Door) -> None:
    door.say("I want to borrow some money")
    assert door.bot.heard[-1][2]["language"] == "en"
    door.say("我想借錢裝修")
    assert door.bot.heard[-1][2]["language"] == "zh_Hant_TW"
    door.say("ok 15w")
    assert door.bot.heard[-1][2]["language"] == "zh_Hant_TW"


def test_a_chosen_language_stays_whatever_is_typed(engine: Engine) -> None:
    bot = ScriptedBot()
    gateway, _ = gateway_over(engine, bot)

    async def talk() -> None:
        opened = await gateway.open(channel="console", channel_user_id="u1", language="en")
        await gateway.handle(opened.conversation, inbound("我想借钱装修"))

    asyncio.run(talk())
    assert [metadata["language"] for *_, metadata in bot.heard] == ["en", "en"]


def test_two_messages_at_once_are_answered_in_order_one_after_the_other(door: Door) -> None:
    running: list[str] = []

    async def slow(_sender: str, words: str) -> tuple[Said, ...]:
        running.append(f"begin {words}")
        await asyncio.sleep(0.02)
        running.append(f"end {words}")
        return (Said(text=f"答 {words}"),)

    door.bot.answering = slow

    async def at_once() -> list[Outbound | None]:
        talk = door.first.conversation
        return await asyncio.gather(
            *(door.gateway.handle(talk, inbound(f"话{n}", f"m{n}")) for n in range(3))
        )

    replies = door.runner.run(at_once())
    assert [one.text for one in replies if one] == ["答 话0", "答 话1", "答 话2"]
    assert [one.turn for one in replies if one] == [1, 2, 3]
    assert running == [
        "begin 话0", "end 话0", "begin 话1", "end 话1", "begin 话2", "end 话2",
    ]  # fmt: skip


def test_one_conversation_does_not_wait_for_another(engine: Engine) -> None:
    bot = ScriptedBot()
    gateway, _ = gateway_over(engine, bot)

    async def talk() -> None:
        slow = await gateway.open(channel="console", channel_user_id="u1")
        quick = await gateway.open(channel="console", channel_user_id="u2")
        gate = asyncio.Event()

        async def answering(sender: str, _text: str) -> tuple[Said, ...]:
            if sender == slow.conversation:
                await gate.wait()
            return (Said(text="好"),)

        bot.answering = answering
        waiting = asyncio.ensure_future(gateway.handle(slow.conversation, inbound("一", "m1")))
        async with asyncio.timeout(5):
            assert await gateway.handle(quick.conversation, inbound("二", "m2", "u2")) is not None
        assert not waiting.done()
        gate.set()
        assert await waiting is not None

    asyncio.run(talk())


def hold(engine: Engine) -> sqlite3.Connection:
    """Take the database's only write lock, as another process would."""
    holder = sqlite3.connect(str(engine.url.database), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    return holder


def test_a_locked_database_is_told_to_the_channel_before_anything_was_done(door: Door) -> None:
    holder = hold(door.engine)
    try:
        with pytest.raises(StorageBusy):
            door.say("想借五万", "kept")
        assert door.bot.texts == []
    finally:
        holder.close()
    reply = door.say("想借五万", "kept")
    assert reply is not None
    assert reply.turn == 1


def test_a_database_locked_while_the_bot_answers_costs_no_answer(door: Door) -> None:
    holders: list[sqlite3.Connection] = []

    async def lock(_sender: str, _text: str) -> tuple[Said, ...]:
        holders.append(hold(door.engine))
        return (Said(text="答"),)

    door.bot.answering = lock
    with pytest.raises(StorageBusy):
        door.say("想借五万", "kept")
    holders.pop().close()
    door.bot.answering = None
    reply = door.say("想借五万", "kept")
    assert reply is not None
    assert [(row.direction, row.turn, row.status) for row in door.rows()[1:]] == [
        ("in", 1, MessageStatus.ANSWERED),
        ("out", 1, None),
    ]


@pytest.mark.parametrize(
    "call",
    [
        lambda gateway: gateway.handle("nobody", inbound("喂")),
        lambda gateway: gateway.resume("nobody"),
    ],
    ids=["handle", "resume"],
)
def test_an_unknown_conversation_is_named(
    door: Door, call: Callable[[Gateway], Awaitable[Outbound]]
) -> None:
    async def once() -> Outbound:
        return await call(door.gateway)

    with pytest.raises(NotFound, match="nobody"):
        door.runner.run(once())


def test_coming_back_asks_the_bot_where_it_stands(door: Door) -> None:
    door.say("想借钱")
    door.bot.said = (ASKED,)
    reply = door.runner.run(door.gateway.resume(door.first.conversation))
    assert door.bot.heard[-1][1] == "/resume"
    assert reply.turn == 1
    assert reply.buttons[1] == Button(title="半年", payload='/inform{"choice":"6"}')
