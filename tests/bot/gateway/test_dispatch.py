import asyncio
import contextlib

import pytest

from bot.channels.ports import TooBusy
from bot.gateway.rasa import Said
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import StorageBusy
from bot.texts.replies import channel as words
from tests.bot.gateway.doubles import ScriptedBot
from tests.bot.gateway.processes import (
    Clock,
    Process,
    eventually,
    figure,
    process,
    replies,
    sent,
    statuses,
)


async def sweep_until(one: Process, *, said: int, uow: UnitsOfWork, talk: str) -> None:
    sweeping = asyncio.create_task(one.door.sweep())
    await eventually(lambda: len(replies(uow, talk)) >= said)
    await one.settle()
    sweeping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sweeping


def test_a_message_is_stored_acknowledged_and_then_answered(uow: UnitsOfWork, clock: Clock) -> None:
    async def hand_in() -> None:
        one = process(uow, ScriptedBot(), clock)
        receipt = await one.door.receive(sent("想借钱"))
        assert (receipt.sequence, receipt.duplicate) == (1, False)
        again = await one.door.receive(sent("想借钱"))
        assert (again.conversation, again.sequence) == (receipt.conversation, 1)
        assert again.duplicate
        await one.settle()
        assert statuses(uow, receipt.conversation) == ["answered"]
        assert len(replies(uow, receipt.conversation)) == 2
        assert figure(one.metrics, "shandai_messages_received_total", channel="push") == 1
        assert figure(one.metrics, "shandai_messages_duplicate_total", channel="push") == 1
        assert figure(one.metrics, "shandai_conversations_busy") == 0
        assert one.replied.count(receipt.conversation) >= 2

    asyncio.run(hand_in())


def test_too_many_of_one_customer_get_one_notice(uow: UnitsOfWork, clock: Clock) -> None:
    async def hurry() -> str:
        one = process(uow, ScriptedBot(), clock, per_minute=2)
        for number in range(5):
            receipt = await one.door.receive(sent("喂", number))
        await one.settle()
        assert figure(one.metrics, "shandai_events_total", event="customer_limited") == 1
        return receipt.conversation

    talk = asyncio.run(hurry())
    assert replies(uow, talk).count(words.too_many("zh_CN")) == 1
    assert statuses(uow, talk) == ["answered"] * 2 + ["limited"] * 3


