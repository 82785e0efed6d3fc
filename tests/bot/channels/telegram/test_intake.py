import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.updates import parse
from bot.services.records import StorageBusy
from tests.bot.channels.telegram.doubles import (
    CHAT,
    Gate,
    Wire,
    bot_on,
    in_group,
    membership,
    message,
    press,
    refusal,
)


def taken(wire: Wire, gate: Gate, *updates: dict[str, Any]) -> list[str]:
    counted: list[str] = []

    async def take() -> None:
        intake = Intake(gate, bot_on(wire), counted.append)
        for update in updates:
            await intake.take(parse(update))
        await intake.settle()

    asyncio.run(take())
    return counted


def test_what_was_said_is_stored_and_nothing_is_asked_of_telegram() -> None:
    wire, gate = Wire(), Gate()

    assert taken(wire, gate, message()) == []
    assert [one.text for one in gate.stored] == ["想借五万"]
    assert wire.calls == []


def test_a_press_is_answered_and_its_keyboard_taken_away_once() -> None:
    wire, gate = Wire(), Gate()
    taken(wire, gate, press("tok"), press("tok", update_id=102))

    assert [one.text for one in gate.stored] == ["tok"]
    assert [call["callback_query_id"] for call in wire.named("answerCallbackQuery")] == ["q1", "q1"]
    assert wire.named("editMessageReplyMarkup") == [{"chat_id": str(CHAT), "message_id": "9"}]


def test_a_press_counts_although_telegram_takes_no_courtesy() -> None:
    wire, gate = Wire(), Gate()
    wire.then("answerCallbackQuery", refusal(400, "Bad Request: query is too old"))
    wire.then("editMessageReplyMarkup", refusal(400, "Bad Request: message is not modified"))
    taken(wire, gate, press("tok"))

    assert [one.text for one in gate.stored] == ["tok"]
    assert len(wire.calls) == 2


def test_a_press_that_was_not_stored_keeps_its_keyboard() -> None:
    wire, gate = Wire(), Gate()
    gate.failures.append(StorageBusy("locked"))
    with pytest.raises(StorageBusy):
        taken(wire, gate, press("tok"))

    assert wire.named("editMessageReplyMarkup") == []


def test_a_block_reaches_the_door() -> None:
    gate = Gate()
    taken(Wire(), gate, membership("kicked"), membership("member"))

    assert gate.gone == [("telegram", str(CHAT))]
    assert gate.stored == []


def test_a_group_hears_one_refusal_and_is_left_each_time() -> None:
    wire, gate = Wire(), Gate()
    counted = taken(wire, gate, membership("member", "group"), in_group(), in_group("group"))

    assert counted == ["telegram_group"] * 3
    assert gate.offered == []
    (said,) = wire.named("sendMessage")
    assert said["chat_id"] == "-55"
    assert said["text"].startswith("Loans involve personal details")
    assert [call["chat_id"] for call in wire.named("leaveChat")] == ["-55"] * 3


def test_a_group_where_it_may_not_speak_is_left_too() -> None:
    wire = Wire()
    wire.then("sendMessage", refusal(403, "Forbidden: not enough rights"))
    wire.then("leaveChat", refusal(403, "Forbidden: not a member"))
    taken(wire, Gate(), in_group())

    assert len(wire.named("leaveChat")) == 1


def test_a_channel_is_left_without_a_word() -> None:
    wire = Wire()
    taken(wire, Gate(), membership("administrator", "channel"))

    assert [method for method, _ in wire.calls] == ["leaveChat"]


def test_courtesies_pile_up_no_further_than_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.intake._MOST_ASIDE", 2)
    gate, wire = Gate(), Wire()
    taken(wire, gate, *(press(f"t{number}") for number in range(10)))

    assert len(gate.stored) == 10
    assert len(wire.calls) == 2


def test_closing_gives_up_what_still_waits() -> None:
    waiting = asyncio.Event

    async def close() -> bool:
        started, forever = waiting(), waiting()

        class SlowBot:
            async def answer_callback_query(self, _query: str) -> None:
                started.set()
                await forever.wait()

            edit_message_reply_markup: Callable[..., Any] = answer_callback_query

        intake = Intake(Gate(), SlowBot(), lambda _event: None)  # type: ignore[arg-type]
        await intake.take(parse(press()))
        await started.wait()
        await intake.close()
        return all(task is asyncio.current_task() for task in asyncio.all_tasks())

    assert asyncio.run(close())