def test_more_than_a_second_may_bring_is_turned_away_unstored(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def flood() -> str:
        one = process(uow, ScriptedBot(), clock, per_second=2)
        for number in range(2):
            receipt = await one.door.receive(sent("喂", number))
        with pytest.raises(TooBusy):
            await one.door.receive(sent("喂", 2))
        clock.forward(1)
        assert not (await one.door.receive(sent("喂", 2))).duplicate
        await one.settle()
        return receipt.conversation

    assert len(statuses(uow, asyncio.run(flood()))) == 3


def test_what_a_dead_process_left_is_answered_after_its_lease(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.dispatch.SWEEP_SECONDS", 0.01)
    dead, alive = process(uow, ScriptedBot(), clock), process(uow, ScriptedBot(), clock, holder="b")
    talk = dead.receiver.receive(sent("想借钱")).talk
    assert dead.turns._claim(talk.id) is not None  # and there it ended
    assert alive.door._waiting() == ()
    clock.forward(9)
    asyncio.run(sweep_until(alive, said=2, uow=uow, talk=talk.id))
    assert statuses(uow, talk.id) == ["answered"]


def test_a_turn_that_broke_is_taken_up_again(
    uow: UnitsOfWork,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.gateway.dispatch.SWEEP_SECONDS", 0.01)
    breaking = [True]

    async def break_once(_sender: str, text: str) -> tuple[Said, ...]:
        if text != "/start" and breaking:
            breaking.clear()
            raise ValueError("想借钱")
        return (Said(text="好的。"),)

    async def run() -> str:
        bot = ScriptedBot()
        bot.answering = break_once
        one = process(uow, bot, clock)
        receipt = await one.door.receive(sent("想借钱"))
        await sweep_until(one, said=2, uow=uow, talk=receipt.conversation)
        assert figure(one.metrics, "shandai_events_total", event="turn_failed") == 1
        return receipt.conversation

    assert statuses(uow, asyncio.run(run())) == ["answered"]
    assert "error=ValueError" in caplog.text
    assert "想借钱" not in caplog.text


def test_what_waits_its_turn_here_is_not_taken_for_left_behind(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.dispatch.SWEEP_SECONDS", 0.01)

    async def run() -> list[str]:
        one = process(uow, ScriptedBot(), clock)
        one.door._places = asyncio.Semaphore(0)  # every place is taken
        talk = (await one.door.receive(sent("想借钱"))).conversation
        looks = 0

        def waiting() -> tuple[str, ...]:
            nonlocal looks
            looks += 1
            return (talk,)

        monkeypatch.setattr(one.door, "_waiting", waiting)
        sweeping = asyncio.create_task(one.door.sweep())
        await eventually(lambda: looks == 3)
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        assert one.door._again == set()
        one.door._places.release()
        await one.settle()
        return statuses(uow, talk)

    assert asyncio.run(run()) == ["answered"]


def test_sweeping_survives_a_busy_database(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.dispatch.SWEEP_SECONDS", 0.01)
    times = 0

    def busy_twice(*, reading: bool = False) -> UnitOfWork:
        nonlocal times
        times += 1
        if times <= 2:
            raise StorageBusy("locked")
        return uow(reading=reading)

    stored = process(uow, ScriptedBot(), clock).receiver.receive(sent("想借钱"))
    one = process(busy_twice, ScriptedBot(), clock)
    asyncio.run(sweep_until(one, said=2, uow=uow, talk=stored.talk.id))
    assert statuses(uow, stored.talk.id) == ["answered"]


def test_closing_answers_what_is_under_way_and_takes_nothing_more_up(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def close() -> tuple[str, str]:
        asked, may_answer = asyncio.Event(), asyncio.Event()

        async def think(_sender: str, text: str) -> tuple[Said, ...]:
            if text != "/start":
                asked.set()
                await may_answer.wait()
            return (Said(text="好的。"),)

        bot = ScriptedBot()
        bot.answering = think
        one = process(uow, bot, clock)
        first = await one.door.receive(sent("想借钱", 1))
        await asked.wait()
        closing = asyncio.create_task(one.door.close(5))
        await asyncio.sleep(0)
        late = await one.door.receive(sent("在吗", 1, user="u2"))  # stored for the next process
        may_answer.set()
        await closing
        return first.conversation, late.conversation

    first, late = asyncio.run(close())
    assert statuses(uow, first) == ["answered"]
    assert statuses(uow, late) == ["received"]


def test_closing_ends_what_does_not_end_and_gives_the_lease_back(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def close() -> str:
        asked = asyncio.Event()

        async def never(_sender: str, _text: str) -> tuple[Said, ...]:
            asked.set()
            return await asyncio.Future()

        bot = ScriptedBot()
        bot.answering = never
        one = process(uow, bot, clock)
        receipt = await one.door.receive(sent("想借钱"))
        await asked.wait()
        await one.door.close(0.01)
        return receipt.conversation

    talk = asyncio.run(close())
    assert statuses(uow, talk) == ["received"]
    assert process(uow, ScriptedBot(), clock, holder="b").door._waiting() == (talk,)


def test_a_customer_who_blocks_us_is_noted_once(uow: UnitsOfWork, clock: Clock) -> None:
    async def block() -> float:
        one = process(uow, ScriptedBot(), clock)
        await one.door.receive(sent("想借钱"))
        await one.settle()
        for _ in range(2):
            await one.door.blocked("push", "u1")
        await one.door.blocked("push", "nobody")
        return figure(one.metrics, "shandai_events_total", event="customer_blocked")

    assert asyncio.run(block()) == 1
